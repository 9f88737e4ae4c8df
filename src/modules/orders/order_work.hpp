// The steps that every change of an order shares, each within a change that goes on: for one order at the counter
// (order_after_sale.cpp), or for many, one after the other, in one event. Whoever rewrites an order says settle_order() for
// it, so that claims, lists, ledger, labels and followers say what its tickets say. Knows no HTTP.
#pragma once

#include <functional>
#include <optional>

#include "modules/orders/counter_sale.hpp"
#include "modules/orders/product_sale.hpp"

namespace kartei::orders {

/// Money that goes back, or is not asked for.
Result<Done> may_refund(const Actor& actor);
/// Empty, or a kind of payment.
Result<Done> check_kind(const std::string& kind);

/// Who buys: the anonymous customer, or somebody the actor may see and who may book. Refusals name "customer".
Result<Done> check_customer(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer);

/// The order as the actor sees it, held against everybody else; its customer, too, whose labels follow what he buys.
/// Without a version as it stands now.
Result<OrderSum> open_order(sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                            std::optional<std::int64_t> version);

/// What they cost, with the fees that are kept of deleted ones.
std::int64_t total_of(const std::vector<Ticket>& tickets);
/// Seat, date, type and price of what was asked for; the ticket keeps its number, and its barcode is void.
void move_ticket(Ticket& ticket, const Ticket& wanted, bool waive, const std::string& barcode);
/// With the last of the money what was reserved is sold.
void sell_reserved(sql::Transaction& transaction, audit::Change& change, Order& order, std::vector<Ticket>& tickets);
/// What is left may be paid already by what was paid before.
void sell_what_is_paid(sql::Transaction& transaction, audit::Change& change, Order& order, std::vector<Ticket>& tickets,
                       std::int64_t total);

/// The order's row is always written: its version says that something of it changed, and lists show what was paid.
bool rewrite_order(sql::Transaction& transaction, audit::Change& change, const OrderSum& sum, const Order& after,
                   const std::vector<Ticket>& tickets);
/// Refuses conflict (error.seat_taken) with every ticket that has not got its place.
Result<Done> settle_order(House& house, sql::Transaction& transaction, audit::Change& change, std::int64_t order);
/// The same as the end of a change of this order alone: sealed, and said how it stands now.
Result<OrderSum> finish(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                        std::int64_t order);
/// The end of whatever moves tickets and money at once, without the seal: `payments` go in, what is paid then is sold.
Result<Done> store_and_settle(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                              const OrderSum& sum, std::vector<Ticket> tickets, const std::vector<Payment>& payments,
                              std::int64_t total);

/// What of an order goes back, and what becomes of the money that is then paid too much: payments below nothing.
struct TakeBack {
    std::function<bool(const Ticket&)> tickets;
    std::function<bool(const ProductSale&)> products;
    std::function<Result<std::vector<Payment>>(std::int64_t too_much)> settle;
    bool keep_fees = false;  ///< of sold tickets
};
struct TakenBack {
    std::int64_t tickets = 0;
    std::int64_t paid_back = 0;      ///< as a positive amount
    std::vector<Payment> payments;   ///< each below nothing
};
/// Deletes them; sold ones take the right to refund. Refuses what somebody was let in with.
Result<TakenBack> take_back(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                            const OrderSum& sum, const TakeBack& what);

/// Payments that bring `amount` out of an order by the ways it came in, the last way first; less where it is not known how
/// it came in (orders that were taken over).
std::vector<Payment> back_by_original(const std::vector<Payment>& payments, std::int64_t amount);

}  // namespace kartei::orders
