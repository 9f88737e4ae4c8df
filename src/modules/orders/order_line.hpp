// What the lists read: one row per order in the order of names and order numbers (order_line) and one per event date
// and order (event_line). Both are derived from orders and tickets, are kept in the same transaction, and are rebuilt
// and compared by `kartei check`, as is customer_order. A row of order_line says everything that any report type counts: its tickets are
// packed in groups.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/events/event_list.hpp"
#include "modules/orders/order.hpp"
#include "sql/database.hpp"

namespace kartei::orders {

/// Tickets of one order that no list tells apart: same event date, state, type, subscription, promotion, free or not,
/// printed or not.
struct TicketGroup {
    std::int64_t event_id = 0;
    TicketState state = TicketState::sold;
    bool free = false, printed = false;
    std::int64_t ticket_type_id = 0, subscription_id = 0, promotion_id = 0;
    std::int64_t count = 0, price = 0, fee = 0, scanned = 0;  ///< sums over the group, money in minor units
    std::int64_t kept = 0;  ///< fees of deleted ones
};

std::vector<TicketGroup> group_tickets(std::span<const Ticket> tickets);

/// "event,state+flags,type,subscription,promotion,count,price,fee,scanned;" per group, in order of event; behind
/// scanned ",kept" where a fee was kept.
std::string pack_groups(const std::vector<TicketGroup>& groups);
void unpack_groups(std::string_view packed, std::vector<TicketGroup>& groups);

/// Columns of the order itself, packed with U+001F.
enum class OrderColumn {
    number,
    ordered_at,
    sold_by,
    channel,
    description,
    expires_at,
    delivery_address,
    payment_types,
    paid,
    receipt_url,  ///< only there when the order has one
    count
};
std::string pack_order(const Order& order);

/// Counts of one order at one event date, as event_line holds them.
struct EventCounts {
    std::int64_t event_id = 0, sold = 0, reserved = 0, unprinted = 0, free = 0, deleted = 0;
};
std::vector<EventCounts> count_events(const std::vector<TicketGroup>& groups);

/// Tickets sold and reserved of event dates, in the order of the ids; joined to the list of event dates.
std::vector<events::Sales> sales_of_events(sql::Transaction& transaction, std::span<const std::int64_t> events);

/// Writes the lines of an order anew from its tickets; `name_key` of its customer. Lines must not exist
/// (remove_order_lines).
void insert_order_lines(sql::Transaction& transaction, const Order& order, std::string_view name_key,
                        std::span<const Ticket> tickets);
void remove_order_lines(sql::Transaction& transaction, std::string_view number, std::string_view name_key);

/// The lines of a renamed customer move with the name.
void follow_name(sql::Transaction& transaction, std::int64_t customer, const std::string& old_key,
                 const std::string& new_key);

/// Compares all lines with what they should be; the number that differ. For `kartei check`.
std::int64_t check_order_lines(sql::Transaction& transaction);

}  // namespace kartei::orders
