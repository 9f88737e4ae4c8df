// Every SQL statement on labels and permissions. Whoever changes what a customer carries calls refresh_consents() for
// him in the same transaction, so that the lists show it.
#pragma once

#include <optional>

#include "audit/reversal.hpp"
#include "modules/consents/consent.hpp"

namespace kartei::consents {

using NamedIds = std::vector<std::pair<std::int64_t, std::string>>;
/// By name.
NamedIds all_labels(sql::Transaction& transaction);
NamedIds all_permissions(sql::Transaction& transaction);
std::int64_t find_or_create_label(sql::Transaction& transaction, audit::Change& change, std::string_view name);
std::int64_t find_or_create_permission(sql::Transaction& transaction, audit::Change& change, std::string_view name);

std::optional<CustomerLabel> find_label(sql::Transaction& transaction, std::int64_t customer, std::int64_t label);

enum class Stored { created, changed, unchanged };
/// Gives the label, or changes the stored one; part of `change`.
Stored store_label(sql::Transaction& transaction, audit::Change& change, const CustomerLabel& label);

/// Takes the label off; part of `change`, which holds the row so that undo can put it back. False: he did not carry it.
bool remove_label(sql::Transaction& transaction, audit::Change& change, std::int64_t customer, std::int64_t label);

/// Columns and values for bulk inserts of labels of customers that are new; the caller records the creation.
const std::vector<std::string>& customer_label_columns();
std::vector<sql::Parameter> customer_label_parameters(const CustomerLabel& label, std::int64_t event);

Consents consents_of(sql::Transaction& transaction, std::int64_t customer);
/// Writes what the customer carries beside his line.
void refresh_consents(sql::Transaction& transaction, std::int64_t customer);

/// Compares what stands beside all lines, and which declarations hold, with what should be; the number that differ. For
/// `kartei check`.
std::int64_t check_consents(sql::Transaction& transaction);

/// Undo of labels, permissions and of what customers carry.
std::vector<audit::Reversible> reversible_consents();

}  // namespace kartei::consents
