// Pages of a run as JSON: by cursor (sequential) or by row number (any place, once the totals are known). The writer of
// the rows is quick: nothing of them stands in memory as a tree. Cursors hold a name, so they are sealed: nobody reads
// it in an address or a log.
#pragma once

#include "lists/export_cells.hpp"
#include "lists/runs.hpp"

namespace kartei::lists {

struct PageWanted {
    std::int64_t offset = 0;
    std::optional<std::string> cursor;  ///< instead of the offset
    int limit = 100;
};

/// Where the wanted page begins. Refusals: a cursor that is not of this run (error.report_bad_cursor); unavailable
/// while rows that far down are not counted yet (error.report_counting).
struct PagePlace {
    std::int64_t row = 0;  ///< number of its first row
    Start start;
};
Result<PagePlace> place_of(const House& house, const Run& run, const PageWanted& wanted);

/// Members "rows" and "cursor" (null at the end) of an object that has been begun. Rows carry the list's keys beside
/// their cells.
void write_page(const House& house, sql::Transaction& transaction, Run& run, const PagePlace& place, int limit,
                std::string& out, web::JsonWriter& json);

/// One row as a JSON object.
void write_row(const std::vector<Column>& columns, const std::vector<RowKey>& keys, const Row& row, JsonCells& cells);

/// Name, caption, priority, kind, and where they are not as usual width and the words of few values.
nlohmann::json columns_json(const std::vector<Column>& columns, Language language);

}  // namespace kartei::lists
