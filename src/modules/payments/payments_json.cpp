#include "modules/payments/payments_json.hpp"

#include "base/money.hpp"
#include "base/texts.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::payments {

using namespace web::endpoint_names;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

std::int64_t number_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? 0 : found->get<std::int64_t>();
}

Result<std::int64_t> money_in(const House& house, const Json& json, const char* name) {
    const auto written = text_in(json, name);
    if (written.empty()) return std::int64_t{0};
    const auto amount = read_money(written, house.rules.currency_digits);
    if (!amount)
        return refuse_field(name, amount.refusal().issues.front().key, amount.refusal().issues.front().parameters);
    return *amount;
}

Result<Date> day_in(const House& house, const std::string& written, const char* name) {
    const auto day = read_date(written.empty() ? house.today() : written);
    if (!day) return refuse_field(name, day.refusal().issues.front().key, day.refusal().issues.front().parameters);
    return *day;
}

std::string amount_of(const House& house, std::int64_t minor_units) {
    return write_money(minor_units, house.rules.currency_digits);
}

Json customer_json(Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto customer = customers::find_customer(transaction, id);
    if (!customer || !customers::may_see(actor, *customer)) return {};
    return {{"id", customer->id},
            {"number", customer->number ? Json(*customer->number) : Json()},
            {"name", customers::name_in_lists(customer->name_prefix, customer->name, customer->first_name)}};
}

Json customer_schema() {
    return schema::nullable(schema::object({{"id", schema::integer()},
                                            {"number", schema::nullable(schema::integer())},
                                            {"name", schema::text()}}));
}

Json problems_json(const std::vector<Issue>& issues, Language language) {
    Json list = Json::array();
    for (const auto& issue : issues)
        list.push_back(
            {{"field", issue.field}, {"key", issue.key}, {"text", text(language, issue.key, issue.parameters)}});
    return list;
}

Result<web::Answer> made_once(House& house, const web::Request& request,
                              const std::function<Result<web::Json>(Transaction&)>& work) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<web::Answer> {
            auto answer = web::Answer::ok(TRY(work(transaction)));
            answer.status = 201;
            return answer;
        });
    });
}

Result<web::Answer> as_job(House& house, jobs::Jobs& jobs, const web::Request& request, const jobs::Order& order,
                           const std::function<Result<Done>(Transaction&)>& check, jobs::Work work) {
    std::optional<jobs::Job> entered;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        entered.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<web::Answer> {
            TRY(check(transaction));
            entered = TRY(jobs.enter(transaction, order));
            return web::Answer::accepted({{"id", entered->id}}, "/api/v1/jobs/" + std::to_string(entered->id));
        });
    }));
    if (entered) jobs.launch(*entered, std::move(work));
    return answer;
}

Json job_schema() { return web::schema::object({{"id", web::schema::integer()}}, {"id"}); }

}  // namespace kartei::payments
