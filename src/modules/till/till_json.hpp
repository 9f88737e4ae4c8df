// A till as the API tells it.
#pragma once

#include "audit/house.hpp"
#include "modules/till/till.hpp"
#include "web/endpoint.hpp"

namespace kartei::till {

/// Entries that a screen shows, the newest; the printed report has all.
inline constexpr std::size_t most_entries_told = 200;

web::Json till_json(const House& house, const WholeTill& whole);
web::Json till_schema();

}  // namespace kartei::till
