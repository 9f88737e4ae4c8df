// The sales ledger as others read it: lines with the numbers that people know instead of ids. Reads only; what somebody
// asked becomes a filter in ledger_question.hpp, columns and sums stand in ledger_report.hpp.
#pragma once

#include <vector>

#include "lists/column.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::orders {

/// A line in the words of the trade.
struct ToldLine : lists::Row {
    LedgerLine line;
    std::string ticket;                    ///< the old system's number; "" without one
    std::string order;                     ///< its number
    const events::Event* event = nullptr;  ///< none: not to be seen by who asks
    std::optional<std::int64_t> customer;  ///< number; whoever was merged is told as the one whose order it is now;
                                           ///< none for unnamed sales
    std::int64_t customer_id = 0;          ///< of the same
    std::string customer_name;             ///< "Berg, Anna"; "" for unnamed sales
    bool hidden = false;                   ///< hidden in the search
};

struct LedgerFilter {
    std::int64_t after = 0;         ///< lines above this id, with `newest_first` below it; 0 = from the first on
    bool newest_first = false;
    std::string from, before;       ///< instants of created_at, before is exclusive; "" = open
    std::string order;              ///< number; "" = any
    std::int64_t customer_id = 0;   ///< whose order it is now; 0 = anybody's
    std::optional<std::vector<std::int64_t>> events;  ///< ascending; no value = all
};

/// The lines of a filter in the order in which they were written, or backwards, as long as `take` says yes. At most
/// `looked_at` lines are looked at (0: all); gives the last of them when that ended it, else 0. `dates`: event dates by
/// id, must outlive the lines.
std::int64_t read_lines(sql::Transaction& transaction, const LedgerFilter& filter, const events::EventsById& dates,
                        std::int64_t looked_at, const std::function<bool(ToldLine)>& take);

/// Ids and amounts alone of the same lines, for adding up.
void read_amounts(sql::Transaction& transaction, const LedgerFilter& filter,
                  const std::function<bool(std::int64_t id, std::int64_t count, std::int64_t price, std::int64_t fee)>&
                      take);

}  // namespace kartei::orders
