#include "modules/renewals/seat_right.hpp"

#include <array>

#include "modules/renewals/read_records.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

constexpr std::array<std::string_view, 3> states{"active", "sabbatical", "given_up"};
constexpr std::array<std::string_view, 3> fall_backs{"keep", "next_best", "call"};
constexpr std::array<std::string_view, 3> confidences{"all", "most", "tie"};

Field leads_to(std::string_view name, std::string_view record) {
    return {name, FieldKind::reference, 0, Privacy::open, plain, {}, record};
}

std::vector<SeatRight> rights(Transaction& transaction, std::string_view which, std::int64_t id) {
    return read_records(transaction, seat_right_fields(), "seat_right", which, id);
}

/// A right whose id was drawn already: it names itself as the first of its line.
void insert(Transaction& transaction, const SeatRight& right) {
    std::vector<std::string> kept;
    kept.reserve(seat_right_fields().size());
    std::vector<sql::Parameter> row{right.id, right.version};
    for (const auto& member : seat_right_fields())
        row.push_back(sql::parameter_of(member.field, member.get(right), kept));
    static const auto statement = sql::insert_into(
        "seat_right", sql::columns_of({"id", "version"}, fields_of(seat_right_fields())));
    transaction.run_execute(statement, row);
}

}  // namespace

const FieldTable<SeatRight>& seat_right_fields() {
    using enum FieldKind;
    static const FieldTable<SeatRight> table{
        {leads_to("subscription_id", "subscription"), &SeatRight::subscription_id},
        {leads_to("customer_id", "customer"), &SeatRight::customer_id},
        {leads_to("hall_id", "hall"), &SeatRight::hall_id},
        {leads_to("ticket_type_id", "ticket_type"), &SeatRight::ticket_type_id},
        {leads_to("order_id", "orders"), &SeatRight::order_id},
        {{"seat_set", text, 40}, &SeatRight::seat_set},
        {{"entrance", text, 20}, &SeatRight::entrance},
        {{"section", text, 20}, &SeatRight::section},
        {{"row", text, 20}, &SeatRight::row},
        {{"seat", text, 20}, &SeatRight::seat},
        {{"since", date}, &SeatRight::since},
        {{"priority_on", date}, &SeatRight::priority_on},
        {{"state", choice, 0, Privacy::open, plain, states}, &SeatRight::state},
        {{"confidence", choice, 0, Privacy::open, plain, confidences}, &SeatRight::confidence},
        {leads_to("line", "seat_right"), &SeatRight::line},
        {leads_to("sit_with", "seat_right"), &SeatRight::sit_with},
        {{"wish_priority", integer, 3}, &SeatRight::wish_priority},
        {leads_to("wish_subscription_id", "subscription"), &SeatRight::wish_subscription_id},
        {{"wish_section", text, 20}, &SeatRight::wish_section},
        {{"wish_row", text, 20}, &SeatRight::wish_row},
        {{"wish_seat", text, 20}, &SeatRight::wish_seat},
        {{"fall_back", choice, 0, Privacy::open, plain, fall_backs}, &SeatRight::fall_back},
    };
    return table;
}

const parameters::PlainRecord& seat_right_record() {
    static const parameters::PlainRecord record{"seat_right", "seat_right", fields_of(seat_right_fields()), "id"};
    return record;
}

const FieldTable<SeatException>& seat_exception_fields() {
    using enum FieldKind;
    static const FieldTable<SeatException> table{
        {leads_to("right_id", "seat_right"), &SeatException::right_id},
        {leads_to("event_id", "event"), &SeatException::event_id},
        {{"entrance", text, 20}, &SeatException::entrance},
        {{"section", text, 20}, &SeatException::section},
        {{"row", text, 20}, &SeatException::row},
        {{"seat", text, 20}, &SeatException::seat},
    };
    return table;
}

const parameters::PlainRecord& seat_exception_record() {
    static const parameters::PlainRecord record{
        "seat_right_exception", "seat_right_exception", fields_of(seat_exception_fields()), "id"};
    return record;
}

std::optional<SeatRight> find_right(Transaction& transaction, std::int64_t id) {
    auto found = rights(transaction, "WHERE id = :id", id);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<SeatRight> rights_of_subscription(Transaction& transaction, std::int64_t subscription) {
    return rights(transaction, "WHERE subscription_id = :subscription ORDER BY id", subscription);
}

std::vector<SeatRight> rights_of_customer(Transaction& transaction, std::int64_t customer) {
    return rights(transaction, "WHERE customer_id = :customer ORDER BY id", customer);
}

std::vector<SeatRight> rights_of_order(Transaction& transaction, std::int64_t order) {
    return rights(transaction, "WHERE order_id = :order ORDER BY id", order);
}

std::vector<SeatRight> rights_together(Transaction& transaction, std::int64_t sit_with) {
    return rights(transaction, "WHERE sit_with = :sit_with ORDER BY id", sit_with);
}

std::vector<SeatException> exceptions_of(Transaction& transaction, std::int64_t right) {
    return read_records(transaction, seat_exception_fields(), "seat_right_exception",
                        "WHERE right_id = :right ORDER BY event_id", right);
}

void create_right(Transaction& transaction, audit::Change& change, SeatRight& right) {
    if (right.id == 0) right.id = take_ids(transaction, "seat_right");
    if (right.line == 0) right.line = right.id;
    insert(transaction, right);
    change.created("seat_right", right.id);
}

void create_exception(Transaction& transaction, audit::Change& change, SeatException& exception) {
    auto row = row_of(seat_exception_fields(), exception);
    parameters::create_row(transaction, change, seat_exception_record(), row);
    exception.id = row.id;
}

bool change_right(Transaction& transaction, audit::Change& change, const SeatRight& before, const SeatRight& after) {
    return parameters::change_row(transaction, change, seat_right_record(), row_of(seat_right_fields(), before),
                                  row_of(seat_right_fields(), after));
}

}  // namespace kartei::renewals
