// What a user can do with the papers of a booking: look at one before it is made, make it, print it again. The caller
// owns the transaction. Nothing that carries a number is ever changed or deleted; a second printing gives the same bytes.
#pragma once

#include "modules/bookings/booking_actions.hpp"
#include "modules/papers/paper_rules.hpp"

namespace kartei::papers {

/// A paper as it would be, with the fees its making calls for; nothing is stored.
struct PreparedPaper {
    bookings::WholeBooking booking;
    Paper paper;
};
Result<PreparedPaper> preview_paper(House& house, sql::Transaction& transaction, const Actor& actor,
                                    std::int64_t number, const PaperOrder& order);

struct MadePaper {
    bookings::SavedBooking saved;
    std::int64_t position = 0;  ///< of the document
    std::string pdf;
};
/// Refusals: those of paper_rules.hpp; stale when `version` is no longer the booking's; conflict while an agency's
/// settlement is awaited (error.invoice_after_settlement, J-200).
Result<MadePaper> make_paper(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                             std::optional<std::int64_t> version, const PaperOrder& order);

/// The paper as it went out: not_found for one without a PDF (it came with a file).
struct StoredPaper {
    bookings::BookingDocument document;
    std::string pdf;
};
Result<StoredPaper> stored_paper(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                 std::int64_t position);

/// Why a kind cannot be made now; empty: it can.
std::vector<Issue> forbids(House& house, sql::Transaction& transaction, const bookings::WholeBooking& booking,
                           std::string_view kind);

}  // namespace kartei::papers
