// The journal of erasures: a file apart from the database that says who was erased, so that whoever restores an older copy
// has those persons gone again before anybody reads in it (GDPR Art. 17). It names nobody: a line holds when, the number of
// the customer, whether his addresses went on the suppression list, and a mark of his creation under the key of the house.
// Invariant: a line takes out only the very customer it was written for; another house's lines, made-up ones, and those
// whose number somebody else has got since, do nothing.
#pragma once

#include <string>
#include <vector>

#include "audit/house.hpp"

namespace kartei::privacy {

/// Beside the files of the house.
std::string journal_of(const House& house);

/// Writes down who was erased and does not stand there yet; behind each erasure, and again and again for those that another
/// server made. What cannot be written is told in the log and tried again.
void keep_journal(House& house);

/// What came of a journal.
struct Replayed {
    std::vector<std::int64_t> erased;  ///< numbers of those who were there again
    struct Forbidden {
        std::int64_t number = 0;
        std::vector<Issue> why;
    };
    std::vector<Forbidden> forbidden;  ///< still there: what the house as it stands now has with them comes first
};
/// Erases again whoever stands in the journal and is there all the same. Refuses not_found when there is no such file.
Result<Replayed> replay_erasures(House& house, const std::string& path);

/// The house's own journal, before the port opens; into the log.
void replay_at_start(House& house);

}  // namespace kartei::privacy
