// What is asked of the customer report: the event filter as a table of fields, for every list of event dates.
#pragma once

#include "lists/question.hpp"
#include "modules/events/event_filter.hpp"

namespace kartei::reports {

/// Events, productions, seasons, promoters, genres, tags, first and last day, coming or past.
const std::vector<lists::Filter>& event_filters();
events::EventFilter event_filter_of(const lists::Question& question);

}  // namespace kartei::reports
