#include "modules/reports/trip_rows.hpp"

#include <charconv>

namespace kartei::reports {
namespace {

using sql::Parameter;
using sql::Transaction;

constexpr std::string_view without_day = "-";

constexpr std::string_view counted =
    " AND (b.kind = :kind OR :kind = '')"
    " AND (:operator = '' OR EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id = b.id"
    " AND s.operator = :operator))"
    " AND (:destination = '' OR b.destination = :destination OR EXISTS (SELECT 1 FROM booking_service s"
    " WHERE s.booking_id = b.id AND s.destination = :destination))"
    " AND (:documents_missing = 0 OR EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id = b.id"
    " AND s.cancelled_on IS NULL AND s.document_status <> 'ok'))"
    " AND (:only_open = 0 OR b.total > b.paid) AND coalesce(c.hidden_in_search, 0) <= :with_hidden";

std::int64_t next_number(std::string_view& text) {
    const auto end = std::min(text.find('/'), text.size());
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + end, number);
    text.remove_prefix(std::min(end + 1, text.size()));
    return number;
}

/// What is asked, if there is little of it: where the walk would pass over a million bookings between two hits.
struct Narrowing {
    std::string condition;
    std::vector<Parameter> parameters;
};

Narrowing narrowing_of(Transaction& transaction, const TripFilter& filter) {
    Narrowing all;
    const auto add = [&](const std::string& bookings, std::vector<Parameter> parameters) {
        auto with_most = parameters;
        with_most.emplace_back(filter.gathered_at_most + 1);
        // sql: statements of this function, their values are bound
        auto counted = transaction.run_query("SELECT count(*) FROM (SELECT 1 AS one FROM (" + bookings +
                                                 ") AS hits LIMIT :most) AS counted",
                                             with_most);
        if (counted.next() && counted.integer(0) > filter.gathered_at_most) return;
        // sql: as above
        all.condition += " AND b.id IN (" + bookings + ")";
        all.parameters.insert(all.parameters.end(), parameters.begin(), parameters.end());
    };
    if (filter.customer != 0)
        add("SELECT id FROM booking WHERE customer_id = :his UNION ALL"
            " SELECT booking_id FROM booking_participant WHERE customer_id = :his",
            {filter.customer});
    if (!filter.operator_code.empty())
        add("SELECT booking_id FROM booking_service WHERE operator = :few_operator", {filter.operator_code});
    if (!filter.destination.empty())
        add("SELECT id FROM booking WHERE destination = :few_destination UNION ALL"
            " SELECT booking_id FROM booking_service WHERE destination = :few_destination",
            {filter.destination});
    return all;
}

/// The rest of a statement, behind the condition on its place.
std::string statement_of(const TripStatement& parts, std::string_view place_condition, std::string_view order,
                         const Narrowing& narrowing) {
    // sql: every part is a constant of a list of trips
    return std::string("SELECT ")
        .append(parts.selected)
        .append(" FROM booking b LEFT JOIN customer c ON c.id = b.customer_id")
        .append(parts.from)
        .append(" WHERE ")
        .append(place_condition)
        .append(counted)
        .append(parts.conditions)
        .append(narrowing.condition)
        .append(" ORDER BY ")
        .append(order)
        .append(parts.position);
}

void append_filter(std::vector<Parameter>& all, const TripFilter& filter, const TripStatement& parts,
                   const Narrowing& narrowing) {
    for (const Parameter& one : {Parameter(filter.kind), Parameter(filter.operator_code), Parameter(filter.destination),
                                 Parameter(filter.documents_missing), Parameter(filter.open),
                                 Parameter(filter.with_hidden)})
        all.push_back(one);
    all.insert(all.end(), parts.parameters.begin(), parts.parameters.end());
    all.insert(all.end(), narrowing.parameters.begin(), narrowing.parameters.end());
}

/// False when the reader has had enough.
bool walk(Transaction& transaction, const std::string& statement, const std::vector<Parameter>& parameters,
          const TakeTrip& take) {
    auto rows = transaction.run_stream(statement, parameters);
    while (rows.next())
        if (!take(rows)) return false;
    return true;
}

bool walk_dated(Transaction& transaction, const TripFilter& filter, const TripStatement& parts,
                const Narrowing& narrowing, const TripPlace& after, const TakeTrip& take) {
    const std::string to = filter.to.empty() ? "9999-12-31" : filter.to;
    std::vector<Parameter> parameters{after.day, after.booking, after.position, filter.from, to};
    append_filter(parameters, filter, parts, narrowing);
    const std::string column = filter.by_booking ? "b.booked_on" : "b.departs_on";
    // sql: one of two columns of days, and the column of the list
    const auto place = "(" + column + ", b.number, " + std::string(parts.position) +
                       ") > (:day, :booking, :position) AND " + column + " >= :from AND " + column + " <= :to";
    return walk(transaction, statement_of(parts, place, column + ", b.number, ", narrowing), parameters, take);
}

void walk_undated(Transaction& transaction, const TripFilter& filter, const TripStatement& parts,
                  const Narrowing& narrowing, const TripPlace& after, const TakeTrip& take) {
    std::vector<Parameter> parameters{after.booking, after.position};
    append_filter(parameters, filter, parts, narrowing);
    // sql: the column of the list
    const auto place =
        "b.departs_on IS NULL AND (b.number, " + std::string(parts.position) + ") > (:booking, :position)";
    walk(transaction, statement_of(parts, place, "b.number, ", narrowing), parameters, take);
}

}  // namespace

std::string write_place(const TripPlace& place) {
    const auto day = place.dated ? place.day : std::string(without_day);
    return day + "/" + std::to_string(place.booking) + "/" + std::to_string(place.position);
}

TripPlace read_place(std::string_view text) {
    TripPlace place;
    const auto end = std::min(text.find('/'), text.size());
    place.dated = text.substr(0, end) != without_day;
    if (place.dated) place.day = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    place.booking = next_number(text);
    place.position = next_number(text);
    return place;
}

void walk_trips(Transaction& transaction, const TripFilter& filter, const TripStatement& parts, const TripPlace& after,
                const TakeTrip& take) {
    const auto narrowing = narrowing_of(transaction, filter);
    if (after.dated && !walk_dated(transaction, filter, parts, narrowing, after, take)) return;
    // Whoever asks for days asks for none that has none.
    if (filter.by_booking || !filter.from.empty() || !filter.to.empty()) return;
    walk_undated(transaction, filter, parts, narrowing, after.dated ? TripPlace{.dated = false} : after, take);
}

}  // namespace kartei::reports
