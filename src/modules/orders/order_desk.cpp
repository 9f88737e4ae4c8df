#include "modules/orders/order_desk.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/customers/customer.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/moved_tickets.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/subscription_sale.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using sql::Transaction;

bool is_live(const Ticket& ticket) { return ticket.state != TicketState::deleted; }

template <class Row>
bool is_among(const std::vector<std::int64_t>& ids, const Row& row) {
    return std::find(ids.begin(), ids.end(), row.id) != ids.end();
}

/// What goes over from one order to another.
struct Moving {
    std::vector<Ticket> tickets;
    std::vector<ProductSale> products;

    std::int64_t cost() const {
        auto sum = total_of(tickets);
        for (const auto& sale : products) sum += sale.quantity * sale.unit_price;
        return sum;
    }
    bool has_subscription() const {
        return std::any_of(tickets.begin(), tickets.end(),
                           [](const Ticket& ticket) { return ticket.subscription_id != 0; });
    }
};

Result<Moving> chosen(Transaction& transaction, const OrderSum& sum, const Parts& parts) {
    Moving moving;
    for (const auto& ticket : sum.tickets)
        if (is_live(ticket) && is_among(parts.tickets, ticket)) moving.tickets.push_back(ticket);
    if (moving.tickets.size() != parts.tickets.size()) return refuse_field("tickets", "error.no_such_ticket");
    for (auto& sale : sales_of_order(transaction, sum.order.id))
        if (sale.is_live() && is_among(parts.products, sale)) moving.products.push_back(std::move(sale));
    if (moving.products.size() != parts.products.size()) return refuse_field("products", "error.no_such_article_here");
    if (moving.tickets.empty() && moving.products.empty()) return refuse_field("tickets", "error.nothing_to_split");
    return moving;
}

Moving all_of(Transaction& transaction, const OrderSum& sum) {
    Moving moving;
    std::copy_if(sum.tickets.begin(), sum.tickets.end(), std::back_inserter(moving.tickets),
                 [](const Ticket& ticket) { return is_live(ticket); });
    for (auto& sale : sales_of_order(transaction, sum.order.id))
        if (sale.is_live()) moving.products.push_back(std::move(sale));
    return moving;
}

std::int64_t free_line(Transaction& transaction, std::int64_t order) {
    std::int64_t last = 0;
    for (const auto& ticket : tickets_of(transaction, order)) last = std::max(last, ticket.line);
    return last + 1;
}

/// Behind it the lists and claims of both are to be settled.
bool move_rows(Transaction& transaction, Change& change, const Moving& moving, const Order& to) {
    auto line = free_line(transaction, to.id);
    for (const auto& ticket : moving.tickets) {
        auto after = ticket;
        after.order_id = to.id;
        after.line = line++;
        note_moved(transaction, ticket);
        if (!change_ticket(transaction, change, ticket, after, to.customer_id)) return false;
    }
    for (const auto& sale : moving.products) move_sale(transaction, change, sale, to.id, to.customer_id);
    return true;
}

std::vector<Payment> reversed(std::vector<Payment> payments) {
    for (auto& payment : payments) payment.amount = -payment.amount;
    return payments;
}

/// `amount` out of an order as it came in, to go into something else of the house; what came in nobody knows how is no cash.
std::vector<Payment> out_of(const OrderSum& sum, std::int64_t amount) {
    auto payments = back_by_original(sum.payments, amount);
    for (const auto& payment : payments) amount += payment.amount;
    if (amount > 0) payments.push_back({"voucher", -amount});
    for (auto& payment : payments) payment.moved = true;
    return payments;
}

std::int64_t sum_of(const std::vector<Payment>& payments) {
    std::int64_t sum = 0;
    for (const auto& payment : payments) sum += payment.amount;
    return sum;
}

/// What it costs, of what was paid in full; else its share of what was paid.
std::int64_t share_of(const OrderSum& sum, std::int64_t cost) {
    if (sum.order.paid <= 0 || cost <= 0) return 0;
    if (sum.order.paid >= sum.total) return cost;
    return sum.order.paid * cost / sum.total;
}

Order part_of(Transaction& transaction, const Change& change, const Order& whole, std::int64_t paid) {
    auto part = whole;
    part.id = take_ids(transaction, "orders");
    part.version = 1;
    part.created_event = change.event();
    part.number = free_number(transaction);
    part.paid = paid;
    part.receipt_url.clear();
    return part;
}

Result<OrderSum> seal(Transaction& transaction, Change& change, const Actor& actor, std::int64_t order) {
    change.seal();
    auto sum = TRY(find_sum(transaction, actor, order));
    sum.change_event = change.event();
    return sum;
}

Refusal stale() { return refuse(RefusalKind::stale, "error.stale"); }

Refusal about(const std::string& field, std::string key) {
    return {RefusalKind::conflict, {{field, std::move(key), {}}}};
}

/// Sold or reserved: the two are not put together in one order.
bool is_paid(const OrderSum& sum) {
    return std::none_of(sum.tickets.begin(), sum.tickets.end(),
                        [](const Ticket& ticket) { return ticket.state == TicketState::reserved; });
}

std::int64_t too_much(const OrderSum& sum) { return sum.order.paid - sum.total; }

Result<OrderSum> open_overpaid(Transaction& transaction, const Actor& actor, std::int64_t id, std::int64_t version) {
    hold_house(transaction);
    auto sum = TRY(open_order(transaction, actor, id, version));
    if (too_much(sum) <= 0) return about("", "error.not_overpaid");
    TRY(may_refund(actor));
    return sum;
}

}  // namespace

Result<OrderSum> split_order(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                             std::int64_t version, const Parts& parts) {
    hold_house(transaction);
    const auto sum = TRY(open_order(transaction, actor, id, version));
    const auto moving = TRY(chosen(transaction, sum, parts));
    if (moving.has_subscription()) return about("tickets", "error.subscription_stays");
    const auto all = all_of(transaction, sum);
    if (moving.tickets.size() == all.tickets.size() && moving.products.size() == all.products.size())
        return refuse_field("tickets", "error.nothing_would_stay");
    Change change(house, transaction, actor, "order_split", sum.order.number);
    const auto share = share_of(sum, moving.cost());
    const auto out = share > 0 ? out_of(sum, share) : std::vector<Payment>{};
    const auto part = part_of(transaction, change, sum.order, share);
    insert_order(transaction, part);
    change.created("orders", part.id);
    if (!move_rows(transaction, change, moving, part)) return stale();
    auto rest = sum.order;
    rest.paid -= share;
    if (!change_order(transaction, change, sum.order, rest)) return stale();
    TRY(store_payments(house, transaction, change, actor, sum.order, out));
    TRY(store_payments(house, transaction, change, actor, part, reversed(out)));
    TRY(settle_order(house, transaction, change, id));
    TRY(settle_order(house, transaction, change, part.id));
    return seal(transaction, change, actor, part.id);
}

Result<OrderSum> merge_orders(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                              std::int64_t version, std::int64_t from) {
    hold_house(transaction);
    const auto sum = TRY(open_order(transaction, actor, id, version));
    const auto other = find_sum(transaction, actor, from);
    if (!other || from == id) return refuse_field("from", "error.no_such_order");
    if (other->order.customer_id != sum.order.customer_id || sum.order.customer_id == customers::anonymous_customer)
        return about("from", "error.order_of_another_customer");
    const auto moving = all_of(transaction, *other);
    if (moving.tickets.empty() && moving.products.empty()) return about("from", "error.order_is_empty");
    if (moving.has_subscription()) return about("from", "error.subscription_stays");
    if (is_paid(sum) != is_paid(*other)) return about("from", "error.one_is_paid");
    if (moving.tickets.size() + sum.tickets.size() > most_tickets_in_order)
        return refuse_field("from", "error.too_many_tickets", {{"max", std::to_string(most_tickets_in_order)}});
    Change change(house, transaction, actor, "orders_merged", sum.order.number + " + " + other->order.number);
    // A fee that was kept stays on the order with its ticket, and what paid it.
    const auto stays = std::clamp<std::int64_t>(other->total - moving.cost(), 0, std::max<std::int64_t>(other->order.paid, 0));
    const auto moved = other->order.paid - stays;
    const auto out = moved > 0 ? out_of(*other, moved) : std::vector<Payment>{};
    if (!move_rows(transaction, change, moving, sum.order)) return stale();
    auto empty = other->order, whole = sum.order;
    whole.paid += moved;
    whole.payment_types = payment_types(whole.payment_types, reversed(out));
    empty.paid = stays;
    empty.expires_at.clear();
    if (!change_order(transaction, change, sum.order, whole)) return stale();
    if (!change_order(transaction, change, other->order, empty)) return stale();
    TRY(store_payments(house, transaction, change, actor, other->order, out));
    TRY(store_payments(house, transaction, change, actor, sum.order, reversed(out)));
    TRY(settle_order(house, transaction, change, from));
    TRY(settle_order(house, transaction, change, id));
    return seal(transaction, change, actor, id);
}

Result<OrderSum> give_order_to(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version, std::int64_t customer) {
    hold_house(transaction);
    const auto sum = TRY(open_order(transaction, actor, id, version));
    TRY(check_customer(house, transaction, actor, customer));
    if (customer == sum.order.customer_id) return refuse_field("customer", "error.is_his_already");
    if (all_of(transaction, sum).has_subscription()) return about("customer", "error.subscription_of_its_holder");
    Change change(house, transaction, actor, "order_given_to", sum.order.number);
    const auto old_key = name_key_of_customer(transaction, sum.order.customer_id);
    auto after = sum.order;
    after.customer_id = customer;
    if (!change_order(transaction, change, sum.order, after)) return stale();
    for (const auto& sale : sales_of_order(transaction, id)) move_sale(transaction, change, sale, id, customer);
    refresh_lines(transaction, id, old_key);
    TRY(settle_order(house, transaction, change, id));
    apply_label_rules(house, transaction, change, sum.order.customer_id);
    return seal(transaction, change, actor, id);
}

Result<OrderSum> change_expiry(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version, const std::string& expires_at, bool delete_on_expiry) {
    const auto sum = TRY(open_order(transaction, actor, id, version));
    if (is_paid(sum)) return about("expires_at", "error.nothing_reserved");
    if (delete_on_expiry && expires_at.empty()) return refuse_field("expires_at", "error.required");
    if (!expires_at.empty() && expires_at <= house.now()) return refuse_field("expires_at", "error.expires_in_the_past");
    Change change(house, transaction, actor, "reservation_prolonged", sum.order.number);
    auto after = sum.order;
    after.expires_at = expires_at;
    after.delete_on_expiry = delete_on_expiry;
    if (!change_order(transaction, change, sum.order, after)) return stale();
    refresh_lines(transaction, id);
    return seal(transaction, change, actor, id);
}

Result<OrderSum> release_overpaid(
    House& house, Transaction& transaction, const Actor& actor, std::int64_t id, std::int64_t version,
    std::string_view change_kind,
    const std::function<Result<Done>(Change&, const OrderSum&, const std::vector<Payment>&)>& also) {
    const auto sum = TRY(open_overpaid(transaction, actor, id, version));
    const auto out = out_of(sum, too_much(sum));
    Change change(house, transaction, actor, change_kind, sum.order.number);
    TRY(store_and_settle(house, transaction, change, actor, sum, sum.tickets, out, sum.total));
    TRY(also(change, sum, reversed(out)));
    return seal(transaction, change, actor, id);
}

Result<OrderSum> pay_back_overpaid(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                   std::int64_t version, const std::string& kind) {
    TRY(check_kind(kind));
    const auto sum = TRY(open_overpaid(transaction, actor, id, version));
    const auto amount = too_much(sum);
    const auto out = kind.empty() ? back_by_original(sum.payments, amount) : std::vector<Payment>{{kind, -amount}};
    if (sum_of(out) != -amount) return refuse_field("kind", "error.original_payment_unknown");
    Change change(house, transaction, actor, "overpaid_paid_back", sum.order.number);
    TRY(store_and_settle(house, transaction, change, actor, sum, sum.tickets, out, sum.total));
    return seal(transaction, change, actor, id);
}

Result<OrderSum> move_overpaid(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version, std::int64_t to) {
    const auto sum = TRY(open_overpaid(transaction, actor, id, version));
    const auto target = find_sum(transaction, actor, to);
    if (!target || to == id) return refuse_field("to", "error.no_such_order");
    if (target->order.customer_id != sum.order.customer_id || sum.order.customer_id == customers::anonymous_customer)
        return about("to", "error.order_of_another_customer");
    if (too_much(*target) >= 0) return about("to", "error.order_is_paid");
    const auto out = out_of(sum, std::min(too_much(sum), -too_much(*target)));
    Change change(house, transaction, actor, "overpaid_moved", sum.order.number + " > " + target->order.number);
    TRY(store_and_settle(house, transaction, change, actor, sum, sum.tickets, out, sum.total));
    TRY(store_and_settle(house, transaction, change, actor, *target, target->tickets, reversed(out), target->total));
    return seal(transaction, change, actor, id);
}

}  // namespace kartei::orders
