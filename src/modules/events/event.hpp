// An event date (Veranstaltungstermin, evenement) and where it belongs. One default production and any further ones:
// joining on production would double rows, so productions are a list here (customer-lists.md 16.15).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"

namespace kartei::events {

struct Event {
    std::int64_t id = 0, version = 0, created_event = 0;
    std::string code, name, subtitle;
    std::vector<std::string> production;
    std::string season, promoter, organisation, venue, hall, starts_at, ends_at;
    std::vector<std::string> genres, tags;
    std::optional<std::int64_t> capacity;
};

/// Fields of fields.md, in the order of the take-over file (files.md).
const FieldTable<Event>& event_fields();

}  // namespace kartei::events
