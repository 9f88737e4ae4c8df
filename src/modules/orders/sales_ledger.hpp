// The sales ledger (customer-lists.md 2.3): one line of +1 for each ticket that was sold, one of -1 for each that came
// back, only ever added to. A ticket stands in it as often as that happened, so its id is no key here.
// Invariant: whatever happened, the lines of a ticket add up to 1 when it is sold and to 0 otherwise, and its open line
// (the +1 that no -1 follows) says event date, price, fee and sales channel as they are. A -1 repeats the line it
// closes. A line is never changed; it goes only together with its ticket, when the creation of both is undone
// (docs/decisions/0004). Must not know imports or merges: they say what happened, settle_sales() writes what follows.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "modules/orders/order.hpp"

namespace kartei::orders {

struct LedgerLine {
    std::int64_t id = 0;  ///< ascending in the order in which lines are written
    std::int64_t order_id = 0, ticket_id = 0, event_id = 0;
    std::int64_t customer_id = 0;  ///< who bought when the line was written; he may have been merged since
    std::int64_t count = 1;        ///< +1 sold, -1 returned
    std::int64_t price = 0, fee = 0;  ///< minor units, of the ticket: what it adds to takings is count times it
    bool online = false;
    std::string created_at;         ///< when it happened, as far as it is known; else when it was written
    std::int64_t change_event = 0;  ///< the change that wrote it
};

/// The sales channel that counts as online (values of "order.channel").
inline constexpr std::string_view online_channel = "online";

/// Lines of a ticket that is new in the house: one when it is sold; two when it was sold and returned before it was
/// taken over, which is known by the amount refunded; none otherwise. Their ids are 0. `at`: now, for what has no date.
std::vector<LedgerLine> first_lines(const Order& order, const Ticket& ticket, std::string_view at,
                                    std::int64_t change_event);
std::int64_t count_first_lines(const Ticket& ticket);

/// What an order's ledger lacks, given all its lines in the order of their ids: returns first, then sales.
/// `is_customer`: is there (still) somebody with this id? Whoever was merged is the one he was merged into.
std::vector<LedgerLine> lacking_lines(const Order& order, std::span<const Ticket> tickets,
                                      std::span<const LedgerLine> lines, std::string_view at, std::int64_t change_event,
                                      const std::function<bool(std::int64_t)>& is_customer);

/// Writes what the ledger of an order lacks after the order or its tickets changed, as part of `change`. Writes nothing
/// when nothing about sales has changed.
void settle_sales(sql::Transaction& transaction, const audit::Change& change, std::int64_t order_id);

/// The creation of a ticket is undone: it was never sold.
void withdraw_sales(sql::Transaction& transaction, std::int64_t order_id, std::int64_t ticket_id);

/// Columns and values of bulk inserts; ids are taken from the counter "sales_ledger". Texts are views into the line.
const std::vector<std::string>& ledger_columns();
std::vector<sql::Parameter> ledger_parameters(const LedgerLine& line);

/// In the order of their ids.
std::vector<LedgerLine> ledger_of_order(sql::Transaction& transaction, std::int64_t order_id);

/// For `kartei check`: sums of the ledger beside the tickets, and orders of which it says another thing than they do.
struct LedgerCheck {
    std::int64_t lines = 0;       ///< of the ledger
    std::int64_t sum = 0;         ///< of their counts
    std::int64_t sold = 0;        ///< tickets that are sold
    std::int64_t wrong = 0;       ///< orders
    bool is_right() const { return wrong == 0 && sum == sold; }
    std::string in_words() const;  ///< English, for operators
};
LedgerCheck check_ledger(sql::Transaction& transaction);

}  // namespace kartei::orders
