// Customers who are hidden (hidden_in_search, decisions.md 33): without the right customers.see_hidden nobody finds
// them, by no way, also not by id. The one place that decides; whatever names a customer asks here. Lists of an event
// name whoever holds a ticket, since they are lists of tickets (docs/decisions/0051-hidden-customers.md). The anonymous
// customer is nobody, and hidden from nobody.
#pragma once

#include <set>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/customers/customer.hpp"
#include "sql/database.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

bool may_see(const Actor& actor, const Customer& customer);
/// By what stands in his row, for whoever reads many.
bool may_see(const Actor& actor, std::int64_t id, bool hidden_in_search);
/// By id; true for one who is not there, which is told elsewhere.
bool may_see(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
bool may_see_all(sql::Transaction& transaction, const Actor& actor, const std::vector<std::int64_t>& ids);
/// Ids of all whom he may not see, for whoever looks at a whole file.
std::set<std::int64_t> unseen_by(sql::Transaction& transaction, const Actor& actor);

/// Of the records first … last that an event created: does none belong to a customer whom he may not see? What stands
/// below a customer changes him too, and is found by that (audit/concerned.hpp).
bool may_see_created(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

/// Every endpoint below /customers/{id} answers about a hidden customer as about one who is not there.
void keep_hidden_apart(House& house, web::EndpointTable& endpoints);

}  // namespace kartei::customers
