// What a user does with direct debits: look at what is going, have the file of a run, take back what came back. The caller
// owns the transaction. How a run is made: debit_collection.hpp.
#pragma once

#include <set>

#include "jobs/job.hpp"
#include "modules/payments/debit_store.hpp"

namespace kartei::payments {

struct DebitQuestion {
    Date collect_on{};
    std::string scheme = "core";
    std::set<std::int64_t> left_out = {};  ///< numbers of bookings
    std::size_t most = 0;                  ///< when more are due, nothing is looked at; 0 = however many
};

struct DebitPreview {
    Date collect_on{};           ///< the day TARGET settles on, at or behind the one asked for
    std::vector<Debit> debits;   ///< by name; what has problems is not going
    std::int64_t going = 0, total = 0;  ///< how many, and their sum
    std::size_t due = 0;         ///< how many bookings are due
    bool short_notice = false;   ///< nearer than the days of pre-notification that the house has set
};

/// Everything that is due on a day from customers and bookings whose payment kind is direct debit (J-126), by the
/// topmost account of the profile at this moment (J-112). Refusals: collect_on is too early for the bank; the settings
/// of the house; a house that does not keep euro.
Result<DebitPreview> preview_debits(House& house, sql::Transaction& transaction, const Actor& actor,
                                    const DebitQuestion& question, jobs::Progress* progress = nullptr);

/// Made, with something in it; a conflict for what is on its way or was taken back.
Result<DebitRun> finished_run(sql::Transaction& transaction, std::int64_t run);

/// The file of a run; refused as not there for whoever may not see everybody in it, as a conflict while it is being made.
Result<std::string> file_of_run(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t run);

/// The same once more, behind its making: account numbers in clear are told with an event.
Result<std::string> file_taken_along(House& house, sql::Transaction& transaction, const Actor& actor,
                                     std::int64_t run);

struct DebitReturn {
    std::int64_t run = 0, position = 0;
    std::string reason;       ///< direct_debit.hpp
    std::string returned_on;  ///< "" = today
    std::int64_t fee = 0;     ///< what it cost, charged to the booking; 0 = nothing
};
/// The payment is taken back, unless somebody did so already, and the item is open again; a reason that forbids it
/// blocks the account. Refuses what came back already.
Result<DebitItem> return_debit(House& house, sql::Transaction& transaction, const Actor& actor,
                               const DebitReturn& returned);
/// Behind a payment that was taken back because its debit came back, as a statement says: the debit says so, too, with
/// the bank's reason where it is one, else none (MS03). Nothing where no debit posted it.
Result<Done> note_debit_came_back(House& house, sql::Transaction& transaction, const Actor& actor,
                                  std::int64_t booking, std::int64_t payment, const std::string& reason,
                                  const std::string& returned_on);
/// The account may be debited again.
Result<DebitItem> release_account(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t run,
                                  std::int64_t position);

}  // namespace kartei::payments
