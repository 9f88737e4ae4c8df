// Finding the orders of a customer list in the order of names: three ways to the same rows, chosen by how many can be
// expected (docs/architecture.md, "Lists"). Small: all event lines of the chosen event dates are read and sorted. Walk:
// order_line in its own order, skipping orders that do not count. Merge: one cursor per event date over event_line, for
// rare tickets in many event dates.
#pragma once

#include <functional>
#include <string>

#include "modules/reports/list_row.hpp"

namespace kartei::reports {

/// A place in the order of a list: rows after it come next. Empty: from the beginning.
struct Place {
    std::string name_key, order_key;
    bool operator==(const Place&) const = default;
    auto operator<=>(const Place&) const = default;
};

/// An order that counts, as it stands in order_line.
struct FoundOrder {
    Place place;
    std::int64_t order_id, customer_id;
    std::string tickets, columns;
};

/// Where one way gives place to another (measured: docs/architecture.md, "Lists"). The rows are the same whatever they
/// are; tests set them so low that a house of some hundred orders takes every way.
struct WalkLimits {
    std::size_t small_set = 10'000;        ///< up to so many event lines, reading and sorting all of them is quickest
    std::size_t small_set_events = 200;    ///< with more event dates than this it is not tried
    std::size_t small_sales = 5'000;       ///< orders of a narrower list that are looked up one by one
    int most_skipped = 30'000;             ///< a walk that has skipped so many orders gives way to the merge
    int cursor_piece = 8;                  ///< rows that a cursor of the merge takes at a time
    std::size_t counted_entries = 400'000; ///< selections with more event lines are counted by a walk over all orders …
    std::size_t counted_events = 400;      ///< … and so are those with more event dates
};

/// The next at most `limit` orders after `after` that have a ticket that counts.
std::vector<FoundOrder> next_orders(sql::Transaction& transaction, const Selection& selection, const Place& after,
                                    int limit, const WalkLimits& limits = {});

/// Calls `visit` for every order with `from` <= name_key < `below` ("" = no end) in order; stops when it returns false.
/// The views passed live only during the call.
struct WalkedOrder {
    std::string_view name_key, order_key;
    std::int64_t order_id, customer_id;
    std::string_view tickets, columns;
};
void walk_orders(sql::Transaction& transaction, std::string_view from, std::string_view below,
                 const std::function<bool(const WalkedOrder&)>& visit);

/// Orders of a few event dates that count, unsorted, from event_line alone: for totals and landmarks of small
/// selections.
struct EventEntry {
    Place place;
    std::int64_t customer_id, tickets;
};
/// Orders with tickets of a narrower list's state that were sold through what it is narrowed to, in order, whatever
/// their event dates; no value when there are more than `most`.
std::optional<std::vector<Place>> places_of_sales(sql::Transaction& transaction, const Selection& selection,
                                                  std::size_t most);
std::optional<FoundOrder> order_at(sql::Transaction& transaction, const Place& place);

/// All entries, or no value when there are more than `most`.
std::optional<std::vector<EventEntry>> entries_of_events(sql::Transaction& transaction, const Selection& selection,
                                                         std::size_t most);

}  // namespace kartei::reports
