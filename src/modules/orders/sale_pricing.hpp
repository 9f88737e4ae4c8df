// What a sale at the counter comes to: the place, type and price of each ticket.
#pragma once

#include <map>

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {

/// Event dates and plans of one sale, each read once.
class Offers {
public:
    Offers(House& house, sql::Transaction& transaction, const Actor& actor)
        : house_(house), transaction_(transaction), actor_(actor) {}

    struct Offer {
        events::EventSale sale;
        events::SeatPlan plan;
    };
    /// An event date that is on sale.
    Result<const Offer*> offer(std::int64_t event);
    /// A ticket at its place with its price, or that of a subscription; not yet of an order. Refusals name "tickets".
    Result<Ticket> ticket(const WantedTicket& wanted, std::optional<std::int64_t> price = {});

private:
    House& house_;
    sql::Transaction& transaction_;
    const Actor& actor_;
    std::map<std::int64_t, Offer> offers_;
};

/// Event dates the actor may see.
bool sees_event(sql::Transaction& transaction, const Actor& actor, std::int64_t event);

}  // namespace kartei::orders
