#include "modules/reports/order_walk.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

#include "modules/customers/customer_rules.hpp"

namespace kartei::reports {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view tickets_through =
    "SELECT t.order_id, o.number, c.name, c.first_name FROM ticket t JOIN orders o ON o.id = t.order_id"
    " JOIN customer c ON c.id = o.customer_id WHERE ";
constexpr std::string_view in_a_state = " AND t.state = :state ORDER BY t.order_id";

FoundOrder found(const Rows& rows) {
    return {{rows.string(0), rows.string(1)}, rows.integer(2), rows.integer(3), rows.string(4), rows.string(5)};
}

bool counts(std::string_view tickets, const Selection& selection, std::vector<orders::TicketGroup>& groups) {
    orders::unpack_groups(tickets, groups);
    return std::any_of(groups.begin(), groups.end(), [&](const auto& group) { return selection.counts(group); });
}

std::vector<FoundOrder> fetch(Transaction& transaction, const Selection& selection, std::vector<Place> places,
                              int limit) {
    std::vector<orders::TicketGroup> groups;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<FoundOrder> orders;
    for (const auto& place : places) {
        if (static_cast<int>(orders.size()) == limit) break;
        auto order = order_at(transaction, place);
        if (order && counts(order->tickets, selection, groups)) orders.push_back(std::move(*order));
    }
    return orders;
}

/// The orders after `after`: a narrower list knows where to look when it is small, and else finds them in passing.
std::vector<FoundOrder> next_sales(Transaction& transaction, const Selection& selection, const Place& after, int limit,
                                   const WalkLimits& limits);

/// No value when the walk gave up; `after` and `orders` then say how far it came.
bool walk(Transaction& transaction, const Selection& selection, Place& after, int limit,
          std::vector<FoundOrder>& orders, int most_skipped) {
    std::vector<orders::TicketGroup> groups;
    auto rows = transaction.stream(
        "SELECT name_key, order_key, order_id, customer_id, tickets, columns FROM order_line"
        " WHERE (name_key, order_key) > (:name_key, :order_key) ORDER BY name_key, order_key",
        after.name_key, after.order_key);
    int skipped = 0;
    while (static_cast<int>(orders.size()) < limit) {
        if (!rows.next()) return true;
        if (counts(rows.text(4), selection, groups)) {
            orders.push_back(found(rows));
        } else if (++skipped == most_skipped) {
            after = {rows.string(0), rows.string(1)};
            return false;
        }
    }
    return true;
}

/// One event date's next entries, and where it goes on.
struct Cursor {
    std::int64_t event;
    std::vector<Place> next;  ///< reversed: the next one is last
    bool exhausted = false;
};

void refill(Transaction& transaction, const Selection& selection, Cursor& cursor, const Place& after, int piece) {
    // sql: the condition on the counts is one of report_type.hpp
    const auto select =
        "SELECT name_key, order_key FROM event_line WHERE event_id = :event AND " +
        std::string(count_column(selection.type)) +
        " > 0 AND (name_key, order_key) > (:name_key, :order_key) ORDER BY name_key, order_key LIMIT :piece";
    auto rows = transaction.query(select,
        cursor.event, after.name_key, after.order_key, piece);
    cursor.next.clear();
    while (rows.next()) cursor.next.push_back({rows.string(0), rows.string(1)});
    cursor.exhausted = static_cast<int>(cursor.next.size()) < piece;
    std::reverse(cursor.next.begin(), cursor.next.end());
}

void merge(Transaction& transaction, const Selection& selection, const Place& after, int limit,
           std::vector<FoundOrder>& orders, int piece) {
    std::vector<Cursor> cursors;
    auto later = [&](std::size_t a, std::size_t b) { return cursors[a].next.back() > cursors[b].next.back(); };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
    for (const auto event : selection.events) {
        Cursor cursor{event, {}};
        refill(transaction, selection, cursor, after, piece);
        if (!cursor.next.empty()) cursors.push_back(std::move(cursor));
    }
    for (std::size_t i = 0; i < cursors.size(); ++i) queue.push(i);
    Place last;
    while (!queue.empty() && static_cast<int>(orders.size()) < limit) {
        const auto index = queue.top();
        queue.pop();
        auto& cursor = cursors[index];
        const auto place = std::move(cursor.next.back());
        cursor.next.pop_back();
        if (cursor.next.empty() && !cursor.exhausted) refill(transaction, selection, cursor, place, piece);
        if (!cursor.next.empty()) queue.push(index);
        if (place == last) continue;  // the same order at another event date
        if (auto order = order_at(transaction, place)) orders.push_back(std::move(*order));
        last = place;
    }
}

std::vector<FoundOrder> next_sales(Transaction& transaction, const Selection& selection, const Place& after, int limit,
                                   const WalkLimits& limits) {
    if (auto places = places_of_sales(transaction, selection, limits.small_sales)) {
        places->erase(places->begin(), std::upper_bound(places->begin(), places->end(), after));
        return fetch(transaction, selection, std::move(*places), limit);
    }
    std::vector<FoundOrder> orders;
    Place from = after;
    walk(transaction, selection, from, limit, orders, std::numeric_limits<int>::max());
    return orders;
}

}  // namespace

std::optional<FoundOrder> order_at(Transaction& transaction, const Place& place) {
    auto rows = transaction.query(
        "SELECT name_key, order_key, order_id, customer_id, tickets, columns FROM order_line"
        " WHERE name_key = :name_key AND order_key = :order_key",
        place.name_key, place.order_key);
    if (!rows.next()) return std::nullopt;
    return found(rows);
}

std::optional<std::vector<Place>> places_of_sales(Transaction& transaction, const Selection& selection,
                                                  std::size_t most) {
    // sql: one of two columns of our own, each with an index that holds all that is asked
    static const std::string of_subscription = std::string(tickets_through) + "t.subscription_id = :subject" +
                                               std::string(in_a_state),
                             of_promotion = std::string(tickets_through) + "t.promotion_id = :subject" +
                                            std::string(in_a_state);
    const bool subscribed = selection.narrowing.through == SoldThrough::subscription;
    const auto state = orders::state_name(counts_in(selection.type, orders::TicketState::reserved, false, false)
                                              ? orders::TicketState::reserved
                                              : orders::TicketState::sold);
    std::vector<Place> places;
    for (const auto subject : selection.narrowing.subjects) {
        auto rows = transaction.stream(subscribed ? of_subscription : of_promotion, subject, state);
        for (std::int64_t last = 0; rows.next();) {
            if (std::exchange(last, rows.integer(0)) == rows.integer(0)) continue;  // the next ticket of the order
            if (places.size() == most) return std::nullopt;
            places.push_back({customers::name_key(rows.text(2), rows.text(3)), orders::order_key(rows.text(1))});
        }
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

std::optional<std::vector<EventEntry>> entries_of_events(Transaction& transaction, const Selection& selection,
                                                         std::size_t most) {
    std::vector<EventEntry> entries;
    // sql: the counts are those of report_type.hpp
    const std::string select = "SELECT name_key, order_key, customer_id, " + std::string(count_column(selection.type)) +
                               " FROM event_line WHERE event_id = :event AND " +
                               std::string(count_column(selection.type)) + " > 0";
    std::size_t events_left = selection.events.size();
    for (const auto event : selection.events) {
        // Event dates hold at least one line each, or nearly: many of them are not worth beginning.
        if (entries.size() + events_left-- > most + 1000) return std::nullopt;
        auto rows = transaction.stream(select, event);
        while (rows.next()) {
            if (entries.size() == most) return std::nullopt;
            entries.push_back({{rows.string(0), rows.string(1)}, rows.integer(2), rows.integer(3)});
        }
    }
    return entries;
}

std::vector<FoundOrder> next_orders(Transaction& transaction, const Selection& selection, const Place& after, int limit,
                                    const WalkLimits& limits) {
    std::vector<FoundOrder> orders;
    if (selection.events.empty()) return orders;
    if (selection.is_narrowed()) return next_sales(transaction, selection, after, limit, limits);
    if (selection.events.size() <= limits.small_set_events) {
        if (auto entries = entries_of_events(transaction, selection, limits.small_set)) {
            std::vector<Place> places;
            for (auto& entry : *entries)
                if (entry.place > after) places.push_back(std::move(entry.place));
            return fetch(transaction, selection, std::move(places), limit);
        }
    }
    Place from = after;
    if (!walk(transaction, selection, from, limit, orders, limits.most_skipped))
        merge(transaction, selection, from, limit, orders, limits.cursor_piece);
    return orders;
}

void walk_orders(Transaction& transaction, std::string_view from, std::string_view below,
                 const std::function<bool(const WalkedOrder&)>& visit) {
    auto rows = below.empty()
                    ? transaction.stream(
                          "SELECT name_key, order_key, order_id, customer_id, tickets, columns FROM order_line"
                          " WHERE name_key >= :start ORDER BY name_key, order_key",
                          from)
                    : transaction.stream(
                          "SELECT name_key, order_key, order_id, customer_id, tickets, columns FROM order_line"
                          " WHERE name_key >= :start AND name_key < :below ORDER BY name_key, order_key",
                          from, below);
    while (rows.next())
        if (!visit({rows.text(0), rows.text(1), rows.integer(2), rows.integer(3), rows.text(4), rows.text(5)})) return;
}

}  // namespace kartei::reports
