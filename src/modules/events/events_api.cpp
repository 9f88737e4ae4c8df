#include "modules/events/events_api.hpp"

#include "modules/events/catalogue.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::events {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;

Json scope_schema() { return choice({"coming", "past", "all"}); }

Json named() { return array(object({{"id", integer()}, {"name", text()}}, {"id", "name"})); }

/// Names with their ids; what has none stands last, as the value that finds it.
Json with_ids(sql::Transaction& transaction, Shelf shelf, const std::vector<std::string>& names) {
    std::unordered_map<std::string, std::int64_t> ids;
    for (const auto& [id, name] : list_shelf(transaction, shelf)) ids.emplace(name, id);
    Json list = Json::array();
    bool none = false;
    for (const auto& name : names) {
        if (name.empty()) none = true;
        else list.push_back({{"id", ids[name]}, {"name", name}});
    }
    if (none && !list.empty()) list.push_back({{"id", 0}, {"name", std::string(without_name)}});
    return list;
}

Result<Answer> answer_filter(House& house, Request& request) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events_of(transaction, request.actor);
        EventFilter filter;
        filter.scope = request.query_text("scope").value_or("all");
        const auto chosen = TRY(choose_events(house, transaction, request.actor, seen, filter));
        const auto choices = choices_of(seen, chosen);
        return Answer::ok({{"promoters", with_ids(transaction, Shelf::promoter, choices.promoters)},
                           {"seasons", with_ids(transaction, Shelf::season, choices.seasons)},
                           {"productions", with_ids(transaction, Shelf::production, choices.productions)},
                           {"genres", with_ids(transaction, Shelf::genre, choices.genres)},
                           {"tags", with_ids(transaction, Shelf::event_tag, choices.tags)},
                           {"events", chosen.size()}});
    });
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json row_of(const Event& event, const Sales& sales, const std::string& sale_state) {
    std::string productions;
    for (const auto& name : event.production) productions += (productions.empty() ? "" : "; ") + name;
    return {{"id", event.id},
            {"code", event.code},
            {"name", event.name},
            {"subtitle", text_or_null(event.subtitle)},
            {"starts_at", text_or_null(event.starts_at)},
            {"season", text_or_null(event.season)},
            {"production", text_or_null(productions)},
            {"promoter", text_or_null(event.promoter)},
            {"venue", text_or_null(event.venue)},
            {"hall", text_or_null(event.hall)},
            {"capacity", event.capacity ? Json(*event.capacity) : Json()},
            {"sold", sales.sold},
            {"reserved", sales.reserved},
            {"sale_state", text_or_null(sale_state)}};
}

std::string said_of(const std::map<std::int64_t, SaleState>& states, std::int64_t event) {
    const auto found = states.find(event);
    return found == states.end() ? "" : found->second.state;
}

Result<Answer> answer_events(House& house, const SalesOfEvents& sales_of, Request& request) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events_of(transaction, request.actor);
        const auto chosen = TRY(choose_events(house, transaction, request.actor, seen, filter_of(request)));
        auto list = in_order(house, seen, chosen, request.query_text("q").value_or(""));
        const auto states = sale_states(transaction, house.now());
        if (const auto wanted = request.query_text("sale_state"))
            std::erase_if(list, [&](const Event* event) {
                const auto found = states.find(event->id);
                return found == states.end() || found->second.state != *wanted || !found->second.is_now;
            });
        const auto first =
            std::min<std::size_t>(static_cast<std::size_t>(request.query_integer("offset", 0)), list.size());
        const auto end =
            std::min<std::size_t>(first + static_cast<std::size_t>(request.query_integer("limit", 50)), list.size());
        std::vector<std::int64_t> ids;
        for (auto at = first; at < end; ++at) ids.push_back(list[at]->id);
        const auto sales = sales_of(transaction, ids);
        Json rows = Json::array();
        for (auto at = first; at < end; ++at)
            rows.push_back(row_of(*list[at], sales[at - first], said_of(states, list[at]->id)));
        return Answer::ok({{"rows", std::move(rows)}, {"count", list.size()}});
    });
}

Json row_schema() {
    const auto maybe = nullable(text());
    return object({{"id", integer()},
                   {"code", text()},
                   {"name", text()},
                   {"subtitle", maybe},
                   {"starts_at", nullable(instant())},
                   {"season", maybe},
                   {"production", maybe},
                   {"promoter", maybe},
                   {"venue", maybe},
                   {"hall", maybe},
                   {"capacity", nullable(integer())},
                   {"sold", integer()},
                   {"reserved", integer()},
                   {"sale_state", nullable(sale_state_schema())}},
                  {"id", "code", "name", "sold", "reserved", "sale_state"});
}

Endpoint filter_endpoint(House& house) {
    Endpoint endpoint{
        Method::get, "/event-filter", "read_event_filter", "events.read",
        "What the event filter offers: values of the event dates in the scope that the caller may see (T-007)."};
    endpoint.parameters = {{"scope", "coming, past or all event dates", scope_schema()}};
    endpoint.answers = {{200, "Values by dimension; id 0 stands for event dates without one",
                         object({{"promoters", named()},
                                 {"seasons", named()},
                                 {"productions", named()},
                                 {"genres", named()},
                                 {"tags", named()},
                                 {"events", integer()}},
                                {"promoters", "seasons", "productions", "genres", "tags", "events"})}};
    endpoint.handle = [&house](Request& request) { return answer_filter(house, request); };
    endpoint.record = "event";
    return endpoint;
}

Endpoint list_endpoint(House& house, SalesOfEvents sales) {
    Endpoint endpoint{Method::get, "/events", "list_events", "events.read",
                      "Event dates the caller may see: within one dimension or, between dimensions and; coming ones "
                      "first, then past ones,"
                      " the nearest at the top. Unknown names are refused (T-007 to T-009)."};
    endpoint.parameters = filter_parameters();
    endpoint.parameters.push_back(
        {"q", "words found in code, name, subtitle, production, hall, venue or date", text(200)});
    endpoint.parameters.push_back(
        {"limit", "rows, 50 unless told", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}});
    endpoint.parameters.push_back({"sale_state", "those with a seat plan that are sold so", sale_state_schema()});
    endpoint.parameters.push_back({"offset", "rows to leave out first", {{"type", "integer"}, {"minimum", 0}}});
    endpoint.answers = {{200, "Rows and how many there are in all",
                         object({{"rows", array(row_schema())}, {"count", integer()}}, {"rows", "count"})}};
    endpoint.handle = [&house, sales](Request& request) { return answer_events(house, sales, request); };
    endpoint.record = "event";
    return endpoint;
}

}  // namespace

Json sale_state_schema() { return choice({"draft", "on_sale", "stopped", "cancelled"}); }

std::vector<web::ParameterDeclaration> filter_parameters() {
    const auto names = array(text(200));
    return {{"scope", "coming, past or all event dates; all unless told", scope_schema()},
            {"code", "codes of event dates", names},
            {"production", "names; - for event dates without one, as in the next four", names},
            {"season", "names", names},
            {"promoter", "names", names},
            {"genre", "names", names},
            {"tag", "names", names},
            {"from", "first day, in the house's zone", text(20)},
            {"to", "last day, in the house's zone", text(20)}};
}

EventFilter filter_of(const Request& request) {
    EventFilter filter;
    filter.scope = request.query_text("scope").value_or("all");
    filter.events = request.query_list("code");
    filter.productions = request.query_list("production");
    filter.seasons = request.query_list("season");
    filter.promoters = request.query_list("promoter");
    filter.genres = request.query_list("genre");
    filter.tags = request.query_list("tag");
    filter.from = request.query_text("from").value_or("");
    filter.to = request.query_text("to").value_or("");
    return filter;
}

web::EndpointTable events_endpoints(House& house, SalesOfEvents sales) {
    return {filter_endpoint(house), list_endpoint(house, std::move(sales))};
}

}  // namespace kartei::events
