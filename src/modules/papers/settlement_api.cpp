#include "modules/papers/settlement_api.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/papers/settlement.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::papers {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Result<std::string> day_in(const Json& body, const char* name) {
    const auto found = body.value(name, Json());
    if (!found.is_string()) return std::string();
    const auto day = read_date(found.get_ref<const std::string&>());
    if (!day) return refuse_field(name, day.refusal().issues.front().key, day.refusal().issues.front().parameters);
    return write_date(*day);
}

Result<SettlementOrder> order_in(const Json& body) {
    SettlementOrder order;
    order.from = TRY(day_in(body, "from"));
    order.to = TRY(day_in(body, "to"));
    order.by_booking = body.value("by", "departure") == "booking";
    if (const auto agency = body.value("agency", Json()); agency.is_number()) order.agency = agency;
    order.house_collected = body.value("house_collected", false);
    return order;
}

Json sums_json(const House& house, const AgencyToSettle& agency) {
    const auto money = [&](std::int64_t amount) { return write_money(amount, house.rules.currency_digits); };
    const auto sum = agency.sum();
    return {{"bookings", agency.bookings()},
            {"services", agency.services.size()},
            {"without_commission", agency.without_commission()},
            {"price", money(agency.price())},
            {"commission", money(sum.commission)},
            {"tax", money(sum.tax)},
            {"settlement", money(sum.owes)}};
}

Json agency_json(const House& house, const AgencyToSettle& agency, std::int64_t booking, Language language) {
    auto json = sums_json(house, agency);
    json["id"] = agency.id;
    json["number"] = agency.number;
    json["name"] = agency.name;
    json["operator"] = agency.operator_name;
    json["missing"] = agency.missing.empty() ? Json(nullptr) : Json(text(language, "settlement.missing." + agency.missing));
    json["booking"] = booking == 0 ? Json(nullptr) : Json(booking);
    return json;
}

Result<Answer> preview(House& house, const Request& request) {
    const auto order = TRY(order_in(request.body));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json agencies = Json::array();
        AgencyToSettle all;
        for (const auto& agency : TRY(agencies_to_settle(house, transaction, request.actor, order))) {
            agencies.push_back(agency_json(house, agency, 0, request.language));
            if (agency.missing.empty())
                all.services.insert(all.services.end(), agency.services.begin(), agency.services.end());
        }
        return Answer::ok({{"agencies", std::move(agencies)}, {"sums", sums_json(house, all)}});
    });
}

Result<Answer> settle(House& house, const Request& request) {
    const auto order = TRY(order_in(request.body));
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto run = TRY(settle_agencies(house, transaction, request.actor, order));
            Json agencies = Json::array();
            for (const auto& [agency, booking] : run.agencies)
                agencies.push_back(agency_json(house, agency, booking, request.language));
            return Answer::created({{"agencies", std::move(agencies)}, {"change_event", run.event}},
                                   "/api/v1/change-events/" + std::to_string(run.event));
        });
    });
}

}  // namespace

EndpointTable settlement_endpoints(House& house) {
    const auto order = schema::object({{"from", schema::nullable(schema::text(10))},
                                       {"to", schema::nullable(schema::text(10))},
                                       {"by", schema::choice({"departure", "booking"})},
                                       {"agency", schema::nullable(schema::integer())},
                                       {"house_collected", schema::boolean()}});
    const auto agency = schema::object({{"id", schema::integer()}, {"number", schema::integer()},
                                        {"name", schema::text()}, {"operator", schema::text()},
                                        {"missing", schema::nullable(schema::text())},
                                        {"booking", schema::nullable(schema::integer())},
                                        {"bookings", schema::integer()}, {"services", schema::integer()},
                                        {"without_commission", schema::integer()}, {"price", schema::money()},
                                        {"commission", schema::money()}, {"tax", schema::money()},
                                        {"settlement", schema::money()}});
    EndpointTable all{
        {Method::post, "/agency-settlements/preview", "preview_agency_settlement", "bookings.invoice",
         "What the bookings of agencies come to in a period, and what hinders an agency's settlement (J-169).", {}, order,
         {}, {{200, "By agency.", schema::object({{"agencies", schema::array(agency)}, {"sums", schema::anything()}})}},
         {}, [&house](Request& request) { return preview(house, request); }, "settlement"},
        {Method::post, "/agency-settlements", "settle_agencies", "bookings.invoice",
         "Assigns their commissions to the services of agencies and makes a settlement booking for each agency, with one "
         "service for each that is settled (J-168, J-170). Goes back until a settlement booking is invoiced or paid.",
         {}, order, {},
         {{201, "By agency.",
           schema::object({{"agencies", schema::array(agency)}, {"change_event", schema::integer()}})}},
         Precondition::idempotency_key, [&house](Request& request) { return settle(house, request); }, "settlement"},
    };
    return parameters::only_with_module(house, "travel",
                                        parameters::only_with_module(house, "agency", std::move(all)));
}

}  // namespace kartei::papers
