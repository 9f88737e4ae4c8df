// What a user does with bank statements: reads them in, accepts a proposal or says himself what an entry pays, opens an
// entry again, sets one aside that is none of the house's customers. Payments are taken by payments/take_payment.hpp
// and nowhere else; opening an entry again takes them back by their opposite.
#pragma once

#include "modules/books/statement_store.hpp"

namespace kartei::books {

struct ImportedStatements {
    std::vector<StoredStatement> statements;    ///< that brought something new
    std::int64_t entries = 0, known = 0;        ///< new ones; those that were here already
    std::int64_t doubtful = 0;                  ///< of the new ones, maybe here already: they are set aside for a look
    std::int64_t posted = 0;                    ///< of the new ones, clear and posted at once
    std::vector<std::string> gaps;              ///< numbers of statements that do not open with what was closed before
    std::int64_t event = 0;                     ///< 0: the file brought nothing new
};
/// `post`: clear entries at once; none: as the house has set it (post_clear_entries). Refusals: those of
/// read_statements(); a statement in another currency than the house's.
Result<ImportedStatements> import_statements(House& house, const Actor& actor, const std::string& path,
                                             const std::string& file_name, const CsvHeadings& headings,
                                             std::optional<bool> post = {});

/// Posts an entry: `parts` come to what was sent (amount and charges). Refusals: not_found, stale, conflict for an entry
/// that is posted, invalid by part.
Result<StoredEntry> post_entry(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version, const std::vector<MatchPart>& parts);
/// Takes back what was posted. Refuses what an order was paid with: that goes back at the counter.
Result<StoredEntry> open_entry(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version);
Result<StoredEntry> set_entry_aside(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                    std::int64_t version, const std::string& note);

/// Proposals for open entries, each in its place.
std::vector<std::vector<Proposal>> proposals_for(House& house, sql::Transaction& transaction, const Actor& actor,
                                                 const std::vector<StoredEntry>& entries);

}  // namespace kartei::books
