// Every SQL statement on event dates.
#pragma once

#include <map>
#include <unordered_map>

#include "audit/reversal.hpp"
#include "modules/events/event.hpp"

namespace kartei::events {

std::optional<std::int64_t> id_of_code(sql::Transaction& transaction, std::string_view code);
std::optional<Event> find_event(sql::Transaction& transaction, std::int64_t id);
/// All event dates of the house by id: some thousands, as lists need them.
std::unordered_map<std::int64_t, Event> all_events(sql::Transaction& transaction);

enum class Stored { created, changed, unchanged };
/// Creates the event date, or changes the stored one with the same code; unknown catalogue names are created. Part of
/// `change`. The version of a changed event is raised; empty lists and texts of `event` empty what is stored.
Stored store_event(House& house, sql::Transaction& transaction, audit::Change& change, Event event);

audit::Reversible reversible_event();

}  // namespace kartei::events
