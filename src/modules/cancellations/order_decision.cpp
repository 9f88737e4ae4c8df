#include "modules/cancellations/order_decision.hpp"

#include <algorithm>

#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/renewals/parked_money.hpp"

namespace kartei::cancellations {
namespace {

using orders::OrderSum;
using orders::Payment;
using orders::ProductSale;
using orders::Ticket;
using orders::TicketState;
using sql::Transaction;

bool is_of_date(const Asked& asked, const Ticket& ticket) {
    return ticket.event_id == asked.event && ticket.state != TicketState::deleted;
}
bool is_of_date(const Asked& asked, const ProductSale& sale) {
    return sale.event_id == asked.event && sale.is_live();
}

std::int64_t cost_of_products(Transaction& transaction, const Asked& asked, std::int64_t order) {
    std::int64_t sum = 0;
    for (const auto& sale : orders::sales_of_order(transaction, order))
        if (is_of_date(asked, sale)) sum += sale.quantity * sale.unit_price;
    return sum;
}

std::int64_t fees_kept(const Asked& asked, const std::vector<Ticket>& tickets) {
    std::int64_t sum = 0;
    for (const auto& ticket : tickets)
        if (asked.keep_fees && ticket.state == TicketState::sold) sum += std::max<std::int64_t>(ticket.fee, 0);
    return sum;
}

std::int64_t sum_of(const std::vector<Payment>& payments) {
    std::int64_t sum = 0;
    for (const auto& payment : payments) sum += payment.amount;
    return sum;
}

/// How what is paid too much goes out; less than `amount` where nobody knows how it came in.
std::vector<Payment> payments_back(const Asked& asked, const OrderSum& sum, std::int64_t amount) {
    if (asked.decision == "refund" && !asked.kind.empty()) return {{asked.kind, -amount}};
    auto back = orders::back_by_original(sum.payments, amount);
    if (asked.decision != "credit") return back;
    if (sum_of(back) != -amount) back.push_back({"voucher", -amount - sum_of(back)});
    for (auto& payment : back) payment.moved = true;
    return back;
}

/// Why nothing can be done; "" when something can.
std::string hindrance(const Asked& asked, const OrderSum& sum, const Decided& decided) {
    const bool was_scanned = std::any_of(decided.tickets.begin(), decided.tickets.end(),
                                         [](const Ticket& ticket) { return !ticket.scanned_at.empty(); });
    if (was_scanned) return "scanned";
    const bool is_anonymous = sum.order.customer_id == customers::anonymous_customer;
    const bool has_money = decided.line.amount > 0;
    if (asked.decision == "move" && decided.tickets.empty()) return "articles";
    if (asked.decision == "move") return is_anonymous && !asked.also_anonymous ? "nobody_known" : "";
    if (!has_money) return "";
    if (is_anonymous && (!asked.also_anonymous || asked.decision == "credit")) return "nobody_known";
    if (sum_of(decided.back) != -decided.line.amount) return "payment_unknown";
    return "";
}

void put_names(Transaction& transaction, const Actor& actor, const OrderSum& sum, Line& line) {
    line.order_id = sum.order.id, line.number = sum.order.number;
    if (sum.order.customer_id == customers::anonymous_customer || !actor.may("customers.read")) return;
    line.customer_id = sum.order.customer_id;
    if (const auto customer = customers::find_customer(transaction, line.customer_id))
        line.customer_name = full_name(*customer);
}

std::string outcome_of(const Asked& asked, const Line& line) {
    if (asked.decision == "move") return "moved";
    if (line.amount == 0) return "released";
    return asked.decision == "credit" ? "credited" : "refunded";
}

/// The tickets at their new places, at the price they were sold for.
Result<Done> move(House& house, Transaction& transaction, audit::Change& change, const Actor& actor, const Asked& asked,
                  const OrderSum& sum, const Decided& decided) {
    auto tickets = sum.tickets;
    orders::Offers offers(house, transaction, actor);
    for (const auto& place : decided.places)
        for (auto& ticket : tickets) {
            if (ticket.id != place.ticket_id) continue;
            const auto fresh = TRY(offers.ticket(
                {asked.target, place.place_id, place.counted, ticket.ticket_type_id}, ticket.price));
            orders::move_ticket(ticket, fresh, true, orders::new_barcode(transaction));
        }
    return orders::store_and_settle(house, transaction, change, actor, sum, std::move(tickets), {}, sum.total);
}

}  // namespace

std::unique_ptr<TargetPlaces> places_of_target(House& house, Transaction& transaction, const Asked& asked) {
    if (asked.decision != "move") return nullptr;
    const auto sale = events::find_event_sale(transaction, asked.target);
    const auto plan = sale.plan_id ? events::find_plan(transaction, sale.plan_id) : std::nullopt;
    auto places = std::make_unique<TargetPlaces>();
    if (plan) places->plan = *plan;
    std::set<std::int64_t> taken;
    std::map<std::int64_t, std::int64_t> left;
    for (const auto& claim : orders::claims_of(transaction, asked.target, house.now())) taken.insert(claim.seat_id);
    for (const auto& section : orders::sections_of(transaction, asked.target, house.now()))
        left[section.section_id] = section.capacity - section.taken;
    places->free.emplace(places->plan, taken, left);
    return places;
}

bool has_anything_of_date(Transaction& transaction, const Asked& asked, const OrderSum& sum) {
    const auto is_asked = [&](const auto& row) { return is_of_date(asked, row); };
    const auto sales = orders::sales_of_order(transaction, sum.order.id);
    return std::any_of(sum.tickets.begin(), sum.tickets.end(), is_asked) ||
           std::any_of(sales.begin(), sales.end(), is_asked);
}

Decided decide(Transaction& transaction, const Actor& actor, const Asked& asked, const OrderSum& sum,
               FreePlaces* places) {
    Decided decided;
    auto& line = decided.line;
    put_names(transaction, actor, sum, line);
    for (const auto& ticket : sum.tickets)
        if (is_of_date(asked, ticket)) decided.tickets.push_back(ticket);
    line.tickets = static_cast<std::int64_t>(decided.tickets.size());
    line.amount = orders::total_of(decided.tickets);
    if (asked.decision != "move") {
        const auto cost = line.amount + cost_of_products(transaction, asked, sum.order.id) - fees_kept(asked, decided.tickets);
        line.amount = std::max<std::int64_t>(0, sum.order.paid - (sum.total - cost));
    }
    if (asked.decision != "move" && line.amount > 0) decided.back = payments_back(asked, sum, line.amount);
    line.reason = hindrance(asked, sum, decided);
    if (line.reason.empty() && places) {
        const auto found = places->take(decided.tickets);
        if (found) decided.places = *found;
        else line.reason = "no_places";
    }
    line.outcome = line.reason.empty() ? outcome_of(asked, line) : "left";
    return decided;
}

Result<Done> carry_out(House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                       const Asked& asked, const OrderSum& sum, const Decided& decided) {
    if (decided.line.outcome == "moved") return move(house, transaction, change, actor, asked, sum, decided);
    const auto taken = TRY(orders::take_back(
        house, transaction, change, actor, sum,
        {[&](const Ticket& ticket) { return is_of_date(asked, ticket); },
         [&](const ProductSale& sale) { return is_of_date(asked, sale); },
         [&](std::int64_t too_much) { return Result(payments_back(asked, sum, too_much)); }, asked.keep_fees}));
    if (asked.decision != "credit") return Done{};
    for (const auto& payment : taken.payments)
        renewals::park_within(house, transaction, change, actor, sum.order.customer_id, {payment.kind, -payment.amount},
                              sum.order.id);
    return Done{};
}

std::string reason_of(const Refusal& refusal) {
    const auto& key = refusal.issues.empty() ? std::string() : refusal.issues.front().key;
    if (refusal.kind == RefusalKind::not_found) return "not_visible";
    if (key == "error.seat_taken" || key == "error.no_such_seat") return "no_places";
    if (key == "error.ticket_was_scanned") return "scanned";
    if (key == "error.no_open_till") return "no_till";
    return "changed";
}

}  // namespace kartei::cancellations
