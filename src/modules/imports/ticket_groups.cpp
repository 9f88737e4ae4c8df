// The check of tickets order by order: rows of one order that contradict each other, tickets that stand already, what
// changes.
#include <algorithm>

#include "modules/imports/packed.hpp"
#include "modules/imports/ticket_importer.hpp"
#include "modules/orders/order_changes.hpp"

namespace kartei::imports {
namespace {

using orders::Order;
using orders::Ticket;
using sql::Transaction;

/// An order of more tickets than any house sells at once: the column is not an order number.
constexpr std::size_t most_rows_of_order = 20000;

}  // namespace

void TicketImporter::find_double_tickets() {
    std::string last;
    std::uint64_t first_line = 0;
    for (std::string_view record; ticket_numbers_.next(record);) {
        Unpacker unpacker(record);
        const auto number = unpacker.ordered_text();
        const auto line = unpacker.ordered();
        if (number != last) {
            last = number;
            first_line = line;
            continue;
        }
        doubled_lines_.insert(static_cast<std::int64_t>(line));
        context_.tally.note(static_cast<std::int64_t>(line),
                            {{t_ticket, "error.import_twice", {{"line", std::to_string(first_line)}}, true}});
    }
}

/// Both sides in the order of their bytes, walked once.
void TicketImporter::find_standing_tickets(Transaction& reading) {
    if (!has_tickets_ || ticket_numbers_.count() == 0) return;
    ticket_numbers_.rewind();
    auto standing = reading.stream("SELECT ticket FROM ticket WHERE ticket IS NOT NULL ORDER BY ticket");
    bool more = standing.next();
    for (std::string_view record; more && ticket_numbers_.next(record);) {
        Unpacker unpacker(record);
        const auto number = unpacker.ordered_text();
        while (more && standing.text(0) < number) more = standing.next();
        if (more && standing.text(0) == number)
            standing_lines_.push_back(static_cast<std::int64_t>(unpacker.ordered()));
    }
    std::sort(standing_lines_.begin(), standing_lines_.end());
}

void TicketImporter::sort_standing_orders(Transaction& reading) {
    if (!has_orders_) return;
    standing_orders_.emplace(context_.folder, 8 << 20);
    auto rows = reading.stream("SELECT number, id FROM orders ORDER BY id");
    std::string record;
    while (rows.next()) {
        record.clear();
        Packer packer(record);
        packer.ordered_text(orders::order_key(rows.text(0)));
        packer.ordered(static_cast<std::uint64_t>(rows.integer(1)));
        standing_orders_->add(record);
    }
}

/// Id of a stored order, 0 when there is none. Keys must be asked for in ascending order.
std::int64_t TicketImporter::standing_order(std::string_view order_key) {
    while (standing_orders_ && std::string_view(standing_key_) < order_key) {
        std::string_view record;
        if (!standing_orders_->next(record)) {
            standing_orders_.reset();
            return 0;
        }
        Unpacker unpacker(record);
        standing_key_ = unpacker.ordered_text();
        standing_id_ = static_cast<std::int64_t>(unpacker.ordered());
    }
    return standing_orders_ && standing_key_ == order_key ? standing_id_ : 0;
}

bool TicketImporter::next_group(TicketGroup& group) {
    group.rows.clear();
    group.too_many = 0;
    std::size_t count = 0;
    std::string_view record;
    std::string key;
    auto take = [&](std::string_view taken) {
        if (count == group.records.size()) group.records.emplace_back();
        group.records[count++].assign(taken);
    };
    if (std::exchange(has_waiting_, false)) take(waiting_record_);
    else if (rows_.next(record)) take(record);
    else return false;
    key = Unpacker(group.records.front()).ordered_text();
    while (rows_.next(record)) {
        if (Unpacker(record).ordered_text() != key) {
            waiting_record_ = record;
            has_waiting_ = true;
            break;
        }
        if (count < most_rows_of_order) take(record);
        else
            ++group.too_many,
                context_.tally.note(
                    static_cast<std::int64_t>(Unpacker(record.substr(key.size() + 1)).ordered()),
                    {{t_order, "error.import_order_too_large", {{"max", std::to_string(most_rows_of_order)}}, true}});
    }
    for (std::size_t i = 0; i < count; ++i) {
        Unpacker unpacker(group.records[i]);
        unpacker.ordered_text();
        unpacker.ordered();
        auto row = unpack_ticket_row(unpacker.rest());
        if (!doubled_lines_.contains(row.line)) group.rows.push_back(row);
    }
    group.order = group.rows.empty() ? "" : std::string(group.rows.front().text(t_order));
    return true;
}

bool TicketImporter::is_elsewhere(const TicketRow& row) const {
    return std::binary_search(standing_lines_.begin(), standing_lines_.end(), row.line);
}

void TicketImporter::finish(Transaction& reading) {
    find_double_tickets();
    find_standing_tickets(reading);
    sort_standing_orders(reading);
    TicketGroup group;
    while (next_group(group))
        if (!group.rows.empty()) check_group(reading, group);
}

void TicketImporter::check_group(Transaction& reading, TicketGroup& group) {
    Order before;
    std::vector<Ticket> tickets;
    std::vector<orders::MovedTicket> moved;
    if (const auto id = standing_order(orders::order_key(group.order)); id != 0) {
        before = *orders::find_order(reading, id);
        tickets = orders::tickets_of(reading, id);
        moved = orders::moved_from(reading, id);
    }
    const auto plan =
        plan_order(before, tickets, group.rows, books_, [this](const TicketRow& row) { return is_elsewhere(row); }, moved);
    if (!plan.problems.empty() || group.too_many > 0) return refuse_group(reading, group, plan);
    count_group(reading, group, plan, before, tickets);
    const bool touches =
        plan.order_changed || std::any_of(plan.tickets.begin(), plan.tickets.end(),
                                          [](const auto& ticket) { return ticket.state != RowState::unchanged; });
    if (before.id != 0) {
        if (touches) put_group(changed_, group, before.id);
        return;
    }
    put_group(added_, group, 0);
    ++added_orders_;
    added_tickets_ += static_cast<std::int64_t>(group.rows.size());
    for (const auto& planned : plan.tickets) added_sales_ += orders::count_first_lines(planned.after);
}

/// An order is taken whole or not at all, so its other rows are refused with it.
void TicketImporter::refuse_group(Transaction& reading, const TicketGroup& group, const OrderPlan& plan) {
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
        std::vector<Problem> problems;
        for (const auto& [row, problem] : plan.problems)
            if (row == i) problems.push_back(problem);
        if (problems.empty()) problems.push_back({-1, "error.import_order_refused", {}});
        context_.tally.note(group.rows[i].line, problems, [&] { return shown(reading, group.rows[i]); });
    }
}

void TicketImporter::put_group(RecordFile& file, const TicketGroup& group, std::int64_t order_id) {
    std::string record, row;
    Packer packer(record);
    packer.number(order_id);
    packer.text(group.order);
    for (const auto& one : group.rows) {
        row.clear();
        pack_ticket_row(row, one);
        packer.text(row);
    }
    file.add(record);
}

void TicketImporter::count_group(Transaction& reading, const TicketGroup& group, const OrderPlan& plan,
                                 const Order& before, const std::vector<Ticket>& tickets) {
    std::vector<ShownDifference> of_order;
    if (plan.order_changed)
        for (const auto& field : orders::changed_fields(before, plan.after))
            of_order.push_back({field, orders::field_text(context_.house, before, field),
                                orders::field_text(context_.house, plan.after, field)});
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
        const auto& planned = plan.tickets[i];
        auto state = planned.state;
        // What changes in the order is shown with its first ticket.
        std::vector<ShownDifference> differences = i == 0 ? of_order : std::vector<ShownDifference>();
        if (!differences.empty() && state == RowState::unchanged) state = RowState::changed;
        if (planned.state == RowState::changed) {
            const auto& stood = tickets[static_cast<std::size_t>(planned.existing)];
            for (const auto& field : orders::changed_fields(stood, planned.after))
                differences.push_back({field, orders::field_text(context_.house, stood, field),
                                       orders::field_text(context_.house, planned.after, field)});
        }
        context_.tally.put(state, group.rows[i].line, [&] { return shown(reading, group.rows[i]); }, differences);
    }
}

std::string TicketImporter::shown_text(Transaction& reading, const TicketRow& row, int target) const {
    const auto number = row.number(target);
    switch (target) {
        case t_customer: {
            if (number == no_customer_named) return "";
            auto rows = reading.query("SELECT number FROM customer WHERE id = :id", number);
            return rows.next() ? std::to_string(rows.integer(0)) : "";
        }
        case t_event: {
            const auto found = event_codes_.find(number);
            return found == event_codes_.end() ? "" : found->second;
        }
        case t_ticket_type: return books_.types.name_at(number);
        case t_promotion: return books_.promotions.name_at(number);
        case t_subscription: {
            const auto& name = books_.subscriptions.name_at(number);
            return name.substr(0, name.find('\x1f'));
        }
        default: break;
    }
    const auto& field = context_.kind.targets[static_cast<std::size_t>(target)].field;
    if (field.kind == FieldKind::money || field.kind == FieldKind::integer)
        return write_value(field, number, context_.house.rules);
    if (field.kind == FieldKind::yes_no) return number != 0 ? "1" : "0";
    return std::string(row.text(target));
}

nlohmann::json TicketImporter::shown(Transaction& reading, const TicketRow& row) const {
    nlohmann::json values = nlohmann::json::object();
    for (int target = 0; target < ticket_target_count; ++target)
        if (row.says(target))
            values[std::string(context_.kind.targets[static_cast<std::size_t>(target)].field.name)] =
                shown_text(reading, row, target);
    return values;
}

}  // namespace kartei::imports
