#include "modules/orders/order_changes.hpp"

#include <functional>

#include "modules/customers/customer_store.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/promotion_terms.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using sql::Transaction;

/// A field together with how it is read from and put into its record.
template <class Record>
struct Slot {
    Field field;
    std::function<Value(const Record&)> get;
    std::function<void(Record&, const Value&)> set;
};

template <class Record>
Slot<Record> text_slot(Field field, std::string Record::*member) {
    return {field, [member](const Record& record) { return record.*member == "" ? Value() : Value(record.*member); },
            [member](Record& record, const Value& value) {
                record.*member = is_empty(value) ? "" : std::get<std::string>(value);
            }};
}

/// 0 reads as empty where it means "none".
template <class Record>
Slot<Record> number_slot(Field field, std::int64_t Record::*member, bool zero_is_none = false) {
    return {field,
            [=](const Record& record) { return zero_is_none && record.*member == 0 ? Value() : Value(record.*member); },
            [=](Record& record, const Value& value) {
                record.*member = is_empty(value) ? 0 : std::get<std::int64_t>(value);
            }};
}

const std::vector<Slot<Order>>& slots(const Order*) {
    static const std::vector<Slot<Order>> table = [] {
        std::vector<Slot<Order>> list;
        for (const auto& member : order_fields())
            list.push_back({member.field, [&member](const Order& order) { return member.get(order); },
                            [&member](Order& order, const Value& value) { member.set(order, value); }});
        list.push_back(number_slot({"customer", FieldKind::integer}, &Order::customer_id));
        list.push_back(number_slot({"paid", FieldKind::money, 0, Privacy::open, may_be_negative}, &Order::paid));
        return list;
    }();
    return table;
}

const std::vector<Slot<Ticket>>& slots(const Ticket*) {
    using enum FieldKind;
    static const std::vector<Slot<Ticket>> table = {
        number_slot({"order", integer}, &Ticket::order_id),
        number_slot({"event", integer}, &Ticket::event_id),
        number_slot({"line", integer}, &Ticket::line),
        text_slot({"ticket", text, 40}, &Ticket::ticket),
        number_slot({"ticket_type", integer}, &Ticket::ticket_type_id, true),
        number_slot({"price", money, 0, Privacy::open, may_be_negative}, &Ticket::price),
        number_slot({"fee", money, 0, Privacy::open, may_be_negative}, &Ticket::fee),
        text_slot({"entrance", text, 20}, &Ticket::entrance),
        text_slot({"section", text, 20}, &Ticket::section),
        text_slot({"row", text, 20}, &Ticket::row),
        text_slot({"seat", text, 20}, &Ticket::seat),
        text_slot({"price_zone", text, 120}, &Ticket::price_zone),
        text_slot({"barcode", text, 64}, &Ticket::barcode),
        {{"state", text},
         [](const Ticket& ticket) { return Value(std::string(state_name(ticket.state))); },
         [](Ticket& ticket, const Value& value) {
             ticket.state = state_of_name(std::get<std::string>(value)).value_or(ticket.state);
         }},
        number_slot({"print_count", integer}, &Ticket::print_count),
        text_slot({"printed_at", instant}, &Ticket::printed_at),
        text_slot({"scanned_at", instant}, &Ticket::scanned_at),
        text_slot({"scanned_by", text, 120}, &Ticket::scanned_by),
        number_slot({"subscription", integer}, &Ticket::subscription_id, true),
        text_slot({"seat_set", text, 40}, &Ticket::seat_set),
        number_slot({"promotion", integer}, &Ticket::promotion_id, true),
        text_slot({"deleted_at", instant}, &Ticket::deleted_at),
        text_slot({"deleted_by", text, 120}, &Ticket::deleted_by),
        {{"refunded", money, 0, Privacy::open, may_be_negative},
         [](const Ticket& ticket) { return ticket.refunded ? Value(*ticket.refunded) : Value(); },
         [](Ticket& ticket, const Value& value) {
             ticket.refunded = is_empty(value) ? std::nullopt : std::optional(std::get<std::int64_t>(value));
         }},
        number_slot({"fee_kept", money}, &Ticket::fee_kept, true),
    };
    return table;
}

template <class Record>
std::vector<std::string> differing(const Record& before, const Record& after) {
    std::vector<std::string> names;
    for (const auto& slot : slots(&before))
        if (slot.get(before) != slot.get(after)) names.emplace_back(slot.field.name);
    return names;
}

template <class Record>
std::string text_of(const House& house, const Record& record, std::string_view field) {
    for (const auto& slot : slots(&record))
        if (slot.field.name == field) {
            const auto value = slot.get(record);
            return is_empty(value) ? "" : write_value(slot.field, value, house.rules);
        }
    return "";
}

template <class Record>
void note(Change& change, std::string_view name, const Record& before, const Record& after, std::int64_t person) {
    for (const auto& slot : slots(&before)) {
        auto old_value = slot.get(before), new_value = slot.get(after);
        if (old_value != new_value) change.changed(name, before.id, slot.field, old_value, new_value, person);
    }
}

/// Puts fields back that still read as the event left them; the rest are conflicts.
template <class Record>
std::vector<Conflict> put_back(const House& house, Record& record, const std::vector<FieldChange>& fields) {
    std::vector<Conflict> conflicts;
    for (const auto& back : fields)
        for (const auto& slot : slots(&record)) {
            if (slot.field.name != back.field || back.erased) continue;
            const auto now = slot.get(record);
            const auto found = is_empty(now) ? std::string() : write_value(slot.field, now, house.rules);
            if (found != back.after.value_or(""))
                conflicts.push_back({back.record, back.record_id, back.field, back.after.value_or(""), found});
            else if (auto value =
                         back.before ? read_value(slot.field, *back.before, house.rules) : Result<Value>(Value()))
                slot.set(record, *value);
        }
    return conflicts;
}

/// The order that gave a ticket away has it again.
void went_back_to(House& house, Transaction& transaction, Change& change, std::int64_t order) {
    settle_claims(house, transaction, order);
    refresh_lines(transaction, order);
    settle_sales(transaction, change, order);
}

}  // namespace

std::vector<std::string> changed_fields(const Order& before, const Order& after) { return differing(before, after); }
std::vector<std::string> changed_fields(const Ticket& before, const Ticket& after) { return differing(before, after); }
std::string field_text(const House& house, const Order& order, std::string_view field) {
    return text_of(house, order, field);
}
std::string field_text(const House& house, const Ticket& ticket, std::string_view field) {
    return text_of(house, ticket, field);
}

bool change_order(Transaction& transaction, Change& change, const Order& before, const Order& after) {
    if (!update_order(transaction, after)) return false;
    follow_customer(transaction, after.id, before.customer_id, after.customer_id);
    note(change, "orders", before, after, before.customer_id);
    return true;
}

bool change_ticket(Transaction& transaction, Change& change, const Ticket& before, const Ticket& after,
                   std::int64_t customer) {
    if (!update_ticket(transaction, after)) return false;
    if (before.barcode != after.barcode) void_barcode(transaction, before, change.at());
    note(change, "ticket", before, after, customer);
    return true;
}

std::vector<Conflict> reverse_order_change(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                           const std::vector<FieldChange>& fields, bool check_only) {
    const auto before = find_order(transaction, id);
    if (!before) return {{"orders", id, "", "", "error.gone"}};
    auto after = *before;
    auto conflicts = put_back(house, after, fields);
    // Deleted or merged since: an order is never nobody's.
    if (after.customer_id != before->customer_id && !customers::find_customer(transaction, after.customer_id)) {
        conflicts.push_back({"orders", id, "customer", "", "error.gone"});
        after.customer_id = before->customer_id;
    }
    if (check_only || changed_fields(*before, after).empty()) return conflicts;
    const auto old_key = name_key_of_customer(transaction, before->customer_id);
    if (!change_order(transaction, change, *before, after)) return {{"orders", id, "", "", "error.changed_since"}};
    refresh_lines(transaction, id, old_key);
    settle_sales(transaction, change, id);
    return conflicts;
}

std::vector<Conflict> reverse_ticket_change(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                            const std::vector<FieldChange>& fields, bool check_only) {
    const auto before = find_ticket(transaction, id);
    if (!before) return {{"ticket", id, "", "", "error.gone"}};
    auto after = *before;
    auto conflicts = put_back(house, after, fields);
    // Whoever bought the seat since keeps it.
    if (const auto holder = who_has_place_of(house, transaction, after); !holder.empty())
        conflicts.push_back({"ticket", id, "seat", after.seat, "orders.seat_taken"});
    if (before->state == TicketState::deleted && !use_promotion_again(transaction, after, true))
        conflicts.push_back({"ticket", id, "promotion", "", "orders.promotion_used_up"});
    if (check_only || !conflicts.empty() || changed_fields(*before, after).empty()) return conflicts;
    const auto order = find_order(transaction, before->order_id);
    if (!find_order(transaction, after.order_id)) return {{"ticket", id, "order", "", "error.gone"}};
    if (!change_ticket(transaction, change, *before, after, order ? order->customer_id : 0))
        return {{"ticket", id, "", "", "error.changed_since"}};
    if (after.order_id != before->order_id) went_back_to(house, transaction, change, after.order_id);
    if (before->state == TicketState::deleted) {
        for (const auto& one : settle_claims(house, transaction, before->order_id))
            if (one.ticket_id == id) conflicts.push_back({"ticket", id, "seat", after.section, "orders.seat_taken"});
        use_promotion_again(transaction, after, false);
    } else {
        settle_claims(house, transaction, before->order_id);
    }
    refresh_lines(transaction, before->order_id);
    settle_sales(transaction, change, before->order_id);
    return conflicts;
}

}  // namespace kartei::orders
