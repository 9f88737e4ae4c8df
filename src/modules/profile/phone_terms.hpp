// The numbers of the list of phones as terms of the search (customers::TermKind::listed_phone), so that a customer is
// found by each of them in any notation. Invariant: a customer has a term for each number in his list, once, and no other; it
// follows in the transaction of the change.
#pragma once

#include "sql/database.hpp"

namespace kartei::profile {

/// After a row with this number came to a customer, or went from him.
void follow_phone(sql::Transaction& transaction, std::int64_t customer, std::string_view number);

/// For customers::carried_followers(): the rows of a customer go, or are back.
void follow_phones(sql::Transaction& transaction, std::int64_t customer, bool is_back);

/// Makes the terms of a house that was made before there were any; does nothing later.
void renew_phone_terms(sql::Database& database);

/// Terms that are missing or too many. For `kartei check`.
std::int64_t check_phone_terms(sql::Transaction& transaction);

}  // namespace kartei::profile
