// What a subscription is and costs (counter.md 4): its event dates, how many of them are chosen, and its price by ticket
// type and price zone: of all dates of a fixed one together, of each date that is chosen of a flexible one. Must not know
// who has one.
#pragma once

#include <set>

#include "audit/reversal.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::orders {

struct SubscriptionTerms {
    std::int64_t subscription_id = 0, version = 0;  ///< version: of dates and prices together
    std::vector<std::int64_t> events;               ///< ids, by their start; the base data has them
    std::set<std::int64_t> over;                    ///< those that are not on sale any more; see terms_today()
    std::vector<events::Price> prices;              ///< of all dates together; of a flexible one, of each date
    std::string name, kind;                         ///< fixed, flexible; "": there is no such subscription
    std::int64_t choose_least = 0, choose_most = 0; ///< of a flexible one; 0: any number
    bool same_seat = false, retired = false;
    std::string sale_from, sale_to;                 ///< first and last day of its sale
    std::optional<std::int64_t> price;              ///< where `prices` say nothing

    bool is_fixed() const { return kind == "fixed"; }
};

const parameters::PlainRecord& subscription_terms_record();

SubscriptionTerms find_terms(sql::Transaction& transaction, std::int64_t subscription);
/// The same with the dates that are over: begun, cancelled, or their sale has ended.
SubscriptionTerms terms_today(const House& house, sql::Transaction& transaction, std::int64_t subscription);
/// May it be sold on this day?
bool is_offered(const SubscriptionTerms& terms, std::string_view today);
/// The event dates a sale of it is for: all of a fixed one that are not over, those that are chosen of a flexible one.
/// Refusals name "subscriptions": not on sale today, without dates, all over, a date that is none of its own, too few, too
/// many.
Result<std::vector<std::int64_t>> dates_of_sale(const SubscriptionTerms& terms, std::vector<std::int64_t> chosen,
                                                std::string_view today);
/// A fixed subscription of a season. Refusals name "name" (missing, there already). Gives its id and the change event.
Result<std::pair<std::int64_t, std::int64_t>> create_subscription(House& house, sql::Transaction& transaction,
                                                                  const Actor& actor, const std::string& name,
                                                                  const std::string& season);
/// Refusals name "events" (unknown, of another's promoter) and "prices". Gives the change event, 0 when nothing changed.
Result<std::int64_t> put_terms(House& house, sql::Transaction& transaction, const Actor& actor,
                               const SubscriptionTerms& terms);

/// Of all dates together, of each date of a flexible one. Nothing when the event dates' own prices hold.
std::optional<std::int64_t> price_of(const SubscriptionTerms& terms, std::int64_t ticket_type, std::string_view zone);
/// What each of `dates` tickets has of a price: whole minor units, what is left over goes to the first dates.
std::vector<std::int64_t> shares_of(std::int64_t price, std::size_t dates);

}  // namespace kartei::orders
