// Reading rows of a source with the columns that tests ask for, as they stand, without keeping them. One statement for
// everybody, or one for each of few.
#pragma once

#include "modules/selections/criterion.hpp"

namespace kartei::selections {

void fill(Cells& cells, const Columns& columns, const sql::Rows& rows);

template <class Take>
void read_rows(const Looking& looking, const Wanted& wanted, Take take) {
    // sql: tables and columns come from the declarations of sources
    const auto select = select_of(wanted);
    Cells cells(wanted.columns.slots().size());
    std::int64_t read = 0;
    const auto walk = [&](sql::Rows rows) {
        while (rows.next()) {
            if ((++read & 4095) == 0) looking.check();
            const auto ordinal = looking.people.of_id(rows.integer(0));
            if (!ordinal) continue;
            fill(cells, wanted.columns, rows);
            take(*ordinal, cells);
        }
    };
    looking.check();
    if (!looking.people.is_few()) return walk(looking.transaction.stream(select));
    const auto of_one = select + rows_of_one(looking.transaction, *wanted.source);
    for (std::size_t i = 0; i < looking.people.size(); ++i)
        walk(looking.transaction.query(of_one, looking.people.at(i).id));
}

/// A cell as it is told to people; null for what is empty or sensitive.
nlohmann::json shown(const House& house, const Column& column, const Cell& cell);

}  // namespace kartei::selections
