// The sales ledger as others read it: lines with the numbers that people know instead of ids, and what they add up to.
// Reads only; what somebody typed becomes a filter in ledger_question.hpp.
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
    std::int64_t customer_id = 0;          ///< of the same
    std::string customer_name;             ///< "Berg, Anna"; "" for unnamed sales
};

struct LedgerFilter {
    std::int64_t after = 0;         ///< lines above this id, with `newest_first` below it; 0 = from the first on
    bool newest_first = false;
    std::string from, before;       ///< instants of created_at, before is exclusive; "" = open
    std::string order;              ///< number; "" = any
    std::int64_t customer_id = 0;   ///< whose order it is now; 0 = anybody's
    std::optional<std::vector<std::int64_t>> events;  ///< ascending; no value = all
};

/// How many lines one page looks at, so that a filter that finds little keeps nobody waiting.
inline constexpr std::int64_t lines_looked_at = 20000;

struct LedgerPage {
    std::vector<ToldLine> lines;
    std::int64_t next_after = 0;  ///< 0 = there are no more; a page may hold fewer lines than asked for, or none
};
/// Lines in the order in which they were written, or backwards. `codes`: event dates by id.
LedgerPage read_ledger(sql::Transaction& transaction, const LedgerFilter& filter, std::size_t limit,
                       const events::EventsById& codes);

/// Every line of the filter, oldest first, as long as `take` says yes; `after` and `newest_first` do not count.
void each_line(sql::Transaction& transaction, const LedgerFilter& filter, const events::EventsById& codes,
               const std::function<bool(const ToldLine&)>& take);

/// What all lines of a filter add up to; amounts are count times the ticket's, in minor units.
struct LedgerTotals {
    std::int64_t lines = 0, tickets = 0, price = 0, fee = 0;
};
/// Reads every line of the period: of ten million that takes seconds.
LedgerTotals add_up(sql::Transaction& transaction, const LedgerFilter& filter);

}  // namespace kartei::orders
