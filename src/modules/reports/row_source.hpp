// All rows of a list in a stretch of the order of names, in order, in bounded memory: order lines and customer lines
// are read side by side. Used by exports; a page is read by customer_report.hpp.
#pragma once

#include "modules/reports/customer_report.hpp"

namespace kartei::reports {

/// A stretch of names: from <= name_key < below ("" = no end).
struct Stretch {
    std::string from, below;
};

/// Cuts the order of names into stretches of at least so many customers each.
std::vector<Stretch> stretches(sql::Transaction& transaction, std::int64_t customers = 6000);

/// `new_customer` tells that the row's customer is another than that of the row before.
using SourceVisitor = std::function<bool(const ListRow& row, bool new_customer)>;

struct StretchRead {
    bool whole = true;          ///< false: the visitor stopped it
    std::int64_t expected =
        0;  ///< rows that the order lines promise; tickets that are missing behind them would show here
};
StretchRead read_stretch(sql::Transaction& transaction, const CustomerReport& report, const Stretch& stretch,
                         const SourceVisitor& visit);

}  // namespace kartei::reports
