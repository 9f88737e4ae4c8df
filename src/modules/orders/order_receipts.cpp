#include "modules/orders/order_receipts.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr const char* select_receipts =
    "SELECT number, order_id, order_number, kind, amount, paid_at, paid_by, voided_at FROM order_receipt";

OrderReceipt receipt_in(const sql::Rows& rows) {
    return {rows.string(0), rows.integer(1), rows.string(2), rows.string(3),
            rows.integer(4), rows.string(5), rows.string(6), rows.string(7)};
}

std::int64_t year_of(const std::string& day) {
    std::int64_t year = 0;
    std::from_chars(day.data(), day.data() + 4, year);
    return year;
}

std::int64_t next_place(Transaction& transaction, std::int64_t year) {
    transaction.execute("INSERT INTO receipt_counter (year, next) VALUES (:year, 1) ON CONFLICT (year) DO NOTHING",
                        year);
    auto rows = transaction.query("UPDATE receipt_counter SET next = next + 1 WHERE year = :year RETURNING next", year);
    if (!rows.next()) throw std::logic_error("no counter of receipts");
    return rows.integer(0) - 1;
}

struct Unnumbered {
    std::int64_t payment = 0;
    std::string order_number, kind;
    std::int64_t amount = 0;
    std::string paid_at, paid_by;
};

std::vector<Unnumbered> unnumbered(Transaction& transaction, std::int64_t event, std::int64_t order) {
    std::vector<Unnumbered> all;
    auto rows = transaction.query(
        "SELECT p.id, o.number, p.kind, p.amount, p.paid_at, p.paid_by FROM order_payment p JOIN orders o"
        " ON o.id = p.order_id WHERE p.order_id = :order AND p.created_event = :event"
        " AND NOT EXISTS (SELECT 1 FROM order_receipt r WHERE r.payment_id = p.id) ORDER BY p.id",
        order, event);
    while (rows.next())
        all.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.integer(3), rows.string(4),
                       rows.string(5)});
    return all;
}

}  // namespace

void draw_receipts(House& house, Transaction& transaction, std::int64_t event, std::int64_t order) {
    const auto year = year_of(house.today());
    for (const auto& one : unnumbered(transaction, event, order)) {
        const auto place = next_place(transaction, year);
        transaction.execute(
            "INSERT INTO order_receipt (number, year, place, payment_id, order_id, order_number, kind, amount, paid_at,"
            " paid_by) VALUES (:number, :year, :place, :payment, :order, :order_number, :kind, :amount, :paid_at,"
            " :paid_by)",
            fmt::format("B{}-{:05}", year, place), year, place, one.payment, order, one.order_number, one.kind,
            one.amount, one.paid_at, one.paid_by);
    }
}

void void_receipt(Transaction& transaction, std::int64_t payment, const std::string& at) {
    transaction.execute("UPDATE order_receipt SET voided_at = :at WHERE payment_id = :payment AND voided_at IS NULL",
                        at, payment);
}

std::vector<OrderReceipt> receipts_of_order(Transaction& transaction, std::int64_t order) {
    std::vector<OrderReceipt> all;
    // sql: the columns stand above
    auto rows = transaction.query(std::string(select_receipts) + " WHERE order_id = :order ORDER BY payment_id", order);
    while (rows.next()) all.push_back(receipt_in(rows));
    return all;
}

std::vector<std::string> receipt_numbers(Transaction& transaction, std::int64_t order) {
    std::vector<std::string> numbers;
    auto rows = transaction.query("SELECT r.number FROM order_payment p LEFT JOIN order_receipt r ON r.payment_id = p.id"
                                  " WHERE p.order_id = :order ORDER BY p.id",
                                  order);
    while (rows.next()) numbers.push_back(rows.string(0));
    return numbers;
}

std::optional<OrderReceipt> find_receipt(Transaction& transaction, const std::string& number) {
    // sql: the columns stand above
    auto rows = transaction.query(std::string(select_receipts) + " WHERE number = :number", number);
    if (!rows.next()) return std::nullopt;
    return receipt_in(rows);
}

std::int64_t check_receipts(Transaction& transaction) {
    std::int64_t wrong = 0;
    // A range without a gap has as many numbers as its last one says, and the counter stands behind it.
    auto years = transaction.query(
        "SELECT c.year, c.next, count(r.number), coalesce(max(r.place), 0) FROM receipt_counter c"
        " LEFT JOIN order_receipt r ON r.year = c.year GROUP BY c.year, c.next ORDER BY c.year");
    while (years.next())
        wrong += years.integer(2) == years.integer(1) - 1 && years.integer(3) == years.integer(1) - 1 ? 0 : 1;
    auto rows = transaction.query(
        "SELECT count(*) FROM order_receipt r LEFT JOIN order_payment p ON p.id = r.payment_id"
        " WHERE (r.voided_at IS NULL AND (p.id IS NULL OR p.order_id <> r.order_id OR p.amount <> r.amount"
        " OR p.kind <> r.kind)) OR (r.voided_at IS NOT NULL AND p.id IS NOT NULL)"
        " OR NOT EXISTS (SELECT 1 FROM receipt_counter c WHERE c.year = r.year)");
    return wrong + (rows.next() ? rows.integer(0) : 0);
}

}  // namespace kartei::orders
