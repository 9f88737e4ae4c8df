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

/// Parts of them, for the other lists of customers: the order's number; the customer and his fields, marked `listed`;
/// labels and permissions. Vocabularies must outlive the columns.
void add_order_number(std::vector<lists::Column>& columns);
void add_customer_columns(std::vector<lists::Column>& columns);
void add_labels_column(std::vector<lists::Column>& columns, const Vocabulary& vocabulary);
void add_permission_columns(std::vector<lists::Column>& columns, const Vocabulary& vocabulary);
void add_consent_columns(std::vector<lists::Column>& columns, const Vocabulary& vocabulary);

/// From when and until when the promotions of a row are offered (customer-lists.md 6.2); several joined by ';', each once.
void add_promotion_columns(std::vector<lists::Column>& columns, const Selection& selection,
                           const Vocabulary& vocabulary);

}  // namespace kartei::reports
