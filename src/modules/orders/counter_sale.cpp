#include "modules/orders/counter_sale.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/article_stock.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/orders/order_work.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/promotion_terms.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/subscription_sale.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using sql::Transaction;

std::vector<std::int64_t> events_of_wish(Transaction& transaction, const SaleWish& wish) {
    auto events = dates_of(transaction, wish.subscriptions);
    for (const auto& ticket : wish.tickets) events.push_back(ticket.event_id);
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
    return events;
}

Result<std::vector<Ticket>> priced_tickets(House& house, Transaction& transaction, const Actor& actor,
                                           const SaleWish& wish, bool taking) {
    if (wish.tickets.empty() && wish.subscriptions.empty() && wish.products.empty())
        return refuse_field("tickets", "error.empty_sale");
    Offers offers(house, transaction, actor);
    std::vector<Ticket> tickets;
    const auto too_many = [] {
        return refuse_field("tickets", "error.too_many_tickets", {{"max", std::to_string(most_tickets_in_order)}});
    };
    if (wish.tickets.size() > most_tickets_in_order) return too_many();
    for (const auto& wanted : wish.tickets) tickets.push_back(TRY(offers.ticket(wanted)));
    TRY(add_subscriptions(house, transaction, offers, wish.subscriptions, tickets));
    if (tickets.size() > most_tickets_in_order) return too_many();
    TRY(apply_promotion(house, transaction, wish, tickets, taking));
    return tickets;
}

Result<std::vector<ProductSale>> priced_products(Transaction& transaction, const Actor& actor, const SaleWish& wish) {
    std::vector<ProductSale> sales;
    for (const auto& wanted : wish.products) {
        if (wanted.event_id != 0 && !sees_event(transaction, actor, wanted.event_id))
            return refuse_field("products", "error.no_such_event");
        const auto terms = TRY(find_product_terms(transaction, wanted));
        ProductSale sale;
        sale.line = static_cast<std::int64_t>(sales.size()) + 1;
        sale.product_id = wanted.product_id;
        sale.event_id = wanted.event_id;
        sale.quantity = wanted.quantity;
        sale.unit_price = terms.unit_price;
        sale.vat_rate = terms.vat_rate;
        sales.push_back(std::move(sale));
    }
    return sales;
}

std::int64_t sum_of(const std::vector<Ticket>& tickets, const std::vector<ProductSale>& products) {
    std::int64_t sum = 0;
    for (const auto& ticket : tickets) sum += ticket.cost();
    for (const auto& product : products)
        // One that is only asked for has no state yet.
        if (product.state.empty() || product.is_live()) sum += product.quantity * product.unit_price;
    return sum;
}

/// Paid in full, or left open on purpose; never more than it costs.
Result<Done> check_paid(const House& house, const SaleWish& wish, std::int64_t total, std::int64_t paid) {
    const auto amount = [&](std::int64_t minor) { return write_money(minor, house.rules.currency_digits); };
    if (paid > total)
        return refuse_field("payments", "error.paid_too_much", {{"total", amount(total)}, {"paid", amount(paid)}});
    if (paid < total && !wish.reserve)
        return refuse_field("payments", "error.not_paid_in_full", {{"open", amount(total - paid)}});
    return Done{};
}

Order new_order(House& house, Transaction& transaction, const Change& change, const Actor& actor,
                const SaleWish& wish) {
    Order order;
    order.id = take_ids(transaction, "orders");
    order.created_event = change.event();
    order.number = free_number(transaction);
    order.customer_id = wish.customer_id;
    order.ordered_at = house.now();
    order.sold_by = actor.name;
    order.channel = "counter";
    order.description = wish.description;
    order.expires_at = wish.expires_at;
    order.delete_on_expiry = wish.delete_on_expiry;
    return order;
}

void store_tickets(Transaction& transaction, Change& change, const Order& order, std::vector<Ticket> tickets,
                   TicketState state) {
    if (tickets.empty()) return;
    const auto first = take_ids(transaction, "ticket", static_cast<std::int64_t>(tickets.size()));
    auto id = first;
    for (auto& ticket : tickets) {
        ticket.id = id++;
        ticket.line = ticket.id - first + 1;
        ticket.order_id = order.id;
        ticket.created_event = change.event();
        ticket.state = state;
        ticket.barcode = new_barcode(transaction);
        insert_ticket(transaction, ticket);
        note_promotion(transaction, ticket);
    }
    change.created("ticket", first, id - 1);
}

Refusal refusal_of(const std::vector<Unclaimed>& unclaimed) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& one : unclaimed)
        refusal.issues.push_back({"tickets",
                                  "error.seat_taken",
                                  {{"section", one.section}, {"row", one.row}, {"seat", one.seat},
                                   {"holder", one.holder}}});
    return refusal;
}

/// Half the house buys as the anonymous customer: nobody waits for him, as nothing of him changes.
Result<Done> hold_wish(Transaction& transaction, const SaleWish& wish) {
    const auto events = events_of_wish(transaction, wish);
    if (events.size() > most_tickets_in_order)
        return refuse_field("tickets", "error.too_many_dates", {{"most", std::to_string(most_tickets_in_order)}});
    if (wish.customer_id != customers::anonymous_customer) hold(transaction, Held::customer, wish.customer_id);
    for (const auto& event : events) hold_shared(transaction, Held::event, std::to_string(event));
    hold_part(transaction);
    return Done{};
}

/// In the order of the articles, so that two sales never wait for each other.
Result<Done> store_products(Transaction& transaction, Change& change, const Order& order,
                            std::vector<ProductSale> products, bool is_sold) {
    std::stable_sort(products.begin(), products.end(),
                     [](const ProductSale& a, const ProductSale& b) { return a.product_id < b.product_id; });
    for (auto& product : products) {
        product.order_id = order.id;
        product.customer_id = order.customer_id;
        product.state = is_sold ? "sold" : "reserved";
        product.sold_at = order.ordered_at;
        store_sale(transaction, change, product);
        TRY(claim_product(transaction, *find_sale(transaction, order.id, product.line)));
    }
    return Done{};
}

}  // namespace

Result<Done> check_customer(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    if (id == customers::anonymous_customer) return Done{};
    const auto customer = customers::find_customer(transaction, id);
    if (!customer || !customers::may_see(actor, *customer))
        return refuse_field("customer", "error.no_such_customer_here");
    if (!profile::booking_terms(house, transaction, *customer).may_book)
        return Refusal{RefusalKind::conflict, {{"customer", "error.customer_may_not_book", {}}}};
    return Done{};
}

Result<SalePrice> price_of_sale(House& house, Transaction& transaction, const Actor& actor, const SaleWish& wish) {
    if (wish.customer_id != 0) TRY(check_customer(house, transaction, actor, wish.customer_id));
    SalePrice price;
    price.tickets = TRY(priced_tickets(house, transaction, actor, wish, false));
    price.products = TRY(priced_products(transaction, actor, wish));
    price.total = sum_of(price.tickets, price.products);
    return price;
}

Result<OrderSum> sell(House& house, Transaction& transaction, const Actor& actor, const SaleWish& asked) {
    auto wish = asked;
    if (wish.customer_id == 0) wish.customer_id = customers::anonymous_customer;
    TRY(hold_wish(transaction, wish));
    TRY(check_customer(house, transaction, actor, wish.customer_id));
    const auto draft = wish.draft ? TRY(find_draft(house, transaction, actor, wish.draft)) : Draft{};
    auto tickets = TRY(priced_tickets(house, transaction, actor, wish, true));
    auto products = TRY(priced_products(transaction, actor, wish));
    const auto total = sum_of(tickets, products);
    const auto paid = TRY(sum_of_payments(wish.payments));
    TRY(check_paid(house, wish, total, paid));
    const bool is_sold = paid == total && !(wish.reserve && total == 0);

    Change change(house, transaction, actor, is_sold ? "sale_paid" : "sale_reserved");
    auto order = new_order(house, transaction, change, actor, wish);
    order.paid = paid;
    order.payment_types = payment_types({}, wish.payments);
    if (is_sold) order.expires_at.clear();
    insert_order(transaction, order);
    change.created("orders", order.id);
    store_tickets(transaction, change, order, std::move(tickets), is_sold ? TicketState::sold : TicketState::reserved);
    TRY(store_products(transaction, change, order, std::move(products), is_sold));
    TRY(store_payments(house, transaction, change, actor, order, wish.payments));
    if (const auto taken = settle_claims(house, transaction, order.id, draft.id); !taken.empty())
        return refusal_of(taken);
    if (draft.id) end_draft(transaction, draft.id);
    refresh_lines(transaction, order.id);
    settle_sales(transaction, change, order.id);
    apply_label_rules(house, transaction, change, order.customer_id);
    follow_order(house, transaction, change, order.id);
    draw_receipts(house, transaction, change.event(), order.id);
    change.seal();
    auto sum = TRY(find_sum(transaction, actor, order.id));
    sum.change_event = change.event();
    return sum;
}

Result<OrderSum> find_sum(Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto order = find_order(transaction, id);
    const auto hidden = [&] { return refuse(RefusalKind::not_found, "error.no_such_order"); };
    if (!order || !customers::may_see(transaction, actor, order->customer_id)) return hidden();
    OrderSum sum{*order, tickets_of(transaction, id), payments_of(transaction, id), 0, 0};
    for (const auto& ticket : sum.tickets)
        if (!sees_event(transaction, actor, ticket.event_id)) return hidden();
    const auto products = sales_of_order(transaction, id);
    // One emptied by putting orders together is of no date, so of no promoter.
    if (actor.promoters && sum.tickets.empty() && products.empty()) return hidden();
    for (const auto& product : products)
        if (product.event_id != 0 && !sees_event(transaction, actor, product.event_id)) return hidden();
    sum.total = sum_of(sum.tickets, products);
    return sum;
}

}  // namespace kartei::orders
