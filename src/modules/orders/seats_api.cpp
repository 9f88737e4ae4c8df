#include <fmt/format.h>

#include <charconv>

#include "audit/hold.hpp"
#include "base/texts.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/best_seats.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// An event date the actor sees and its plan.
struct Seated {
    events::EventSale sale;
    events::SeatPlan plan;
};
Result<Seated> seated(Transaction& transaction, const Actor& actor, std::int64_t event) {
    if (!sees_event(transaction, actor, event)) return refuse(RefusalKind::not_found, "error.no_such_event");
    Seated found{events::find_event_sale(transaction, event), {}};
    if (!found.sale.plan_id) return refuse(RefusalKind::conflict, "error.no_plan_yet");
    found.plan = *events::find_plan(transaction, found.sale.plan_id);
    return found;
}

/// Stands for one state of the seats: another text as soon as one of them is another's.
class Position {
public:
    void add(std::string_view text) {
        for (const unsigned char c : text) hash_ = (hash_ ^ c) * 1099511628211ULL;
        hash_ = (hash_ ^ 0x1f) * 1099511628211ULL;
    }
    void add(std::int64_t number) { add(std::to_string(number)); }
    std::string text() const { return fmt::format("{:016x}", hash_); }

private:
    std::uint64_t hash_ = 14695981039346656037ULL;
};

Json claim_json(const Claim& claim) {
    return {{"id", claim.seat_id},
            {"state", claim.state},
            {"holder", claim.holder},
            {"draft", claim.draft_id ? Json(claim.draft_id) : Json()},
            {"until", words(claim.until)},
            {"reason", words(claim.reason)}};
}

Json states_json(const events::EventSale& sale, const std::vector<Claim>& claims,
                 const std::vector<SectionState>& sections, const std::string& known) {
    Json json{{"plan", sale.plan_id}, {"state", sale.state}, {"position", position_of({sale.version}, claims, sections)}};
    const bool changed = json["position"] != known;
    json["changed"] = changed;
    json["seats"] = Json::array();
    json["sections"] = Json::array();
    if (!changed) return json;
    for (const auto& claim : claims) json["seats"].push_back(claim_json(claim));
    for (const auto& section : sections)
        json["sections"].push_back(
            {{"id", section.section_id}, {"capacity", section.capacity}, {"taken", section.taken}});
    return json;
}

Result<Answer> read_states(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        if (!sees_event(transaction, request.actor, request.id()))
            return refuse(RefusalKind::not_found, "error.no_such_event");
        const auto sale = events::find_event_sale(transaction, request.id());
        if (!sale.plan_id) return refuse(RefusalKind::conflict, "error.no_plan_yet");
        const auto now = house.now();
        return Answer::ok(states_json(sale, claims_of(transaction, request.id(), now),
                                      sections_of(transaction, request.id(), now),
                                      request.query_text("since").value_or("")));
    });
}

Json draft_json(const Draft& draft, const std::vector<std::int64_t>& seats, const std::string& said) {
    return {{"draft", draft.id}, {"until", draft.until}, {"seats", seats}, {"said", words(said)}};
}

const events::Place* find_place(const events::SeatPlan& plan, std::int64_t id, bool counted) {
    for (const auto& place : plan.places)
        if (place.id == id && place.is_counted() == counted) return &place;
    return nullptr;
}

Result<Done> hold_asked_places(House& house, Transaction& transaction, const Draft& draft, const Seated& seated,
                               const Json& asked) {
    for (const auto& one : asked) {
        const auto* section = find_place(seated.plan, one.at("section").get<std::int64_t>(), true);
        const auto places = one.at("places").get<std::int64_t>();
        if (!section) return refuse_field("places", "error.no_such_section");
        if (places < 1 || places > static_cast<std::int64_t>(most_tickets_in_order))
            return refuse_field("places", "error.quantity");
        TRY(hold_places(house, transaction, draft, seated.sale.event_id, *section, places));
    }
    return Done{};
}

Result<Answer> hold_asked(House& house, Transaction& transaction, const Request& request) {
    const auto event = request.id();
    hold_shared(transaction, Held::event, std::to_string(event));
    const auto found = TRY(seated(transaction, request.actor, event));
    if (!events::is_on_sale(found.sale, house.now())) return refuse(RefusalKind::conflict, "error.not_on_sale");
    const auto draft = TRY(asked_draft(house, transaction, request));
    std::vector<std::int64_t> seats = request.body.value("seats", std::vector<std::int64_t>{});
    std::string said;
    if (request.body.contains("best") && !request.body["best"].is_null()) {
        std::set<std::int64_t> taken;
        for (const auto& claim : claims_of(transaction, event, house.now())) taken.insert(claim.seat_id);
        std::vector<bool> is_free;
        for (const auto& place : found.plan.places)
            is_free.push_back(!place.is_counted() && !taken.contains(place.id));
        auto best = TRY(best_asked(request.body["best"], found.plan.places, is_free, request.language));
        seats = std::move(best.seats);
        said = std::move(best.said);
    }
    TRY(hold_seats(house, transaction, draft, event, found.plan, seats));
    TRY(hold_asked_places(house, transaction, draft, found, request.body.value("places", Json::array())));
    return Answer::ok(draft_json(draft, seats, said));
}

Result<Answer> hold_them(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            hold_part(transaction);
            auto answer = TRY(hold_asked(house, transaction, request));
            answer.status = 201;
            return answer;
        });
    });
}

Result<std::vector<std::int64_t>> ids_named(const Request& request, const std::string& name) {
    std::vector<std::int64_t> ids;
    for (const auto& text : request.query_list(name)) {
        std::int64_t id = 0;
        const auto* end = text.data() + text.size();
        if (const auto read = std::from_chars(text.data(), end, id); read.ec != std::errc() || read.ptr != end)
            return refuse_field(name, "error.not_a_whole_number");
        ids.push_back(id);
    }
    return ids;
}

Result<Answer> release(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        hold_part(transaction);
        const auto draft = find_draft(house, transaction, request.actor, request.id());
        if (draft) {
            const auto seats = TRY(ids_named(request, "seat")), events = TRY(ids_named(request, "event"));
            if (seats.empty()) end_draft(transaction, draft->id);
            for (const auto seat : seats) release_seat(transaction, draft->id, seat, events);
        } else if (draft.refusal().kind == RefusalKind::not_found) {
            return draft.refusal();  // one that is over holds nothing any more: that is what was asked for
        }
        return Answer::nothing();
    });
}

Result<Answer> block(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        hold_shared(transaction, Held::event, std::to_string(request.id()));
        const auto found = TRY(seated(transaction, request.actor, request.id()));
        const auto seats = request.body.at("seats").get<std::vector<std::int64_t>>();
        const auto reason = request.body.at("reason").get<std::string>();
        if (!request.body.at("blocked").get<bool>()) unblock_seats(transaction, request.id(), seats);
        else if (reason.empty()) return refuse_field("reason", "error.required");
        else TRY(block_seats(house, transaction, request.actor, request.id(), found.plan, seats, reason));
        const auto now = house.now();
        return Answer::ok(states_json(found.sale, claims_of(transaction, request.id(), now),
                                      sections_of(transaction, request.id(), now), ""));
    });
}

Endpoint hold_endpoint(House& house) {
    return {
        Method::post,
        "/events/{id}/holds",
        "hold_seats",
        "sales.sell",
        "Holds seats for a sale, all or none: those that are named, the best ones (`best`, explained in `said`), or "
        "places of a section without seats. Without a draft one is begun. A hold lasts ten minutes, every further "
        "one renews it, half an hour at most. 409 says for each seat who has it until when.",
        {},
        hold_schema(),
        {},
        {{201, "The draft and what was held now",
          object({{"draft", integer()}, {"until", instant()}, {"seats", array(integer())}, {"said", nullable(text())}},
                 {"draft", "until", "seats"})}},
        Precondition::idempotency_key,
        [&house](Request& request) { return hold_them(house, request); },
        "hold"};
}

}  // namespace

std::string position_of(const std::vector<std::int64_t>& sales, const std::vector<Claim>& claims,
                        const std::vector<SectionState>& sections) {
    Position position;
    for (const auto version : sales) position.add(version);
    for (const auto& claim : claims) {
        position.add(claim.event_id);
        position.add(claim.seat_id);
        position.add(claim.state);
        position.add(claim.holder);
        position.add(claim.until);
    }
    for (const auto& section : sections) {
        position.add(section.section_id);
        position.add(section.taken);
    }
    return position.text();
}

Result<Draft> asked_draft(House& house, Transaction& transaction, const Request& request) {
    const auto found = request.body.find("draft");
    if (found == request.body.end() || found->is_null()) return begin_draft(house, transaction, request.actor);
    auto draft = TRY(find_draft(house, transaction, request.actor, found->get<std::int64_t>()));
    renew_draft(house, transaction, draft);
    return draft;
}

Result<BestFound> best_asked(const Json& best, const std::vector<events::Place>& places,
                             const std::vector<bool>& is_free, Language language) {
    events::SeatWish wish{best.at("count").get<std::int64_t>(), "", best.value("together", false)};
    if (best.contains("price_zone") && !best["price_zone"].is_null()) wish.price_zone = best["price_zone"];
    const auto chosen = events::best_seats(places, is_free, wish);
    if (!chosen)
        return Refusal{RefusalKind::conflict,
                       {{"count", "error.not_so_many_free", {{"count", std::to_string(wish.count)}}}}};
    const auto explanation = events::explanation_of(places, *chosen);
    return BestFound{chosen->seats, kartei::text(language, explanation.key, explanation.parameters)};
}

Json hold_schema() {
    const auto best = object({{"count", {{"type", "integer"}, {"minimum", 1}, {"maximum", events::most_best_seats}}},
                              {"price_zone", nullable(text(120))},
                              {"together", boolean()}},
                             {"count"});
    const auto places = object({{"section", integer()}, {"places", integer()}}, {"section", "places"});
    return object({{"draft", nullable(integer())},
                   {"seats", array(integer())},
                   {"best", nullable(best)},
                   {"places", array(places)}});
}

web::EndpointTable seats_endpoints(House& house) {
    const std::vector<web::AnswerDeclaration> states{{200, "Seats that are not free", reference("SeatStates")}};
    return {
        {Method::get, "/events/{id}/seats", "get_seat_states", "events.read",
         "Who has which seat of an event date: seats that are not named are free. Asked with the position of the last "
         "answer, it says only that nothing changed.",
         {{"since", "position of the last answer", text(32)}}, nullptr, {}, states, {},
         [&house](Request& request) { return read_states(house, request); }},
        hold_endpoint(house),
        {Method::del, "/holds/{id}", "release_holds", "sales.sell",
         "Gives up a draft with all it holds, or some of its seats.",
         {{"seat", "ids of seats; none: all", array(text(20))},
          {"event", "of these event dates alone; none: of all", array(text(20))}},
         nullptr, {}, {{204, "They are free.", nullptr}}, {},
         [&house](Request& request) { return release(house, request); }},
        {Method::post, "/events/{id}/blocks", "block_seats", "seats.block",
         "Keeps free seats from sale with a reason, or gives blocked ones free again.",
         {}, object({{"seats", array(integer())}, {"blocked", boolean()}, {"reason", text(120)}},
                    {"seats", "blocked", "reason"}),
         {}, states, {}, [&house](Request& request) { return block(house, request); }, "hold"},
    };
}

}  // namespace kartei::orders
