// Another kind for a stored customer (decisions.md 8): a prospect books, a private customer becomes a company. Asked
// for each number: it stays, or one of the new kind's range is drawn; the old one leads to him for ever.
#pragma once

#include <set>

#include "modules/customers/customer_actions.hpp"

namespace kartei::customers {

struct NewKind {
    std::string kind;
    bool new_number = false, new_debtor_number = false;
};

/// Right customers.kind. A category that the new kind has not goes. Refusals: not_found, stale, forbidden, invalid for a
/// kind that there is not or that he has (error.same_kind).
Result<Saved> change_kind(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                          std::int64_t version, const NewKind& wanted);

/// Ids of all customers of a kind.
std::set<std::int64_t> ids_of_kind(sql::Transaction& transaction, std::string_view kind);

}  // namespace kartei::customers
