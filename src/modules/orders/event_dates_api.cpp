#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/events_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/event_dates.hpp"
#include "modules/orders/event_sale_json.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using events::Event;
using sql::Transaction;

Answer event_answer(const House& house, const Event& event) {
    Json json{{"id", event.id}, {"version", event.version}};
    web::write_fields(json, events::event_fields(), event, house.rules);
    auto answer = Answer::ok(std::move(json));
    answer.version = event.version;
    return answer;
}

Result<Answer> read_event(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto event = events::find_event(transaction, request.id());
        if (!event || !sees_event(transaction, request.actor, request.id()))
            return refuse(RefusalKind::not_found, "error.no_such_event");
        return event_answer(house, *event);
    });
}

/// What the body names; the rest stays.
Result<Done> put_values(const House& house, const Json& body, Event& event) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : body.items()) {
        const auto* member = find_field(events::event_fields(), name);
        auto given = web::value_of(value);
        // Times without a zone are the house's.
        if (const auto* text = std::get_if<std::string>(&given); text && member->field.kind == FieldKind::instant) {
            const auto read = read_value(member->field, *text, house.rules);
            if (read) given = *read;
        }
        const auto checked = check_value(member->field, std::move(given));
        if (checked) member->set(event, *checked);
        else issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return Done{};
}

Result<Answer> saved_answer(House& house, Transaction& transaction, const SavedDates& saved) {
    auto answer = event_answer(house, *events::find_event(transaction, saved.ids.front()));
    answer.json["change_event"] = saved.change_event ? Json(saved.change_event) : Json();
    return answer;
}

Result<Answer> create_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            Event event;
            TRY(put_values(house, request.body, event));
            auto answer = TRY(saved_answer(
                house, transaction, TRY(create_event(house, transaction, request.actor, std::move(event)))));
            answer.status = 201;
            answer.location = "/api/v1/event-dates/" + answer.json["id"].dump();
            return answer;
        });
    });
}

Result<Answer> change_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        auto event = events::find_event(transaction, request.id());
        if (!event || !sees_event(transaction, request.actor, request.id())) return refuse(RefusalKind::not_found, "error.no_such_event");
        TRY(put_values(house, request.body, *event));
        return saved_answer(house, transaction,
                            TRY(change_event(house, transaction, request.actor, *request.version, *event)));
    });
}

Series series_of(const Json& body) {
    return {body.at("from").get<std::string>(), body.at("to").get<std::string>(), body.at("time").get<std::string>(),
            body.value("weekdays", std::vector<std::int64_t>{}), body.value("every", std::int64_t{1})};
}

Result<Answer> plan_asked(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto dates =
            TRY(dates_of_series(house, transaction, request.actor, request.id(), series_of(request.body)));
        Json rows = Json::array();
        for (const auto& one : dates)
            rows.push_back({{"starts_at", one.starts_at},
                            {"holiday", one.holiday.empty() ? Json() : Json(text(request.language, one.holiday))},
                            {"is_taken", one.is_taken}});
        return Answer::ok({{"dates", std::move(rows)}});
    });
}

Json ids_of(const SavedDates& saved) {
    return {{"ids", saved.ids}, {"change_event", saved.change_event ? Json(saved.change_event) : Json()}};
}

Result<std::vector<std::string>> starts_of(const House& house, const Json& body) {
    std::vector<std::string> starts;
    for (const auto& one : body.at("starts_at")) {
        const auto instant = read_instant(one.get<std::string>(), house.rules.time_zone);
        if (!instant) return refuse_field("starts_at", instant.refusal().issues.front().key);
        starts.push_back(write_instant(*instant));
    }
    return starts;
}

Result<Answer> copy_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            auto answer = Answer::ok(ids_of(TRY(copy_event(house, transaction, request.actor, request.id(),
                                                           TRY(starts_of(house, request.body))))));
            answer.status = 201;
            return answer;
        });
    });
}

Result<Answer> change_several(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto& body = request.body;
        SaleChange wanted;
        if (body.contains("state")) wanted.state = body["state"].get<std::string>();
        if (body.contains("sale_from")) wanted.sale_from = TRY(instant_in(house, body, "sale_from"));
        if (body.contains("sale_to")) wanted.sale_to = TRY(instant_in(house, body, "sale_to"));
        if (body.contains("prices")) wanted.prices = TRY(prices_in(house, transaction, body));
        return Answer::ok(ids_of(TRY(change_sales(house, transaction, request.actor,
                                                  body.at("events").get<std::vector<std::int64_t>>(), wanted))));
    });
}

Json event_schema() {
    std::vector<std::pair<std::string, Json>> members{{"id", integer()}, {"version", integer()}};
    for (auto& one : web::value_schemas(events::event_fields())) members.push_back(std::move(one));
    members.emplace_back("change_event", nullable(integer()));
    return object(members, {"id", "version", "code", "name"});
}

Json saved_schema() {
    return object({{"ids", array(integer())}, {"change_event", nullable(integer())}}, {"ids"});
}

Json series_schema() {
    return object({{"from", text(20)},
                   {"to", text(20)},
                   {"time", text(5)},
                   {"weekdays", array(integer())},
                   {"every", integer()}},
                  {"from", "to", "time"});
}

Json several_schema() {
    return object({{"events", array(integer())},
                   {"state", events::sale_state_schema()},
                   {"sale_from", nullable(text(40))},
                   {"sale_to", nullable(text(40))},
                   {"prices", prices_schema()}},
                  {"events"});
}

web::EndpointTable single_dates(House& house) {
    return {
        {Method::get, "/event-dates/{id}", "get_event_date", "events.read",
         "An event date with all its fields; those of other promoters are not there.", {}, nullptr, {},
         {{200, "The event date", reference("EventDate")}}, {},
         [&house](Request& request) { return read_event(house, request); }},
        {Method::post, "/event-dates", "create_event_date", "events.change",
         "A new event date. Season, promoter, venue, hall, productions, genres and tags are names of base data.", {},
         object(web::input_schemas(events::event_fields())), {}, {{201, "The event date", reference("EventDate")}},
         Precondition::idempotency_key, [&house](Request& request) { return create_asked(house, request); }, "event"},
        {Method::patch, "/event-dates/{id}", "change_event_date", "events.change",
         "Changes an event date; its code stays.", {}, object(web::input_schemas(events::event_fields())), {},
         {{200, "The event date", reference("EventDate")}}, Precondition::if_match,
         [&house](Request& request) { return change_asked(house, request); }, "event"}};
}

web::EndpointTable many_dates(House& house) {
    const auto date = object({{"starts_at", instant()}, {"holiday", nullable(text())}, {"is_taken", boolean()}},
                             {"starts_at", "is_taken"});
    return {
        {Method::post, "/event-dates/{id}/series", "plan_event_series", "events.change",
         "The dates of a series (local time, ISO weekdays, every n weeks), with public holidays and whether the hall "
         "has a date then; writes nothing.",
         {}, series_schema(), {}, {{200, "The dates", object({{"dates", array(date)}}, {"dates"})}}, {},
         [&house](Request& request) { return plan_asked(house, request); }, "event"},
        {Method::post, "/event-dates/{id}/copies", "copy_event_date", "events.change",
         "Copies at other times with plan, prices and sale period, in preparation; one change. At most 400.", {},
         object({{"starts_at", array(text(40))}}, {"starts_at"}), {}, {{201, "The copies", saved_schema()}},
         Precondition::idempotency_key, [&house](Request& request) { return copy_asked(house, request); }, "event"},
        {Method::post, "/event-dates/sales", "change_event_sales", "events.change",
         "State, sale period or prices of several event dates at once; what is not named stays. One change.", {},
         several_schema(), {}, {{200, "The event dates", saved_schema()}}, {},
         [&house](Request& request) { return change_several(house, request); }, "event_sale"}};
}

}  // namespace

web::EndpointTable event_dates_endpoints(House& house) {
    auto all = single_dates(house);
    for (auto& endpoint : many_dates(house)) all.push_back(std::move(endpoint));
    return all;
}

std::vector<web::NamedSchema> event_dates_schemas() { return {{"EventDate", event_schema()}}; }

}  // namespace kartei::orders
