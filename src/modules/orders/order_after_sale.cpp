// What happens to an order after it was made: more money, tickets given back, other seats.
#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/order_work.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/promotion_terms.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using sql::Transaction;

Result<OrderSum> sealed(Transaction& transaction, Change& change, const Actor& actor, std::int64_t order) {
    change.seal();
    auto sum = TRY(find_sum(transaction, actor, order));
    sum.change_event = change.event();
    return sum;
}

std::vector<Payment> settled(const std::string& kind, std::int64_t amount) {
    return amount == 0 || kind.empty() ? std::vector<Payment>{} : std::vector<Payment>{{kind, amount}};
}

std::int64_t sum_of(const std::vector<Payment>& payments) {
    std::int64_t total = 0;
    for (const auto& payment : payments) total += payment.amount;
    return total;
}

/// Each is a live line of the order.
Result<Done> check_named(Transaction& transaction, const OrderSum& sum, const GivenBack& wanted) {
    std::set<std::int64_t> tickets(wanted.tickets.begin(), wanted.tickets.end());
    std::set<std::int64_t> products(wanted.products.begin(), wanted.products.end());
    for (const auto& ticket : sum.tickets)
        if (ticket.state != TicketState::deleted) tickets.erase(ticket.id);
    if (!tickets.empty()) return refuse_field("tickets", "error.no_such_ticket");
    const auto sales = sales_of_order(transaction, sum.order.id);
    for (const auto& sale : sales)
        if (sale.is_live()) products.erase(sale.id);
    if (!products.empty()) return refuse_field("products", "error.no_such_article_here");
    return Done{};
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
                           std::int64_t version, const GivenBack& wanted) {
    const auto sum = TRY(open_order(transaction, actor, id, version));
    const bool as_it_came = wanted.kind == "original";
    if (!as_it_came) TRY(check_kind(wanted.kind));
    TRY(check_named(transaction, sum, wanted));
    const bool whole = wanted.tickets.empty() && wanted.products.empty();
    if (whole && sum.order.paid > 0) TRY(may_refund(actor));
    const auto is_meant = [&](const std::vector<std::int64_t>& ids, std::int64_t row) {
        return whole || std::find(ids.begin(), ids.end(), row) != ids.end();
    };
    Change change(house, transaction, actor, "tickets_given_back");
    TRY(take_back(house, transaction, change, actor, sum,
                  {[&](const Ticket& ticket) { return is_meant(wanted.tickets, ticket.id); },
                   [&](const ProductSale& sale) { return is_meant(wanted.products, sale.id); },
                   [&](std::int64_t too_much) -> Result<std::vector<Payment>> {
                       if (!as_it_came) return settled(wanted.kind, -too_much);
                       auto back = back_by_original(sum.payments, too_much);
                       if (sum_of(back) != -too_much) return refuse_field("kind", "error.original_payment_unknown");
                       return back;
                   },
                   wanted.keep_fees}));
    return sealed(transaction, change, actor, id);
}

Result<OrderSum> exchange(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                          std::int64_t version, const std::vector<Exchange>& exchanges, const std::string& kind,
                          bool waive) {
    if (exchanges.empty()) return refuse_field("tickets", "error.required");
    const auto sum = TRY(open_order(transaction, actor, id, version));
    TRY(check_kind(kind));
    for (const auto& one : exchanges) hold_shared(transaction, Held::event, std::to_string(one.wanted.event_id));
    auto tickets = TRY(exchanged(house, transaction, actor, sum, exchanges, waive));
    const auto total = sum.total + total_of(tickets) - total_of(sum.tickets);
    const bool was_paid = sum.order.paid >= sum.total;
    const auto difference = was_paid ? total - sum.order.paid : std::min<std::int64_t>(0, total - sum.order.paid);
    if (difference > 0 && kind.empty())
        return refuse_field("kind", "error.difference_open",
                            {{"open", write_money(difference, house.rules.currency_digits)}});
    if (waive || (difference < 0 && !kind.empty())) TRY(may_refund(actor));
    const auto payments = settled(kind, difference);
    Change change(house, transaction, actor, "tickets_exchanged");
    TRY(store_and_settle(house, transaction, change, actor, sum, std::move(tickets), payments, total));
    return sealed(transaction, change, actor, id);
}

}  // namespace kartei::orders
