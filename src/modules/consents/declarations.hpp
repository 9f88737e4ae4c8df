// What customers declare about permissions, as a ledger: every declaration stays (permission_declaration), and
// customer_permission holds, for each customer and permission, the one that holds (holds_over()), whatever came in
// last. The audit notes declarations alone; what holds follows from them, also when one is undone.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "audit/change.hpp"
#include "modules/consents/consent.hpp"

namespace kartei::consents {

/// What holds now.
std::optional<CustomerPermission> find_permission(sql::Transaction& transaction, std::int64_t customer,
                                                  std::int64_t permission);

enum class Declared { first, holds, older, known };
/// Puts a declaration into the ledger: it is the first of its kind, holds from now on, or is older than what holds; one
/// that stands there already is known. Part of `change`.
Declared store_permission(sql::Transaction& transaction, audit::Change& change, const CustomerPermission& declared);

/// Works out anew which declaration holds, after some came or went.
void settle_permission(sql::Transaction& transaction, std::int64_t customer, std::int64_t permission);

/// All that a customer declared, the newest first.
std::vector<CustomerPermission> declarations_of(sql::Transaction& transaction, std::int64_t customer);

/// Customers and permissions for which another declaration is held than the ledger says.
std::int64_t check_permissions(sql::Transaction& transaction);

/// For bulk inserts.
const std::vector<std::string>& declaration_columns();
std::vector<sql::Parameter> declaration_parameters(std::int64_t id, const CustomerPermission& declared,
                                                   std::int64_t event);

}  // namespace kartei::consents
