#include "modules/payments/payments_api.hpp"

#include "audit/hold.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/payments/payments_json.hpp"
#include "modules/payments/take_payment.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::payments {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

Json taken_json(const House& house, const std::vector<TakenPayment>& taken) {
    Json list = Json::array();
    for (const auto& one : taken)
        list.push_back({{"booking", one.booking != 0 ? Json(one.booking) : Json()},
                        {"position", one.position != 0 ? Json(one.position) : Json()},
                        {"order", words(one.order)},
                        {"amount", amount_of(house, one.amount)},
                        {"credit", amount_of(house, one.credit)},
                        {"paper", one.wants_invoice ? "invoice" : "receipt"}});
    return {{"taken", std::move(list)}};
}

using PaymentWork = std::function<Result<std::vector<TakenPayment>>(Transaction&)>;

Result<Answer> take(House& house, const Request& request, const PaymentWork& work) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto taken = TRY(work(transaction));
            auto answer = Answer::ok(taken_json(house, taken));
            answer.status = 201;
            return answer;
        });
    });
}

Result<std::vector<PaymentWish>> wishes_in(const House& house, const Json& body) {
    std::vector<PaymentWish> wishes;
    const auto paid_on = TRY(day_in(house, text_in(body, "paid_on"), "paid_on"));
    for (const auto& item : body.at("items")) {
        PaymentWish wish{number_in(item, "booking"), text_in(item, "order"), 0, text_in(body, "kind"), "", "", ""};
        wish.paid_on = write_date(paid_on);
        wish.text = text_in(body, "text");
        wishes.push_back(std::move(wish));
    }
    return wishes;
}

Result<Answer> pay_items(House& house, const Request& request) {
    return take(house, request, [&](Transaction& transaction) -> Result<std::vector<TakenPayment>> {
        hold_house(transaction);
        return take_sum(house, transaction, request.actor, TRY(wishes_in(house, request.body)),
                        TRY(money_in(house, request.body, "amount")));
    });
}

Result<Answer> move(House& house, const Request& request) {
    return take(house, request, [&](Transaction& transaction) -> Result<std::vector<TakenPayment>> {
        PaymentWish to{number_in(request.body, "booking"), text_in(request.body, "order"), 0, "", "", "", ""};
        to.amount = TRY(money_in(house, request.body, "amount"));
        to.text = text_in(request.body, "text");
        return move_credit(house, transaction, request.actor, request.id("number"), to);
    });
}

EndpointTable own_endpoints(House& house) {
    const auto maybe_number = schema::nullable(schema::integer());
    const auto maybe_text = schema::nullable(schema::text(200));
    const auto item = schema::object({{"booking", maybe_number}, {"order", maybe_text}});
    const auto taken = schema::object({{"taken", schema::array(schema::object({{"booking", maybe_number},
                                                                               {"position", maybe_number},
                                                                               {"order", maybe_text},
                                                                               {"amount", schema::money()},
                                                                               {"credit", schema::money()},
                                                                               {"paper", schema::text()}}))}},
                                      {"taken"});
    auto items = schema::array(item);
    items["maxItems"] = 200;
    return {
        {Method::post,
         "/payments",
         "pay_open_items",
         "payments.read",
         "One sum for several open items, the first ones first; what is left stays as credit of the last booking. "
         "Takes "
         "bookings.pay, for orders sales.sell.",
         {},
         schema::object({{"items", items},
                         {"amount", schema::text(40)},
                         {"kind", schema::text(40)},
                         {"paid_on", maybe_text},
                         {"text", maybe_text}},
                        {"items", "amount", "kind"}),
         {},
         {{201, "The payments; `paper` is what is printed behind each (J-196, J-197).", taken}},
         Precondition::idempotency_key,
         [&house](Request& request) { return pay_items(house, request); },
         "booking_payment"},
        {Method::post,
         "/bookings/{number}/credit-moves",
         "move_credit",
         "bookings.pay",
         "What was paid too much on a booking becomes payment of another one, or of an order.",
         {},
         schema::object(
             {{"booking", maybe_number}, {"order", maybe_text}, {"amount", schema::text(40)}, {"text", maybe_text}},
             {"amount"}),
         {},
         {{201, "The payment out and the payment in.", taken}},
         Precondition::idempotency_key,
         [&house](Request& request) { return move(house, request); },
         "booking_payment"},
    };
}

}  // namespace

PreviewLimits& preview_limits() {
    static PreviewLimits limits;
    return limits;
}

EndpointTable payments_endpoints(House& house, jobs::Jobs& jobs) {
    auto all = own_endpoints(house);
    auto dunning = dunning_endpoints(house, jobs);
    all.insert(all.end(), dunning.begin(), dunning.end());
    all = parameters::only_with_module(house, "payments", std::move(all));
    auto debits = parameters::only_with_module(house, "direct_debit", debit_endpoints(house, jobs));
    all.insert(all.end(), debits.begin(), debits.end());
    return all;
}

}  // namespace kartei::payments
