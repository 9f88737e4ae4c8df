#include "modules/events/event_filter.hpp"

#include <algorithm>
#include <set>

#include "modules/events/catalogue.hpp"

namespace kartei::events {
namespace {

using sql::Transaction;

bool contains(const std::vector<std::string>& wanted, const std::string& name) {
    if (wanted.empty()) return true;
    return std::find(wanted.begin(), wanted.end(), name.empty() ? std::string(without_name) : name) != wanted.end();
}

bool contains_any(const std::vector<std::string>& wanted, const std::vector<std::string>& names) {
    if (wanted.empty()) return true;
    if (names.empty()) return contains(wanted, "");
    return std::any_of(names.begin(), names.end(), [&](const auto& name) { return contains(wanted, name); });
}

struct Span {
    std::string first, last;  ///< instants; last is exclusive; "" = open
};

Result<Span> span_of(const House& house, const EventFilter& filter) {
    Span span;
    for (const auto& [name, text] : {std::pair("from", &filter.from), std::pair("to", &filter.to)}) {
        if (text->empty()) continue;
        const auto date = read_date(*text);
        if (!date) return refuse_field(name, date.refusal().issues.front().key, {{"value", *text}});
        if (name == std::string_view("from")) span.first = write_instant(start_of_day(*date, house.rules.time_zone));
        else span.last = write_instant(start_of_day(add_days(*date, 1), house.rules.time_zone));
    }
    return span;
}

/// Names that stand in no event the actor can see: a typing error must not read as "no rows".
void find_unknown(std::string_view field, const std::vector<std::string>& wanted, const std::set<std::string>& known, std::vector<Issue>& issues) {
    for (const auto& name : wanted)
        if (name != without_name && !known.contains(name)) issues.push_back({std::string(field), "error.unknown_in_filter", {{"value", name}}});
}

}  // namespace

bool EventFilter::is_empty() const {
    return events.empty() && productions.empty() && seasons.empty() && promoters.empty() && genres.empty() && tags.empty() && from.empty() && to.empty();
}

bool may_see(const Actor& actor, const Event& event, const std::unordered_map<std::string, std::int64_t>& promoter_ids) {
    if (!actor.promoters) return true;
    const auto found = promoter_ids.find(event.promoter);
    return found != promoter_ids.end() && std::find(actor.promoters->begin(), actor.promoters->end(), found->second) != actor.promoters->end();
}

Result<std::vector<std::int64_t>> choose_events(House& house, Transaction& transaction, const Actor& actor, const EventFilter& filter) {
    const auto span = TRY(span_of(house, filter));
    std::unordered_map<std::string, std::int64_t> promoter_ids;
    for (const auto& [id, name] : list_shelf(transaction, Shelf::promoter)) promoter_ids.emplace(name, id);
    const auto now = house.now();

    std::vector<std::int64_t> chosen;
    std::set<std::string> codes, productions, seasons, promoters, genres, tags;
    for (const auto& [id, event] : all_events(transaction)) {
        if (!may_see(actor, event, promoter_ids)) continue;
        codes.insert(event.code);
        productions.insert(event.production.begin(), event.production.end());
        seasons.insert(event.season);
        promoters.insert(event.promoter);
        genres.insert(event.genres.begin(), event.genres.end());
        tags.insert(event.tags.begin(), event.tags.end());
        const bool over = !event.starts_at.empty() && event.starts_at < now;
        if ((filter.scope == "coming" && over) || (filter.scope == "past" && !over)) continue;
        if ((!span.first.empty() && event.starts_at < span.first) || (!span.last.empty() && (event.starts_at.empty() || event.starts_at >= span.last))) continue;
        if (contains(filter.events, event.code) && contains_any(filter.productions, event.production) && contains(filter.seasons, event.season) &&
            contains(filter.promoters, event.promoter) && contains_any(filter.genres, event.genres) && contains_any(filter.tags, event.tags))
            chosen.push_back(id);
    }
    std::vector<Issue> issues;
    find_unknown("event", filter.events, codes, issues);
    find_unknown("production", filter.productions, productions, issues);
    find_unknown("season", filter.seasons, seasons, issues);
    find_unknown("promoter", filter.promoters, promoters, issues);
    find_unknown("genre", filter.genres, genres, issues);
    find_unknown("tag", filter.tags, tags, issues);
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

}  // namespace kartei::events
