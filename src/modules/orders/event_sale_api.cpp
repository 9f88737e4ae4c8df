#include "base/money.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/events_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/event_sale_json.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json sale_json(const House& house, Transaction& transaction, const events::EventSale& sale) {
    const auto types = events::names_on_shelf(transaction, events::Shelf::ticket_type);
    Json prices = Json::array();
    for (const auto& price : events::prices_of(sale)) {
        const auto type = types.find(price.ticket_type_id);
        prices.push_back({{"ticket_type_id", price.ticket_type_id},
                          {"ticket_type", type == types.end() ? "" : type->second},
                          {"price_zone", price.price_zone},
                          {"price", write_money(price.price, house.rules.currency_digits)}});
    }
    return {{"event_id", sale.event_id},
            {"version", sale.version},
            {"plan", sale.plan_id ? Json(sale.plan_id) : Json()},
            {"state", sale.state},
            {"sale_from", words(sale.sale_from)},
            {"sale_to", words(sale.sale_to)},
            {"prices", std::move(prices)}};
}

Result<Answer> read_sale(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        if (!sees_event(transaction, request.actor, request.id()))
            return refuse(RefusalKind::not_found, "error.no_such_event");
        const auto sale = events::find_event_sale(transaction, request.id());
        auto answer = Answer::ok(sale_json(house, transaction, sale));
        answer.version = sale.version;
        return answer;
    });
}

Result<Answer> change_sale(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        if (!sees_event(transaction, request.actor, request.id()))
            return refuse(RefusalKind::not_found, "error.no_such_event");
        events::EventSale after;
        after.event_id = request.id();
        const auto& body = request.body;
        if (body.contains("plan") && !body["plan"].is_null()) after.plan_id = body["plan"].get<std::int64_t>();
        after.state = body.at("state").get<std::string>();
        after.sale_from = TRY(instant_in(house, body, "sale_from"));
        after.sale_to = TRY(instant_in(house, body, "sale_to"));
        after.prices = TRY(prices_in(house, transaction, body));
        const auto done = TRY(put_on_sale(house, transaction, request.actor, *request.version, after));
        auto json = sale_json(house, transaction, done.sale);
        json["change_event"] = done.change_event ? Json(done.change_event) : Json();
        json["conflicts"] = Json::array();
        for (const auto& one : done.conflicts)
            json["conflicts"].push_back({{"section", words(one.section)}, {"row", words(one.row)},
                                         {"seat", words(one.seat)}, {"holder", words(one.holder)}});
        auto answer = Answer::ok(std::move(json));
        answer.version = done.sale.version;
        return answer;
    });
}

Json body_schema() {
    return object({{"plan", nullable(integer())},
                   {"state", events::sale_state_schema()},
                   {"sale_from", nullable(text(40))},
                   {"sale_to", nullable(text(40))},
                   {"prices", prices_schema()}},
                  {"state"});
}

}  // namespace

Result<std::string> instant_in(const House& house, const Json& body, const char* field) {
    const auto found = body.find(field);
    if (found == body.end() || found->is_null()) return std::string();
    const auto instant = read_instant(found->get<std::string>(), house.rules.time_zone);
    if (!instant) return refuse_field(field, instant.refusal().issues.front().key);
    return write_instant(*instant);
}

/// Ticket types are told by name; one that is new is made where the price is saved.
Result<std::vector<std::string>> prices_in(const House& house, Transaction& transaction, const Json& body) {
    std::vector<std::string> prices;
    for (const auto& one : body.value("prices", Json::array())) {
        const auto amount = read_money(one.at("price").get<std::string>(), house.rules.currency_digits, '.');
        if (!amount) return refuse_field("prices", amount.refusal().issues.front().key);
        const auto zone = one.at("price_zone").get<std::string>();
        if (*amount < 0 || zone.empty() || zone.find(';') != std::string::npos)
            return refuse_field("prices", "error.price_of_zone", {{"value", zone}});
        const auto type = events::find_on_shelf(transaction, events::Shelf::ticket_type,
                                                one.at("ticket_type").get<std::string>());
        if (!type) return refuse_field("prices", "error.no_such_ticket_type");
        prices.push_back(events::written_price({*type, zone, *amount}));
    }
    events::EventSale sale;
    sale.prices = std::move(prices);
    sale.prices = events::in_order(sale);
    const auto sorted = events::prices_of(sale);
    const auto is_twice = [](const events::Price& one, const events::Price& other) {
        return one.ticket_type_id == other.ticket_type_id && one.price_zone == other.price_zone;
    };
    if (std::adjacent_find(sorted.begin(), sorted.end(), is_twice) != sorted.end())
        return refuse_field("prices", "error.exists_already");
    return std::move(sale.prices);
}

Json prices_schema() {
    return array(object({{"ticket_type", text(120)}, {"price_zone", text(120)}, {"price", money()}},
                        {"ticket_type", "price_zone", "price"}));
}

web::EndpointTable event_sale_endpoints(House& house) {
    return {
        {Method::get,
         "/events/{id}/sale",
         "get_event_sale",
         "events.read",
         "How an event date is sold: its seat plan, prices by ticket type and price zone, state and period. Version 1: "
         "nothing was said yet.",
         {},
         nullptr,
         {},
         {{200, "The sale", reference("EventSale")}},
         {},
         [&house](Request& request) { return read_sale(house, request); }},
        {Method::put,
         "/events/{id}/sale",
         "change_event_sale",
         "events.change",
         "Says how an event date is sold. Moved to another edition of the plan, tickets keep their places; 409 lists "
         "the "
         "places of live tickets that the edition lacks. `conflicts`: places that two live tickets name.",
         {},
         body_schema(),
         {},
         {{200, "The sale as it is now", reference("EventSale")}},
         Precondition::if_match,
         [&house](Request& request) { return change_sale(house, request); },
         "event_sale"},
    };
}

}  // namespace kartei::orders
