// Orders and tickets as they are stored. A ticket's state is reserved, sold or deleted; printed and free are attributes
// beside it (customer-lists.md 3). Deleted tickets stay for ever. Read order_line.hpp for what the lists read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"

namespace kartei::orders {

struct Order {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::string number;
    std::int64_t customer_id = 0;
    std::string ordered_at, sold_by, channel, description, expires_at;
    bool delete_on_expiry = false;
    std::string delivery_address, payment_types;
    std::int64_t paid = 0;  ///< minor units, of the whole order
    std::string receipt_url;  ///< where the receipt stands in the shop; a web address (order_rules.hpp)
};

/// Place of an order number in the order of lists, compared bytewise: digits count by value (9 before 10), different
/// numbers have different keys.
std::string order_key(std::string_view number);

enum class TicketState : char { reserved = 'r', sold = 's', deleted = 'd' };
/// The words for them, everywhere outside the program.
inline constexpr std::array<std::string_view, 3> ticket_states{"reserved", "sold", "deleted"};
std::string_view state_name(TicketState state);
std::optional<TicketState> state_of_name(std::string_view name);

struct Ticket {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::int64_t order_id = 0, event_id = 0, line = 0;
    std::string ticket;  ///< the old system's own number, "" without one
    std::int64_t ticket_type_id = 0;
    std::int64_t price = 0, fee = 0;  ///< minor units
    std::string entrance, section, row, seat, price_zone, barcode;
    TicketState state = TicketState::sold;
    std::int64_t print_count = 0;
    std::string printed_at, scanned_at, scanned_by;
    std::int64_t subscription_id = 0;
    std::string seat_set;
    std::int64_t promotion_id = 0;
    std::string deleted_at, deleted_by;
    std::optional<std::int64_t> refunded;
    std::int64_t fee_kept = 0;  ///< of a deleted one: what of its fee the house keeps

    /// What it costs: of a deleted one only the fee that is kept.
    std::int64_t cost() const { return state == TicketState::deleted ? fee_kept : price + fee; }

    /// An invitation: the final price is nothing, fees aside (customer-lists.md 3, [DECIDE]).
    bool is_free() const { return price == 0; }
    bool is_printed() const { return print_count > 0; }
    /// Sold once and returned since, here or before the house heard of it: nobody refunds what was not paid, nor keeps a fee of
    /// it. A reservation that was given up is none.
    bool came_returned() const { return state == TicketState::deleted && (refunded || fee_kept > 0); }
};

/// Fields that can differ between two states of a record, for the audit and for undo. References (customer, ticket type
/// …) are ids.
const FieldTable<Order>& order_fields();

}  // namespace kartei::orders
