// A fee for what a debtor caused: a debit that came back, a letter of dunning. It stands among the fees of the booking
// and is owed with it. Part of a running event.
#pragma once

#include "audit/change.hpp"

namespace kartei::payments {

/// Refuses as a booking that is not there or void. `occasion` and `reference` say what it was for.
Result<Done> charge_fee(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                        std::int64_t booking, std::int64_t amount, const std::string& text,
                        const std::string& occasion, const std::string& reference);

}  // namespace kartei::payments
