#include "modules/bookings/booking_finders.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/customers/term_search.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::bookings {
namespace {

using customers::EventAccess;
using sql::Transaction;

constexpr std::int64_t most_rows_per_word = 500;

bool has_trips(Transaction& transaction) {
    return parameters::module_is_on(*parameters::parameters_of(transaction), "travel");
}

std::vector<std::int64_t> customers_in(sql::Rows rows) {
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<std::int64_t> by_number(Transaction& transaction, std::string_view typed, const EventAccess&) {
    const auto digits = digits_of(typed);
    if (digits.empty() || digits.size() != typed.size() || digits.size() > 18 || !has_trips(transaction)) return {};
    return customers_in(transaction.query(
        "SELECT customer_id FROM booking WHERE number = :number AND customer_id IS NOT NULL", std::stoll(digits)));
}

/// The number that it had in another system.
std::vector<std::int64_t> by_external_number(Transaction& transaction, std::string_view typed, const EventAccess&) {
    if (!has_trips(transaction)) return {};
    return customers_in(transaction.query("SELECT customer_id FROM booking WHERE external_number = :number"
                                          " AND customer_id IS NOT NULL ORDER BY id LIMIT :most",
                                          typed, customers::most_hits));
}

/// Does each of the words begin one of the name's?
bool all_begin(const std::vector<std::string_view>& typed, std::string_view name) {
    const auto folded = search_fold(name);
    const auto there = words(folded);
    return std::all_of(typed.begin(), typed.end(), [&](std::string_view word) {
        return std::any_of(there.begin(), there.end(), [&](std::string_view other) { return other.starts_with(word); });
    });
}

/// Every word in turn leads into the index as the beginning of the last name (J-057: never a first name alone). A hidden
/// customer who travels with another is told by no booking (decisions.md 33).
std::vector<std::int64_t> by_traveller(Transaction& transaction, std::string_view typed, const EventAccess&) {
    if (!has_trips(transaction)) return {};
    const auto leads = fold(typed), folded = search_fold(typed);
    std::vector<std::int64_t> ids;
    for (const auto lead : words(leads)) {
        auto rows = transaction.query("SELECT p.name_key, b.customer_id FROM booking_participant p JOIN booking b"
                                      " ON b.id = p.booking_id WHERE p.name_key >= :low AND p.name_key < :high"
                                      " AND b.customer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customer c"
                                      " WHERE c.id = p.customer_id AND c.hidden_in_search = 1)"
                                      " ORDER BY p.name_key, p.booking_id LIMIT :most",
                                      lead, customers::end_of(lead), most_rows_per_word);
        while (rows.next() && ids.size() < customers::most_hits)
            if (all_begin(words(folded), rows.text(0))) ids.push_back(rows.integer(1));
    }
    return ids;
}

}  // namespace

std::vector<customers::Finder> booking_finders() {
    return {{"booking", by_number, "bookings.read"},
            {"external_booking", by_external_number, "bookings.read"},
            {"traveller", by_traveller, "bookings.read", true}};
}

}  // namespace kartei::bookings
