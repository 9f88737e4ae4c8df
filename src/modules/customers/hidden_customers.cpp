#include "modules/customers/hidden_customers.hpp"

#include <algorithm>

namespace kartei::customers {
namespace {

constexpr std::string_view right = "customers.see_hidden", below = "/customers/{id}";

/// Was there ever a customer with this id? Who was deleted or merged still has a history.
bool ever_was(sql::Transaction& transaction, std::int64_t id) {
    return id > 0 && transaction.query("SELECT 1 FROM counter WHERE name = 'customer' AND next > :id", id).next();
}

}  // namespace

bool may_see(const Actor& actor, std::int64_t id, bool hidden_in_search) {
    return !hidden_in_search || id == anonymous_customer || actor.may(right);
}

bool may_see(const Actor& actor, const Customer& customer) {
    return may_see(actor, customer.id, customer.hidden_in_search);
}

bool may_see(sql::Transaction& transaction, const Actor& actor, std::int64_t id) {
    if (actor.may(right) || id == anonymous_customer) return true;
    auto rows = transaction.query("SELECT hidden_in_search FROM customer WHERE id = :id", id);
    return !rows.next() || rows.integer(0) == 0;
}

bool may_see_all(sql::Transaction& transaction, const Actor& actor, const std::vector<std::int64_t>& ids) {
    return std::all_of(ids.begin(), ids.end(), [&](std::int64_t id) { return may_see(transaction, actor, id); });
}

void keep_hidden_apart(House& house, web::EndpointTable& endpoints) {
    for (auto& endpoint : endpoints) {
        if (!endpoint.path.starts_with(below)) continue;
        endpoint.handle = [&house, handle = std::move(endpoint.handle)](web::Request& request) -> Result<web::Answer> {
            const bool seen = house.database.read([&](sql::Transaction& transaction) {
                return request.actor.may(right) ||
                       (may_see(transaction, request.actor, request.id()) && ever_was(transaction, request.id()));
            });
            if (!seen) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
            return handle(request);
        };
    }
}

}  // namespace kartei::customers
