#include "modules/orders/customer_purchases.hpp"

#include <algorithm>
#include <map>

#include "modules/orders/order_store.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

/// Orders looked at for one page: whoever sees few event dates gets a short page rather than waits for a long one.
constexpr std::size_t most_looked_at = 500;

std::string ordered_at_of(Transaction& transaction, std::int64_t order) {
    auto rows = transaction.query("SELECT ordered_at FROM orders WHERE id = :id", order);
    return rows.next() ? rows.string(0) : "";
}

/// Ids of his orders behind `before`, newest first.
std::vector<std::int64_t> orders_behind(Transaction& transaction, std::int64_t customer, std::int64_t before) {
    std::vector<std::int64_t> ids;
    const auto at = before ? ordered_at_of(transaction, before) : std::string();
    auto rows = transaction.query(
        "SELECT o.id FROM customer_order c JOIN orders o ON o.id = c.order_id AND o.customer_id = c.customer_id"
        " WHERE c.customer_id = :customer AND (:before = 0 OR coalesce(o.ordered_at, '') < :at OR"
        " (coalesce(o.ordered_at, '') = :at AND o.id < :before))"
        " ORDER BY coalesce(o.ordered_at, '') DESC, o.id DESC LIMIT :most",
        customer, before, at, static_cast<std::int64_t>(most_looked_at));
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<PurchasedProduct> products_of(Transaction& transaction, std::int64_t order) {
    std::vector<PurchasedProduct> products;
    auto rows = transaction.query(
        "SELECT p.name, s.state, s.quantity, s.unit_price, s.event_id FROM product_sale s JOIN product p ON p.id = "
        "s.product_id WHERE s.order_id = :order_id ORDER BY s.line",
        order);
    while (rows.next())
        products.push_back({rows.string(0), rows.string(1), rows.integer(2), rows.integer(3), rows.integer(4)});
    return products;
}

/// The order with what the asker may see of it; none when that is nothing.
std::optional<Purchase> seen_of(Transaction& transaction, const events::EventsById& seen, std::int64_t id) {
    auto order = find_order(transaction, id);
    if (!order) return std::nullopt;
    Purchase purchase{std::move(*order), tickets_of(transaction, id), products_of(transaction, id)};
    const auto parts = [&] { return purchase.tickets.size() + purchase.products.size(); };
    const auto all = parts();
    std::erase_if(purchase.tickets, [&](const Ticket& ticket) { return !seen.contains(ticket.event_id); });
    std::erase_if(purchase.products, [&](const PurchasedProduct& product) {
        return product.event_id != 0 && !seen.contains(product.event_id);
    });
    purchase.is_whole = parts() == all;
    if (purchase.is_whole) purchase.receipts = receipts_of_order(transaction, id);
    std::erase_if(purchase.receipts, [](const OrderReceipt& receipt) { return !receipt.voided_at.empty(); });
    if (!purchase.is_whole && parts() == 0) return std::nullopt;
    return purchase;
}

/// Sums over his tickets by event date and state.
void add_tickets(Transaction& transaction, const events::EventsById& seen, std::int64_t customer, std::string_view now,
                 PurchaseFigures& figures) {
    std::string next_start;
    auto rows = transaction.query(
        "SELECT t.event_id, t.state, count(*), sum(t.price + t.fee), max(o.ordered_at)"
        " FROM customer_order c JOIN orders o ON o.id = c.order_id AND o.customer_id = c.customer_id"
        " JOIN ticket t ON t.order_id = o.id WHERE c.customer_id = :customer AND t.state <> 'deleted'"
        " GROUP BY t.event_id, t.state",
        customer);
    while (rows.next()) {
        const auto event = seen.find(rows.integer(0));
        if (event == seen.end()) continue;
        figures.tickets += rows.integer(2);
        if (rows.text(1) == "sold") {
            figures.turnover += rows.integer(3);
            figures.last_purchase_at = std::max(figures.last_purchase_at, rows.string(4));
        }
        const auto& start = event->second.starts_at;
        if (start < now || (!next_start.empty() && start >= next_start)) continue;
        next_start = start;
        figures.next_event = event->first;
    }
}

void add_products(Transaction& transaction, const events::EventsById& seen, std::int64_t customer,
                  PurchaseFigures& figures) {
    auto rows = transaction.query(
        "SELECT coalesce(event_id, 0), sum(quantity * unit_price), max(sold_at) FROM product_sale WHERE customer_id = "
        ":customer AND state = 'sold' GROUP BY coalesce(event_id, 0)",
        customer);
    while (rows.next()) {
        if (rows.integer(0) != 0 && !seen.contains(rows.integer(0))) continue;
        figures.turnover += rows.integer(1);
        figures.last_purchase_at = std::max(figures.last_purchase_at, rows.string(2));
    }
}

/// His orders as they are listed: with something in them that may be seen, or with nothing in them at all.
std::int64_t count_orders(Transaction& transaction, const events::EventsById& seen, std::int64_t customer) {
    constexpr std::int64_t nothing = -1, no_event = 0;
    auto rows = transaction.query(
        "SELECT o.id, coalesce(t.event_id, -1) FROM customer_order c JOIN orders o ON o.id = c.order_id AND"
        " o.customer_id = c.customer_id LEFT JOIN ticket t ON t.order_id = o.id WHERE c.customer_id = :customer"
        " UNION SELECT o.id, coalesce(s.event_id, 0) FROM customer_order c JOIN orders o ON o.id = c.order_id AND"
        " o.customer_id = c.customer_id JOIN product_sale s ON s.order_id = o.id WHERE c.customer_id = :customer",
        customer);
    std::map<std::int64_t, std::pair<bool, bool>> orders;  // holds something; that may be seen
    while (rows.next()) {
        auto& [holds, shows] = orders[rows.integer(0)];
        const auto event = rows.integer(1);
        holds |= event != nothing;
        shows |= event == no_event || seen.contains(event);
    }
    return std::count_if(orders.begin(), orders.end(),
                         [](const auto& order) { return order.second.second || !order.second.first; });
}

}  // namespace

std::string_view Purchase::state() const {
    const auto any = [&](TicketState wanted, std::string_view word) {
        return std::any_of(tickets.begin(), tickets.end(), [&](const Ticket& one) { return one.state == wanted; }) ||
               std::any_of(products.begin(), products.end(), [&](const auto& one) { return one.state == word; });
    };
    if (any(TicketState::reserved, "reserved")) return "reserved";
    return any(TicketState::sold, "sold") ? "sold" : "deleted";
}

std::int64_t Purchase::total() const {
    std::int64_t sum = 0;
    for (const auto& ticket : tickets) sum += ticket.cost();
    for (const auto& product : products)
        if (product.state == "sold" || product.state == "reserved") sum += product.amount();
    return sum;
}

Purchases purchases_of(Transaction& transaction, const events::EventsById& seen, std::int64_t customer,
                       std::int64_t before, std::size_t limit, std::string_view now) {
    Purchases all;
    all.figures.orders = count_orders(transaction, seen, customer);
    add_tickets(transaction, seen, customer, now, all.figures);
    add_products(transaction, seen, customer, all.figures);
    const auto ids = orders_behind(transaction, customer, before);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (auto purchase = seen_of(transaction, seen, ids[i])) all.orders.push_back(std::move(*purchase));
        const bool is_last = i + 1 == ids.size() && ids.size() < most_looked_at;
        if (!is_last && (all.orders.size() == limit || i + 1 == ids.size())) {
            all.before = ids[i];
            break;
        }
    }
    return all;
}

}  // namespace kartei::orders
