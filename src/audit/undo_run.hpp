// Undos of many records as the house remembers them while they are under way (table undo_run): every SQL statement on
// it. Each transaction of an undo moves its row on and shows that the row is still its own, so that an undo that was
// cut off is found, goes on where it stood, and is never worked on by two.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"

namespace kartei::audit {

struct UndoRun {
    std::int64_t event = 0;   ///< the one that undoes
    std::int64_t undone = 0;  ///< the one that is undone
    std::int64_t done = 0, records = 0;
    std::string owner, seen_at;
};

/// Who works here and now; every undo has a name of its own.
std::string new_undo_owner();
/// Undos of this process that are at work; an owner that is none of them, on a database that is this process' alone, is
/// gone.
class UndoAtWork {
public:
    explicit UndoAtWork(std::string owner);
    ~UndoAtWork();
    UndoAtWork(const UndoAtWork&) = delete;
    UndoAtWork& operator=(const UndoAtWork&) = delete;
    const std::string& owner() const { return owner_; }

private:
    std::string owner_;
};

std::vector<UndoRun> undo_runs(sql::Transaction& transaction);
std::optional<UndoRun> undo_run_of(sql::Transaction& transaction, std::int64_t undone);
void begin_undo_run(sql::Transaction& transaction, const UndoRun& run);
/// False when somebody else took it over.
bool move_on(sql::Transaction& transaction, const UndoRun& run);
void end_undo_run(sql::Transaction& transaction, std::int64_t event);
/// Takes over a run whose owner is gone; false when somebody was faster.
bool adopt_undo_run(sql::Transaction& transaction, const UndoRun& run, std::string_view owner, std::string_view now);

/// Does somebody still work on it? On SQLite only this process can; on PostgreSQL whoever has been silent for a minute
/// is gone.
bool is_at_work(const House& house, const UndoRun& run);

/// Goes on with undos that were cut off; their number. For the start of the server.
int recover_undos(House& house);

}  // namespace kartei::audit
