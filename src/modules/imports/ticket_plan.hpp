// What the rows of one order do to it: which tickets are new, which change, what contradicts. Pure functions, no SQL;
// used by the check and again when the import is written, so that both mean the same.
#pragma once

#include <functional>
#include <span>

#include "modules/imports/name_book.hpp"
#include "modules/imports/ticket_rows.hpp"
#include "modules/imports/tally.hpp"
#include "modules/orders/moved_tickets.hpp"
#include "modules/orders/order_store.hpp"

namespace kartei::imports {

/// Names that tickets point at.
struct TicketBooks {
    NameBook types, promotions, subscriptions;  ///< subscriptions: name, U+001F, season; detail is the kind

    /// Id of a name; below 0 while it is only going to be created.
    static std::int64_t id_of(const NameBook& book, std::int64_t position) {
        const auto id = book.id_at(position);
        return id != 0 ? id : -1 - position;
    }
};

struct PlannedTicket {
    int existing = -1;   ///< position among the order's tickets, -1 = new
    orders::Ticket after;
    RowState state = RowState::added;
};

struct OrderPlan {
    orders::Order after;
    bool order_changed = false;
    std::vector<PlannedTicket> tickets;                 ///< one per row, in their order
    std::vector<std::pair<std::size_t, Problem>>
        problems;  ///< row and what is wrong; then nothing of the order is written
};

/// The rows of one order as one about the order: every target that any of them says.
TicketRow merged_order(std::span<const TicketRow> rows);
/// Rows that contradict an earlier one about the order (files.md: refused).
std::vector<std::pair<std::size_t, Problem>> contradictions(std::span<const TicketRow> rows);

/// `before`: id 0 for a new order. `is_elsewhere(row)`: the ticket number stands in another order already. `moved`: tickets that
/// came from this order and stand in another one, which rows without a number may mean.
OrderPlan plan_order(const orders::Order& before, std::span<const orders::Ticket> tickets,
                     std::span<const TicketRow> rows, const TicketBooks& books,
                     const std::function<bool(const TicketRow&)>& is_elsewhere,
                     std::span<const orders::MovedTicket> moved = {});

}  // namespace kartei::imports
