// Customers as JSON: whole records, rows of lists, hits of the search, and their schemas, all made from the field
// table.
#pragma once

#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_search.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

/// {id, version, created_at, changed_at, every field}; `event` > 0: with `change_event`, which undo takes.
web::Json customer_json(const Customer& customer, const ReadingRules& rules, std::int64_t event = 0);

/// Appends the rows as a JSON array.
void write_rows(std::string& out, const std::vector<ListRow>& rows);

web::Json hits_json(const Hits& hits);

/// Customer, CustomerInput, CustomerRow, SearchHit, Field.
std::vector<web::NamedSchema> customer_schemas();

}  // namespace kartei::customers
