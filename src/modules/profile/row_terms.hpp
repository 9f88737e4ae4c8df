// What rows of a customer's lists are found by, as terms of the search: the numbers of his phones in any notation
// (customers::TermKind::listed_phone) and the names of his family (member_term). Invariant: a customer has each term
// that his rows make once, and no other; they follow in the transaction of the change.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::profile {

/// The text of a column of the row.
using RowText = std::function<std::string(std::string_view column)>;

/// Do rows of this table make terms?
bool makes_terms(std::string_view table);

/// After a row of the table came to a customer, or went from him; nothing for tables that make no terms.
void follow_row(sql::Transaction& transaction, std::string_view table, std::int64_t customer, const RowText& row);

/// The rows of a customer go, or are back.
void follow_rows(sql::Transaction& transaction, std::int64_t customer, bool is_back);

/// Makes the terms of a house that was made before there were any; does nothing later.
void renew_row_terms(sql::Database& database);

/// Terms that are missing or too many. For `kartei check`.
std::int64_t check_row_terms(sql::Transaction& transaction);

}  // namespace kartei::profile
