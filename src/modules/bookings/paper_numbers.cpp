#include "modules/bookings/paper_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace kartei::bookings {
namespace {

using sql::Transaction;

constexpr std::string_view receipt = "receipt";

char letter_of(std::string_view kind) {
    if (kind == "invoice") return 'R';
    if (kind == "cancellation_invoice") return 'S';
    if (kind == "credit_note") return 'G';
    if (kind == receipt) return 'Q';
    throw std::logic_error("no number for a paper of the kind " + std::string(kind));
}

std::int64_t year_of(std::string_view day) {
    std::int64_t year = 0;
    std::from_chars(day.data(), day.data() + 4, year);
    return year;
}

std::int64_t next_place(Transaction& transaction, std::string_view kind, std::int64_t year) {
    transaction.execute("INSERT INTO paper_counter (kind, year, next) VALUES (:kind, :year, 1)"
                        " ON CONFLICT (kind, year) DO NOTHING",
                        kind, year);
    auto rows = transaction.query(
        "UPDATE paper_counter SET next = next + 1 WHERE kind = :kind AND year = :year RETURNING next", kind, year);
    if (!rows.next()) throw std::logic_error("no counter of papers");
    return rows.integer(0) - 1;
}

std::string written(std::string_view kind, std::int64_t year, std::int64_t place) {
    return fmt::format("{}{}-{:05}", letter_of(kind), year, place);
}

/// How many numbers of a range were given, and the last of them.
std::pair<std::int64_t, std::int64_t> given(Transaction& transaction, std::string_view kind, std::int64_t year) {
    if (kind == receipt) {
        auto rows = transaction.query("SELECT count(*), coalesce(max(place), 0) FROM booking_receipt WHERE year = :year",
                                      year);
        return rows.next() ? std::pair(rows.integer(0), rows.integer(1)) : std::pair<std::int64_t, std::int64_t>();
    }
    auto rows = transaction.query(
        "SELECT count(*) FROM booking_document WHERE kind = :kind AND substr(number, 1, 6) = :first", kind,
        fmt::format("{}{}-", letter_of(kind), year));
    const auto count = rows.next() ? rows.integer(0) : 0;
    return {count, count};
}

}  // namespace

std::string draw_paper_number(Transaction& transaction, std::string_view kind, std::string_view day) {
    const auto year = year_of(day);
    return written(kind, year, next_place(transaction, kind, year));
}

std::string draw_receipt(Transaction& transaction, std::int64_t booking, std::string_view day) {
    const auto year = year_of(day);
    const auto place = next_place(transaction, receipt, year);
    auto number = written(receipt, year, place);
    transaction.execute("INSERT INTO booking_receipt (number, year, place, booking_id)"
                        " VALUES (:number, :year, :place, :booking)",
                        number, year, place, booking);
    return number;
}

bool is_our_receipt(Transaction& transaction, std::int64_t booking, const std::string& number) {
    return transaction
        .query("SELECT 1 FROM booking_receipt WHERE number = :number AND booking_id = :booking", number, booking)
        .next();
}

bool is_receipt_of_another(Transaction& transaction, std::int64_t booking, const std::string& number) {
    return transaction
        .query("SELECT 1 FROM booking_receipt WHERE number = :number AND booking_id <> :booking", number, booking)
        .next();
}

bool looks_like_receipt(std::string_view number) {
    const auto is_digit = [](char one) { return one >= '0' && one <= '9'; };
    if (number.size() < 11 || number[0] != letter_of(receipt) || number[5] != '-') return false;
    const auto year = number.substr(1, 4), place = number.substr(6);
    return std::all_of(year.begin(), year.end(), is_digit) && std::all_of(place.begin(), place.end(), is_digit);
}

std::int64_t check_paper_numbers(Transaction& transaction) {
    std::int64_t wrong = 0;
    auto rows = transaction.query("SELECT kind, year, next FROM paper_counter ORDER BY kind, year");
    while (rows.next()) {
        const auto [count, last] = given(transaction, rows.text(0), rows.integer(1));
        wrong += count == rows.integer(2) - 1 && last == count ? 0 : 1;
    }
    // A receipt is that of one payment, or of a paper whose payment went with the file that brought it.
    auto lost = transaction.query(
        "SELECT count(*) FROM booking_receipt r WHERE NOT EXISTS (SELECT 1 FROM booking_payment p WHERE p.booking_id ="
        " r.booking_id AND p.receipt_number = r.number) AND NOT EXISTS (SELECT 1 FROM booking_document d WHERE"
        " d.booking_id = r.booking_id AND d.kind = 'receipt' AND d.number = r.number)");
    return wrong + (lost.next() ? lost.integer(0) : 0);
}

}  // namespace kartei::bookings
