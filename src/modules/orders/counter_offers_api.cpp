#include "base/money.hpp"
#include "modules/orders/article_stock.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/promotion_terms.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json left_of(const std::optional<std::int64_t>& left) { return left ? Json(*left) : Json(); }

Result<Answer> read_offers(House& house, const Request& request) {
    const auto event = request.query_integer("event", 0);
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        if (!sees_event(transaction, request.actor, event))
            return refuse(RefusalKind::not_found, "error.no_such_event");
        Json promotions = Json::array(), articles = Json::array();
        for (const auto& one : running_promotions(house, transaction, event))
            promotions.push_back({{"id", one.id},
                                  {"name", one.name},
                                  {"asks_code", one.asks_code},
                                  {"label", one.label.empty() ? Json() : Json(one.label)},
                                  {"left", left_of(one.left)}});
        for (const auto& one : offered_articles(transaction, event))
            articles.push_back({{"id", one.id},
                                {"name", one.name},
                                {"unit_price", write_money(one.unit_price, house.rules.currency_digits)},
                                {"of_event", one.of_event},
                                {"left", left_of(one.left)}});
        return Answer::ok({{"promotions", std::move(promotions)}, {"articles", std::move(articles)}});
    });
}

Result<Answer> read_price(House& house, const Request& request) {
    const auto wish = TRY(sale_wish(house, request.body));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto price = TRY(price_of_sale(house, transaction, request.actor, wish));
        const auto amount = [&](std::int64_t minor) { return write_money(minor, house.rules.currency_digits); };
        Json tickets = Json::array(), products = Json::array();
        for (const auto& one : price.tickets)
            tickets.push_back({{"price", amount(one.price)}, {"reduced", one.promotion_id != 0}});
        for (const auto& one : price.products)
            products.push_back({{"product", one.product_id}, {"price", amount(one.quantity * one.unit_price)}});
        return Answer::ok({{"total", amount(price.total)},
                           {"tickets", std::move(tickets)},
                           {"products", std::move(products)}});
    });
}

Json offers_schema() {
    const auto promotion = object({{"id", integer()}, {"name", text()}, {"asks_code", boolean()},
                                   {"label", nullable(text())}, {"left", nullable(integer())}},
                                  {"id", "name", "asks_code"});
    const auto article = object({{"id", integer()}, {"name", text()}, {"unit_price", money()},
                                 {"of_event", boolean()}, {"left", nullable(integer())}},
                                {"id", "name", "unit_price", "of_event"});
    return object({{"promotions", array(promotion)}, {"articles", array(article)}}, {"promotions", "articles"});
}

Json price_schema() {
    return object({{"total", money()},
                   {"tickets", array(object({{"price", money()}, {"reduced", boolean()}}, {"price", "reduced"}))},
                   {"products", array(object({{"product", integer()}, {"price", money()}}, {"product", "price"}))}},
                  {"total", "tickets", "products"});
}

}  // namespace

web::EndpointTable counter_offers_endpoints(House& house) {
    Endpoint offers{Method::get, "/counter-offers", "list_counter_offers", "sales.sell",
                    "Promotions that run today for an event date, and articles for sale, with how many are left "
                    "(none: not counted)."};
    offers.parameters = {{"event", "id of the event date", integer()}};
    offers.answers = {{200, "The offers", offers_schema()}};
    offers.handle = [&house](Request& request) { return read_offers(house, request); };
    offers.record = "counter";
    Endpoint price{Method::post, "/counter-sales/price", "price_counter_sale", "sales.sell",
                   "What a sale would come to: tickets in the order asked, reduced or not, then those of subscriptions: "
                   "seat by seat, date by date. Refuses what the sale would refuse; takes nothing."};
    price.body_schema = sale_wish_schema();
    price.answers = {{200, "The price", price_schema()}};
    price.handle = [&house](Request& request) { return read_price(house, request); };
    price.record = "counter";
    return {std::move(offers), std::move(price)};
}

}  // namespace kartei::orders
