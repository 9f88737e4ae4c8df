// What undo asks about records of this module (audit/concerned.hpp), and which of them go with a customer.
#pragma once

#include "audit/concerned.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::consents {

/// Are the declarations first … last of customers whom the actor may see? Other records: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

/// What customers carry and what they declared: it goes with them and comes back with them, every column of it.
std::vector<customers::Reference> references();

}  // namespace kartei::consents
