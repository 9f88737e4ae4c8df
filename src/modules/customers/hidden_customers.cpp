#include "modules/customers/hidden_customers.hpp"

#include <algorithm>

namespace kartei::customers {
namespace {

constexpr std::string_view right = "customers.see_hidden", below = "/customers/{id}";

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
                return may_see(transaction, request.actor, request.id());
            });
            if (!seen) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
            return handle(request);
        };
    }
}

}  // namespace kartei::customers
