#include "modules/telephony/calls_api.hpp"

#include "modules/accounts/idempotent.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/payments_json.hpp"
#include "modules/telephony/call_actions.hpp"
#include "modules/telephony/call_fees.hpp"
#include "modules/telephony/call_json.hpp"
#include "modules/telephony/call_store.hpp"
#include "modules/telephony/call_watch.hpp"
#include "modules/telephony/dial_out.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::telephony {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

constexpr int calls_of_one = 100;

Json whole_json(House& house, Transaction& transaction, const Actor& actor, const Call& call) {
    auto json = ringing_json(house, transaction, actor, call);
    json["fees"] = Json::array();
    for (const auto& fee : fees_of_call(house, transaction, call))
        json["fees"].push_back({{"rule", fee.rule},
                                {"text", fee.text},
                                {"amount", payments::amount_of(house, fee.amount)},
                                {"minutes", fee.minutes},
                                {"charged", fee.charged}});
    return json;
}

std::optional<std::int64_t> number_of(const Json& body, const char* name) {
    const auto found = body.find(name);
    return found == body.end() || found->is_null() ? std::nullopt : std::optional(found->get<std::int64_t>());
}

NewCall wish_in(const Json& body) {
    NewCall wish;
    wish.direction = body.value("direction", "out");
    wish.number = payments::text_in(body, "number");
    wish.note = payments::text_in(body, "note");
    wish.customer = number_of(body, "customer");
    wish.customer_id = payments::number_in(body, "customer_id");
    wish.minutes = number_of(body, "minutes");
    wish.dialled = body.value("dial", false);
    return wish;
}

/// The address that dials; "" when nothing is to be dialled.
Result<std::string> dial_address(House& house, Transaction& transaction, const Request& request, const NewCall& wish) {
    if (!wish.dialled || wish.direction != "out") return std::string();
    auto address = parameters::parameters_of(transaction)->text("call_template");
    if (address.empty()) address = standard_template;
    TRY(check_template(address));
    const auto number = dialled_number(wish.number, house.country);
    if (number.size() < 3) return refuse_field("number", "error.not_a_phone");
    return filled(address, number, extension_of(transaction, request.actor.user_id));
}

Result<Answer> post_call(House& house, const Request& request) {
    auto wish = wish_in(request.body);
    std::string asked;
    auto answer = house.database.write([&](Transaction& transaction) {
        asked.clear();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto address = TRY(dial_address(house, transaction, request, wish));
            wish.dialled = !address.empty();
            const auto call = TRY(note_call(house, transaction, request.actor, wish));
            const bool by_house = is_asked_by_house(address);
            if (by_house) asked = address;
            auto json = call_json(transaction, request.actor, call);
            json["dial"] = by_house ? Json() : payments::words(address);
            json["change_event"] = call.created_event;
            return Answer::created(std::move(json), "/api/v1/calls/" + std::to_string(call.id));
        });
    });
    if (answer && !asked.empty()) TRY(ask_call_service(asked));
    return answer;
}

Result<Answer> get_call(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto call = TRY(call_to_read(transaction, request.actor, request.id()));
        auto answer = Answer::ok(whole_json(house, transaction, request.actor, call));
        answer.version = call.version;
        return answer;
    });
}

CallChange change_in(const Json& body) {
    CallChange wish;
    if (body.contains("customer")) wish.customer = number_of(body, "customer");
    if (body.contains("note")) wish.note = payments::text_in(body, "note");
    wish.minutes = number_of(body, "minutes");
    wish.takes = body.value("mine", false);
    return wish;
}

Result<Answer> patch_call(House& house, CallWatch& watch, const Request& request) {
    auto answer = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto changed = TRY(change_call(house, transaction, request.actor, request.id(), *request.version,
                                             change_in(request.body)));
        auto told = Answer::ok(whole_json(house, transaction, request.actor, changed.call));
        if (changed.event != 0) told.json["change_event"] = changed.event;
        told.version = changed.call.version;
        return told;
    });
    if (answer) watch.look_now();
    return answer;
}

Result<Answer> post_fees(House& house, const Request& request) {
    if (!request.actor.may("calls.take"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "calls.take"}});
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto charged =
                TRY(charge_call(house, transaction, request.actor, request.id(),
                                request.body.at("rules").get<std::vector<std::string>>(),
                                number_of(request.body, "booking")));
            auto json = whole_json(house, transaction, request.actor, charged.call);
            json["change_event"] = charged.event;
            return Answer::created(std::move(json), "/api/v1/bookings/" + std::to_string(charged.booking));
        });
    });
}

Result<Answer> of_customer(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json rows = Json::array();
        for (const auto& call : calls_of_customer(transaction, request.id(), calls_of_one))
            rows.push_back(call_json(transaction, request.actor, call));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Result<Answer> ringing(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json rows = Json::array();
        const auto extension = extension_of(transaction, request.actor.user_id);
        for (const auto& call : live_calls(transaction))
            if (concerns(house, call, request.actor, extension))
                rows.push_back(ringing_json(house, transaction, request.actor, call));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Json maybe(Json one) { return schema::nullable(std::move(one)); }

Json rows_schema() { return schema::object({{"rows", schema::array(schema::reference("Call"))}}, {"rows"}); }

EndpointTable reading_endpoints(House& house) {
    return {
        {Method::get, "/calls/ringing", "list_ringing_calls", "calls.take",
         "Calls that ring at the user's extension or that he has taken, with whose number it is (J-088).", {}, nullptr,
         {}, {{200, "The oldest first.", rows_schema()}}, Precondition::none,
         [&house](Request& request) { return ringing(house, request); }},
        {Method::get, "/calls/{id}", "get_call", "calls.read",
         "A call with whose number it is and the fees it can be charged with.", {}, nullptr, {},
         {{200, "The call.", schema::reference("Call")}}, Precondition::none,
         [&house](Request& request) { return get_call(house, request); }},
        {Method::get, "/customers/{id}/calls", "list_customer_calls", "calls.read",
         "The newest 100 calls of a customer; the list calls has all (J-087).", {}, nullptr, {},
         {{200, "The newest first.", rows_schema()}}, Precondition::none,
         [&house](Request& request) { return of_customer(house, request); }},
    };
}

web::Endpoint note_endpoint(House& house) {
    return {Method::post, "/calls", "note_call", "calls.take",
            "Dials a number through the call service (`dial`, J-085, J-086) or notes a call that was; whose it is may "
            "be left open. `dial` of the answer is an address for the browser to open, null where the house has dialled "
            "itself.",
            {},
            schema::object({{"number", schema::text(60)},
                            {"direction", schema::choice({"in", "out"})},
                            {"dial", schema::boolean()},
                            {"customer", maybe(schema::integer())},
                            {"customer_id", maybe(schema::integer())},
                            {"minutes", maybe(schema::integer())},
                            {"note", maybe(schema::text(2000))}},
                           {"number"}),
            {}, {{201, "The call.", schema::reference("Call")}}, Precondition::idempotency_key,
            [&house](Request& request) { return post_call(house, request); }, "phone_call"};
}

web::Endpoint change_endpoint(House& house, std::shared_ptr<CallWatch> watch) {
    return {Method::patch, "/calls/{id}", "change_call", "calls.take",
            "Whose a call is (number of the customer, null: nobody's; J-087), note, minutes of one of which the service "
            "did not tell how long it was; `mine`: the user has taken it.",
            {},
            schema::object({{"customer", maybe(schema::integer())},
                            {"note", maybe(schema::text(2000))},
                            {"minutes", maybe(schema::integer())},
                            {"mine", schema::boolean()}}),
            {}, {{200, "The call; change_event undoes it.", schema::reference("Call")}}, Precondition::if_match,
            [&house, watch](Request& request) { return patch_call(house, *watch, request); }, "phone_call"};
}

web::Endpoint fees_endpoint(House& house) {
    auto rules = schema::array(schema::text(20));
    rules["maxItems"] = 50;
    return {Method::post, "/calls/{id}/fees", "charge_call", "bookings.change",
            "Charges fees for a call by the rules of its customer (J-089) onto a booking of his, or without one onto a "
            "new fee booking. Takes calls.take too.",
            {}, schema::object({{"rules", rules}, {"booking", maybe(schema::integer())}}, {"rules"}), {},
            {{201, "The call; change_event undoes it.", schema::reference("Call")}}, Precondition::idempotency_key,
            [&house](Request& request) { return post_fees(house, request); }, "phone_call"};
}

}  // namespace

EndpointTable call_endpoints(House& house, std::shared_ptr<CallWatch> watch) {
    auto all = reading_endpoints(house);
    for (auto endpoint : {note_endpoint(house), change_endpoint(house, std::move(watch)), fees_endpoint(house)})
        all.push_back(std::move(endpoint));
    return all;
}

EndpointTable telephony_endpoints(House& house, accounts::Sessions* sessions) {
    const auto watch = std::make_shared<CallWatch>(house);
    auto all = call_endpoints(house, watch);
    for (auto table : {hook_endpoints(house, watch), stream_endpoints(house, watch, sessions)})
        all.insert(all.end(), table.begin(), table.end());
    return parameters::only_with_module(house, "telephony", std::move(all));
}

}  // namespace kartei::telephony
