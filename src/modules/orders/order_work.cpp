#include "modules/orders/order_work.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/customers/customer.hpp"
#include "modules/orders/article_stock.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using sql::Transaction;

bool change_tickets(Transaction& transaction, Change& change, const OrderSum& sum,
                    const std::vector<Ticket>& after) {
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!changed_fields(sum.tickets[i], after[i]).empty() &&
            !change_ticket(transaction, change, sum.tickets[i], after[i], sum.order.customer_id))
            return false;
    return true;
}

Result<Done> delete_ticket(House& house, const Actor& actor, Ticket& ticket, bool keep_fee) {
    if (ticket.state == TicketState::sold) TRY(may_refund(actor));
    if (!ticket.scanned_at.empty()) return refuse_field("tickets", "error.ticket_was_scanned");
    if (ticket.state == TicketState::sold) {
        ticket.fee_kept = keep_fee ? std::max<std::int64_t>(ticket.fee, 0) : 0;
        ticket.refunded = ticket.price + ticket.fee - ticket.fee_kept;
    }
    ticket.state = TicketState::deleted;
    ticket.deleted_at = house.now();
    ticket.deleted_by = actor.name;
    return Done{};
}

/// What was counted goes back to stock. Gives what they cost.
Result<std::int64_t> return_products(Transaction& transaction, Change& change, const Actor& actor, std::int64_t order,
                                     const std::function<bool(const ProductSale&)>& is_meant) {
    std::int64_t sum = 0;
    for (auto product : sales_of_order(transaction, order)) {
        if (!product.is_live() || !is_meant(product)) continue;
        if (product.state == "sold") TRY(may_refund(actor));
        sum += product.quantity * product.unit_price;
        product.state = product.state == "sold" ? "returned" : "deleted";
        store_sale(transaction, change, product);
        release_product(transaction, product.id);
    }
    return sum;
}

}  // namespace

Result<Done> may_refund(const Actor& actor) {
    if (actor.may("sales.refund")) return Done{};
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sales.refund"}});
}

Result<Done> check_kind(const std::string& kind) {
    if (!kind.empty()) TRY(sum_of_payments({{kind, 1}}));
    return Done{};
}

Result<OrderSum> open_order(Transaction& transaction, const Actor& actor, std::int64_t id, std::optional<std::int64_t> version) {
    const auto order = find_order(transaction, id);
    if (order && order->customer_id != customers::anonymous_customer)
        hold(transaction, Held::customer, order->customer_id);
    hold(transaction, Held::order, id);
    auto sum = TRY(find_sum(transaction, actor, id));
    // The plan of an event date is not exchanged meanwhile, which makes all claims anew.
    for (const auto& ticket : sum.tickets)
        hold_shared(transaction, Held::event, std::to_string(ticket.event_id));
    if (version && sum.order.version != *version) return refuse(RefusalKind::stale, "error.stale");
    return sum;
}

std::int64_t total_of(const std::vector<Ticket>& tickets) {
    std::int64_t total = 0;
    for (const auto& ticket : tickets) total += ticket.cost();
    return total;
}

void move_ticket(Ticket& ticket, const Ticket& wanted, bool waive, const std::string& barcode) {
    ticket.event_id = wanted.event_id;
    ticket.ticket_type_id = wanted.ticket_type_id;
    if (!waive) ticket.price = wanted.price;
    ticket.entrance = wanted.entrance;
    ticket.section = wanted.section;
    ticket.row = wanted.row;
    ticket.seat = wanted.seat;
    ticket.price_zone = wanted.price_zone;
    ticket.barcode = barcode;
    ticket.print_count = 0;
    ticket.printed_at.clear();
}

void sell_reserved(Transaction& transaction, Change& change, Order& order, std::vector<Ticket>& tickets) {
    order.expires_at.clear();
    for (auto& ticket : tickets)
        if (ticket.state == TicketState::reserved) ticket.state = TicketState::sold;
    for (auto product : sales_of_order(transaction, order.id)) {
        if (product.state != "reserved") continue;
        product.state = "sold";
        product.sold_at = change.at();
        store_sale(transaction, change, product);
    }
}

void sell_what_is_paid(Transaction& transaction, Change& change, Order& order, std::vector<Ticket>& tickets,
                       std::int64_t total) {
    const bool some_left = std::any_of(tickets.begin(), tickets.end(),
                                       [](const Ticket& ticket) { return ticket.state != TicketState::deleted; });
    if (order.paid > 0 && order.paid >= total && some_left) sell_reserved(transaction, change, order, tickets);
}

bool rewrite_order(Transaction& transaction, Change& change, const OrderSum& sum, const Order& after,
                   const std::vector<Ticket>& tickets) {
    return change_tickets(transaction, change, sum, tickets) &&
           change_order(transaction, change, sum.order, after);
}

Result<Done> settle_order(House& house, Transaction& transaction, Change& change, std::int64_t order) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& one : settle_claims(house, transaction, order))
        refusal.issues.push_back({"tickets",
                                  "error.seat_taken",
                                  {{"section", one.section}, {"row", one.row}, {"seat", one.seat},
                                   {"holder", one.holder}}});
    if (!refusal.issues.empty()) return refusal;
    refresh_lines(transaction, order);
    settle_sales(transaction, change, order);
    if (const auto stored = find_order(transaction, order))
        apply_label_rules(house, transaction, change, stored->customer_id);
    follow_order(house, transaction, change, order);
    draw_receipts(house, transaction, change.event(), order);
    return Done{};
}

Result<OrderSum> finish(House& house, Transaction& transaction, Change& change, const Actor& actor,
                        std::int64_t order) {
    TRY(settle_order(house, transaction, change, order));
    change.seal();
    auto sum = TRY(find_sum(transaction, actor, order));
    sum.change_event = change.event();
    return sum;
}

Result<Done> store_and_settle(House& house, Transaction& transaction, Change& change, const Actor& actor,
                              const OrderSum& sum, std::vector<Ticket> tickets, const std::vector<Payment>& payments,
                              std::int64_t total) {
    auto after = sum.order;
    std::vector<Payment> came_in;
    for (const auto& payment : payments) {
        after.paid += payment.amount;
        if (payment.amount > 0) came_in.push_back(payment);
    }
    after.payment_types = payment_types(after.payment_types, came_in);
    sell_what_is_paid(transaction, change, after, tickets, total);
    if (!rewrite_order(transaction, change, sum, after, tickets)) return refuse(RefusalKind::stale, "error.stale");
    TRY(store_payments(house, transaction, change, actor, sum.order, payments));
    return settle_order(house, transaction, change, sum.order.id);
}

Result<TakenBack> take_back(House& house, Transaction& transaction, Change& change, const Actor& actor,
                            const OrderSum& sum, const TakeBack& what) {
    TakenBack done;
    auto tickets = sum.tickets;
    for (auto& ticket : tickets)
        if (ticket.state != TicketState::deleted && what.tickets(ticket)) {
            TRY(delete_ticket(house, actor, ticket, what.keep_fees));
            ++done.tickets;
        }
    const auto products = TRY(return_products(transaction, change, actor, sum.order.id, what.products));
    const auto total = sum.total - products - (total_of(sum.tickets) - total_of(tickets));
    if (const auto too_much = sum.order.paid - total; too_much > 0) done.payments = TRY(what.settle(too_much));
    for (const auto& payment : done.payments) done.paid_back -= payment.amount;
    if (done.paid_back > 0) TRY(may_refund(actor));
    TRY(store_and_settle(house, transaction, change, actor, sum, std::move(tickets), done.payments, total));
    return done;
}

std::vector<Payment> back_by_original(const std::vector<Payment>& payments, std::int64_t amount) {
    std::vector<Payment> there;
    for (auto payment = payments.rbegin(); payment != payments.rend(); ++payment) {
        const auto known = std::find_if(there.begin(), there.end(),
                                        [&](const Payment& one) { return one.kind == payment->kind; });
        if (known == there.end()) there.push_back(*payment);
        else known->amount += payment->amount;
    }
    std::vector<Payment> back;
    for (const auto& one : there)
        if (const auto part = std::min(amount, one.amount); part > 0) {
            back.push_back({one.kind, -part});
            amount -= part;
        }
    return back;
}

}  // namespace kartei::orders
