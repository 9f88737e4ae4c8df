#include "modules/imports/ticket_plan.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

#include "modules/customers/customer.hpp"
#include "modules/orders/order_changes.hpp"

namespace kartei::imports {
namespace {

using orders::Order;
using orders::Ticket;

/// Orders up to this size are compared row by row; larger ones through a table.
constexpr std::size_t small_order = 32;

void take_text(std::string& to, const TicketRow& row, int target) {
    if (row.says(target)) to = row.text(target);
    else if (row.clears(target)) to.clear();
}

void take_number(std::int64_t& to, const TicketRow& row, int target) {
    if (row.says(target)) to = row.number(target);
    else if (row.clears(target)) to = 0;
}

void take_id(std::int64_t& to, const TicketRow& row, int target, const NameBook& book) {
    if (row.says(target)) to = TicketBooks::id_of(book, row.number(target));
    else if (row.clears(target)) to = 0;
}

/// How an order was paid: each way once, in the order of the file.
std::string payment_types(std::span<const TicketRow> rows) {
    std::string all;
    std::vector<std::string_view> seen;
    for (const auto& row : rows) {
        const auto type = row.text(t_payment_type);
        if (type.empty() || std::find(seen.begin(), seen.end(), type) != seen.end()) continue;
        seen.push_back(type);
        all.append(all.empty() ? "" : ";").append(type);
    }
    return all;
}

void fill_order(Order& order, const TicketRow& merged, std::span<const TicketRow> rows) {
    if (merged.says(t_customer) && merged.number(t_customer) != no_customer_named)
        order.customer_id = merged.number(t_customer);
    if (order.customer_id == 0) order.customer_id = customers::anonymous_customer;
    take_text(order.ordered_at, merged, t_ordered_at);
    take_text(order.sold_by, merged, t_sold_by);
    take_text(order.channel, merged, t_channel);
    take_text(order.expires_at, merged, t_expires_at);
    take_text(order.description, merged, t_description);
    take_text(order.delivery_address, merged, t_delivery_address);
    take_text(order.receipt_url, merged, t_receipt_url);
    take_number(order.paid, merged, t_paid);
    if (merged.says(t_delete_on_expiry)) order.delete_on_expiry = merged.number(t_delete_on_expiry) != 0;
    if (merged.says(t_payment_type)) order.payment_types = payment_types(rows);
    else if (merged.clears(t_payment_type)) order.payment_types.clear();
}

void fill_ticket(Ticket& ticket, const TicketRow& row, const TicketBooks& books) {
    if (row.says(t_event)) ticket.event_id = row.number(t_event);
    if (row.says(t_ticket)) ticket.ticket = row.text(t_ticket);
    take_id(ticket.ticket_type_id, row, t_ticket_type, books.types);
    take_id(ticket.promotion_id, row, t_promotion, books.promotions);
    take_id(ticket.subscription_id, row, t_subscription, books.subscriptions);
    take_number(ticket.price, row, t_price);
    take_number(ticket.fee, row, t_fee);
    take_number(ticket.print_count, row, t_print_count);
    if (row.says(t_refunded)) ticket.refunded = row.number(t_refunded);
    else if (row.clears(t_refunded)) ticket.refunded.reset();
    if (row.says(t_state)) ticket.state = *orders::state_of_name(row.text(t_state));
    take_number(ticket.fee_kept, row, t_fee_kept);
    for (auto [target, text] : {std::pair(t_entrance, &ticket.entrance),
                                {t_section, &ticket.section},
                                {t_row, &ticket.row},
                                {t_seat, &ticket.seat},
                                {t_price_zone, &ticket.price_zone},
                                {t_barcode, &ticket.barcode},
                                {t_printed_at, &ticket.printed_at},
                                {t_scanned_at, &ticket.scanned_at},
                                {t_scanned_by, &ticket.scanned_by},
                                {t_seat_set, &ticket.seat_set},
                                {t_deleted_at, &ticket.deleted_at},
                                {t_deleted_by, &ticket.deleted_by}})
        take_text(*text, row, target);
}

std::string place_of(const Ticket& ticket) {
    std::string place = std::to_string(ticket.event_id);
    for (const auto* text : {&ticket.entrance, &ticket.section, &ticket.row, &ticket.seat})
        place.append("\x1f").append(*text);
    return place;
}

std::string with_line(std::string place, std::int64_t line) {
    return place.append("\x1e").append(std::to_string(line));
}

/// Ordinal of each row among the equals of its order, unless the row says it.
std::vector<std::int64_t> ordinals(std::span<const TicketRow> rows) {
    std::vector<std::int64_t> lines(rows.size());
    std::unordered_map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows.size() > small_order) lines[i] = ++counts[place_of(rows[i])];
        else
            lines[i] = 1 + std::count_if(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(i),
                                         [&](const auto& other) { return same_place(other, rows[i]); });
        if (rows[i].says(t_line)) lines[i] = rows[i].number(t_line);
    }
    return lines;
}

/// Finds the tickets that stand by number, or by place and line; without a line the first, second … of its place, as at the
/// counter a line counts the whole order. Those that went to another order come last: equal places are the same to everybody.
class StandingTickets {
public:
    struct Found {
        int existing = -1;
        const orders::MovedTicket* moved = nullptr;
    };

    StandingTickets(std::span<const Ticket> tickets, std::span<const orders::MovedTicket> moved) : moved_(moved) {
        std::vector<Ticket> all(tickets.begin(), tickets.end());
        for (const auto& one : moved) all.push_back(one.ticket);
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(tickets.size()),
                         [&](std::size_t one, std::size_t other) { return all[one].line < all[other].line; });
        std::unordered_map<std::string, std::int64_t> counts;
        for (const auto i : order) {
            const auto place = place_of(all[i]);
            if (!all[i].ticket.empty() && i < tickets.size()) by_number_.emplace(all[i].ticket, i);
            by_line_.emplace(with_line(place, all[i].line), i);
            by_ordinal_.emplace(with_line(place, ++counts[place]), i);
        }
        standing_ = tickets.size();
    }
    Found find(const TicketRow& row, std::int64_t line) const {
        if (row.says(t_ticket)) return find_in(by_number_, std::string(row.text(t_ticket)));
        return find_in(row.says(t_line) ? by_line_ : by_ordinal_, with_line(imports::place_of(row), line));
    }

private:
    using Table = std::unordered_map<std::string, std::size_t>;
    Found find_in(const Table& table, const std::string& key) const {
        const auto found = table.find(key);
        if (found == table.end()) return {};
        if (found->second < standing_) return {static_cast<int>(found->second), nullptr};
        return {-1, &moved_[found->second - standing_]};
    }

    Table by_number_, by_line_, by_ordinal_;
    std::span<const orders::MovedTicket> moved_;
    std::size_t standing_ = 0;
};

/// Rows that mean the same ticket. Numbers are unique in the whole file already; here places count.
void refuse_doubles(std::span<const TicketRow> rows, const std::vector<std::int64_t>& lines, OrderPlan& plan) {
    std::set<int> standing;
    std::unordered_map<std::string, std::int64_t> fresh;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const int existing = plan.tickets[i].existing; existing >= 0) {
            if (!standing.insert(existing).second)
                plan.problems.emplace_back(i, Problem{t_line, "error.import_ticket_twice", {}});
            continue;
        }
        // The ordinal makes rows without one differ; only lines that are given can be equal.
        if (rows[i].says(t_ticket) || !rows[i].says(t_line)) continue;
        const auto [first, is_new] = fresh.emplace(with_line(imports::place_of(rows[i]), lines[i]), rows[i].line);
        if (!is_new)
            plan.problems.emplace_back(
                i, Problem{t_line, "error.import_twice", {{"line", std::to_string(first->second)}}});
    }
}

/// Only of a deleted ticket a fee is kept, and not more than it had.
std::optional<Problem> wrong_kept_fee(const Ticket& ticket, const TicketRow& row) {
    if (!row.says(t_fee_kept) || ticket.fee_kept == 0) return std::nullopt;
    if (ticket.state != orders::TicketState::deleted) return Problem{t_fee_kept, "error.import_fee_of_live_ticket", {}};
    if (ticket.fee_kept < 0 || ticket.fee_kept > ticket.fee) return Problem{t_fee_kept, "error.import_fee_kept_above", {}};
    return std::nullopt;
}

PlannedTicket plan_ticket(const Order& before, std::span<const Ticket> tickets, const TicketRow& row, std::int64_t line,
                          int existing, const TicketBooks& books) {
    PlannedTicket planned;
    planned.existing = existing;
    if (existing >= 0) planned.after = tickets[static_cast<std::size_t>(existing)];
    else planned.after.order_id = before.id, planned.after.line = line;
    fill_ticket(planned.after, row, books);
    if (row.says(t_line)) planned.after.line = line;
    // What was kept of a ticket's fee is the fee again once the ticket counts.
    if (planned.after.state != orders::TicketState::deleted && !row.says(t_fee_kept)) planned.after.fee_kept = 0;
    if (existing >= 0)
        planned.state = orders::changed_fields(tickets[static_cast<std::size_t>(existing)], planned.after).empty()
                            ? RowState::unchanged
                            : RowState::changed;
    return planned;
}

}  // namespace

TicketRow merged_order(std::span<const TicketRow> rows) {
    auto merged = rows.front();
    for (const auto& row : rows.subspan(1))
        for (const int target : order_targets)
            if (row.says(target) && !merged.says(target)) {
                if (row.text(target).empty()) merged.say(target, row.number(target));
                else merged.say(target, row.text(target));
            }
    for (const auto& row : rows)
        if (row.says(t_payment_type)) merged.say(t_payment_type, row.text(t_payment_type));
    return merged;
}

std::vector<std::pair<std::size_t, Problem>> contradictions(std::span<const TicketRow> rows) {
    std::vector<std::pair<std::size_t, Problem>> found;
    if (rows.size() < 2) return found;
    for (const int target : order_targets) {
        const auto first = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.says(target); });
        for (std::size_t i = 0; i < rows.size() && first != rows.end(); ++i)
            if (rows[i].contradicts(*first, target))
                found.emplace_back(
                    i, Problem{target, "error.import_order_differs", {{"line", std::to_string(first->line)}}});
    }
    return found;
}

OrderPlan plan_order(const Order& before, std::span<const Ticket> tickets, std::span<const TicketRow> rows,
                     const TicketBooks& books, const std::function<bool(const TicketRow&)>& is_elsewhere,
                     std::span<const orders::MovedTicket> moved) {
    OrderPlan plan;
    plan.after = before;
    plan.problems = contradictions(rows);
    fill_order(plan.after, merged_order(rows), rows);
    plan.order_changed = before.id != 0 && !orders::changed_fields(before, plan.after).empty();
    const auto lines = ordinals(rows);
    const StandingTickets standing(tickets, moved);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto found = standing.find(rows[i], lines[i]);
        const int existing = found.existing;
        plan.tickets.push_back(plan_ticket(before, tickets, rows[i], lines[i], existing, books));
        if (auto problem = wrong_kept_fee(plan.tickets.back().after, rows[i])) plan.problems.emplace_back(i, *problem);
        if (existing >= 0) continue;
        if (!rows[i].says(t_event)) plan.problems.emplace_back(i, Problem{t_event, "error.required", {}});
        if (!rows[i].says(t_state)) plan.problems.emplace_back(i, Problem{t_state, "error.required", {}});
        if (found.moved)
            plan.problems.emplace_back(
                i, Problem{t_order, "error.import_ticket_moved", {{"order", found.moved->order_number}}});
        if (rows[i].says(t_ticket) && is_elsewhere(rows[i]))
            plan.problems.emplace_back(i, Problem{t_ticket, "error.import_ticket_elsewhere", {}});
    }
    refuse_doubles(rows, lines, plan);
    return plan;
}

}  // namespace kartei::imports
