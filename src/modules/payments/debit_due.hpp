// What is due by direct debit, and what the bank would refuse of it: asked by the preview for everything, and once more for
// each booking at the moment its money is posted.
#pragma once

#include <set>

#include "modules/payments/debit_run.hpp"

namespace kartei::payments {

/// Refuses settings that the bank would not take, and a house that does not keep euro.
Result<Creditor> creditor_of(House& house, sql::Transaction& transaction);
/// The bank wants a file a day of TARGET ahead; what falls on a day without settlement moves to the next.
Result<Date> collection_day(const House& house, Date asked);

/// What is due of each booking, as one debit; `booking`: of this one alone (0: of all).
std::vector<Debit> due_debits(House& house, sql::Transaction& transaction, const Actor& actor,
                              const DebitQuestion& question, std::int64_t booking = 0);

/// Fills in account, address, claim and what is wrong. `mandates`: those that went before it in the same run.
/// `except_run`: the run it stands in already, which says nothing against it.
void complete(House& house, sql::Transaction& transaction, Debit& debit, std::string_view scheme, Date collect_on,
              std::set<std::string>& mandates, std::int64_t except_run = 0);

}  // namespace kartei::payments
