// Rights that taking back a change of customers asks for (audit/concerned.hpp).
#pragma once

#include "audit/concerned.hpp"

namespace kartei::customers {

/// Those of the fields that an event changed, where a change by hand or a file asks for them.
audit::Rights rights_of_changed_fields(sql::Transaction& transaction, std::int64_t event, std::string_view kind);

}  // namespace kartei::customers
