// Pages of a run as JSON: by cursor (sequential) or by row number (any place, once the totals are known). The writer of
// the rows is quick: nothing of them stands in memory as a tree. Cursors hold a name, so they are sealed: nobody reads
// it in an address or a log.
#pragma once

#include "modules/reports/report_runs.hpp"
#include "web/json_writer.hpp"

namespace kartei::reports {

struct PageWanted {
    std::int64_t offset = 0;
    std::optional<std::string> cursor;  ///< instead of the offset
    int limit = 100;
};

/// Where the wanted page begins. Refusals: a cursor that is not of this run (error.report_bad_cursor); unavailable
/// while rows that far down are not counted yet (error.report_counting).
struct PagePlace {
    std::int64_t row = 0;  ///< number of its first row
    PageStart start;
};
Result<PagePlace> place_of(const House& house, const Run& run, const PageWanted& wanted);

/// Members "rows" and "cursor" (null at the end) of an object that has been begun. With `ids` rows carry _order,
/// _customer and, in types with a row per ticket, _ticket.
void write_page(const House& house, sql::Transaction& transaction, Run& run, const PagePlace& place, int limit,
                bool ids, std::string& out, web::JsonWriter& json);

/// Member "columns": name, caption, priority, kind, and where there are few values their words.
void write_columns(const CustomerReport& report, Language language, web::JsonWriter& json);

}  // namespace kartei::reports
