#include "modules/customers/number_range.hpp"

#include <algorithm>
#include <limits>

namespace kartei::customers {
namespace {

using sql::Transaction;

constexpr std::size_t read_at_once = 500;

// Statements for each target; both are found through an index.
std::string_view numbers_from(Target target) {
    return target == Target::customer
               ? "SELECT number FROM customer WHERE number >= :from ORDER BY number LIMIT 500"
               : "SELECT debtor_number FROM customer WHERE debtor_number >= :from ORDER BY debtor_number LIMIT 500";
}

std::vector<std::int64_t> first_column(sql::Rows rows) {
    std::vector<std::int64_t> numbers;
    while (rows.next()) numbers.push_back(rows.integer(0));
    return numbers;
}

std::vector<std::int64_t> former_from(Transaction& transaction, Target target, std::int64_t from) {
    return first_column(transaction.query(
        "SELECT number FROM former_number WHERE kind = :kind AND number >= :from ORDER BY number LIMIT 500",
        name_of(target), from));
}

/// Behind its last number, or where the next start lies: up to there numbers belong to this range.
std::int64_t end_of(Transaction& transaction, Target target, const Range& range) {
    auto rows = transaction.query("SELECT min(start) FROM number_range WHERE target = :target AND start > :start",
                                  name_of(target), range.start);
    const auto next = rows.next() && !rows.is_null(0) ? rows.integer(0) : largest(target) + 1;
    return range.last ? std::min(next, *range.last + 1) : next;
}

/// The number after the highest one that a customer of the range's own kinds has in it. What others have or had there
/// is passed over when it is met: a stray 999999999 must not use a range up.
std::int64_t after_highest(Transaction& transaction, Target target, const Range& range) {
    constexpr std::string_view own_kinds =
        " AND kind IN (SELECT kind FROM number_range WHERE target = :target AND start = :start)";
    const auto now = target == Target::customer
                         ? "SELECT max(number) FROM customer WHERE number >= :start AND number < :end"
                         : "SELECT max(debtor_number) FROM customer WHERE debtor_number >= :start AND debtor_number < "
                           ":end";
    // sql: both halves stand above
    auto rows = transaction.query(now + std::string(own_kinds), range.start, end_of(transaction, target, range),
                                  name_of(target));
    return rows.next() && !rows.is_null(0) ? rows.integer(0) + 1 : range.start;
}

}  // namespace

Range range_of(Transaction& transaction, std::string_view kind, Target target) {
    auto rows = transaction.query(
        "SELECT start, next, last, gap_search, same_as_customer, propose FROM number_range"
        " WHERE kind = :kind AND target = :target",
        kind, name_of(target));
    if (!rows.next()) throw std::logic_error("no number range for " + std::string(kind));
    return {rows.integer(0),      rows.integer(1),      rows.optional_integer(2),
            rows.integer(3) != 0, rows.integer(4) != 0, rows.integer(5) != 0};
}

bool OwnRange::holds(std::int64_t number) const { return first <= number && number < end; }

OwnRange own_range(Transaction& transaction, std::string_view kind, Target target) {
    const auto range = range_of(transaction, kind, target);
    return {range.start, end_of(transaction, target, range)};
}

void move_on(Transaction& transaction, std::string_view kind, Target target, std::int64_t number) {
    const auto own = own_range(transaction, kind, target);
    if (!own.holds(number)) return;
    transaction.execute(
        "UPDATE number_range SET next = :next WHERE target = :target AND start = :start AND gap_search = 0"
        " AND next > 0 AND next < :next",
        number + 1, name_of(target), own.first);
}

std::optional<std::int64_t> highest_number(Transaction& transaction, std::string_view kind, std::string_view target,
                                           std::int64_t from, std::int64_t end) {
    const auto now = target == name_of(Target::customer)
                         ? "SELECT max(number) FROM customer WHERE kind = :kind AND number >= :from AND number < :end"
                         : "SELECT max(debtor_number) FROM customer WHERE kind = :kind AND debtor_number >= :from AND"
                           " debtor_number < :end";
    auto rows = transaction.query(now, kind, from, end);
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

Refusal range_is_full(Transaction& transaction, std::string_view kind, Target target) {
    const auto own = own_range(transaction, kind, target);
    return refuse(RefusalKind::conflict, "error.number_range_full",
                  {{"kind", std::string(kind)},
                   {"target", std::string(name_of(target))},
                   {"start", std::to_string(own.first)},
                   {"last", std::to_string(own.end - 1)}});
}

std::int64_t first_number(Transaction& transaction, const Range& range, Target target) {
    if (range.next >= range.start) return range.next;
    return range.gap_search ? range.start : after_highest(transaction, target, range);
}

bool TakenNumbers::is_in(Stretch& stretch, std::int64_t number, bool former) {
    if (number > stretch.last) {
        stretch.numbers = former ? former_from(transaction_, target_, number)
                                 : first_column(transaction_.query(numbers_from(target_), number));
        const bool more = stretch.numbers.size() == read_at_once;
        stretch.last = more ? stretch.numbers.back() : std::numeric_limits<std::int64_t>::max();
        stretch.place = 0;
    }
    while (stretch.place < stretch.numbers.size() && stretch.numbers[stretch.place] < number) ++stretch.place;
    return stretch.place < stretch.numbers.size() && stretch.numbers[stretch.place] == number;
}

bool TakenNumbers::has(std::int64_t number) { return is_in(now_, number, false) || is_in(former_, number, true); }

std::int64_t first_free(Transaction& transaction, Target target, std::int64_t from) {
    if (!number_is_taken(transaction, from, target)) return from;
    TakenNumbers taken(transaction, target);
    while (taken.has(from)) ++from;
    return from;
}

}  // namespace kartei::customers
