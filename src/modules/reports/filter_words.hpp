// The event filter outside the program: as JSON (API, table report_run) and in words (manifest, printed page).
#pragma once

#include <nlohmann/json.hpp>

#include "base/texts.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/reports/report_type.hpp"

namespace kartei::reports {

/// Members as in the API: events, productions, seasons, promoters, genres, tags (lists), from, to, scope; empty ones
/// are left out.
nlohmann::json filter_as_json(const events::EventFilter& filter);
/// The body must have passed the API's schema, or come from filter_as_json().
events::EventFilter filter_from_json(const nlohmann::json& json);

/// "Verkaufte Karten; Veranstaltung: E1, E2; Von: 2026-03-01".
std::string in_words(ReportType type, const events::EventFilter& filter, Language language);
/// "Verkaufte Karten"
std::string caption_of(ReportType type, Language language);

}  // namespace kartei::reports
