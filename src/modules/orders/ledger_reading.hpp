// The sales ledger as others read it: lines with the numbers that people know instead of ids, for the API and for
// `kartei export sales`. Reads only.
#pragma once

#include <vector>

#include "modules/events/event_filter.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::orders {

/// A line in the words of the trade.
struct ToldLine {
    LedgerLine line;
    std::string ticket;                    ///< the old system's number; "" without one
    std::string order, event;              ///< order number, code of the event date
    std::optional<std::int64_t> customer;  ///< number; whoever was merged is told as the one whose order it is now;
                                           ///< none for unnamed sales
};

struct LedgerFilter {
    std::int64_t after = 0;         ///< lines above this id
    std::string from, before;       ///< instants of created_at, before is exclusive; "" = open
    std::string order;              ///< number; "" = any
    std::int64_t customer = 0;      ///< number of him whose order it is now; 0 = any
    std::optional<std::vector<std::int64_t>> events;  ///< ascending; no value = all
};

/// How many lines one page looks at, so that a filter that finds little keeps nobody waiting.
inline constexpr std::int64_t lines_looked_at = 20000;

struct LedgerPage {
    std::vector<ToldLine> lines;
    std::int64_t next_after = 0;  ///< 0 = there are no more; a page may hold fewer lines than asked for, or none
};
/// Lines in the order in which they were written. `codes`: event dates by id.
LedgerPage read_ledger(sql::Transaction& transaction, const LedgerFilter& filter, std::size_t limit,
                       const events::EventsById& codes);

/// Joins the ledger to what `kartei export` writes.
void join_ledger_export();

}  // namespace kartei::orders
