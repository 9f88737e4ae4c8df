// Undo: a new event that compensates an earlier one. What was changed since is a conflict and is never overwritten
// (files.md). Knows no record: each module says how its records go back, and joins the list in main.cpp.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "base/texts.hpp"

namespace kartei::audit {

/// Why a change cannot simply go back: somebody changed it since, or something hangs on it.
struct Conflict {
    std::string record;
    std::int64_t id;
    std::string field;     ///< "" = the whole record
    std::string expected;  ///< what the event had written
    std::string found;     ///< what stands there now, or a text key that says what hangs there
};

/// How one kind of record goes back; its module hands it in. With `check_only` nothing is written, only conflicts are returned.
struct Reversible {
    std::string record;
    std::function<std::vector<Conflict>(House&, sql::Transaction&, Change&, std::int64_t id,
                                        const std::vector<FieldChange>& fields, bool check_only)> change;
    /// Records first … last of an event that created them; those changed since are conflicts.
    std::function<std::vector<Conflict>(House&, sql::Transaction&, Change&, std::int64_t first, std::int64_t last,
                                        std::int64_t event, bool check_only)> creation;
    std::function<std::vector<Conflict>(House&, sql::Transaction&, Change&, std::int64_t id, const std::string& row,
                                        bool check_only)> deletion;
};

struct Reversed {
    std::int64_t event = 0;            ///< the new event
    std::vector<Conflict> conflicts;   ///< with conflicts and without `force` nothing was done
};

/// Progress of a long undo: done, of all. False: at 0 nothing is written, leave it; later, somebody goes on later.
using ReversalProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

/// Undoes an event: small ones in one transaction, large ones (imports) in short ones, which go on when they were cut off
/// (recover_undos(), or asked for again). `force`: conflicts stay, the rest goes back (roll-back of a killed import).
/// Refusals: not_found; conflict: error.already_undone, error.undo_at_work, error.undo_cancelled, and
/// error.cannot_be_undone for records that say nothing about going back.
Result<Reversed> reverse_event(House& house, const Actor& actor, std::int64_t event, bool force = false,
                               const ReversalProgress& progress = {});

/// What stands against undoing an event; nothing is written. Refusals as reverse_event().
Result<std::vector<Conflict>> conflicts_of_reversal(House& house, std::int64_t event);

/// Did an event after `event`, other than `own`, change the record, and was not itself undone? Ask only when its
/// version says that something did.
bool touched_by_others(sql::Transaction& transaction, std::string_view record, std::int64_t id, std::int64_t event,
                       std::int64_t own);

/// What an event did to how many records of a kind: created, changed or deleted.
struct ScopePart {
    std::string record, operation;
    std::int64_t records = 0;
};
/// What undoing an event takes back. Large ones are undone as a job.
struct Scope {
    std::vector<ScopePart> parts;
    std::int64_t records() const;
    /// One line for each part: "Deleted again: 10,000 customers".
    std::vector<std::string> in_words(Language language) const;
};
Scope scope_of_event(sql::Transaction& transaction, std::int64_t event);

/// Above this many records whoever undoes says how many they are: a number read is a scope understood (decisions.md
/// 34).
inline constexpr std::int64_t most_unconfirmed_records = 100;
/// Refuses (error.undo_needs_count) a larger undo whose count was not given.
Result<Done> confirm_scope(const Scope& scope, std::optional<std::int64_t> confirmed);

/// Conflicts as a refusal, for those who read no list of them.
Refusal refusal_of(const std::vector<Conflict>& conflicts);

}  // namespace kartei::audit
