#include "modules/reports/customer_question.hpp"

namespace kartei::reports {
namespace {

using lists::Filter;
using enum FieldKind;

constexpr std::array<std::string_view, 3> scopes{"all", "coming", "past"};
static_assert(events::without_name == lists::without_name);

}  // namespace

const std::vector<Filter>& event_filters() {
    static const std::vector<Filter> filters{
        {{"events", text_list, 200}, "event", "event.event"},
        {{"productions", text_list, 200}, "production", "event.production"},
        {{"seasons", text_list, 200}, "season", "event.season"},
        {{"promoters", text_list, 200}, "promoter", "event.promoter"},
        {{"genres", text_list, 200}, "genre", "event.genre"},
        {{"tags", text_list, 200}, "tag", "event.tag"},
        {{"from", date}, "from", "event.from"},
        {{"to", date}, "to", "event.to"},
        {{"scope", choice, 0, Privacy::open, plain, scopes}, "scope", "event.scope"},
    };
    return filters;
}

events::EventFilter event_filter_of(const lists::Question& question) {
    events::EventFilter filter;
    filter.events = question.list("events");
    filter.productions = question.list("productions");
    filter.seasons = question.list("seasons");
    filter.promoters = question.list("promoters");
    filter.genres = question.list("genres");
    filter.tags = question.list("tags");
    filter.from = question.text("from");
    filter.to = question.text("to");
    if (const auto scope = question.text("scope"); !scope.empty()) filter.scope = scope;
    return filter;
}

}  // namespace kartei::reports
