// A seat right (counter.md 4): who keeps which seat of a hall through the seasons of a subscription, with what he wishes
// for the next one. Made by the sale of a fixed subscription (right_makers.hpp); a renewed right is a new row of the same
// line, so that the list of an old season stays as it was. An exchanged or lost ticket of one date changes nothing here.
// Read renewal.hpp next.
#pragma once

#include <optional>

#include "modules/orders/fixed_seats.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::renewals {

struct SeatRight {
    std::int64_t id = 0, version = 1;
    std::int64_t subscription_id = 0, customer_id = 0, hall_id = 0, ticket_type_id = 0;
    std::int64_t order_id = 0;  ///< the sale it stands on
    std::string seat_set;       ///< how the sale calls the seat
    std::string entrance, section, row, seat;
    std::string since, priority_on;    ///< dates; whoever has the earlier priority date chooses first
    std::string state = "active";      ///< active, sabbatical, given_up
    std::string confidence;            ///< of a right made of tickets that were taken over: all, most, tie
    std::int64_t line = 0;             ///< id of the first right of its line through the seasons
    std::int64_t sit_with = 0;         ///< the same number in all rights that sit together; 0: alone
    std::int64_t wish_priority = 0;    ///< 1 comes first; 0: no wish of its own rank
    std::int64_t wish_subscription_id = 0;  ///< another date: the subscription wished for
    std::string wish_section, wish_row, wish_seat;
    std::string fall_back = "keep";    ///< when the wish is not possible: keep, next_best, call

    orders::SeatPlace place() const { return {entrance, section, row, seat}; }
    bool has_wish() const { return wish_subscription_id != 0 || !wish_seat.empty(); }
};

const FieldTable<SeatRight>& seat_right_fields();
/// A record as its fields, for audit and undo.
const parameters::PlainRecord& seat_right_record();

/// Another seat at one event date (where the clerk split the set).
struct SeatException {
    std::int64_t id = 0, version = 1, right_id = 0, event_id = 0;
    std::string entrance, section, row, seat;
    orders::SeatPlace place() const { return {entrance, section, row, seat}; }
};
const FieldTable<SeatException>& seat_exception_fields();
const parameters::PlainRecord& seat_exception_record();

std::optional<SeatRight> find_right(sql::Transaction& transaction, std::int64_t id);
std::vector<SeatRight> rights_of_subscription(sql::Transaction& transaction, std::int64_t subscription);
std::vector<SeatRight> rights_of_customer(sql::Transaction& transaction, std::int64_t customer);
std::vector<SeatRight> rights_of_order(sql::Transaction& transaction, std::int64_t order);
std::vector<SeatRight> rights_together(sql::Transaction& transaction, std::int64_t sit_with);
std::vector<SeatException> exceptions_of(sql::Transaction& transaction, std::int64_t right);

/// As part of a change. A new right that continues none begins a line of its own.
void create_right(sql::Transaction& transaction, audit::Change& change, SeatRight& right);
void create_exception(sql::Transaction& transaction, audit::Change& change, SeatException& exception);
/// False when the stored version is another.
bool change_right(sql::Transaction& transaction, audit::Change& change, const SeatRight& before, const SeatRight& after);

/// Fields of any record of this module as a plain row, and back.
template <class Record>
parameters::PlainRow row_of(const FieldTable<Record>& table, const Record& record) {
    parameters::PlainRow row{record.id, record.version, {}};
    for (const auto& member : table) row.values[std::string(member.field.name)] = member.get(record);
    return row;
}
template <class Record>
Record record_of(const FieldTable<Record>& table, const parameters::PlainRow& row) {
    Record record;
    record.id = row.id;
    record.version = row.version;
    for (const auto& member : table)
        if (const auto found = row.values.find(member.field.name); found != row.values.end())
            member.set(record, found->second);
    return record;
}
template <class Record>
std::vector<Field> fields_of(const FieldTable<Record>& table) {
    std::vector<Field> fields;
    for (const auto& member : table) fields.push_back(member.field);
    return fields;
}

}  // namespace kartei::renewals
