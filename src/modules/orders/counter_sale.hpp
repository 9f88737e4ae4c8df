// A sale at the counter (counter.md 3): a draft holds seats; reserved or paid it becomes an order. One transaction
// writes the order with its tickets, products, payments, lists, ledger and the claims on its seats, so that no seat is
// without its order and no order without its seats, wherever the process dies. Who may see which event date and
// customer is asked here. Knows no HTTP.
#pragma once

#include <functional>

#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::orders {

struct WantedTicket {
    std::int64_t event_id = 0, place_id = 0;  ///< a seat of the plan; with `counted` a section without seats
    bool counted = false;
    std::int64_t ticket_type_id = 0;
};
/// A subscription: the same seats at all event dates of a fixed one, at those that were chosen of a flexible one.
struct WantedSubscription {
    std::int64_t subscription_id = 0, ticket_type_id = 0;
    std::vector<std::int64_t> seats;  ///< of the plan of any of its dates
    struct Instead {
        std::int64_t seat_id = 0, event_id = 0, instead_id = 0;
    };
    std::vector<Instead> instead;        ///< where the clerk split the set: another seat at one date
    std::vector<std::int64_t> events;    ///< chosen of a flexible one
    std::vector<std::int64_t> sections;  ///< places of sections without seats; one for each time it is named
};
struct WantedProduct {
    std::int64_t product_id = 0, quantity = 1;
    std::int64_t event_id = 0;  ///< the event date it is for; 0 = none
};
struct Payment {
    std::string kind;         ///< cash, card, transfer, voucher, invoice
    std::int64_t amount = 0;  ///< minor units; negative: given back
    std::string paid_on;      ///< "" = now; the day on which the bank booked it
    bool moved = false;       ///< between orders, or to and from the customer's credit: goes past the till
};

struct SaleWish {
    std::int64_t draft = 0, customer_id = 0;  ///< 0 = the anonymous customer
    std::vector<WantedTicket> tickets;
    std::vector<WantedSubscription> subscriptions;
    std::vector<WantedProduct> products;
    std::int64_t promotion_id = 0;
    std::string promotion_code;  ///< as the customer tells it
    std::vector<Payment> payments;
    bool reserve = false;  ///< an order may stay open; without it, it must be paid in full
    std::string expires_at, description;
    bool delete_on_expiry = false;
};

/// What an order comes to, and what was paid of it.
struct OrderSum {
    Order order;
    std::vector<Ticket> tickets;
    std::vector<Payment> payments;
    std::int64_t total = 0;  ///< live tickets with their fees, sold products
    std::int64_t change_event = 0;
};

inline constexpr std::size_t most_tickets_in_order = 200;

Result<OrderSum> sell(House& house, sql::Transaction& transaction, const Actor& actor, const SaleWish& wish);
/// As `sell` would price it; writes nothing.
struct SalePrice {
    std::vector<Ticket> tickets;
    std::vector<ProductSale> products;
    std::int64_t total = 0;
};
Result<SalePrice> price_of_sale(House& house, sql::Transaction& transaction, const Actor& actor, const SaleWish& wish);

Result<OrderSum> find_sum(sql::Transaction& transaction, const Actor& actor, std::int64_t order);
/// More money for an order that is open; with the last of it its tickets are sold. `also`: what else the change does.
Result<OrderSum> pay(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                     std::int64_t version, const std::vector<Payment>& payments,
                     const std::function<void(audit::Change&)>& also = {});
/// Tickets and articles that are given back (none named: all): deleted, their seats free, what was paid too much paid back
/// by `kind` ("original": as it came in; "" = stays as too much paid), the fees of sold tickets kept where it says so.
struct GivenBack {
    std::vector<std::int64_t> tickets, products;
    std::string kind;
    bool keep_fees = false;
};
Result<OrderSum> give_back(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                           std::int64_t version, const GivenBack& wanted);

struct Exchange {
    std::int64_t ticket_id = 0;
    WantedTicket wanted;  ///< ticket type 0: as it was
};
/// Other seats, dates or types for tickets; the difference is settled by `kind`, or waived (waive: prices stay).
Result<OrderSum> exchange(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                          std::int64_t version, const std::vector<Exchange>& exchanges, const std::string& kind,
                          bool waive);

audit::Reversible reversible_payment();

}  // namespace kartei::orders
