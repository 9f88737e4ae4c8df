// The columns of the customer lists, in their order (customer-lists.md 4.3, names of files.md). Those of the
// customer come from his field table.
#pragma once

#include <vector>

#include "modules/reports/list_row.hpp"

namespace kartei::reports {

/// All columns of a type, always the same whatever a screen shows of them (T-012, T-017). Both must outlive them.
/// `selection` says what may be shown of whole orders. Instants and texts of several event dates of an order are joined
/// by ';'. customer_line.consents is read here: "label,granted_at,expires_at;…|permission,state,at;…", ids for names.
std::vector<lists::Column> columns_of(const Selection& selection, const Vocabulary& vocabulary);

}  // namespace kartei::reports
