// What booking_store.hpp declares beside loading and storing one booking: questions over many, papers, and the check.
#include "modules/bookings/booking_store.hpp"

#include "audit/hold.hpp"
#include "modules/bookings/booking_sums.hpp"

namespace kartei::bookings {

using sql::Transaction;

std::optional<std::int64_t> id_of_booking(Transaction& transaction, std::int64_t number) {
    auto rows = transaction.query("SELECT id FROM booking WHERE number = :number", number);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

void hold_booking(Transaction& transaction, std::int64_t number) {
    // Bookings stand in the rank of orders; by name, so that their numbers do not meet ids of orders.
    hold(transaction, Held::order, "booking " + std::to_string(number));
}

std::int64_t draw_number(Transaction& transaction, std::int64_t start) {
    auto rows = transaction.query(
        "UPDATE counter SET next = CASE WHEN next < :start THEN :start ELSE next END + 1 WHERE name = 'booking_number'"
        " RETURNING next",
        start);
    if (!rows.next()) throw std::logic_error("no counter booking_number");
    return rows.integer(0) - 1;
}

void pass_number(Transaction& transaction, std::int64_t number) {
    transaction.execute("UPDATE counter SET next = :next WHERE name = 'booking_number' AND next < :next", number + 1);
}

std::vector<YearBooking> bookings_of_year(Transaction& transaction, std::int64_t customer, std::string_view year) {
    auto rows = transaction.query(
        "SELECT number, booked_on, kind, state, services FROM booking WHERE customer_id = :customer AND booked_on >= "
        ":first AND booked_on <= :last ORDER BY booked_on, number",
        customer, std::string(year) + "-01-01", std::string(year) + "-12-31");
    std::vector<YearBooking> all;
    while (rows.next())
        all.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3), rows.integer(4)});
    return all;
}

bool stands_final(Transaction& transaction, std::int64_t booking) {
    return transaction
        .query("SELECT 1 FROM booking b WHERE b.id = :id AND (b.state = 'invoiced' OR EXISTS (SELECT 1 FROM "
               "booking_payment p WHERE p.booking_id = b.id) OR EXISTS (SELECT 1 FROM booking_document d WHERE "
               "d.booking_id = b.id AND d.kind IN ('invoice', 'credit_note', 'cancellation_invoice')))",
               booking)
        .next();
}

std::vector<OtherBooking> other_bookings(Transaction& transaction, std::int64_t customer, std::int64_t besides) {
    auto rows = transaction.query(
        "SELECT number, total, paid, state FROM booking WHERE customer_id = :customer AND id <> :besides", customer,
        besides);
    std::vector<OtherBooking> all;
    while (rows.next())
        all.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3) == "cancelled"});
    return all;
}

std::string pdf_of(Transaction& transaction, std::int64_t document) {
    auto rows = transaction.query("SELECT pdf FROM booking_document WHERE id = :id AND pdf IS NOT NULL", document);
    return rows.next() ? rows.bytes(0) : "";
}

void keep_pdf(Transaction& transaction, std::int64_t document, std::string_view pdf) {
    transaction.execute("UPDATE booking_document SET pdf = :pdf WHERE id = :id AND pdf IS NULL", sql::Bytes{pdf},
                        document);
}

std::int64_t check_bookings(House& house, Transaction& transaction) {
    std::int64_t wrong = 0;
    std::vector<std::int64_t> ids;
    auto rows = transaction.query("SELECT id FROM booking ORDER BY id");
    while (rows.next()) ids.push_back(rows.integer(0));
    for (const auto id : ids)
        if (const auto booking = find_booking(house, transaction, id))
            wrong += !differences(sum_fields(), booking->sums, sums_of(*booking)).empty();
    for (const auto& kind : row_kinds()) {
        // sql: the tables are those that booking_rows.cpp declares
        auto alone = transaction.query("SELECT count(*) FROM " + std::string(kind.record) +
                                       " WHERE booking_id NOT IN (SELECT id FROM booking)");
        wrong += alone.next() ? alone.integer(0) : 0;
    }
    return wrong;
}

}  // namespace kartei::bookings
