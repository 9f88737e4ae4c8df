// What a user does with the journal: looks at what is still to be exported, exports it, looks at what went out. An
// export is final: nothing takes it back, what changes afterwards is a posting of a later one.
#pragma once

#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "modules/books/journal_store.hpp"

namespace kartei::books {

struct Period {
    std::string from, to;  ///< inclusive, both set
};
/// Refuses what is no day, ends before it begins, or reaches over a year of business (one file holds one).
Result<Period> period_of(sql::Transaction& transaction, const std::string& from, const std::string& to);
/// First day of the year of business that a day lies in, by the parameter fiscal_year_month.
Date fiscal_year_of(sql::Transaction& transaction, Date day);

inline constexpr std::int64_t most_lines = 99'999;  ///< of one file of the DATEV format

struct ExportPlan {
    Period period;
    Journal lines;                           ///< still to be exported, of the period
    std::vector<JournalExport> overlapping;  ///< exports that had days of this period
};
/// Refuses: postings whose account the house has not named, debtor numbers that are no accounts of the length set,
/// numbers of adviser and client missing, more than most_lines.
Result<ExportPlan> plan_export(House& house, sql::Transaction& transaction, const std::string& from,
                               const std::string& to);
/// Refuses besides: nothing to export.
Result<JournalExport> export_journal(House& house, sql::Transaction& transaction, const Actor& actor,
                                     const std::string& from, const std::string& to);

/// Exported lines and those still to be exported, by day.
Journal whole_journal(House& house, sql::Transaction& transaction);

/// For `kartei check`, in English; empty: as it should be.
std::vector<std::string> check_journal(House& house, sql::Transaction& transaction);

audit::Reversible reversible_export();

}  // namespace kartei::books
