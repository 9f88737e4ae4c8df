#include "modules/orders/purchases_api.hpp"

#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/customer_purchases.hpp"
#include "modules/orders/order_json.hpp"
#include "web/field_json.hpp"

namespace kartei::orders {
namespace {

using events::Shelf;
using web::Answer;
using web::Json;
using web::Request;
using namespace web::schema;

constexpr std::int64_t usual_orders = 20, most_orders = 100;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// What stands behind ids, for one answer.
struct Names {
    const House& house;
    const events::EventsById& events;
    events::Names types, promotions;
    std::unordered_map<std::int64_t, events::Subscription> subscriptions;

    Json of(const events::Names& names, std::int64_t id) const {
        const auto found = names.find(id);
        return found == names.end() ? Json() : Json(found->second);
    }
    Json subscription(std::int64_t id) const {
        const auto found = subscriptions.find(id);
        return found == subscriptions.end() ? Json() : Json(found->second.name);
    }
    std::string amount(std::int64_t minor_units) const {
        static const Field money{"price", FieldKind::money, 0, Privacy::open, may_be_negative};
        return write_value(money, minor_units, house.rules);
    }
};

Json event_json(const Names& names, std::int64_t id) {
    const auto found = names.events.find(id);
    if (found == names.events.end()) return nullptr;
    const auto& event = found->second;
    return {{"code", event.code},
            {"name", event.name},
            {"starts_at", text_or_null(event.starts_at)},
            {"venue", text_or_null(event.venue)},
            {"hall", text_or_null(event.hall)}};
}

Json ticket_json(const Names& names, const Ticket& ticket) {
    return {{"id", ticket.id},
            {"event", event_json(names, ticket.event_id)},
            {"ticket_type", names.of(names.types, ticket.ticket_type_id)},
            {"price", names.amount(ticket.price)},
            {"fee", names.amount(ticket.fee)},
            {"entrance", text_or_null(ticket.entrance)},
            {"section", text_or_null(ticket.section)},
            {"row", text_or_null(ticket.row)},
            {"seat", text_or_null(ticket.seat)},
            {"price_zone", text_or_null(ticket.price_zone)},
            {"state", state_name(ticket.state)},
            {"printed", ticket.is_printed()},
            {"scanned_at", text_or_null(ticket.scanned_at)},
            {"subscription", names.subscription(ticket.subscription_id)},
            {"promotion", names.of(names.promotions, ticket.promotion_id)}};
}

Json product_json(const Names& names, const PurchasedProduct& product) {
    return {{"product", product.name},
            {"state", product.state},
            {"quantity", product.quantity},
            {"unit_price", names.amount(product.unit_price)},
            {"amount", names.amount(product.amount())},
            {"event", event_json(names, product.event_id)}};
}

Json order_json(const Names& names, const Purchase& purchase) {
    const auto& order = purchase.order;
    Json tickets = Json::array(), products = Json::array(), receipts = Json::array();
    for (const auto& receipt : purchase.receipts)
        receipts.push_back({{"number", receipt.number},
                            {"kind", receipt.kind},
                            {"amount", names.amount(receipt.amount)},
                            {"paid_at", receipt.paid_at}});
    for (const auto& ticket : purchase.tickets) tickets.push_back(ticket_json(names, ticket));
    for (const auto& product : purchase.products) products.push_back(product_json(names, product));
    return {{"id", order.id},
            {"number", order.number},
            {"state", purchase.state()},
            {"ordered_at", text_or_null(order.ordered_at)},
            {"sold_by", text_or_null(order.sold_by)},
            {"channel", text_or_null(order.channel)},
            {"description", text_or_null(order.description)},
            {"expires_at", text_or_null(order.expires_at)},
            {"total", names.amount(purchase.total())},
            {"paid", purchase.is_whole ? Json(names.amount(order.paid)) : Json()},
            {"receipt_url", purchase.is_whole ? text_or_null(order.receipt_url) : Json()},
            {"receipts", std::move(receipts)},
            {"tickets", std::move(tickets)},
            {"products", std::move(products)}};
}

Json figures_json(const Names& names, const PurchaseFigures& figures) {
    return {{"orders", figures.orders},
            {"tickets", figures.tickets},
            {"turnover", names.amount(figures.turnover)},
            {"last_purchase_at", text_or_null(figures.last_purchase_at)},
            {"next_event", event_json(names, figures.next_event)}};
}

Result<Answer> answer_purchases(House& house, const Request& request) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer || !customers::may_see(request.actor, *customer))
            return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        const auto seen = events::events_of(transaction, request.actor);
        const auto limit = static_cast<std::size_t>(request.query_integer("limit", usual_orders));
        const auto found = purchases_of(transaction, seen, customer->id, request.query_integer("before", 0), limit,
                                        house.now());
        const Names names{house, seen, events::names_on_shelf(transaction, Shelf::ticket_type),
                          events::names_on_shelf(transaction, Shelf::promotion), events::subscriptions(transaction)};
        Json orders = Json::array();
        for (const auto& purchase : found.orders) orders.push_back(order_json(names, purchase));
        return Answer::ok({{"figures", figures_json(names, found.figures)},
                           {"orders", std::move(orders)},
                           {"before", found.before ? Json(found.before) : Json()}});
    });
}

Json whole_number(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

Json all_required(std::vector<std::pair<std::string, Json>> members) {
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return object(members, names);
}

}  // namespace

web::EndpointTable purchases_endpoints(House& house) {
    web::Endpoint endpoint{web::Method::get, "/customers/{id}/purchases", "read_purchases", "customers.read",
                           "What the customer bought and reserved, newest order first, with figures over all of it: "
                           "tickets reserved or sold, turnover (price and fee of sold tickets, sold products), last "
                           "purchase, next event date. Only event dates the caller may see; what speaks of a whole "
                           "order (paid, receipt) is null where he sees a part of it."};
    constexpr auto most_id = std::int64_t{9007199254740991};  // what every JSON reader holds exactly
    endpoint.parameters = {{"before", "orders behind this one, as the last page said", whole_number(0, most_id)},
                           {"limit", "orders, 20 unless told", whole_number(1, most_orders)}};
    endpoint.answers = {{200, "Figures, orders, and where the next page begins; null when there is none",
                         reference("Purchases")}};
    endpoint.handle = [&house](Request& request) { return answer_purchases(house, request); };
    return {std::move(endpoint)};
}

std::vector<web::NamedSchema> purchases_schemas() {
    const auto words = nullable(text()), moment = nullable(instant());
    const auto event = nullable(reference("PurchasedEvent"));
    const auto ticket = all_required({{"id", integer()}, {"event", event}, {"ticket_type", words}, {"price", money()},
                                      {"fee", money()}, {"entrance", words}, {"section", words}, {"row", words},
                                      {"seat", words}, {"price_zone", words},
                                      {"state", ticket_state_schema()}, {"printed", boolean()},
                                      {"scanned_at", moment}, {"subscription", words}, {"promotion", words}});
    const auto product = all_required({{"product", text()}, {"state", text()}, {"quantity", integer()},
                                       {"unit_price", money()}, {"amount", money()}, {"event", event}});
    const auto order = all_required(
        {{"id", integer()}, {"number", text()}, {"state", ticket_state_schema()},
         {"ordered_at", moment}, {"sold_by", words}, {"channel", words}, {"description", words}, {"expires_at", moment},
         {"total", money()}, {"paid", nullable(money())}, {"receipt_url", words},
         {"receipts", array(reference("PurchaseReceipt"))},
         {"tickets", array(reference("PurchasedTicket"))}, {"products", array(reference("PurchasedProduct"))}});
    const auto figures = all_required({{"orders", integer()}, {"tickets", integer()}, {"turnover", money()},
                                       {"last_purchase_at", moment}, {"next_event", event}});
    return {{"PurchasedEvent", all_required({{"code", text()}, {"name", text()}, {"starts_at", moment},
                                             {"venue", words}, {"hall", words}})},
            {"PurchasedTicket", ticket},
            {"PurchasedProduct", product},
            {"PurchaseReceipt", all_required({{"number", text()}, {"kind", text()}, {"amount", money()},
                                              {"paid_at", instant()}})},
            {"PurchasedOrder", order},
            {"Purchases", all_required({{"figures", figures}, {"orders", array(reference("PurchasedOrder"))},
                                        {"before", nullable(integer())}})}};
}

}  // namespace kartei::orders
