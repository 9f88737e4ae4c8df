// Erasing a customer (GDPR Art. 17): what a user can do, one function each. A preview says what goes, what is emptied, what
// is kept sealed until when, and what forbids it; the erasure walks the data map (data_map.hpp) and the traces of modules
// (customers/customer_traces.hpp), loses the keys of the person and of all who were merged into him, and leaves a report
// that names nobody. It cannot be undone. The caller owns the transaction, and calls finish_erasures() behind it. Must not
// know HTTP. Invariant: a customer on whom nothing hangs is gone; else a row without a person is left, hidden and blocked,
// to which orders, bookings and postings belong.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::privacy {

inline constexpr std::string_view erasure_record = "erasure";

/// Rows of one part of the data map.
struct ErasedPart {
    std::string part;         ///< its name is the text "holding." + part
    std::string fate;         ///< goes, emptied, stays
    std::int64_t rows = 0;
    std::int64_t kept = 0;    ///< of these, words that are kept sealed
    std::string kept_until;   ///< the latest of them; "" = none
};

struct ErasurePreview {
    customers::Customer customer;
    std::vector<Issue> forbidden;     ///< empty: nothing stands against it
    std::vector<ErasedPart> parts;    ///< without those that hold nothing
    bool row_goes = false;            ///< nothing hangs on him: his row goes too
    std::int64_t merged = 0;          ///< earlier customers who were merged into him, and whose keys are lost as well
    std::int64_t links = 0;           ///< of others that lead to him
    std::int64_t mentions = 0;        ///< words elsewhere that name him
    std::int64_t bank_entries = 0;    ///< what modules hold besides (traces)
    std::string kept_until;
    std::string law;                  ///< that demands it, "" where none is known
};
/// Refusals: not_found; forbidden for who does not see all event dates; conflict for the anonymous customer and for one
/// who is erased already.
Result<ErasurePreview> preview_erasure(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t customer);

struct ErasureWish {
    std::int64_t customer = 0, version = 0;
    std::int64_t typed_number = 0;   ///< his number, as the user typed it: a number read is a customer meant
    bool suppress = true;            ///< his e-mail and phones go, hashed, on the list of those who are not written to
};
struct Erased {
    std::int64_t erasure = 0, event = 0;
};
/// Refusals as preview_erasure(); invalid for another number than his (error.other_number_typed); stale; conflict with
/// everything that forbids it.
Result<Erased> erase_customer(House& house, sql::Transaction& transaction, const Actor& actor, const ErasureWish& wish);

/// Behind the commit, and again at every start: files of jobs and imports in which he may stand go, and the log of the
/// database file is emptied. Gives how many files went.
std::int64_t finish_erasures(House& house);

/// One erasure, as its report has it.
struct ErasureReport {
    std::int64_t id = 0, customer_id = 0, number = 0, event = 0;
    std::string erased_at, user_name, kept_until, finished_at;
    nlohmann::json report;
    std::int64_t kept = 0;  ///< records that are still kept
};
/// The newest first, behind the id `before` (0: from the newest).
std::vector<ErasureReport> erasures(sql::Transaction& transaction, std::int64_t before, int limit);
std::optional<ErasureReport> find_erasure(sql::Transaction& transaction, std::int64_t id);
bool is_erased(sql::Transaction& transaction, std::int64_t customer);

/// Takes away what was kept until before today; the change event, 0 when there was nothing.
std::int64_t expire_kept(House& house, const Actor& actor);

std::vector<audit::Reversible> reversible_erasures();

}  // namespace kartei::privacy
