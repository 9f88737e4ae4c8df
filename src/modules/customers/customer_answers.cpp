#include "modules/customers/customer_answers.hpp"

#include "modules/accounts/account_json.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/field_json.hpp"

namespace kartei::customers {

using sql::Transaction;
using web::Answer;
using web::Json;
using web::Request;

namespace {

/// Fields of a module that is switched off are answered empty (decisions.md 17, J-137); what they hold stays stored.
Json json_of(Transaction& transaction, Customer customer, const House& house, std::int64_t event = 0) {
    for (const auto& name : parameters::absent_fields(*parameters::parameters_of(transaction)))
        if (const auto* member = find_field(customer_fields(), name)) member->set(customer, Value());
    return customer_json(customer, house.rules, event);
}

}  // namespace

Answer answer_of(Transaction& transaction, const Customer& customer, const House& house, std::int64_t event) {
    auto answer = Answer::ok(json_of(transaction, customer, house, event));
    answer.version = customer.version;
    return answer;
}

Answer answer_of(const Customer& customer, const House& house, std::int64_t event) {
    return house.database.read(
        [&](Transaction& transaction) { return answer_of(transaction, customer, house, event); });
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
    const auto json = house.database.read([&](Transaction& transaction) { return json_of(transaction, *now, house); });
    return accounts::stale(house, "customer", now->id, *request.version, json, request);
}

}  // namespace kartei::customers
