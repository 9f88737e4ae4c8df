#include "modules/events/seat_plans_api.hpp"

#include "audit/change.hpp"
#include "audit/hold.hpp"
#include "base/text.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::events {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json line_json(const PlanLine& line) {
    return {{"id", line.id},       {"edition", line.edition}, {"hall", line.hall},     {"venue", words(line.venue)},
            {"name", line.name},   {"seats", line.seats},     {"counted", line.counted}, {"events", line.events}};
}

Json places_json(const std::vector<Place>& places) {
    Json list = Json::array();
    for (const auto& place : places) {
        Json one{{"id", place.id}};
        web::write_fields(one, place_fields(), place);
        list.push_back(std::move(one));
    }
    return list;
}

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

SeatRange range_of(const Json& json) {
    SeatRange range{text_of(json, "section"), text_of(json, "entrance"), text_of(json, "price_zone"),
                    text_of(json, "rows"), text_of(json, "seats")};
    if (json.contains("numbering")) range.numbering = json["numbering"];
    if (json.contains("kind")) range.kind = json["kind"];
    if (json.contains("capacity") && !json["capacity"].is_null()) range.capacity = json["capacity"].get<std::int64_t>();
    for (const auto& aisle : json.value("aisle_after", Json::array()))
        range.aisle_after.push_back(aisle.get<std::int64_t>());
    return range;
}

/// A place as it was sent; every value is judged by its field.
Result<Place> place_of(const Json& json) {
    Place place;
    std::vector<Issue> issues;
    for (const auto& [name, value] : json.items()) {
        const auto* member = find_field(place_fields(), name);
        auto checked = check_value(member->field, web::value_of(value));
        if (!checked) for (auto issue : checked.refusal().issues) issues.push_back({name, issue.key, issue.parameters});
        else if (!is_empty(*checked)) member->set(place, *checked);
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return place;
}

Result<Answer> create(House& house, Request& request) {
    const auto places = TRY(asked_places(request.body));
    const auto hall = tidy(text_of(request.body, "hall"));
    if (hall.empty()) return refuse_field("hall", "error.required");
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            hold_part(transaction);
            audit::Change change(house, transaction, request.actor, "seat_plan_made");
            const auto id = store_plan(transaction, change, hall, tidy(text_of(request.body, "venue")),
                                       tidy(text_of(request.body, "name")), places);
            change.seal();
            auto json = plan_json(*find_plan(transaction, id));
            json["change_event"] = change.event();
            return Answer::created(std::move(json), "/api/v1/seat-plans/" + std::to_string(id));
        });
    });
}

Result<Answer> one_plan(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto plan = find_plan(transaction, request.id());
        if (!plan) return refuse(RefusalKind::not_found, "error.no_such_plan");
        return Answer::ok(plan_json(*plan));
    });
}

Result<Answer> list(House& house) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json rows = Json::array();
        for (const auto& line : all_plans(transaction)) rows.push_back(line_json(line));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Json range_schema() {
    return object({{"section", text(20)},
                   {"entrance", nullable(text(20))},
                   {"price_zone", text(120)},
                   {"rows", text(20)},
                   {"seats", text(20)},
                   {"numbering", choice({"all", "odd", "even"})},
                   {"aisle_after", array(integer())},
                   {"kind", choice({"normal", "wheelchair", "restricted"})},
                   {"capacity", nullable(integer())}},
                  {"section", "price_zone"});
}

Json body_schema() {
    auto members = places_members();
    members.emplace_back("hall", text(120));
    members.emplace_back("venue", nullable(text(120)));
    members.emplace_back("name", nullable(text(120)));
    return object(members, {"hall"});
}

/// What a plan of these ranges and places looks like; nothing is kept.
Result<Answer> arrange(const Request& request) {
    return Answer::ok({{"places", places_json(TRY(asked_places(request.body)))}});
}

}  // namespace

/// Names of ranges are judged as those of places are: both come to the same rows.
Result<std::vector<Place>> asked_places(const Json& body) {
    std::vector<SeatRange> ranges;
    for (const auto& range : body.value("ranges", Json::array())) ranges.push_back(range_of(range));
    auto places = TRY(places_of(ranges));
    for (const auto& place : body.value("places", Json::array())) places.push_back(TRY(place_of(place)));
    return arranged(std::move(places));
}

Json plan_json(const SeatPlan& plan) {
    return {{"id", plan.id},     {"edition", plan.edition}, {"hall", plan.hall}, {"venue", words(plan.venue)},
            {"name", plan.name}, {"places", places_json(plan.places)}};
}

std::vector<std::pair<std::string, Json>> places_members() {
    return {{"ranges", array(range_schema())}, {"places", array(object(web::input_schemas(place_fields())))}};
}

std::vector<web::NamedSchema> seat_plans_schemas() {
    auto members = web::value_schemas(place_fields());
    members.emplace_back("id", integer());
    const auto maybe = nullable(text());
    return {{"PlanPlace", object(members, {"id", "section", "price_zone", "kind"})},
            {"SeatPlan", object({{"id", integer()},
                                 {"edition", integer()},
                                 {"hall", text()},
                                 {"venue", maybe},
                                 {"name", text()},
                                 {"places", array(reference("PlanPlace"))},
                                 {"dates", integer()},
                                 {"change_event", nullable(integer())}},
                                {"id", "edition", "hall", "name", "places"})},
            {"SeatPlanLine", object({{"id", integer()},
                                     {"edition", integer()},
                                     {"hall", text()},
                                     {"venue", maybe},
                                     {"name", text()},
                                     {"seats", integer()},
                                     {"counted", integer()},
                                     {"events", integer()}},
                                    {"id", "edition", "hall", "name", "seats", "counted", "events"})}};
}

web::EndpointTable seat_plans_endpoints(House& house) {
    return {
        {Method::get,
         "/seat-plans",
         "list_seat_plans",
         "events.read",
         "Seat plans by hall, the newest edition first.",
         {},
         nullptr,
         {},
         {{200, "Plans without their places", object({{"rows", array(reference("SeatPlanLine"))}}, {"rows"})}},
         {},
         [&house](Request&) { return list(house); }},
        {Method::post,
         "/seat-plans",
         "create_seat_plan",
         "events.change",
         "A new edition of a hall's plan, by ranges (rows A-AC or 1-20, seats 1-30, aisle behind a number, odd or "
         "even), "
         "by places, or both; a section with a capacity has no rows. An edition never changes: event dates are moved "
         "to "
         "the next one. Refused: rows that share an order, a seat twice, more than 20,000 seats.",
         {},
         body_schema(),
         {},
         {{201, "The plan", reference("SeatPlan")}},
         Precondition::idempotency_key,
         [&house](Request& request) { return create(house, request); },
         "seat_plan"},
        {Method::post,
         "/seat-plans/arrangement",
         "arrange_seat_plan",
         "events.change",
         "Ranges and places as a plan of them would be drawn: in their order, each with x and y. Refuses what a plan "
         "would refuse; nothing is kept.",
         {},
         object(places_members()),
         {},
         {{200, "The places", object({{"places", array(reference("PlanPlace"))}}, {"places"})}},
         {},
         [](Request& request) { return arrange(request); },
         "seat_plan"},
        {Method::get,
         "/seat-plans/{id}",
         "get_seat_plan",
         "events.read",
         "A plan with all its places; it never changes.",
         {},
         nullptr,
         {},
         {{200, "The plan", reference("SeatPlan")}},
         {},
         [&house](Request& request) { return one_plan(house, request); }},
    };
}

}  // namespace kartei::events
