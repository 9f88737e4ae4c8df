#include "modules/bookings/booking_store.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "audit/house_key.hpp"
#include "audit/kept_row.hpp"
#include "base/module.hpp"
#include "modules/bookings/booking_followers.hpp"
#include "modules/bookings/booking_person.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/participant_key.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "sql/field_columns.hpp"

namespace kartei::bookings {
namespace {

using audit::Change;
using nlohmann::json;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr int kept_count = 5;  ///< columns of BookingRow, ahead of the fields
constexpr int head_count = 3;  ///< id, version, created_event

template <class Record>
std::vector<Field> fields_of(const FieldTable<Record>& table) {
    std::vector<Field> fields;
    for (const auto& member : table) fields.push_back(member.field);
    return fields;
}

sql::Columns columns_of(const RowKind& kind) {
    return sql::columns_of({"id", "version", "created_event", "booking_id", "position"}, kind.fields);
}

const sql::Columns& head_columns() {
    static const auto columns = [] {
        auto all = sql::columns_of({"id", "version", "created_event"}, fields_of(booking_fields()));
        for (const auto& member : sum_fields()) all.emplace_back(member.field.name);
        return all;
    }();
    return columns;
}

// sql: tables and columns of all statements here come from the declarations in booking.cpp and booking_rows.cpp
std::string select(const RowKind& kind) { return sql::select_from(kind.record, columns_of(kind)); }

audit::Key sealing_key(const House& house) { return audit::derived_key(house.keys, "bookings|sealing key"); }

std::string place_of(const RowKind& kind, std::int64_t id, const Field& field) {
    return std::string(kind.record) + "|" + std::to_string(id) + "|" + std::string(field.name);
}

Value opened(const House& house, const RowKind& kind, std::int64_t id, const Field& field, Value value) {
    if (!field.is_sensitive() || is_empty(value)) return value;
    auto text = audit::unseal(sealing_key(house), std::get<std::string>(value), place_of(kind, id, field));
    if (!text) throw std::runtime_error("a sealed value does not open: " + place_of(kind, id, field));
    return std::move(*text);
}

StoredRow read_row(const House& house, const RowKind& kind, const Rows& rows) {
    StoredRow row{{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)}, {}};
    int column = kept_count;
    for (const auto& field : kind.fields)
        row.values.push_back(opened(house, kind, row.id, field, sql::value_of(field, rows, column++)));
    return row;
}

Parameter bound(const House& house, const RowKind& kind, std::int64_t id, const Field& field, const Value& value,
                std::vector<std::string>& kept) {
    if (!field.is_sensitive() || is_empty(value)) return sql::parameter_of(field, value, kept);
    return sql::parameter_of(
        field, audit::seal(sealing_key(house), std::get<std::string>(value), place_of(kind, id, field)), kept);
}

std::vector<Parameter> field_parameters(const House& house, const RowKind& kind, const StoredRow& row,
                                        std::vector<std::string>& kept) {
    kept.reserve(kind.fields.size());
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < kind.fields.size(); ++i)
        parameters.push_back(bound(house, kind, row.id, kind.fields[i], row.values[i], kept));
    return parameters;
}

void set_name_key(Transaction& transaction, const RowKind& kind, const StoredRow& row) {
    if (!has_name_key(kind)) return;
    // What stands as it should is not written again.
    transaction.execute("UPDATE booking_participant SET name_key = :name_key WHERE id = :id"
                        " AND name_key IS DISTINCT FROM :name_key",
                        sql::text_or_null(name_key_of(kind, row)), row.id);
}

/// Of every kind of row, made once: files bring millions of them.
const std::string& insertion_of(const RowKind& kind) {
    static const auto all = [] {
        std::map<std::string_view, std::string> statements;
        for (const auto& one : row_kinds()) {
            auto columns = columns_of(one);
            if (has_name_key(one)) columns.emplace_back("name_key");
            statements.emplace(one.record, sql::insert_into(one.record, columns));
        }
        return statements;
    }();
    return all.at(kind.record);
}

void write_row(const House& house, Transaction& transaction, const RowKind& kind, const StoredRow& row) {
    std::vector<std::string> kept;
    std::vector<Parameter> parameters{row.id, row.version, row.created_event, row.booking_id, row.position};
    for (auto& parameter : field_parameters(house, kind, row, kept)) parameters.push_back(parameter);
    const auto name_key = has_name_key(kind) ? name_key_of(kind, row) : std::string();
    if (has_name_key(kind)) parameters.push_back(sql::text_or_null(name_key));
    transaction.run_execute(insertion_of(kind), parameters);
}

std::vector<StoredRow> rows_in(House& house, Transaction& transaction, const RowKind& kind, std::int64_t booking) {
    // sql: as above
    auto rows = transaction.query(select(kind) + " WHERE booking_id = :booking ORDER BY position", booking);
    std::vector<StoredRow> all;
    while (rows.next()) all.push_back(read_row(house, kind, rows));
    return all;
}

/// The row as the table has it, sealed values sealed.
std::string raw_row(Transaction& transaction, const RowKind& kind, std::int64_t id) {
    // sql: as above
    auto rows = transaction.query(select(kind) + " WHERE id = :id", id);
    return rows.next() ? audit::kept_row(rows, columns_of(kind)).dump() : "{}";
}

/// Rows that come together have ids that follow each other, and are one row of the audit.
void insert_rows(House& house, Transaction& transaction, Change& change, const RowKind& kind, std::span<StoredRow> rows,
                 std::int64_t booking) {
    if (rows.empty()) return;
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto first = take_ids(transaction, kind.record, count);
    auto id = first;
    for (auto& row : rows) {
        row.id = id++;
        row.version = 1;
        row.created_event = change.event();
        row.booking_id = booking;
        write_row(house, transaction, kind, row);
    }
    change.created(kind.record, first, first + count - 1);
}

void insert_row(House& house, Transaction& transaction, Change& change, const RowKind& kind, StoredRow& row,
                std::int64_t booking) {
    insert_rows(house, transaction, change, kind, {&row, 1}, booking);
}

const StoredRow* with_id(const std::vector<StoredRow>& rows, std::int64_t id) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const StoredRow& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

/// Which positions of a list differ; "" = none does.
std::string store_rows(House& house, Transaction& transaction, Change& change, const RowKind& kind,
                       const WholeBooking& before, WholeBooking& after) {
    const auto old_rows = rows_of(before, kind);
    auto new_rows = rows_of(after, kind);
    std::string touched;
    const auto note = [&](const StoredRow& row) {
        touched += (touched.empty() ? "" : ", ") + std::to_string(row.position);
    };
    for (const auto& row : old_rows)
        if (!with_id(new_rows, row.id)) {
            delete_row(house, transaction, change, kind, row);
            note(row);
        }
    for (auto& row : new_rows) {
        const auto* stood = row.id == 0 ? nullptr : with_id(old_rows, row.id);
        if (!stood) insert_row(house, transaction, change, kind, row, after.head.id);
        else if (stood->values != row.values) {
            update_row(house, transaction, change, kind, *stood, row);
            row.version = stood->version + 1;
        } else continue;
        note(row);
    }
    put_rows(after, kind, new_rows);
    return touched;
}

std::vector<Parameter> head_parameters(const WholeBooking& booking, std::vector<std::string>& kept) {
    kept.reserve(booking_fields().size() + sum_fields().size());
    std::vector<Parameter> parameters{booking.head.id, booking.head.version, booking.head.created_event};
    for (const auto& member : booking_fields())
        parameters.push_back(sql::parameter_of(member.field, member.get(booking.head), kept));
    for (const auto& member : sum_fields())
        parameters.push_back(sql::parameter_of(member.field, member.get(booking.sums), kept));
    return parameters;
}

WholeBooking read_head(const Rows& rows) {
    WholeBooking booking;
    booking.head.id = rows.integer(0);
    booking.head.version = rows.integer(1);
    booking.head.created_event = rows.integer(2);
    int column = head_count;
    for (const auto& member : booking_fields()) member.set(booking.head, sql::value_of(member.field, rows, column++));
    for (const auto& member : sum_fields()) member.set(booking.sums, sql::value_of(member.field, rows, column++));
    return booking;
}

std::optional<WholeBooking> find_whole_head(Transaction& transaction, std::int64_t id) {
    // sql: as above
    auto rows = transaction.query(sql::select_from("booking", head_columns()) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_head(rows);
}

void tell_followers(House& house, Transaction& transaction, const WholeBooking& booking) {
    for (const auto& follower : handed_in<BookingFollower>()) follower.follow(house, transaction, booking);
}

void write_sums(Transaction& transaction, std::int64_t booking, const BookingSums& sums) {
    transaction.execute(
        "UPDATE booking SET version = version + 1, participants = :participants, services = :services, commission = "
        ":commission, amounts = :amounts, fees = :fees, charges = :charges, total = :total, paid = :paid WHERE id = "
        ":id",
        sums.participants, sums.services, sums.commission, sums.amounts, sums.fees, sums.charges, sums.total, sums.paid,
        booking);
}

}  // namespace

std::optional<Booking> find_head(Transaction& transaction, std::int64_t id) {
    auto booking = find_whole_head(transaction, id);
    return booking ? std::optional(std::move(booking->head)) : std::nullopt;
}

std::optional<WholeBooking> find_booking(House& house, Transaction& transaction, std::int64_t id) {
    auto booking = find_whole_head(transaction, id);
    if (!booking) return std::nullopt;
    for (const auto& kind : row_kinds()) put_rows(*booking, kind, rows_in(house, transaction, kind, id));
    return booking;
}

std::vector<StoredRow> find_rows(House& house, Transaction& transaction, const RowKind& kind, std::int64_t booking) {
    return rows_in(house, transaction, kind, booking);
}

std::optional<StoredRow> find_row(House& house, Transaction& transaction, const RowKind& kind, std::int64_t id) {
    // sql: as above
    auto rows = transaction.query(select(kind) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_row(house, kind, rows);
}

void insert_booking(House& house, Transaction& transaction, Change& change, WholeBooking& booking) {
    booking.head.id = take_ids(transaction, "booking");
    booking.head.version = 1;
    booking.head.created_event = change.event();
    booking.sums = sums_of(booking);
    std::vector<std::string> kept;
    // sql: as above
    static const auto insertion = sql::insert_into("booking", head_columns());
    transaction.run_execute(insertion, head_parameters(booking, kept));
    change.created("booking", booking.head.id);
    for (const auto& kind : row_kinds()) {
        auto rows = rows_of(booking, kind);
        if (rows.empty()) continue;
        insert_rows(house, transaction, change, kind, rows, booking.head.id);
        put_rows(booking, kind, rows);
    }
    follow_turnover(transaction, booking.head);
    tell_followers(house, transaction, booking);
}

bool update_booking(House& house, Transaction& transaction, Change& change, const WholeBooking& before,
                    WholeBooking& after) {
    bool differs = !differences(booking_fields(), before.head, after.head).empty();
    const bool head_differs = differs;
    bool counts_anew = differs;
    // Rows first: what is personal in them is sealed under the key of whose booking it still is.
    for (const auto& kind : row_kinds()) {
        const auto touched = store_rows(house, transaction, change, kind, before, after);
        if (touched.empty()) continue;
        // The booking's own history says which rows were touched; undo finds no such field and passes it over.
        change.changed("booking", before.head.id, Field{kind.list}, Value(), Value(touched), 0);
        differs = true;
        counts_anew = counts_anew || counts_in_turnover(kind.record);
    }
    if (head_differs) update_head(transaction, change, before.head, after.head);
    after.sums = sums_of(after);
    if (differs) write_sums(transaction, before.head.id, after.sums);
    if (counts_anew) follow_turnover(transaction, after.head);
    after.head.version = before.head.version + (differs ? 1 : 0);
    if (differs) tell_followers(house, transaction, after);
    return differs;
}

void add_row(House& house, Transaction& transaction, Change& change, const RowKind& kind, StoredRow& row) {
    insert_row(house, transaction, change, kind, row, row.booking_id);
}

void each_row(House& house, Transaction& transaction, const RowKind& kind,
              const std::function<bool(std::int64_t, const StoredRow&)>& take) {
    std::string columns;
    for (const auto& column : columns_of(kind)) columns += "r." + column + ", ";
    // sql: as above
    auto rows = transaction.stream("SELECT " + columns + "b.number FROM " + std::string(kind.record) +
                                   " r JOIN booking b ON b.id = r.booking_id WHERE b.state <> 'void'"
                                   " ORDER BY b.number, r.position");
    const int number = static_cast<int>(kind.fields.size()) + kept_count;
    while (rows.next())
        if (!take(rows.integer(number), read_row(house, kind, rows))) return;
}

void update_row(House& house, Transaction& transaction, Change& change, const RowKind& kind, const StoredRow& before,
                const StoredRow& after) {
    std::vector<std::string> kept;
    auto parameters = field_parameters(house, kind, after, kept);
    parameters.emplace_back(before.id);
    // sql: as above
    transaction.run_execute("UPDATE " + std::string(kind.record) + " SET version = version + 1, " +
                                sql::assigned(sql::columns_of({}, kind.fields)) + " WHERE id = :id",
                            parameters);
    set_name_key(transaction, kind, after);
    const auto person = person_of(transaction, kind, before), from_now_on = person_of(transaction, kind, after);
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const auto &was = before.values[i], &is = after.values[i];
        const auto note = [&](const Value& one, const Value& other, std::int64_t whose) {
            if (one != other) change.changed(kind.record, before.id, kind.fields[i], one, other, whose);
        };
        // What is said of either person is lost with him, not with the other.
        const bool apart = person != from_now_on && kind.fields[i].is_personal() && was != is;
        note(was, apart ? Value() : is, person);
        if (apart) note(Value(), is, from_now_on);
    }
}

void delete_row(House&, Transaction& transaction, Change& change, const RowKind& kind, const StoredRow& row) {
    change.deleted(kind.record, row.id, raw_row(transaction, kind, row.id), person_of(transaction, kind, row));
    // sql: as above
    transaction.execute("DELETE FROM " + std::string(kind.record) + " WHERE id = :id", row.id);
}

bool restore_row(Transaction& transaction, Change& change, const RowKind& kind, const std::string& text) {
    const auto row = json::parse(text);
    const auto value = [&](const char* name) { return std::stoll(row.at(name).get<std::string>()); };
    // sql: as above
    const auto taken = "SELECT 1 FROM " + std::string(kind.record) + " WHERE booking_id = :booking AND position = :at";
    if (!find_head(transaction, value("booking_id")) ||
        transaction.query(taken, value("booking_id"), value("position")).next())
        return false;
    std::vector<std::string> kept;
    kept.reserve(row.size());
    std::vector<Parameter> parameters;
    for (const auto& name : columns_of(kind)) {
        const auto& cell = row.at(name);
        parameters.push_back(cell.is_null() ? Parameter(nullptr)
                                            : Parameter(kept.emplace_back(cell.get<std::string>())));
    }
    auto columns = columns_of(kind);
    std::string name_key;
    if (has_name_key(kind)) {
        const auto word = [&](const char* name) { return row.at(name).is_null() ? "" : row.at(name).get<std::string>(); };
        name_key = name_key_of(word("name"), word("first_name"));
        columns.emplace_back("name_key");
        parameters.push_back(sql::text_or_null(name_key));
    }
    transaction.run_execute(sql::insert_into(kind.record, columns), parameters);
    change.created(kind.record, value("id"));
    return true;
}

void update_head(Transaction& transaction, Change& change, const Booking& before, const Booking& after) {
    std::vector<std::string> kept;
    kept.reserve(booking_fields().size());
    std::vector<Parameter> parameters;
    for (const auto& member : booking_fields())
        parameters.push_back(sql::parameter_of(member.field, member.get(after), kept));
    parameters.emplace_back(before.id);
    // sql: as above
    transaction.run_execute(
        "UPDATE booking SET " + sql::assigned(sql::columns_of({}, fields_of(booking_fields()))) + " WHERE id = :id",
        parameters);
    for (const auto& difference : differences(booking_fields(), before, after))
        change.changed("booking", before.id, *difference.field, difference.before, difference.after,
                       before.customer_id != 0 ? before.customer_id : after.customer_id);
    if (counts_elsewhere(before, after)) follow_turnover(transaction, before);
}

void settle(House& house, Transaction& transaction, std::int64_t id) {
    if (const auto head = find_head(transaction, id)) hold_booking(transaction, head->number);
    if (const auto booking = find_booking(house, transaction, id)) {
        write_sums(transaction, id, sums_of(*booking));
        follow_turnover(transaction, booking->head);
        tell_followers(house, transaction, *booking);
    }
}

}  // namespace kartei::bookings
