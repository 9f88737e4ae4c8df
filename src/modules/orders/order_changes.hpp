// Changing orders and tickets that stand already: what differs goes into the audit, and undo puts it back. Whoever
// changes something here calls refresh_lines() (order_store.hpp) and settle_sales() (sales_ledger.hpp) for the order
// when he is done with it.
#pragma once

#include "modules/orders/order_store.hpp"

namespace kartei::orders {

/// Fields that differ, by name; references (customer, event, ticket type …) are ids.
std::vector<std::string> changed_fields(const Order& before, const Order& after);
std::vector<std::string> changed_fields(const Ticket& before, const Ticket& after);

/// A field of an order or ticket as text, as the audit and previews write it; "" when empty.
std::string field_text(const House& house, const Order& order, std::string_view field);
std::string field_text(const House& house, const Ticket& ticket, std::string_view field);

/// Stores what differs, as part of `change`; `after` keeps id and version of `before`. False when the stored version is
/// another.
bool change_order(sql::Transaction& transaction, audit::Change& change, const Order& before, const Order& after);
bool change_ticket(sql::Transaction& transaction, audit::Change& change, const Ticket& before, const Ticket& after,
                   std::int64_t customer);

/// For audit::Reversible.
std::vector<audit::Conflict> reverse_order_change(House& house, sql::Transaction& transaction, audit::Change& change,
                                                  std::int64_t id, const std::vector<audit::FieldChange>& fields,
                                                  bool check_only);
std::vector<audit::Conflict> reverse_ticket_change(House& house, sql::Transaction& transaction, audit::Change& change,
                                                   std::int64_t id, const std::vector<audit::FieldChange>& fields,
                                                   bool check_only);

}  // namespace kartei::orders
