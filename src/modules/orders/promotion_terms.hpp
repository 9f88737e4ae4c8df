// What a promotion takes off, from whom, for which tickets and how often (counter.md 5). Two who sell at the same moment never
// use it beyond its limit: whoever sells holds its row until the end.
#pragma once

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {

/// `hundredths` of a per cent off, half a cent to the house's disadvantage.
std::int64_t reduced(std::int64_t price, std::int64_t hundredths);
/// What a ticket costs instead of its price where it is one that the promotion (0: none) is for.
std::int64_t price_in_promotion(sql::Transaction& transaction, std::int64_t promotion, const Ticket& ticket);
/// Reduces the tickets that the promotion is for. `taking`: others wait who use it too. Refuses a promotion that is not
/// running, that asks a code or a label nobody gave, that fits no ticket, and more tickets than it has left.
Result<Done> apply_promotion(House& house, sql::Transaction& transaction, const SaleWish& wish,
                             std::vector<Ticket>& tickets, bool taking);
/// The tickets used it; they are stored.
void note_promotion(sql::Transaction& transaction, const Ticket& ticket);
/// Counts again against the limit, when a ticket comes back. False: it is used up.
bool use_promotion_again(sql::Transaction& transaction, const Ticket& ticket, bool check_only);

/// A promotion that runs today, for the choice at the counter.
struct RunningPromotion {
    std::int64_t id = 0;
    std::string name, label;  ///< label: of the customers it is for; "" = of all
    bool asks_code = false;
    std::optional<std::int64_t> left;
};
/// Those with tickets of this event date.
std::vector<RunningPromotion> running_promotions(House& house, sql::Transaction& transaction, std::int64_t event);

}  // namespace kartei::orders
