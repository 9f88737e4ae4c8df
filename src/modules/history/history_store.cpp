#include "modules/history/history_store.hpp"

#include <nlohmann/json.hpp>

#include "audit/kept_row.hpp"
#include "modules/customers/customer.hpp"
#include "sql/field_columns.hpp"

namespace kartei::history {
namespace {

using audit::Change;
using nlohmann::json;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr int kept_count = 4;  ///< columns that the program keeps, ahead of the fields

sql::Columns field_columns() {
    sql::Columns columns;
    for (const auto& member : imported_booking_fields()) columns.emplace_back(member.field.name);
    return columns;
}

const sql::Columns& columns() {
    static const sql::Columns all = [] {
        sql::Columns list{"id", "version", "created_event", "customer_id"};
        for (auto& column : field_columns()) list.push_back(std::move(column));
        return list;
    }();
    return all;
}

ImportedBooking read_booking(const Rows& rows, int first = 0) {
    ImportedBooking booking;
    booking.id = rows.integer(first), booking.version = rows.integer(first + 1);
    booking.created_event = rows.integer(first + 2), booking.customer_id = rows.integer(first + 3);
    int column = first + kept_count;
    for (const auto& member : imported_booking_fields())
        member.set(booking, sql::value_of(member.field, rows, column++));
    return booking;
}

/// What stands in the table for each field; `kept` owns the texts.
void add_fields(std::vector<Parameter>& parameters, const ImportedBooking& booking, std::vector<std::string>& kept) {
    kept.clear();
    kept.reserve(imported_booking_fields().size());
    for (const auto& member : imported_booking_fields())
        parameters.push_back(sql::parameter_of(member.field, member.get(booking), kept));
}

// sql: the table is this module's, its columns are those of the field table
std::string select() { return sql::select_from(imported_booking, columns()); }

void insert_booking(Transaction& transaction, const ImportedBooking& booking) {
    std::vector<std::string> kept;
    std::vector<Parameter> parameters{booking.id, booking.version, booking.created_event, booking.customer_id};
    add_fields(parameters, booking, kept);
    transaction.run_execute(sql::insert_into(imported_booking, columns()), parameters);
}

}  // namespace

std::optional<ImportedBooking> find_booking(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(select() + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_booking(rows);
}

std::optional<ImportedBooking> find_booking(Transaction& transaction, std::int64_t customer, std::string_view number) {
    auto rows =
        transaction.query(select() + " WHERE customer_id = :customer AND booking_number = :number", customer, number);
    if (!rows.next()) return std::nullopt;
    return read_booking(rows);
}

void bookings_of(Transaction& transaction, std::int64_t customer, const Place& after, const TakeBooking& take) {
    auto rows = transaction.stream(
        select() +
            " WHERE customer_id = :customer AND (:id = 0 OR (coalesce(booked_on, ''), id) < (:day, :before))"
            " ORDER BY coalesce(booked_on, '') DESC, id DESC",
        customer, after.id, after.booked_on, after.id);
    while (rows.next() && take(read_booking(rows))) {
    }
}

void each_booking(Transaction& transaction,
                  const std::function<bool(std::int64_t, const ImportedBooking&)>& take) {
    // sql: as above
    auto rows = transaction.stream("SELECT c.number, i." + [] {
        std::string list;
        for (const auto& column : columns()) list.append(list.empty() ? "" : ", i.").append(column);
        return list;
    }() + " FROM imported_booking i JOIN customer c ON c.id = i.customer_id ORDER BY c.number, i.booking_number");
    while (rows.next() && take(rows.integer(0), read_booking(rows, 1))) {
    }
}

std::int64_t count_bookings(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM imported_booking i JOIN customer c ON c.id = i.customer_id WHERE c.number IS NOT NULL");
    return rows.next() ? rows.integer(0) : 0;
}

void insert_bookings(Transaction& transaction, Change& change, std::vector<ImportedBooking> bookings) {
    if (bookings.empty()) return;
    const auto count = static_cast<std::int64_t>(bookings.size());
    const auto first = take_ids(transaction, imported_booking, count);
    auto id = first;
    for (auto& booking : bookings) {
        booking.id = id++, booking.version = 1, booking.created_event = change.event();
        insert_booking(transaction, booking);
    }
    change.created(imported_booking, first, first + count - 1);
}

void update_booking(Transaction& transaction, Change& change, const ImportedBooking& before,
                    const ImportedBooking& after) {
    const auto changed = differences(imported_booking_fields(), before, after);
    if (changed.empty()) return;
    for (const auto& one : changed)
        change.changed(imported_booking, before.id, *one.field, one.before, one.after, before.customer_id);
    std::vector<std::string> kept;
    std::vector<Parameter> parameters;
    add_fields(parameters, after, kept);
    parameters.emplace_back(before.id);
    // sql: as above
    transaction.run_execute("UPDATE imported_booking SET version = version + 1, " + sql::assigned(field_columns()) +
                                " WHERE id = :id",
                            parameters);
}

void delete_booking(Transaction& transaction, Change& change, const ImportedBooking& booking) {
    auto rows = transaction.query(select() + " WHERE id = :id", booking.id);
    if (!rows.next()) return;
    const auto kept = audit::kept_row(rows, columns()).dump();
    transaction.execute("DELETE FROM imported_booking WHERE id = :id", booking.id);
    change.deleted(imported_booking, booking.id, kept, booking.customer_id);
}

void restore_booking(Transaction& transaction, Change& change, const std::string& kept) {
    const auto row = json::parse(kept);
    std::vector<Parameter> parameters;
    for (const auto& column : columns()) {
        const auto& value = row.at(column);
        parameters.push_back(value.is_null() ? Parameter(nullptr) : Parameter(value.get_ref<const std::string&>()));
    }
    transaction.run_execute(sql::insert_into(imported_booking, columns()), parameters);
    change.created(imported_booking, std::stoll(row.at("id").get_ref<const std::string&>()));
}

ImportedBooking read_kept(const std::string& kept) {
    const auto row = json::parse(kept);
    ImportedBooking booking;
    booking.id = std::stoll(row.at("id").get_ref<const std::string&>());
    booking.customer_id = std::stoll(row.at("customer_id").get_ref<const std::string&>());
    booking.booking_number = row.at("booking_number").get<std::string>();
    return booking;
}

bool any_of_hidden(Transaction& transaction, std::int64_t first, std::int64_t last) {
    return transaction
        .query(
            "SELECT 1 FROM imported_booking i JOIN customer c ON c.id = i.customer_id"
            " WHERE i.id BETWEEN :first AND :last AND c.hidden_in_search = 1 AND c.id <> :anonymous LIMIT 1",
            first, last, customers::anonymous_customer)
        .next();
}

std::int64_t check_history(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM imported_booking i LEFT JOIN customer c ON c.id = i.customer_id WHERE c.id IS NULL");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace kartei::history
