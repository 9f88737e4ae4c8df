// What a sale at the counter comes to: the place, type and price of each ticket, products, and what a promotion takes
// off.
#pragma once

#include <map>

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {

/// Event dates and plans of one sale, each read once.
class Offers {
public:
    Offers(House& house, sql::Transaction& transaction, const Actor& actor)
        : house_(house), transaction_(transaction), actor_(actor) {}

    /// A ticket at its place with its price; not yet of an order. Refusals name "tickets".
    Result<Ticket> ticket(const WantedTicket& wanted);

private:
    struct Offer {
        events::EventSale sale;
        events::SeatPlan plan;
    };
    Result<const Offer*> offer(std::int64_t event);

    House& house_;
    sql::Transaction& transaction_;
    const Actor& actor_;
    std::map<std::int64_t, Offer> offers_;
};

/// Event dates the actor may see.
bool sees_event(sql::Transaction& transaction, const Actor& actor, std::int64_t event);

struct ProductTerms {
    std::int64_t unit_price = 0;
    std::string vat_rate;
};
/// Takes them from stock. Refuses a product that is not for sale here, and more than are left.
Result<ProductTerms> take_products(sql::Transaction& transaction, const WantedProduct& wanted);

/// `percent` of the price off, half a cent to the house's disadvantage.
std::int64_t reduced(std::int64_t price, std::int64_t percent);
/// What a ticket of that promotion (0: none) costs instead of `price`.
std::int64_t price_in_promotion(sql::Transaction& transaction, std::int64_t promotion, std::int64_t price);
/// Takes the promotion off the tickets. Refuses one that is not known, and more tickets than its limits allow; the row
/// of the promotion is held until the end, so that two cannot share the last use.
Result<Done> apply_promotion(sql::Transaction& transaction, std::int64_t promotion, std::vector<Ticket>& tickets);
/// The tickets used it; they are stored.
void note_promotion(sql::Transaction& transaction, const Ticket& ticket);

}  // namespace kartei::orders
