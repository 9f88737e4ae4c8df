#include <algorithm>
#include <charconv>

#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/orders/order_json.hpp"
#include "modules/renewals/parked_money.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::renewals {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using orders::SubscriptionTerms;
using sql::Transaction;

std::string amount_of(const House& house, std::int64_t minor) {
    return write_money(minor, house.rules.currency_digits);
}

Json number_or_null(std::int64_t number) { return number ? Json(number) : Json(); }

Json prices_json(const House& house, Transaction& transaction, const SubscriptionTerms& terms) {
    const auto types = events::names_on_shelf(transaction, events::Shelf::ticket_type);
    Json prices = Json::array();
    for (const auto& price : terms.prices)
        if (const auto type = types.find(price.ticket_type_id); type != types.end())
            prices.push_back({{"ticket_type_id", price.ticket_type_id}, {"ticket_type", type->second},
                              {"price_zone", price.price_zone}, {"price", amount_of(house, price.price)}});
    return prices;
}

Json subscription_json(const House& house, Transaction& transaction, std::int64_t id,
                       const events::Subscription& subscription, const SubscriptionTerms& terms) {
    Json dates = Json::array();
    for (const auto event : terms.events)
        if (const auto found = events::find_event(transaction, event))
            dates.push_back({{"id", event}, {"name", found->name}, {"starts_at", words(found->starts_at)},
                             {"hall", words(found->hall)}, {"over", terms.over.contains(event)}});
    return {{"id", id},
            {"version", terms.version},
            {"name", subscription.name},
            {"season", words(subscription.season)},
            {"kind", subscription.kind},
            {"choose_least", number_or_null(terms.choose_least)},
            {"choose_most", number_or_null(terms.choose_most)},
            {"same_seat", terms.same_seat},
            {"on_sale", !terms.events.empty() && orders::is_offered(terms, house.today())},
            {"price", terms.price ? Json(amount_of(house, *terms.price)) : Json()},
            {"events", std::move(dates)},
            {"prices", prices_json(house, transaction, terms)}};
}

/// Subscriptions with all of whose dates the actor has to do.
Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        std::vector<std::pair<std::int64_t, events::Subscription>> all;
        for (const auto& [id, one] : events::subscriptions(transaction)) all.emplace_back(id, one);
        std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
            if (one.second.season != other.second.season) return one.second.season > other.second.season;
            return std::tie(one.second.name, one.first) < std::tie(other.second.name, other.first);
        });
        Json rows = Json::array();
        for (const auto& [id, one] : all) {
            const auto terms = orders::terms_today(house, transaction, id);
            const bool is_seen = std::all_of(terms.events.begin(), terms.events.end(), [&](std::int64_t event) {
                return orders::sees_event(transaction, request.actor, event);
            });
            if (is_seen && (!request.actor.promoters || !terms.events.empty()))
                rows.push_back(subscription_json(house, transaction, id, one, terms));
        }
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Result<SubscriptionTerms> terms_in(const House& house, const Request& request) {
    SubscriptionTerms terms{request.id(), *request.version};
    terms.events = request.body.at("events").get<std::vector<std::int64_t>>();
    for (const auto& one : request.body.value("prices", Json::array())) {
        const auto amount = read_money(one.at("price").get<std::string>(), house.rules.currency_digits, '.');
        if (!amount) return refuse_field("prices", amount.refusal().issues.front().key);
        terms.prices.push_back({one.at("ticket_type").get<std::int64_t>(), one.at("price_zone").get<std::string>(),
                                *amount});
    }
    return terms;
}

Result<Answer> put(House& house, const Request& request) {
    const auto wanted = TRY(terms_in(house, request));
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto event = TRY(orders::put_terms(house, transaction, request.actor, wanted));
        const auto terms = orders::terms_today(house, transaction, request.id());
        auto json = subscription_json(house, transaction, request.id(),
                                      events::subscriptions(transaction).at(request.id()), terms);
        json["change_event"] = event ? Json(event) : Json();
        auto answer = Answer::ok(std::move(json));
        answer.version = terms.version;
        return answer;
    });
}

Json price_schema(bool named) {
    std::vector<std::pair<std::string, Json>> members{{"price_zone", text(120)}, {"price", money()}};
    if (!named) {
        members.emplace_back("ticket_type", integer());
        return object(members, {"ticket_type", "price_zone", "price"});
    }
    members.emplace_back("ticket_type_id", integer());
    members.emplace_back("ticket_type", text());
    return object(members, {"ticket_type_id", "ticket_type", "price_zone", "price"});
}

Json subscription_schema() {
    const auto date = object({{"id", integer()}, {"name", text()}, {"starts_at", nullable(instant())},
                              {"hall", nullable(text())}, {"over", boolean()}},
                             {"id", "name"});
    return object({{"id", integer()}, {"version", integer()}, {"name", text()}, {"season", nullable(text())},
                   {"kind", choice({"fixed", "flexible"})}, {"choose_least", nullable(integer())},
                   {"choose_most", nullable(integer())}, {"same_seat", boolean()}, {"on_sale", boolean()},
                   {"price", nullable(money())}, {"events", array(date)},
                   {"prices", array(price_schema(true))}, {"change_event", nullable(integer())}},
                  {"id", "version", "name", "kind", "events", "prices"});
}

// --- money that is parked

Json parked_json(const House& house, Transaction& transaction, const Parked& parked) {
    Json lines = Json::array();
    for (const auto& line : parked.lines) {
        const auto order = line.order_id ? orders::find_order(transaction, line.order_id) : std::nullopt;
        lines.push_back({{"id", line.id}, {"amount", amount_of(house, line.amount)}, {"kind", line.kind},
                         {"order_number", order ? Json(order->number) : Json()}, {"at", line.parked_at},
                         {"by", line.parked_by}});
    }
    return {{"sum", amount_of(house, parked.sum)}, {"lines", std::move(lines)}};
}

Result<Answer> show_parked(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        if (!customers::may_see(transaction, request.actor, request.id()))
            return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        return Answer::ok(parked_json(house, transaction, parked_of(transaction, request.id())));
    });
}

Result<Answer> park_asked(House& house, const Request& request) {
    const auto amount = read_money(request.body.at("amount").get<std::string>(), house.rules.currency_digits, '.');
    if (!amount) return refuse_field("amount", amount.refusal().issues.front().key);
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto event = TRY(park(house, transaction, request.actor, request.id(),
                                        {request.body.at("kind").get<std::string>(), *amount}));
            auto json = parked_json(house, transaction, parked_of(transaction, request.id()));
            json["change_event"] = event;
            auto answer = Answer::ok(std::move(json));
            answer.status = 201;
            return answer;
        });
    });
}

Result<Answer> pay_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto sum = TRY(pay_from_parked(house, transaction, request.actor, request.id(), *request.version));
        auto answer = Answer::ok({{"paid", amount_of(house, sum.order.paid)},
                                  {"open", amount_of(house, sum.total - sum.order.paid)},
                                  {"change_event", sum.change_event}});
        answer.version = sum.order.version;
        return answer;
    });
}

Result<Answer> park_overpaid_asked(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return orders::order_answer(house, transaction, TRY(park_overpaid(house, transaction, request.actor, request.id(),
                                                                          *request.version)));
    });
}

Json parked_schema() {
    const auto line = object({{"id", integer()}, {"amount", money()}, {"kind", text()},
                              {"order_number", nullable(text())}, {"at", instant()}, {"by", text()}},
                             {"id", "amount", "kind", "at", "by"});
    return object({{"sum", money()}, {"lines", array(line)}, {"change_event", nullable(integer())}}, {"sum", "lines"});
}

}  // namespace

web::EndpointTable subscriptions_endpoints(House& house) {
    const auto subscription = subscription_schema();
    return {
        {Method::get, "/subscription-terms", "list_subscription_terms", "events.read",
         "Subscriptions with their event dates and prices, those of the newest season first.", {}, nullptr, {},
         {{200, "Subscriptions", object({{"rows", array(subscription)}}, {"rows"})}}, {},
         [&house](Request& request) { return list(house, request); }},
        {Method::put, "/subscription-terms/{id}", "put_subscription_terms", "events.change",
         "The event dates of a subscription, and what a seat costs by ticket type and price zone: at all of them "
         "together, or at each that is chosen of a flexible one; where it has no price, that of the base data or the "
         "event dates' own hold. Base data has the same event dates.",
         {}, object({{"events", array(integer())}, {"prices", array(price_schema(false))}}, {"events"}), {},
         {{200, "The subscription", subscription}}, Precondition::if_match,
         [&house](Request& request) { return put(house, request); }, "subscription_terms"},
    };
}

web::EndpointTable parked_money_endpoints(House& house) {
    const auto parked = parked_schema();
    return {
        {Method::get, "/customers/{id}/parked-money", "get_parked_money", "sales.read",
         "Money that a customer paid before there was anything to pay for.", {}, nullptr, {},
         {{200, "Sum and lines, the newest first", parked}}, {},
         [&house](Request& request) { return show_parked(house, request); }},
        {Method::post, "/customers/{id}/parked-money", "park_money", "sales.sell",
         "Takes money in before the season exists; a negative amount pays it back and needs sales.refund.", {},
         object({{"amount", money()}, {"kind", orders::payment_kind_schema()}},
                {"amount", "kind"}),
         {}, {{201, "Sum and lines", parked}}, Precondition::idempotency_key,
         [&house](Request& request) { return park_asked(house, request); }, "parked_money"},
        {Method::post, "/orders/{id}/parked-money", "pay_order_from_parked_money", "sales.sell",
         "Pays an order of what is parked on its customer, as much as is open and there.", {}, nullptr, {},
         {{200, "What is paid and open now",
           object({{"paid", money()}, {"open", money()}, {"change_event", integer()}}, {"paid", "open"})}},
         Precondition::if_match, [&house](Request& request) { return pay_asked(house, request); }, "parked_money"},
        {Method::post, "/orders/{id}/overpaid/parked-money", "park_overpaid", "sales.refund",
         "What was paid too much for an order stays on its customer as money for later.", {}, nullptr, {},
         {{200, "The order as it is now", reference("CounterOrder")}}, Precondition::if_match,
         [&house](Request& request) { return park_overpaid_asked(house, request); }, "parked_money"},
    };
}

}  // namespace kartei::renewals
