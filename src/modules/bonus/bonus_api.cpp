#include "modules/bonus/bonus_api.hpp"

#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/bonus/bonus_account.hpp"
#include "modules/bonus/bonus_actions.hpp"
#include "modules/bonus/bonus_statement.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/one_customer.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::bonus {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json number(std::int64_t number) { return number == 0 ? Json() : Json(number); }

Json lot_json(const House& house, const Lot& lot) {
    const bool of_booking = lot.booking != 0;
    return {{"entry", number(lot.entry)},
            {"booking", number(lot.booking)},
            {"on", lot.earned_on},
            {"text", words(lot.text)},
            {"operator", words(lot.operator_code)},
            {"turnover", of_booking ? Json(write_money(lot.turnover, house.rules.currency_digits)) : Json()},
            {"rate", number(lot.rate)},
            {"points", lot.points},
            {"left", lot.left},
            {"expired", lot.expired},
            {"ends_on", words(lot.ends_on)},
            {"change_event", number(lot.event)}};
}

Json use_json(const House& house, const Use& use) {
    return {{"entry", number(use.entry)},
            {"booking", number(use.booking)},
            {"on", use.used_on},
            {"text", words(use.text)},
            {"amount", use.booking != 0 ? Json(write_money(use.amount, house.rules.currency_digits)) : Json()},
            {"points", use.points},
            {"change_event", number(use.event)}};
}

Json points_json(const House& house, const CustomerPoints& points) {
    const auto& [customer, account, rates] = points;
    Json lots = Json::array(), uses = Json::array();
    for (const auto& lot : account.lots) lots.push_back(lot_json(house, lot));
    for (const auto& use : account.uses) uses.push_back(use_json(house, use));
    const auto next = next_to_expire(account);
    const auto digits = house.rules.currency_digits;
    return {{"customer",
             {{"id", customer.id},
              {"number", customer.number ? Json(*customer.number) : Json()},
              {"name", customers::name_in_lists(customer.name_prefix, customer.name, customer.first_name)}}},
            {"takes_part", !customer.no_bonus_points && customer.id != customers::anonymous_customer},
            {"balance", account.balance()},
            {"worth", write_money(worth_of(account.balance(), rates.per_unit, digits), digits)},
            {"came", account.came},
            {"used", account.used},
            {"expired", account.expired},
            {"expiring", next ? Json{{"points", next->points}, {"on", next->on}} : Json()},
            {"lots", std::move(lots)},
            {"uses", std::move(uses)}};
}

Result<Answer> get(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(points_json(house, TRY(points_of(house, transaction, request.actor, request.id()))));
    });
}

NewEntry entry_in(const Json& body) {
    const auto text = [&](const char* name) {
        const auto found = body.find(name);
        return found == body.end() || found->is_null() ? std::string() : found->get<std::string>();
    };
    return {body.at("points").get<std::int64_t>(), text("text"), text("entered_on"), text("expires_on")};
}

Result<Answer> enter(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto entry =
                TRY(enter_points(house, transaction, request.actor, request.id(), entry_in(request.body)));
            auto json = points_json(house, TRY(points_of(house, transaction, request.actor, request.id())));
            json["change_event"] = entry.created_event;
            auto answer = Answer::ok(std::move(json));
            answer.status = 201;
            return answer;
        });
    });
}

Result<Answer> statement(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto points = TRY(points_of(house, transaction, request.actor, request.id()));
        const auto name = "bonus-" + (points.customer.number ? std::to_string(*points.customer.number) : "0");
        return mailing::pdf_answer(statement_pdf(house, points, mailing::sender_of(house, transaction)), name);
    });
}

Json points_schema() {
    const auto maybe_number = schema::nullable(schema::integer());
    const auto maybe_text = schema::nullable(schema::text());
    const auto maybe_money = schema::nullable(schema::money());
    const auto maybe_date = schema::nullable(schema::date());
    const auto lot = schema::object({{"entry", maybe_number}, {"booking", maybe_number}, {"on", schema::date()},
                                     {"text", maybe_text}, {"operator", maybe_text}, {"turnover", maybe_money},
                                     {"rate", maybe_number}, {"points", schema::integer()}, {"left", schema::integer()},
                                     {"expired", schema::integer()}, {"ends_on", maybe_date},
                                     {"change_event", maybe_number}});
    const auto use = schema::object({{"entry", maybe_number}, {"booking", maybe_number}, {"on", schema::date()},
                                     {"text", maybe_text}, {"amount", maybe_money}, {"points", schema::integer()},
                                     {"change_event", maybe_number}});
    const auto customer = schema::object(
        {{"id", schema::integer()}, {"number", maybe_number}, {"name", schema::text()}}, {"id", "number", "name"});
    const auto expiring = schema::object({{"points", schema::integer()}, {"on", schema::date()}}, {"points", "on"});
    return schema::object({{"customer", customer},
                           {"takes_part", schema::boolean()},
                           {"balance", schema::integer()},
                           {"worth", schema::money()},
                           {"came", schema::integer()},
                           {"used", schema::integer()},
                           {"expired", schema::integer()},
                           {"expiring", schema::nullable(expiring)},
                           {"lots", schema::array(lot)},
                           {"uses", schema::array(use)},
                           {"change_event", schema::integer()}},
                          {"customer", "takes_part", "balance", "worth", "came", "used", "expired", "expiring", "lots",
                           "uses"});
}

}  // namespace

EndpointTable bonus_endpoints(House& house) {
    const auto points = schema::reference("BonusPoints");
    const auto maybe_date = schema::nullable(schema::date());
    return {
        {Method::get, "/customers/{id}/bonus", "get_bonus_points", "bonus.read",
         "The bonus points of a customer (J-016): what came, what was redeemed, what is left and until when.", {},
         nullptr, {}, {{200, "The points.", points}}, {}, [&house](Request& request) { return get(house, request); }},
        {Method::post, "/customers/{id}/bonus", "enter_bonus_points", "bonus.change",
         "Gives points by hand, or takes some (below zero), tied to no booking (J-224).", {},
         schema::object({{"points", schema::integer()},
                         {"text", schema::text(200)},
                         {"entered_on", maybe_date},
                         {"expires_on", maybe_date}},
                        {"points", "text"}),
         {}, {{201, "The points as they are now; change_event undoes the entry.", points}},
         Precondition::idempotency_key, [&house](Request& request) { return enter(house, request); }, "bonus_entry"},
        {Method::get, "/customers/{id}/bonus/statement.pdf", "print_bonus_statement", "bonus.read",
         "The statement of points for the customer, in his language.", {}, nullptr, {},
         mailing::pdf_declaration("The statement."), {},
         [&house](Request& request) { return statement(house, request); }},
    };
}

std::vector<web::NamedSchema> bonus_schemas() { return {{"BonusPoints", points_schema()}}; }

}  // namespace kartei::bonus
