// Every SQL statement on orders and tickets. Whoever changes an order or its tickets here gets the lines of the lists
// right in the same transaction (order_line.hpp).
#pragma once

#include "audit/reversal.hpp"
#include "modules/orders/order_line.hpp"

namespace kartei::orders {

std::optional<Order> find_order(sql::Transaction& transaction, std::int64_t id);
std::optional<std::int64_t> id_of_number(sql::Transaction& transaction, std::string_view number);
/// All tickets of an order, deleted ones too, in order of event, line, id.
std::vector<Ticket> tickets_of(sql::Transaction& transaction, std::int64_t order_id);
/// Tickets of many orders at once (at most 100), ordered by order, event, line, id.
std::vector<Ticket> tickets_of_orders(sql::Transaction& transaction, std::span<const std::int64_t> orders);
std::optional<Ticket> find_ticket(sql::Transaction& transaction, std::int64_t id);
std::optional<std::int64_t> id_of_ticket(sql::Transaction& transaction, std::string_view ticket);

/// Condition on `orders` for those of customer :id; the column itself has no index (docs/decisions/0003).
inline constexpr std::string_view rows_of_customer =
    "id IN (SELECT order_id FROM customer_order WHERE customer_id = :id)";
/// For bulk inserts into customer_order; insert_order() and change_order() keep it themselves.
const std::vector<std::string>& customer_order_columns();
/// An order went over from one customer to another.
void follow_customer(sql::Transaction& transaction, std::int64_t order_id, std::int64_t from, std::int64_t to);
/// Enters an order whose row may have changed since it was written without customer_order.
void settle_customer(sql::Transaction& transaction, std::int64_t order_id);

/// Folded name key of a customer as it stands in the lines.
std::string name_key_of_customer(sql::Transaction& transaction, std::int64_t customer_id);

/// Column names and parameters for bulk inserts of rows; `kept` holds texts the parameters point at.
const std::vector<std::string>& order_columns();
std::vector<sql::Parameter> order_parameters(const Order& order);
const std::vector<std::string>& ticket_columns();
std::vector<sql::Parameter> ticket_parameters(const Ticket& ticket);

void insert_order(sql::Transaction& transaction, const Order& order);
void insert_ticket(sql::Transaction& transaction, const Ticket& ticket);
/// False when the stored version is not `order.version` any more. Raises the version.
bool update_order(sql::Transaction& transaction, const Order& order);
bool update_ticket(sql::Transaction& transaction, const Ticket& ticket);

/// Rebuilds the lines of an order after its row or tickets changed. `old_name_key` is given when the order's customer
/// changed.
void refresh_lines(sql::Transaction& transaction, std::int64_t order_id, std::string_view old_name_key = "");

/// Undo of imported orders and tickets.
std::vector<audit::Reversible> reversible_orders();

}  // namespace kartei::orders
