#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/order_json.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/renewals/renewal_actions.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "modules/renewals/seat_right_actions.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::renewals {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

constexpr int most_rights = 500;

/// Rights as answers show them: every number with its name.
class Shown {
public:
    explicit Shown(Transaction& transaction)
        : transaction_(transaction), subscriptions_(events::subscriptions(transaction)),
          halls_(events::names_on_shelf(transaction, events::Shelf::hall)),
          types_(events::names_on_shelf(transaction, events::Shelf::ticket_type)) {}

    Json json(const SeatRight& right, const Actor& actor) {
        const auto customer = customers::find_customer(transaction_, right.customer_id);
        const auto order = right.order_id ? orders::find_order(transaction_, right.order_id) : std::nullopt;
        const auto& subscription = subscriptions_[right.subscription_id];
        Json json{{"id", right.id},
                  {"version", right.version},
                  {"subscription", right.subscription_id},
                  {"subscription_name", subscription.name},
                  {"season", words(subscription.season)},
                  {"customer", right.customer_id},
                  {"customer_number", customer && customer->number ? Json(*customer->number) : Json()},
                  {"customer_name", customer ? customers::name_in_lists(customer->name_prefix, customer->name,
                                                                        customer->first_name)
                                             : ""},
                  {"hall", name_in(halls_, right.hall_id)},
                  {"ticket_type", name_in(types_, right.ticket_type_id)},
                  {"order", order ? Json(order->id) : Json()},
                  {"order_number", order ? Json(order->number) : Json()}};
        add_places(json, right);
        json["sit_with"] = company(right, actor);
        json["exceptions"] = exceptions(right);
        return json;
    }

private:
    static Json name_in(const events::Names& names, std::int64_t id) {
        const auto found = names.find(id);
        return found == names.end() ? Json() : Json(found->second);
    }

    void add_places(Json& json, const SeatRight& right) {
        json["entrance"] = words(right.entrance);
        json["section"] = words(right.section);
        json["row"] = words(right.row);
        json["seat"] = words(right.seat);
        json["since"] = words(right.since);
        json["priority_on"] = words(right.priority_on);
        json["state"] = right.state;
        json["confidence"] = words(right.confidence);
        json["wish_priority"] = right.wish_priority ? Json(right.wish_priority) : Json();
        json["wish_subscription_id"] = right.wish_subscription_id ? Json(right.wish_subscription_id) : Json();
        json["wish_subscription_name"] =
            right.wish_subscription_id ? Json(subscriptions_[right.wish_subscription_id].name) : Json();
        json["wish_section"] = words(right.wish_section);
        json["wish_row"] = words(right.wish_row);
        json["wish_seat"] = words(right.wish_seat);
        json["fall_back"] = right.fall_back;
    }

    Json company(const SeatRight& right, const Actor& actor) {
        Json list = Json::array();
        if (right.sit_with == 0) return list;
        for (const auto& other : rights_together(transaction_, right.sit_with)) {
            if (other.id == right.id || other.subscription_id != right.subscription_id ||
                !customers::may_see(transaction_, actor, other.customer_id))
                continue;
            const auto customer = customers::find_customer(transaction_, other.customer_id);
            list.push_back({{"id", other.id},
                            {"customer_name", customer ? customers::name_in_lists(customer->name_prefix,
                                                                                  customer->name, customer->first_name)
                                                       : ""},
                            {"seat", written(other.section, other.row, other.seat)}});
        }
        return list;
    }

    Json exceptions(const SeatRight& right) {
        Json list = Json::array();
        for (const auto& one : exceptions_of(transaction_, right.id)) {
            const auto event = events::find_event(transaction_, one.event_id);
            list.push_back({{"event", one.event_id},
                            {"event_name", event ? event->name : ""},
                            {"starts_at", event ? words(event->starts_at) : Json()},
                            {"seat", written(one.section, one.row, one.seat)}});
        }
        return list;
    }

public:
    /// The seat that he has at each event date, or had until it was given back.
    Json dates(const SeatRight& right) {
        Json list = Json::array();
        for (const auto& ticket : tickets_of_right(transaction_, right)) {
            const auto event = events::find_event(transaction_, ticket.event_id);
            list.push_back({{"event", ticket.event_id},
                            {"event_name", event ? event->name : ""},
                            {"starts_at", event ? words(event->starts_at) : Json()},
                            {"seat", written(ticket.section, ticket.row, ticket.seat)},
                            {"is_other", orders::place_of_ticket(ticket) != right.place()},
                            {"state", orders::state_name(ticket.state)}});
        }
        return list;
    }

private:
    Transaction& transaction_;
    std::unordered_map<std::int64_t, events::Subscription> subscriptions_;
    events::Names halls_, types_;
};

Json listed(Transaction& transaction, const Actor& actor, const std::vector<SeatRight>& rights) {
    Shown shown(transaction);
    Json list = Json::array();
    for (const auto& right : rights)
        if (sees_right(transaction, actor, right) && list.size() < most_rights)
            list.push_back(shown.json(right, actor));
    return {{"rows", std::move(list)}};
}

Result<Answer> of_subscription(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto all = rights_of_subscription(transaction, request.query_integer("subscription", 0));
        return Answer::ok(listed(transaction, request.actor, all));
    });
}

Result<Answer> of_customer(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(listed(transaction, request.actor, rights_of_customer(transaction, request.id())));
    });
}

Answer answer_of(Transaction& transaction, const Actor& actor, const SeatRight& right, std::int64_t event) {
    auto json = Shown(transaction).json(right, actor);
    json["change_event"] = event ? Json(event) : Json();
    auto answer = Answer::ok(std::move(json));
    answer.version = right.version;
    return answer;
}

Result<Answer> one_right(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto right = find_right(transaction, request.id());
        if (!right || !sees_right(transaction, request.actor, *right))
            return refuse(RefusalKind::not_found, "error.no_such_seat_right");
        Shown shown(transaction);
        auto json = shown.json(*right, request.actor);
        json["dates"] = shown.dates(*right);
        auto answer = Answer::ok(std::move(json));
        answer.version = right->version;
        return answer;
    });
}

Result<Answer> change_asked(House& house, const Request& request) {
    parameters::PlainValues values;
    for (const auto& [name, value] : request.body.items()) values.emplace(name, web::value_of(value));
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto changed =
            TRY(change_seat_right(house, transaction, request.actor, request.id(), *request.version, values));
        return answer_of(transaction, request.actor, changed.right, changed.event);
    });
}

Result<Answer> give_back_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto right = find_right(transaction, request.id());
        if (!right || !sees_right(transaction, request.actor, *right))
            return refuse(RefusalKind::not_found, "error.no_such_seat_right");
        if (right->version != *request.version) return refuse(RefusalKind::stale, "error.stale");
        const auto event = TRY(give_back_date(house, transaction, request.actor, right->id,
                                              request.body.at("event").get<std::int64_t>()));
        return answer_of(transaction, request.actor, *find_right(transaction, request.id()), event);
    });
}

Json change_schema() {
    const auto place = nullable(text(20));
    return object({{"entrance", place}, {"section", place}, {"row", place}, {"seat", place}, {"since", nullable(date())},
                   {"priority_on", nullable(date())}, {"state", choice({"active", "sabbatical", "given_up"})},
                   {"sit_with", nullable(integer())}, {"wish_priority", nullable(integer())},
                   {"wish_subscription_id", nullable(integer())}, {"wish_section", place}, {"wish_row", place},
                   {"wish_seat", place}, {"fall_back", choice({"keep", "next_best", "call"})}});
}

}  // namespace

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

web::NamedSchema seat_right_schema() {
    const auto maybe = nullable(text());
    const auto company = object({{"id", integer()}, {"customer_name", text()}, {"seat", text()}},
                                {"id", "customer_name", "seat"});
    const auto exception = object({{"event", integer()}, {"event_name", text()}, {"starts_at", nullable(instant())},
                                   {"seat", text()}},
                                  {"event", "event_name", "seat"});
    const auto seat_at_date = object({{"event", integer()}, {"event_name", text()}, {"starts_at", nullable(instant())},
                                      {"seat", text()}, {"is_other", boolean()},
                                      {"state", orders::ticket_state_schema()}},
                                     {"event", "event_name", "seat", "is_other", "state"});
    return {"SeatRight",
            object({{"id", integer()}, {"version", integer()}, {"subscription", integer()},
                    {"subscription_name", text()}, {"season", maybe}, {"customer", integer()},
                    {"customer_number", nullable(integer())}, {"customer_name", text()}, {"hall", maybe},
                    {"ticket_type", maybe}, {"order", nullable(integer())}, {"order_number", maybe},
                    {"entrance", maybe}, {"section", maybe}, {"row", maybe}, {"seat", maybe},
                    {"since", nullable(date())}, {"priority_on", nullable(date())},
                    {"state", choice({"active", "sabbatical", "given_up"})}, {"confidence", maybe},
                    {"wish_priority", nullable(integer())}, {"wish_subscription_id", nullable(integer())},
                    {"wish_subscription_name", maybe}, {"wish_section", maybe}, {"wish_row", maybe},
                    {"wish_seat", maybe}, {"fall_back", choice({"keep", "next_best", "call"})},
                    {"sit_with", array(company)}, {"exceptions", array(exception)},
                    {"dates", array(seat_at_date)},
                    {"change_event", nullable(integer())}},
                   {"id", "version", "subscription", "subscription_name", "customer", "customer_name", "state",
                    "fall_back", "sit_with", "exceptions"})};
}

web::EndpointTable seat_rights_endpoints(House& house) {
    const auto rows = object({{"rows", array(reference("SeatRight"))}}, {"rows"});
    const std::vector<web::AnswerDeclaration> one{{200, "The right as it is now", reference("SeatRight")}};
    return {
        {Method::get, "/seat-rights", "list_seat_rights", "sales.read",
         "Who keeps which seat of a subscription, with his wish; at most 500. Who sees some event dates alone sees "
         "the rights whose dates he sees all, and nobody those of customers hidden from him.",
         {{"subscription", "id of the subscription", integer(), true}}, nullptr, {}, {{200, "Rights", rows}}, {},
         [&house](Request& request) { return of_subscription(house, request); }},
        {Method::get, "/customers/{id}/seat-rights", "list_seat_rights_of_customer", "sales.read",
         "The seat rights of a customer through all seasons.", {}, nullptr, {}, {{200, "Rights", rows}}, {},
         [&house](Request& request) { return of_customer(house, request); }},
        {Method::get, "/seat-rights/{id}", "get_seat_right", "sales.read",
         "A right with the seat that its holder has at each event date of its sale.", {}, nullptr, {}, one, {},
         [&house](Request& request) { return one_right(house, request); }},
        {Method::patch, "/seat-rights/{id}", "change_seat_right", "seat_rights.change",
         "Seat, state, priority, wish and who sits with him (`sit_with`: another right, null: alone). 422: a seat of "
         "which somebody else has the right.",
         {}, change_schema(), {}, one, Precondition::if_match,
         [&house](Request& request) { return change_asked(house, request); }, "seat_right"},
        {Method::post, "/seat-rights/{id}/returns", "give_back_date_of_seat_right", "seat_rights.change",
         "Gives the seat of one event date back for resale and keeps the right; a sold ticket needs sales.refund, and "
         "what was paid for it stays on the order as overpaid.",
         {}, object({{"event", integer()}}, {"event"}), {}, one, Precondition::if_match,
         [&house](Request& request) { return give_back_asked(house, request); }, "seat_right"},
    };
}

}  // namespace kartei::renewals
