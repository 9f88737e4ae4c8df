// Endpoints of the seats of a subscription: which are free at all of its event dates, and holding them there.
#include <algorithm>
#include <charconv>

#include "audit/hold.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/subscription_seats.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json seat_json(std::int64_t id, const TakenAtDates& taken) {
    return {{"id", id},
            {"state", taken.claim.state},
            {"holder", taken.claim.holder},
            {"draft", taken.claim.draft_id ? Json(taken.claim.draft_id) : Json()},
            {"until", words(taken.claim.until)},
            {"reason", words(taken.claim.reason)},
            {"dates", taken.events}};
}

Json states_json(const DatesOfSale& dates, const std::map<std::int64_t, TakenAtDates>& taken,
                 const std::vector<SectionState>& sections, const std::string& known) {
    std::vector<Claim> claims;
    auto versions = dates.versions();
    for (const auto& [id, one] : taken) {
        claims.push_back(one.claim);
        versions.insert(versions.end(), one.events.begin(), one.events.end());
    }
    Json json{{"plan", dates.plan().id}, {"state", "on_sale"}, {"position", position_of(versions, claims, sections)}};
    const bool changed = json["position"] != known;
    json["changed"] = changed;
    json["seats"] = Json::array();
    json["sections"] = Json::array();
    if (!changed) return json;
    for (const auto& [id, one] : taken) json["seats"].push_back(seat_json(id, one));
    for (const auto& section : sections)
        json["sections"].push_back(
            {{"id", section.section_id}, {"capacity", section.capacity}, {"taken", section.taken}});
    return json;
}

Result<std::vector<std::int64_t>> chosen_dates(const Request& request) {
    std::vector<std::int64_t> ids;
    for (const auto& text : request.query_list("date")) {
        std::int64_t id = 0;
        const auto* end = text.data() + text.size();
        if (const auto read = std::from_chars(text.data(), end, id); read.ec != std::errc() || read.ptr != end)
            return refuse_field("date", "error.not_a_whole_number");
        ids.push_back(id);
    }
    return ids;
}

Result<Answer> read_states(House& house, const Request& request) {
    const auto chosen = TRY(chosen_dates(request));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto dates = TRY(DatesOfSale::find(house, transaction, request.actor, request.id(),
                                                 request.query_integer("event", 0), chosen));
        return Answer::ok(states_json(dates, taken_of(house, transaction, dates), sections_of(house, transaction, dates),
                                      request.query_text("since").value_or("")));
    });
}

Json held_json(const Draft& draft, const std::vector<std::int64_t>& seats, const std::vector<HeldAtDate>& held,
               const std::string& said) {
    Json dates = Json::array();
    for (const auto& date : held) {
        Json there = Json::array();
        for (const auto seat : date.seats) there.push_back(seat ? Json(seat) : Json());
        dates.push_back({{"event", date.event}, {"seats", std::move(there)}});
    }
    return {{"draft", draft.id}, {"until", draft.until}, {"seats", seats}, {"said", words(said)},
            {"dates", std::move(dates)}};
}

Result<BestFound> best_at_dates(House& house, Transaction& transaction, const DatesOfSale& dates, const Json& best,
                                Language language) {
    const auto taken = taken_of(house, transaction, dates);
    std::vector<bool> is_free;
    for (const auto& place : dates.plan().places) is_free.push_back(!place.is_counted() && !taken.contains(place.id));
    return best_asked(best, dates.plan().places, is_free, language);
}

Result<Answer> hold_asked(House& house, Transaction& transaction, const Request& request) {
    const auto& body = request.body;
    const auto chosen = body.value("dates", std::vector<std::int64_t>{});
    auto events = chosen.empty() ? find_terms(transaction, request.id()).events : chosen;
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
    if (events.size() > most_tickets_in_order)
        return refuse_field("dates", "error.too_many_dates", {{"most", std::to_string(most_tickets_in_order)}});
    for (const auto event : events) hold_shared(transaction, Held::event, std::to_string(event));
    hold_part(transaction);
    const auto looked_at = body.contains("event") && !body["event"].is_null() ? body["event"].get<std::int64_t>() : 0;
    const auto dates = TRY(DatesOfSale::find(house, transaction, request.actor, request.id(), looked_at, chosen));
    const auto draft = TRY(asked_draft(house, transaction, request));
    BestFound wanted{body.value("seats", std::vector<std::int64_t>{}), ""};
    if (body.contains("best") && !body["best"].is_null())
        wanted = TRY(best_at_dates(house, transaction, dates, body["best"], request.language));
    const auto held = TRY(
        hold_at_dates(house, transaction, draft, dates, wanted.seats, body.value("where_free", false)));
    for (const auto& one : body.value("places", Json::array()))
        TRY(hold_places_at_dates(house, transaction, draft, dates, one.at("section").get<std::int64_t>(),
                                 one.at("places").get<std::int64_t>()));
    auto answer = Answer::ok(held_json(draft, wanted.seats, held, wanted.said));
    answer.status = 201;
    return answer;
}

Result<Answer> hold_them(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request,
                              [&]() -> Result<Answer> { return hold_asked(house, transaction, request); });
    });
}

Json body_schema() {
    auto schema = hold_schema();
    schema["properties"]["event"] = nullable(integer());
    schema["properties"]["dates"] = array(integer());
    schema["properties"]["where_free"] = boolean();
    return schema;
}

Json answer_schema() {
    const auto date = object({{"event", integer()}, {"seats", array(nullable(integer()))}}, {"event", "seats"});
    return object({{"draft", integer()}, {"until", instant()}, {"seats", array(integer())},
                   {"said", nullable(text())}, {"dates", array(date)}},
                  {"draft", "until", "seats", "dates"});
}

}  // namespace

web::EndpointTable subscription_seats_endpoints(House& house) {
    return {
        {Method::get, "/subscription-terms/{id}/seats", "get_subscription_seats", "events.read",
         "Seats of a subscription that are not free at all of its event dates, by the plan of one of them; `dates` "
         "says where each is taken. Asked with the position of the last answer, it says only that nothing changed.",
         {{"event", "the event date whose plan is looked at; none: the first", integer()},
          {"date", "event dates that are chosen of a flexible one", array(text(20))},
          {"since", "position of the last answer", text(32)}},
         nullptr, {}, {{200, "Seats that are not free", reference("SeatStates")}}, {},
         [&house](Request& request) { return read_states(house, request); }},
        {Method::post, "/subscription-terms/{id}/holds", "hold_subscription_seats", "sales.sell",
         "Holds seats for a sale at all event dates of a subscription, all or none: those that are named by the plan "
         "of `event`, the best ones that are free at every date, or places of a section without seats. `where_free` "
         "holds them only where they are free: null in `dates` says where another seat is to be chosen. `dates` are "
         "those that are chosen of a flexible one.",
         {}, body_schema(), {}, {{201, "The draft and what was held now", answer_schema()}},
         Precondition::idempotency_key, [&house](Request& request) { return hold_them(house, request); }, "hold"},
    };
}

}  // namespace kartei::orders
