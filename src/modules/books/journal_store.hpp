// Every SQL statement on what was exported of the journal. Exports are only ever added to; nothing of one changes.
#pragma once

#include <optional>

#include "audit/change.hpp"
#include "modules/books/journal.hpp"

namespace kartei::books {

struct JournalExport {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::string period_from, period_to;  ///< inclusive
    std::string made_at, made_by;
    std::int64_t lines = 0, amount = 0;
};

std::vector<JournalExport> all_exports(sql::Transaction& transaction);  ///< newest first
std::optional<JournalExport> find_export(sql::Transaction& transaction, std::int64_t id);
/// Whose period has a day in common with this one.
std::vector<JournalExport> exports_within(sql::Transaction& transaction, const std::string& from, const std::string& to);
void insert_export(sql::Transaction& transaction, audit::Change& change, JournalExport& made, const Journal& lines);

/// Lines of one export (0: of all), in the order in which they went out.
Journal exported_lines(sql::Transaction& transaction, std::int64_t export_id);

/// For `kartei check`: exports that do not hold what they said, lines whose export is not there.
std::int64_t wrong_exports(sql::Transaction& transaction);
/// What final papers and payments of bookings come to, apart from the journal: papers less payments.
std::int64_t owed_by_bookings(sql::Transaction& transaction);

}  // namespace kartei::books
