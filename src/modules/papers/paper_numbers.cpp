#include "modules/papers/paper_numbers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace kartei::papers {
namespace {

using sql::Transaction;

char letter_of(std::string_view kind) {
    if (kind == "invoice") return 'R';
    if (kind == "cancellation_invoice") return 'S';
    if (kind == "credit_note") return 'G';
    if (kind == "receipt") return 'Q';
    throw std::logic_error("no number for a paper of the kind " + std::string(kind));
}

}  // namespace

std::string draw_paper_number(Transaction& transaction, std::string_view kind, std::string_view day) {
    std::int64_t year = 0;
    std::from_chars(day.data(), day.data() + 4, year);
    transaction.execute("INSERT INTO paper_counter (kind, year, next) VALUES (:kind, :year, 1)"
                        " ON CONFLICT (kind, year) DO NOTHING",
                        kind, year);
    auto rows = transaction.query(
        "UPDATE paper_counter SET next = next + 1 WHERE kind = :kind AND year = :year RETURNING next", kind, year);
    if (!rows.next()) throw std::logic_error("no counter of papers");
    return fmt::format("{}{}-{:05}", letter_of(kind), year, rows.integer(0) - 1);
}

std::int64_t check_paper_numbers(Transaction& transaction) {
    std::int64_t wrong = 0;
    auto rows = transaction.query("SELECT kind, year, next FROM paper_counter ORDER BY kind, year");
    while (rows.next()) {
        const auto first = fmt::format("{}{}-", letter_of(rows.text(0)), rows.integer(1));
        auto made = transaction.query(
            "SELECT count(*) FROM booking_document WHERE kind = :kind AND substr(number, 1, 6) = :first", rows.text(0),
            first);
        wrong += made.next() && made.integer(0) == rows.integer(2) - 1 ? 0 : 1;
    }
    return wrong;
}

}  // namespace kartei::papers
