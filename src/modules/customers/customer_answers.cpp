#include "modules/customers/customer_answers.hpp"

#include "modules/accounts/account_json.hpp"
#include "modules/customers/customer_json.hpp"
#include "web/field_json.hpp"

namespace kartei::customers {

using sql::Transaction;
using web::Answer;
using web::Json;
using web::Request;

Answer answer_of(const Customer& customer, const House& house, std::int64_t event) {
    auto answer = Answer::ok(customer_json(customer, house.rules, event));
    answer.version = customer.version;
    return answer;
}

std::optional<Customer> stored(House& house, std::int64_t id) {
    return house.database.read([&](Transaction& transaction) { return find_customer(transaction, id); });
}

NewValues values_of(const Json& body) {
    NewValues values;
    for (const auto& [name, value] : body.items()) values.emplace(name, web::value_of(value));
    return values;
}

Result<Answer> refused(House& house, const Request& request, const Refusal& refusal) {
    const auto now = refusal.kind == RefusalKind::stale ? stored(house, request.id()) : std::nullopt;
    if (!now) return refusal;
    return accounts::stale(house, "customer", now->id, *request.version, customer_json(*now, house.rules), request);
}

}  // namespace kartei::customers
