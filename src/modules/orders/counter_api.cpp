#include "modules/orders/counter_api.hpp"

#include <iterator>

#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/events_api.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/order_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

std::int64_t number_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? 0 : found->get<std::int64_t>();
}
std::string text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

WantedTicket wanted_ticket(const Json& json) {
    WantedTicket wanted{number_in(json, "event"), number_in(json, "seat"), false, number_in(json, "ticket_type")};
    if (const auto section = number_in(json, "section")) {
        wanted.place_id = section;
        wanted.counted = true;
    }
    return wanted;
}

WantedSubscription wanted_subscription(const Json& json) {
    WantedSubscription wanted{number_in(json, "subscription"), number_in(json, "ticket_type"),
                              json.at("seats").get<std::vector<std::int64_t>>(), {}, {}, {}};
    wanted.events = json.value("events", std::vector<std::int64_t>{});
    wanted.sections = json.value("sections", std::vector<std::int64_t>{});
    for (const auto& one : json.value("instead", Json::array()))
        wanted.instead.push_back({number_in(one, "seat"), number_in(one, "event"), number_in(one, "instead")});
    return wanted;
}

Result<std::vector<Payment>> payments_in(const House& house, const Json& body) {
    std::vector<Payment> payments;
    for (const auto& one : body.value("payments", Json::array())) {
        const auto amount = read_money(one.at("amount").get<std::string>(), house.rules.currency_digits, '.');
        if (!amount) return refuse_field("payments", amount.refusal().issues.front().key);
        payments.push_back({one.at("kind").get<std::string>(), *amount});
    }
    return payments;
}

Result<Answer> sell_asked(House& house, const Request& request) {
    const auto wish = TRY(sale_wish(house, request.body));
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            auto answer = order_answer(house, transaction, TRY(sell(house, transaction, request.actor, wish)));
            answer.status = 201;
            answer.location = "/api/v1/orders/" + std::to_string(answer.json["id"].get<std::int64_t>());
            return answer;
        });
    });
}

Result<Answer> read_order(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return order_answer(house, transaction, TRY(find_sum(transaction, request.actor, request.id())));
    });
}

using Change = std::function<Result<OrderSum>(Transaction&, const Request&)>;

Result<Answer> change(House& house, const Request& request, const Change& work) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return order_answer(house, transaction, TRY(work(transaction, request)));
    });
}

Result<OrderSum> pay_asked(House& house, Transaction& transaction, const Request& request) {
    return pay(house, transaction, request.actor, request.id(), *request.version,
               TRY(payments_in(house, request.body)));
}

Result<OrderSum> give_back_asked(House& house, Transaction& transaction, const Request& request) {
    const auto ids = [&](const char* name) { return request.body.value(name, std::vector<std::int64_t>{}); };
    return give_back(house, transaction, request.actor, request.id(), *request.version,
                     {ids("tickets"), ids("products"), text_in(request.body, "kind"),
                      request.body.value("keep_fees", false)});
}

Result<OrderSum> exchange_asked(House& house, Transaction& transaction, const Request& request) {
    std::vector<Exchange> exchanges;
    for (const auto& one : request.body.at("tickets"))
        exchanges.push_back({number_in(one, "ticket"), wanted_ticket(one)});
    return exchange(house, transaction, request.actor, request.id(), *request.version, exchanges,
                    text_in(request.body, "kind"), request.body.value("waive", false));
}

std::vector<std::pair<std::string, Json>> place_members() {
    return {{"event", integer()}, {"seat", nullable(integer())}, {"section", nullable(integer())},
            {"ticket_type", nullable(integer())}};
}

Json payments_schema() {
    return array(object({{"kind", payment_kind_schema()}, {"amount", money()}}, {"kind", "amount"}));
}

Json subscription_wish_schema() {
    return object({{"subscription", integer()},
                   {"ticket_type", integer()},
                   {"seats", array(integer())},
                   {"sections", array(integer())},
                   {"events", array(integer())},
                   {"instead", array(object({{"seat", integer()}, {"event", integer()}, {"instead", integer()}},
                                            {"seat", "event", "instead"}))}},
                  {"subscription", "ticket_type", "seats"});
}

Json exchange_schema() {
    auto members = place_members();
    members.emplace_back("ticket", integer());
    return object({{"tickets", array(object(members, {"ticket", "event"}))},
                   {"kind", nullable(payment_kind_schema())},
                   {"waive", boolean()}},
                  {"tickets"});
}

Endpoint changing(House& house, std::string path, std::string name, std::string summary, Json body,
                  Result<OrderSum> (*work)(House&, Transaction&, const Request&)) {
    return {Method::post, "/orders/{id}" + path, name, "sales.sell", summary, {}, std::move(body), {},
            {{200, "The order as it is now", reference("CounterOrder")}}, Precondition::if_match,
            [&house, work](Request& request) {
                return change(house, request, [&](Transaction& transaction, const Request& asked) {
                    return work(house, transaction, asked);
                });
            },
            "counter"};
}

}  // namespace

Result<SaleWish> sale_wish(const House& house, const Json& body) {
    SaleWish wish;
    wish.draft = number_in(body, "draft");
    wish.customer_id = number_in(body, "customer");
    wish.promotion_id = number_in(body, "promotion");
    wish.promotion_code = text_in(body, "promotion_code");
    for (const auto& one : body.value("tickets", Json::array())) wish.tickets.push_back(wanted_ticket(one));
    for (const auto& one : body.value("subscriptions", Json::array()))
        wish.subscriptions.push_back(wanted_subscription(one));
    for (const auto& one : body.value("products", Json::array()))
        wish.products.push_back({number_in(one, "product"), number_in(one, "quantity"), number_in(one, "event")});
    wish.payments = TRY(payments_in(house, body));
    wish.reserve = body.value("reserve", false);
    wish.delete_on_expiry = body.value("delete_on_expiry", false);
    wish.description = text_in(body, "description");
    if (const auto expires = text_in(body, "expires_at"); !expires.empty()) {
        const auto instant = read_instant(expires, house.rules.time_zone);
        if (!instant) return refuse_field("expires_at", instant.refusal().issues.front().key);
        wish.expires_at = write_instant(*instant);
    }
    return wish;
}

web::Json sale_wish_schema() {
    return object({{"draft", nullable(integer())},
                   {"customer", nullable(integer())},
                   {"promotion", nullable(integer())},
                   {"promotion_code", nullable(text(40))},
                   {"tickets", array(object(place_members(), {"event", "ticket_type"}))},
                   {"subscriptions", array(subscription_wish_schema())},
                   {"products", array(object({{"product", integer()}, {"quantity", integer()},
                                              {"event", nullable(integer())}},
                                             {"product", "quantity"}))},
                   {"payments", payments_schema()},
                   {"reserve", boolean()},
                   {"expires_at", nullable(text(40))},
                   {"delete_on_expiry", boolean()},
                   {"description", nullable(text(1000))}},
                  {"tickets"});
}

web::EndpointTable counter_sales_endpoints(House& house) {
    return {
        {Method::post,
         "/counter-sales",
         "sell_at_counter",
         "sales.sell",
         "Makes an order of what a draft holds: paid in full its tickets are sold, with `reserve` it stays open and "
         "may be "
         "paid in part. Order, tickets, seats, products, payments and ledger are one transaction. Without a customer "
         "it "
         "is the anonymous one's. The seats of a subscription are chosen once for all dates of a fixed one and for the "
         "`events` that were chosen of a flexible one; `instead` names another one at one date. 409: a seat another has, a promotion or an article used up.",
         {},
         sale_wish_schema(),
         {},
         {{201, "The order", reference("CounterOrder")}},
         Precondition::idempotency_key,
         [&house](Request& request) { return sell_asked(house, request); },
         "counter"},
        {Method::get,
         "/orders/{id}",
         "get_order",
         "sales.sell",
         "An order with its tickets and payments; hidden customers' and other promoters' are not there.",
         {},
         nullptr,
         {},
         {{200, "The order", reference("CounterOrder")}},
         {},
         [&house](Request& request) { return read_order(house, request); }},
        changing(house, "/payments", "pay_order", "More money for an open order; with the last of it, it is sold.",
                 object({{"payments", payments_schema()}}, {"payments"}), pay_asked),
        changing(
            house, "/returns", "give_back_tickets",
            "Deletes tickets and articles (`products`), all when none is named, and frees their seats. Sold ones need the "
            "right sales.refund. What is then paid too much is paid back by `kind` (`original`: as it came in), or stays "
            "as overpaid without one. With `keep_fees` the fees of sold tickets stay with the house.",
            object({{"tickets", array(integer())}, {"products", array(integer())},
                    {"kind", nullable(choice({"original", "cash", "card", "transfer", "voucher", "invoice"}))},
                    {"keep_fees", boolean()}}),
            give_back_asked),
        changing(
            house, "/exchanges", "exchange_tickets",
            "Other seats, dates or types for tickets that keep their order. The difference is settled by `kind`, or "
            "waived: then prices stay as they were.",
            exchange_schema(), exchange_asked),
    };
}

web::EndpointTable counter_endpoints(House& house) {
    web::EndpointTable all;
    for (auto* part : {event_sale_endpoints, seats_endpoints, subscription_seats_endpoints, counter_sales_endpoints,
                       counter_offers_endpoints, event_dates_endpoints, plan_correction_endpoints,
                       order_desk_endpoints, exchange_seats_endpoints})
        for (auto& endpoint : part(house)) all.push_back(std::move(endpoint));
    return all;
}

std::vector<web::NamedSchema> counter_schemas() {
    const auto maybe = nullable(text());
    const auto conflict = object({{"section", maybe}, {"row", maybe}, {"seat", maybe}, {"holder", maybe}});
    const auto price = object({{"ticket_type_id", integer()}, {"ticket_type", text()}, {"price_zone", text()},
                               {"price", money()}},
                              {"ticket_type_id", "ticket_type", "price_zone", "price"});
    const auto seat = object({{"id", integer()}, {"state", choice({"held", "reserved", "sold", "blocked"})},
                              {"holder", text()}, {"draft", nullable(integer())}, {"until", nullable(instant())},
                              {"reason", maybe}, {"dates", array(integer())}},
                             {"id", "state", "holder"});
    const auto section = object({{"id", integer()}, {"capacity", integer()}, {"taken", integer()}},
                                {"id", "capacity", "taken"});
    return {{"EventDate", event_dates_schemas().front().schema},
            {"EventSale", object({{"event_id", integer()}, {"version", integer()}, {"plan", nullable(integer())},
                                  {"state", events::sale_state_schema()},
                                  {"sale_from", nullable(instant())}, {"sale_to", nullable(instant())},
                                  {"prices", array(price)}, {"change_event", nullable(integer())},
                                  {"conflicts", array(conflict)}},
                                 {"event_id", "version", "state", "prices"})},
            {"SeatStates", object({{"plan", integer()}, {"state", text()}, {"position", text()}, {"changed", boolean()},
                                   {"seats", array(seat)}, {"sections", array(section)}},
                                  {"plan", "state", "position", "changed", "seats", "sections"})},
            {"CounterOrder", order_schema()}};
}

}  // namespace kartei::orders
