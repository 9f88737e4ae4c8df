// What a sale at the counter comes to: the place, type and price of each ticket.
#pragma once

#include <map>

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {

/// Event dates of one sale, each read once, and their places.
class Offers {
public:
    Offers(House& house, sql::Transaction& transaction, const Actor& actor)
        : house_(house), transaction_(transaction), actor_(actor) {}

    /// How an event date that is on sale is sold.
    Result<const events::EventSale*> offer(std::int64_t event);
    /// A place of it; nothing when its plan has none like that.
    Result<std::optional<events::Place>> place(std::int64_t event, std::int64_t id, bool counted);
    /// The place of it that is called as another one.
    Result<std::optional<events::Place>> same_place(std::int64_t event, const events::Place& place);
    /// A ticket at its place with its price, or that of a subscription; not yet of an order. Refusals name "tickets".
    Result<Ticket> ticket(const WantedTicket& wanted, std::optional<std::int64_t> price = {});

private:
    House& house_;
    sql::Transaction& transaction_;
    const Actor& actor_;
    std::map<std::int64_t, events::EventSale> offers_;
};

/// Event dates the actor may see.
bool sees_event(sql::Transaction& transaction, const Actor& actor, std::int64_t event);

}  // namespace kartei::orders
