// One sweep of an import: what was put aside comes in its order, so much of it in one transaction as keeps others from
// waiting, and the next piece is made ready meanwhile. Must not know what the records mean.
#pragma once

#include "modules/imports/ahead.hpp"
#include "modules/imports/publication.hpp"

namespace kartei::imports {

/// `records.next(view)` gives the records; `read(view)` makes a row of each, on another thread; `write(transaction,
/// change, rows)` may run again after a rollback. `records_per_row`: how many take as long as one row of a register.
template <class Records, class Read, class Write>
void sweep(Publication& publication, Records& records, const Read& read, const Write& write,
           std::size_t records_per_row = 1) {
    using Rows = std::vector<std::invoke_result_t<Read, std::string_view>>;
    auto pace = publication.new_pace();
    Ahead<Rows> pieces([&] {
        Rows rows;
        const auto wanted = pace.rows() * records_per_row;
        rows.reserve(wanted);
        for (std::string_view record; rows.size() < wanted && records.next(record);) rows.push_back(read(record));
        return rows;
    });
    for (;;) {
        const auto rows = pieces.next([](const Rows& rows) { return rows.empty(); });
        if (rows.empty()) return;
        publication.step([&](sql::Transaction& transaction, audit::Change& change) { write(transaction, change, rows); },
                         (rows.size() + records_per_row - 1) / records_per_row, &pace);
        publication.progress().add(static_cast<std::int64_t>(rows.size()));
    }
}

}  // namespace kartei::imports
