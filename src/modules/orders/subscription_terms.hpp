// What a subscription is and costs (counter.md 4): the event dates of a fixed one, and the price of all of them together
// by ticket type and price zone. Must not know who has one.
#pragma once

#include "audit/reversal.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::orders {

struct SubscriptionTerms {
    std::int64_t subscription_id = 0, version = 0;  ///< version: of dates and prices together
    std::vector<std::int64_t> events;               ///< ids, by their start; the base data has them
    std::vector<events::Price> prices;              ///< of all dates together
};

const parameters::PlainRecord& subscription_terms_record();

SubscriptionTerms find_terms(sql::Transaction& transaction, std::int64_t subscription);
/// A fixed subscription of a season. Refusals name "name" (missing, there already). Gives its id and the change event.
Result<std::pair<std::int64_t, std::int64_t>> create_subscription(House& house, sql::Transaction& transaction,
                                                                  const Actor& actor, const std::string& name,
                                                                  const std::string& season);
/// Refusals name "events" (unknown, of another's promoter) and "prices". Gives the change event, 0 when nothing changed.
Result<std::int64_t> put_terms(House& house, sql::Transaction& transaction, const Actor& actor,
                               const SubscriptionTerms& terms);

/// Nothing when the event dates' own prices hold.
std::optional<std::int64_t> price_of(const SubscriptionTerms& terms, std::int64_t ticket_type, std::string_view zone);
/// What each of `dates` tickets has of a price: whole minor units, what is left over goes to the first dates.
std::vector<std::int64_t> shares_of(std::int64_t price, std::size_t dates);

}  // namespace kartei::orders
