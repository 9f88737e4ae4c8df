// What an office does with an order over HTTP: divided, put together, given to another customer, kept longer, and what was
// paid too much.
#include "modules/orders/counter_api.hpp"
#include "modules/orders/order_desk.hpp"
#include "modules/orders/order_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

using OrderWork = Result<OrderSum> (*)(House&, Transaction&, const Request&);

std::string text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

Result<OrderSum> split_asked(House& house, Transaction& transaction, const Request& request) {
    const auto ids = [&](const char* name) { return request.body.value(name, std::vector<std::int64_t>{}); };
    return split_order(house, transaction, request.actor, request.id(), *request.version,
                       {ids("tickets"), ids("products")});
}

Result<OrderSum> merge_asked(House& house, Transaction& transaction, const Request& request) {
    return merge_orders(house, transaction, request.actor, request.id(), *request.version,
                        request.body.at("from").get<std::int64_t>());
}

Result<OrderSum> give_asked(House& house, Transaction& transaction, const Request& request) {
    return give_order_to(house, transaction, request.actor, request.id(), *request.version,
                         request.body.at("customer").get<std::int64_t>());
}

Result<OrderSum> expiry_asked(House& house, Transaction& transaction, const Request& request) {
    std::string expires_at;
    if (const auto typed = text_in(request.body, "expires_at"); !typed.empty()) {
        const auto instant = read_instant(typed, house.rules.time_zone);
        if (!instant) return refuse_field("expires_at", instant.refusal().issues.front().key);
        expires_at = write_instant(*instant);
    }
    return change_expiry(house, transaction, request.actor, request.id(), *request.version, expires_at,
                         request.body.value("delete_on_expiry", false));
}

Result<OrderSum> pay_back_asked(House& house, Transaction& transaction, const Request& request) {
    return pay_back_overpaid(house, transaction, request.actor, request.id(), *request.version,
                             text_in(request.body, "kind"));
}

Result<OrderSum> move_asked(House& house, Transaction& transaction, const Request& request) {
    return move_overpaid(house, transaction, request.actor, request.id(), *request.version,
                         request.body.at("to").get<std::int64_t>());
}

Endpoint changing(House& house, Method method, std::string path, std::string name, std::string permission,
                  std::string summary, Json body, OrderWork work) {
    Endpoint endpoint{method, "/orders/{id}" + path, std::move(name), std::move(permission), std::move(summary)};
    endpoint.body_schema = std::move(body);
    endpoint.answers = {{200, "The order as it is now", reference("CounterOrder")}};
    endpoint.precondition = Precondition::if_match;
    endpoint.handle = [&house, work](Request& request) -> Result<Answer> {
        return house.database.write([&](Transaction& transaction) -> Result<Answer> {
            return order_answer(house, transaction, TRY(work(house, transaction, request)));
        });
    };
    endpoint.record = "counter";
    return endpoint;
}

}  // namespace

web::EndpointTable order_desk_endpoints(House& house) {
    return {
        changing(house, Method::post, "/splits", "split_order", "sales.sell",
                 "The chosen tickets and articles (`products`, ids of the order's lines) become an order of their own, "
                 "which is answered. Of a paid order it gets what it costs, of a part-paid one its share.",
                 object({{"tickets", array(integer())}, {"products", array(integer())}}), split_asked),
        changing(house, Method::post, "/merges", "merge_orders", "sales.sell",
                 "Everything of the order `from` goes over to this one, with its money; that one stays, empty. Both are "
                 "one customer's, and both paid or both open.",
                 object({{"from", integer()}}, {"from"}), merge_asked),
        changing(house, Method::put, "/customer", "give_order_to", "sales.sell",
                 "The order is another customer's from now on; ledger and labels follow.",
                 object({{"customer", integer()}}, {"customer"}), give_asked),
        changing(house, Method::put, "/expiry", "change_expiry", "sales.sell",
                 "Until when a reservation lasts (null: without end), and whether it is deleted then.",
                 object({{"expires_at", nullable(text(40))}, {"delete_on_expiry", boolean()}}, {"expires_at"}),
                 expiry_asked),
        changing(house, Method::post, "/overpaid/paybacks", "pay_back_overpaid", "sales.refund",
                 "What was paid too much goes back by `kind`, or without one as it came in.",
                 object({{"kind", nullable(payment_kind_schema())}}), pay_back_asked),
        changing(house, Method::post, "/overpaid/moves", "move_overpaid", "sales.refund",
                 "As much of what was paid too much as is open there goes into the order `to` of the same customer.",
                 object({{"to", integer()}}, {"to"}), move_asked),
    };
}

}  // namespace kartei::orders
