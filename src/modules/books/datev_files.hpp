// The two files of an export in the DATEV format, made from what was exported and nothing else: the same export gives
// the same postings byte for byte.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/books/journal_store.hpp"

namespace kartei::books {

struct DatevFile {
    std::string name;   ///< EXTF_Buchungsstapel_20260301_20260331_7.csv
    std::string bytes;  ///< Windows-1252
    std::int64_t rows = 0;
    std::int64_t hidden = 0;  ///< debtors left out because the actor may not see them (decisions.md 33)
};
DatevFile postings_file(House& house, sql::Transaction& transaction, const JournalExport& made);
/// Whose accounts the export names. Addresses are those of today.
DatevFile debtors_file(House& house, sql::Transaction& transaction, const Actor& actor, const JournalExport& made);

/// "Hotel, Vorgang 4711": what a posting is about, without a person's name.
std::string words_of(const JournalLine& line, Language language);

}  // namespace kartei::books
