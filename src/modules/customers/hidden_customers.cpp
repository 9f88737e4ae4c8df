#include "modules/customers/hidden_customers.hpp"

#include <algorithm>
#include <array>

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

std::set<std::int64_t> unseen_by(sql::Transaction& transaction, const Actor& actor) {
    std::set<std::int64_t> ids;
    if (actor.may(right)) return ids;
    auto rows = transaction.query("SELECT id FROM customer WHERE hidden_in_search = 1");
    while (rows.next())
        if (rows.integer(0) != anonymous_customer) ids.insert(rows.integer(0));
    return ids;
}

bool may_see_created(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    // Rows of these carry the id of their customer.
    static constexpr std::array<std::string_view, 3> of_customers{"customer", "customer_label", "customer_source"};
    if (actor.may(right) || std::find(of_customers.begin(), of_customers.end(), record) == of_customers.end())
        return true;
    return !transaction
                .query("SELECT 1 FROM customer WHERE id BETWEEN :first AND :last AND hidden_in_search = 1 AND id <> "
                       ":anonymous LIMIT 1",
                       first, last, anonymous_customer)
                .next();
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
