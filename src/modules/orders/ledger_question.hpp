// What can be asked of the sales ledger, and the filter it means.
#pragma once

#include "audit/house.hpp"
#include "lists/question.hpp"
#include "modules/orders/ledger_reading.hpp"

namespace kartei::orders {

/// First and last day of the house on which it was sold or returned, event dates, number of an order, number of a
/// customer (also a former one: his orders as they are now), oldest or newest first.
const std::vector<lists::Filter>& ledger_filters();

/// Only event dates that are `seen`. Refusals, all at once: a period that ends before it begins, an unknown code, a
/// customer's number that nobody has.
Result<LedgerFilter> filter_of(const House& house, sql::Transaction& transaction, const Actor& actor,
                               const events::EventsById& seen, const lists::Question& question);

}  // namespace kartei::orders
