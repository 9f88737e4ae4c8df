// Event dates as the picker of the event filter and the list of events show them: filtered, searched by words, nearest
// first, and what there is to choose from. Knows no HTTP and no ticket: how many are sold is asked of whoever knows
// (SalesOfEvents).
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "modules/events/event_filter.hpp"

namespace kartei::events {

/// Tickets of an event date.
struct Sales {
    std::int64_t sold = 0, reserved = 0;
};
/// Sales of some event dates, in their order; the program joins the orders' own function.
using SalesOfEvents = std::function<std::vector<Sales>(sql::Transaction&, std::span<const std::int64_t>)>;

/// Chosen event dates in the order in which people look for them: what is coming first, the next at the top; then what
/// is past, the latest at the top. Only those that have every word of `words` in code, name, subtitle, production,
/// hall, venue or date.
std::vector<const Event*> in_order(const House& house, const EventsById& seen, const std::vector<std::int64_t>& chosen,
                                   std::string_view words);

/// How event dates with a seat plan are sold (draft, on_sale, stopped, cancelled). One that is on sale is so `now` when its
/// sale has begun and not ended.
struct SaleState {
    std::string state;
    bool is_now = false;
};
std::map<std::int64_t, SaleState> sale_states(sql::Transaction& transaction, std::string_view now);

/// Values that event dates have in each dimension, by name; an empty name stands for "has none".
struct Choices {
    std::vector<std::string> promoters, seasons, productions, genres, tags;
};
Choices choices_of(const EventsById& seen, const std::vector<std::int64_t>& chosen);

}  // namespace kartei::events
