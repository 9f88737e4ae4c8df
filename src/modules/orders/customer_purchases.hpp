// What one customer bought and reserved, as his profile shows it: his orders with tickets and products, newest first,
// and the figures above them. Only event dates the asker may see count and are told (customer-lists.md 12); an order of
// which nothing may be seen is not there for him. Deleted tickets stay in their order and in no figure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/order_receipts.hpp"

namespace kartei::orders {

struct PurchasedProduct {
    std::string name, state;
    std::int64_t quantity = 0, unit_price = 0, event_id = 0;

    std::int64_t amount() const { return quantity * unit_price; }
};

struct Purchase {
    Order order;
    std::vector<Ticket> tickets;
    std::vector<PurchasedProduct> products;
    std::vector<OrderReceipt> receipts = {};  ///< of its payments that stand
    bool is_whole = true;  ///< false: something of it is not told, and nothing that speaks of all of it is

    std::string_view state() const;       ///< reserved, sold, deleted (fields.md, order_state)
    std::int64_t total() const;           ///< price and fee of what is not deleted, in minor units
};

struct PurchaseFigures {
    std::int64_t orders = 0;                ///< of which the asker may see something
    std::int64_t tickets = 0;               ///< reserved or sold
    std::int64_t turnover = 0;              ///< price and fee of sold tickets, and sold products
    std::string last_purchase_at;           ///< of the newest order with something sold, "" = none
    std::int64_t next_event = 0;            ///< the first coming event date he has a ticket for, 0 = none
};

struct Purchases {
    PurchaseFigures figures;
    std::vector<Purchase> orders;
    std::int64_t before = 0;  ///< order from which on the next page goes, 0 = there is none
};

/// At most `limit` orders, those behind order `before` (0: from the newest). `now`: which event dates are coming.
Purchases purchases_of(sql::Transaction& transaction, const events::EventsById& seen, std::int64_t customer,
                       std::int64_t before, std::size_t limit, std::string_view now);

}  // namespace kartei::orders
