// What somebody asks of the sales ledger, as it is typed in an address or on the command line, and the filter it means.
#pragma once

#include "audit/house.hpp"
#include "modules/orders/ledger_reading.hpp"

namespace kartei::orders {

/// "" and 0 narrow nothing.
struct LedgerQuestion {
    std::string from, to;  ///< days of the house on which it was sold or returned, both inclusive
    std::vector<std::string> codes;  ///< of event dates, any of them
    std::string order;               ///< number
    std::int64_t customer = 0;       ///< number, also a former one: his orders as they are now
};

/// Only event dates that are `seen`. Refusals, all at once by field: a date that is none, a period that ends before it
/// begins, an unknown code, a customer's number that nobody has.
Result<LedgerFilter> filter_of(const House& house, sql::Transaction& transaction, const Actor& actor,
                               const events::EventsById& seen, const LedgerQuestion& question);

}  // namespace kartei::orders
