// What happens to an order after it was made: more money, tickets given back, other seats.
#include <algorithm>
#include <map>
#include <set>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/customers/customer.hpp"
#include "modules/orders/article_stock.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/promotion_terms.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using sql::Transaction;

/// Money that goes back, or is not asked for.
Result<Done> may_refund(const Actor& actor) {
    if (actor.may("sales.refund")) return Done{};
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sales.refund"}});
}

/// The order as the actor sees it, held against everybody else; its customer, too, whose labels follow what he buys.
Result<OrderSum> open_order(Transaction& transaction, const Actor& actor, std::int64_t id, std::int64_t version) {
    const auto order = find_order(transaction, id);
    if (order && order->customer_id != customers::anonymous_customer)
        hold(transaction, Held::customer, order->customer_id);
    hold(transaction, Held::order, id);
    auto sum = TRY(find_sum(transaction, actor, id));
    // The plan of an event date is not exchanged meanwhile, which makes all claims anew.
    for (const auto& ticket : sum.tickets)
        hold_shared(transaction, Held::event, std::to_string(ticket.event_id));
    if (sum.order.version != version) return refuse(RefusalKind::stale, "error.stale");
    return sum;
}

bool change_tickets(Transaction& transaction, Change& change, const OrderSum& sum,
                    const std::vector<Ticket>& after) {
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!changed_fields(sum.tickets[i], after[i]).empty() &&
            !change_ticket(transaction, change, sum.tickets[i], after[i], sum.order.customer_id))
            return false;
    return true;
}

/// The order's row is always written: its version says that something of it changed, and lists show what was paid.
bool rewrite_order(Transaction& transaction, Change& change, const OrderSum& sum, const Order& after,
                   const std::vector<Ticket>& tickets) {
    return change_tickets(transaction, change, sum, tickets) &&
           change_order(transaction, change, sum.order, after);
}

Result<OrderSum> finish(House& house, Transaction& transaction, Change& change, const Actor& actor,
                        std::int64_t order) {
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
    change.seal();
    auto sum = TRY(find_sum(transaction, actor, order));
    sum.change_event = change.event();
    return sum;
}

/// With the last of the money what was reserved is sold.
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

/// What is left may be paid already by what was paid before.
void sell_what_is_paid(Transaction& transaction, Change& change, Order& order, std::vector<Ticket>& tickets,
                       std::int64_t total) {
    const bool some_left = std::any_of(tickets.begin(), tickets.end(),
                                       [](const Ticket& ticket) { return ticket.state != TicketState::deleted; });
    if (order.paid > 0 && order.paid >= total && some_left) sell_reserved(transaction, change, order, tickets);
}

std::vector<Payment> settled(const std::string& kind, std::int64_t amount) {
    return amount == 0 || kind.empty() ? std::vector<Payment>{} : std::vector<Payment>{{kind, amount}};
}

Result<Done> check_kind(const std::string& kind) {
    if (!kind.empty()) TRY(sum_of_payments({{kind, 1}}));
    return Done{};
}

Result<Done> delete_ticket(House& house, const Actor& actor, Ticket& ticket) {
    if (ticket.state == TicketState::sold) TRY(may_refund(actor));
    if (!ticket.scanned_at.empty()) return refuse_field("tickets", "error.ticket_was_scanned");
    if (ticket.state == TicketState::sold) ticket.refunded = ticket.price + ticket.fee;
    ticket.state = TicketState::deleted;
    ticket.deleted_at = house.now();
    ticket.deleted_by = actor.name;
    return Done{};
}

/// Products go back with the whole order only; what was counted goes back to stock.
std::int64_t return_products(Transaction& transaction, Change& change, std::int64_t order) {
    std::int64_t sum = 0;
    for (auto product : sales_of_order(transaction, order)) {
        if (product.state != "sold" && product.state != "reserved") continue;
        sum += product.quantity * product.unit_price;
        product.state = product.state == "sold" ? "returned" : "deleted";
        store_sale(transaction, change, product);
        release_product(transaction, product.id);
    }
    return sum;
}

std::int64_t live_total(const std::vector<Ticket>& tickets) {
    std::int64_t total = 0;
    for (const auto& ticket : tickets)
        if (ticket.state != TicketState::deleted) total += ticket.price + ticket.fee;
    return total;
}

/// Seat, date, type and price of what was asked for; the ticket keeps its number, and its barcode is void.
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

Result<std::vector<Ticket>> exchanged(House& house, Transaction& transaction, const Actor& actor, const OrderSum& sum,
                                      const std::vector<Exchange>& exchanges, bool waive) {
    auto tickets = sum.tickets;
    Offers offers(house, transaction, actor);
    for (const auto& one : exchanges) {
        const auto ticket = std::find_if(tickets.begin(), tickets.end(),
                                         [&](const Ticket& ticket) { return ticket.id == one.ticket_id; });
        if (ticket == tickets.end() || ticket->state == TicketState::deleted)
            return refuse_field("tickets", "error.no_such_ticket");
        if (!ticket->scanned_at.empty()) return refuse_field("tickets", "error.ticket_was_scanned");
        auto wanted = one.wanted;
        if (wanted.ticket_type_id == 0) wanted.ticket_type_id = ticket->ticket_type_id;
        auto fresh = TRY(offers.ticket(wanted));
        fresh.price = price_in_promotion(transaction, ticket->promotion_id, fresh);
        move_ticket(*ticket, fresh, waive, new_barcode(transaction));
    }
    return tickets;
}

/// The end of whatever moves tickets and money at once: `after` takes the payments in, and is sold where it is paid.
Result<OrderSum> store_and_finish(House& house, Transaction& transaction, Change& change, const Actor& actor,
                                  const OrderSum& sum, std::vector<Ticket> tickets,
                                  const std::vector<Payment>& payments, std::int64_t total) {
    auto after = sum.order;
    for (const auto& payment : payments) after.paid += payment.amount;
    sell_what_is_paid(transaction, change, after, tickets, total);
    if (!rewrite_order(transaction, change, sum, after, tickets)) return refuse(RefusalKind::stale, "error.stale");
    TRY(store_payments(house, transaction, change, actor, sum.order, payments));
    return finish(house, transaction, change, actor, sum.order.id);
}

}  // namespace

Result<OrderSum> pay(House& house, Transaction& transaction, const Actor& actor, std::int64_t id, std::int64_t version,
                     const std::vector<Payment>& payments, const std::function<void(audit::Change&)>& also) {
    const auto sum = TRY(open_order(transaction, actor, id, version));
    const auto paid = TRY(sum_of_payments(payments));
    const auto open = sum.total - sum.order.paid;
    if (payments.empty() && open > 0) return refuse_field("payments", "error.required");
    if (paid > std::max<std::int64_t>(open, 0))
        return refuse_field("payments", "error.paid_too_much",
                            {{"total", write_money(open, house.rules.currency_digits)},
                             {"paid", write_money(paid, house.rules.currency_digits)}});
    Change change(house, transaction, actor, "order_paid");
    auto after = sum.order;
    auto tickets = sum.tickets;
    after.paid += paid;
    after.payment_types = payment_types(after.payment_types, payments);
    if (paid >= open) sell_reserved(transaction, change, after, tickets);
    if (!rewrite_order(transaction, change, sum, after, tickets)) return refuse(RefusalKind::stale, "error.stale");
    TRY(store_payments(house, transaction, change, actor, sum.order, payments));
    if (also) also(change);
    return finish(house, transaction, change, actor, id);
}

Result<OrderSum> give_back(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                           std::int64_t version, std::vector<std::int64_t> ids, const std::string& kind) {
    const auto sum = TRY(open_order(transaction, actor, id, version));
    TRY(check_kind(kind));
    const bool whole = ids.empty();
    Change change(house, transaction, actor, "tickets_given_back");
    auto tickets = sum.tickets;
    std::set<std::int64_t> wanted(ids.begin(), ids.end());
    for (auto& ticket : tickets)
        if ((whole || wanted.erase(ticket.id) > 0) && ticket.state != TicketState::deleted)
            TRY(delete_ticket(house, actor, ticket));
    if (!wanted.empty()) return refuse_field("tickets", "error.no_such_ticket");
    if (whole && sum.order.paid > 0) TRY(may_refund(actor));
    const auto products = whole ? return_products(transaction, change, id) : 0;
    const auto total = sum.total - products - (live_total(sum.tickets) - live_total(tickets));
    const auto payments = settled(kind, std::min<std::int64_t>(0, total - sum.order.paid));
    if (!payments.empty()) TRY(may_refund(actor));
    return store_and_finish(house, transaction, change, actor, sum, std::move(tickets), payments, total);
}

Result<OrderSum> exchange(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                          std::int64_t version, const std::vector<Exchange>& exchanges, const std::string& kind,
                          bool waive) {
    if (exchanges.empty()) return refuse_field("tickets", "error.required");
    const auto sum = TRY(open_order(transaction, actor, id, version));
    TRY(check_kind(kind));
    for (const auto& one : exchanges) hold_shared(transaction, Held::event, std::to_string(one.wanted.event_id));
    auto tickets = TRY(exchanged(house, transaction, actor, sum, exchanges, waive));
    const auto total = sum.total + live_total(tickets) - live_total(sum.tickets);
    const bool was_paid = sum.order.paid >= sum.total;
    const auto difference = was_paid ? total - sum.order.paid : std::min<std::int64_t>(0, total - sum.order.paid);
    if (difference > 0 && kind.empty())
        return refuse_field("kind", "error.difference_open",
                            {{"open", write_money(difference, house.rules.currency_digits)}});
    if (waive || (difference < 0 && !kind.empty())) TRY(may_refund(actor));
    const auto payments = settled(kind, difference);
    Change change(house, transaction, actor, "tickets_exchanged");
    return store_and_finish(house, transaction, change, actor, sum, std::move(tickets), payments, total);
}

}  // namespace kartei::orders
