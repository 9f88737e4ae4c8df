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
Json json_of(Customer customer, const House& house, std::int64_t event = 0) {
    const auto absent = house.database.read(
        [](Transaction& transaction) { return parameters::absent_fields(*parameters::parameters_of(transaction)); });
    for (const auto& name : absent)
        if (const auto* member = find_field(customer_fields(), name)) member->set(customer, Value());
    return customer_json(customer, house.rules, event);
}

}  // namespace

Answer answer_of(const Customer& customer, const House& house, std::int64_t event) {
    auto answer = Answer::ok(json_of(customer, house, event));
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
    return accounts::stale(house, "customer", now->id, *request.version, json_of(*now, house), request);
}

}  // namespace kartei::customers
