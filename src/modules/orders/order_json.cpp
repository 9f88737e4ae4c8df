#include "modules/orders/order_json.hpp"

#include "base/money.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/payments.hpp"
#include "modules/orders/product_sale.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// Names of what an order holds, each read once.
class Names {
public:
    explicit Names(Transaction& transaction)
        : transaction_(transaction),
          types_(events::names_on_shelf(transaction, events::Shelf::ticket_type)),
          products_(events::names_on_shelf(transaction, events::Shelf::product)) {}

    Json ticket_type(std::int64_t id) const { return in(types_, id); }
    Json product(std::int64_t id) const { return in(products_, id); }
    const std::optional<events::Event>& event(std::int64_t id) {
        const auto known = events_.find(id);
        return (known != events_.end() ? known : events_.emplace(id, events::find_event(transaction_, id)).first)->second;
    }

private:
    static Json in(const events::Names& names, std::int64_t id) {
        const auto found = names.find(id);
        return found == names.end() ? Json() : Json(found->second);
    }
    Transaction& transaction_;
    events::Names types_, products_;
    std::map<std::int64_t, std::optional<events::Event>> events_;
};

Json ticket_json(const House& house, Names& names, const Ticket& ticket) {
    const auto amount = [&](std::int64_t minor) { return write_money(minor, house.rules.currency_digits); };
    const auto& event = names.event(ticket.event_id);
    return {{"id", ticket.id}, {"event", ticket.event_id},
            {"event_name", event ? words(event->name) : Json()}, {"starts_at", event ? words(event->starts_at) : Json()},
            {"ticket_type", names.ticket_type(ticket.ticket_type_id)},
            {"ticket_type_id", ticket.ticket_type_id ? Json(ticket.ticket_type_id) : Json()},
            {"of_promotion", ticket.promotion_id != 0},
            {"entrance", words(ticket.entrance)}, {"section", words(ticket.section)},
            {"row", words(ticket.row)}, {"seat", words(ticket.seat)},
            {"price_zone", words(ticket.price_zone)}, {"price", amount(ticket.price)}, {"fee", amount(ticket.fee)},
            {"fee_kept", amount(ticket.fee_kept)},
            {"state", state_name(ticket.state)}, {"of_subscription", ticket.subscription_id != 0},
            {"barcode", words(ticket.barcode)}};
}

Json product_json(const House& house, Names& names, const ProductSale& sale) {
    return {{"id", sale.id}, {"product", names.product(sale.product_id)}, {"quantity", sale.quantity},
            {"unit_price", write_money(sale.unit_price, house.rules.currency_digits)}, {"state", sale.state},
            {"event", sale.event_id ? Json(sale.event_id) : Json()}};
}

}  // namespace

Json order_json(const House& house, Transaction& transaction, const OrderSum& sum) {
    const auto amount = [&](std::int64_t minor) { return write_money(minor, house.rules.currency_digits); };
    Names names(transaction);
    Json tickets = Json::array(), payments = Json::array(), products = Json::array();
    for (const auto& ticket : sum.tickets) tickets.push_back(ticket_json(house, names, ticket));
    for (const auto& sale : sales_of_order(transaction, sum.order.id))
        products.push_back(product_json(house, names, sale));
    const auto receipts = receipt_numbers(transaction, sum.order.id);
    for (std::size_t i = 0; i < sum.payments.size(); ++i)
        payments.push_back({{"kind", sum.payments[i].kind},
                            {"amount", amount(sum.payments[i].amount)},
                            {"receipt", i < receipts.size() ? words(receipts[i]) : Json()}});
    const auto customer = customers::find_customer(transaction, sum.order.customer_id);
    const bool named = customer && customer->id != customers::anonymous_customer;
    return {{"id", sum.order.id}, {"version", sum.order.version}, {"number", sum.order.number},
            {"customer", named ? Json(customer->id) : Json()},
            {"customer_name", named ? words(full_name(*customer)) : Json()},
            {"expires_at", words(sum.order.expires_at)}, {"delete_on_expiry", sum.order.delete_on_expiry},
            {"total", amount(sum.total)}, {"paid", amount(sum.order.paid)},
            {"open", amount(sum.total - sum.order.paid)}, {"tickets", std::move(tickets)},
            {"products", std::move(products)}, {"payments", std::move(payments)},
            {"change_event", sum.change_event ? Json(sum.change_event) : Json()}};
}

Answer order_answer(const House& house, Transaction& transaction, const OrderSum& sum) {
    auto answer = Answer::ok(order_json(house, transaction, sum));
    answer.version = sum.order.version;
    return answer;
}

Json ticket_state_schema() { return choice({ticket_states.begin(), ticket_states.end()}); }

Json payment_kind_schema() { return choice({payment_kinds.begin(), payment_kinds.end()}); }

Json order_schema() {
    const auto maybe = nullable(text());
    const auto ticket = object(
        {{"id", integer()}, {"event", integer()}, {"event_name", maybe}, {"starts_at", nullable(instant())},
         {"ticket_type", maybe}, {"ticket_type_id", nullable(integer())}, {"of_promotion", boolean()}, {"entrance", maybe}, {"section", maybe},
         {"row", maybe}, {"seat", maybe}, {"price_zone", maybe}, {"price", money()}, {"fee", money()},
         {"fee_kept", money()},
         {"state", ticket_state_schema()}, {"of_subscription", boolean()}, {"barcode", maybe}},
        {"id", "event", "price", "state"});
    const auto product = object({{"id", integer()}, {"product", maybe}, {"quantity", integer()}, {"unit_price", money()},
                                 {"state", choice({product_states.begin(), product_states.end()})},
                                 {"event", nullable(integer())}},
                                {"id", "quantity", "unit_price", "state"});
    const auto payment = object({{"kind", payment_kind_schema()}, {"amount", money()}, {"receipt", maybe}},
                                {"kind", "amount", "receipt"});
    return object({{"id", integer()}, {"version", integer()}, {"number", text()}, {"customer", nullable(integer())},
                   {"customer_name", maybe}, {"expires_at", nullable(instant())}, {"delete_on_expiry", boolean()},
                   {"total", money()}, {"paid", money()}, {"open", money()}, {"tickets", array(ticket)},
                   {"products", array(product)}, {"payments", array(payment)}, {"change_event", nullable(integer())}},
                  {"id", "version", "number", "total", "paid", "open", "tickets", "payments"});
}

}  // namespace kartei::orders
