// The event filter (Evenementfilter, Veranstaltungsfilter; customer-lists.md 9): several dimensions, within one "or",
// between them "and"; the actor's event access comes first (customer-lists.md 12). Its result is a set of event dates.
#pragma once

#include <string>
#include <vector>

#include "base/actor.hpp"
#include "modules/events/event_store.hpp"

namespace kartei::events {

struct EventFilter {
    std::vector<std::string> events;       ///< codes
    std::vector<std::string> productions;  ///< names; without_name stands for event dates that have none
    std::vector<std::string> seasons, promoters, genres, tags;
    std::string from, to;                  ///< inclusive local dates of the start, in the house's zone; "" = open
    std::string scope = "all";  ///< coming (from today on, by the house's clock, and without a start), past, all

    /// True when no dimension and no date narrows it (a scope alone is no choice of events).
    bool is_empty() const;
};

/// Stands for "none" in a dimension: event dates without a season are found by it.
inline constexpr std::string_view without_name = "-";

/// Ids of the event dates the actor may see, ascending; no value: all of the house (customer-lists.md 12).
std::optional<std::vector<std::int64_t>> seen_events(sql::Transaction& transaction, const Actor& actor);
/// The same as text that changes when they do; "*" for all.
std::string seen_event_dates(sql::Transaction& transaction, const Actor& actor);

/// Event dates by id, as all_events() gives them, without those the actor may not see.
using EventsById = std::unordered_map<std::int64_t, Event>;
EventsById events_of(sql::Transaction& transaction, const Actor& actor);

/// Ids of the event dates chosen among those the actor sees, in ascending order. Refusals: an unknown code, name or
/// date, naming the dimension (event dates that are not the actor's are unknown to him).
Result<std::vector<std::int64_t>> choose_events(const House& house, sql::Transaction& transaction, const Actor& actor,
                                                const EventsById& seen, const EventFilter& filter);

}  // namespace kartei::events
