// Saved selections: a name, an owner, roles they are shared with, and the document. Others see what is shared with a
// role of theirs. A run freezes the numbers of whom it held. Every SQL statement on the tables of selections stands
// here and in selection_runs.cpp.
#pragma once

#include "modules/parameters/plain_record.hpp"
#include "modules/selections/document_reader.hpp"
#include "modules/selections/engine.hpp"

namespace kartei::selections {

const parameters::PlainRecord& selection_record();

/// Those that the actor may see, by name.
std::vector<parameters::PlainRow> selections_of(sql::Transaction& transaction, const Actor& actor);
/// How a document names the one that somebody wrote: by its number or its name.
nlohmann::json named_selection(const std::string& written);
/// Refuses not_found (error.no_such_selection), also for those of others that are not shared with the actor.
Result<parameters::PlainRow> selection_seen(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
bool may_change(const Actor& actor, const parameters::PlainRow& selection);
/// Undo: are the selections first … last the actor's own, or may he delete those of others? Other records: true.
bool may_undo_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                      std::int64_t last);

/// Values: name, note, document, shared_with. Refusals: invalid with the place of each mistake in the document, a
/// circle among selections included; forbidden without selections.share for what is shared; stale.
Result<parameters::SavedRow> create_selection(House& house, sql::Transaction& transaction, const Actor& actor,
                                              parameters::PlainValues values);
/// Only its owner changes a selection. One that others name keeps its name (error.selection_in_use).
Result<parameters::SavedRow> change_selection(House& house, sql::Transaction& transaction, const Actor& actor,
                                              std::int64_t id, std::int64_t version, parameters::PlainValues values);
/// The owner, or whoever may delete those of others; conflict (error.selection_in_use) names who uses it.
Result<std::int64_t> remove_selection(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                      std::int64_t version);

struct SelectionRun {
    std::int64_t id = 0, count = 0, position = 0, user_id = 0;
    std::string made_at, document;
};
/// Finds whom it holds now and keeps their numbers.
Result<SelectionRun> run_selection(House& house, sql::Transaction& transaction, Engine& engine, const Actor& actor,
                                   std::int64_t id);
/// What an actor may be told of runs, with the numbers of those who are hidden from him.
struct RunView {
    House& house;
    const Actor& actor;
    std::vector<std::int64_t> hidden;
};
RunView run_view(House& house, sql::Transaction& transaction, const Actor& actor);

/// The newest first; without those that saw event dates which the actor may not see, and without those that asked for
/// something to which he lacks a right (bookings, say): who is among their members would tell it. `count` is of those
/// whom he may see. Refuses forbidden, naming the right, when no run is left for want of it.
Result<std::vector<SelectionRun>> runs_of(sql::Transaction& transaction, const RunView& view, std::int64_t selection);
/// The newest of them; no value when there is none for him.
std::optional<SelectionRun> last_run(sql::Transaction& transaction, const RunView& view, std::int64_t selection);

/// Numbers of those whom a run held, ascending, without those who are hidden from the actor; refuses as runs_of(), and
/// not_found (error.no_such_selection_run).
Result<std::vector<std::int64_t>> numbers_of_run(sql::Transaction& transaction, const RunView& view,
                                                 std::int64_t selection, std::int64_t run);

struct RunChanges {
    std::vector<std::int64_t> came, went;  ///< numbers
};
/// Against another run of the selection (`since`), else the run before it that the actor may see; against nobody for the
/// first one. Without those whom he may not see. Refuses as numbers_of_run().
Result<RunChanges> changes_of_run(sql::Transaction& transaction, const RunView& view, std::int64_t selection,
                                  std::int64_t run, std::optional<std::int64_t> since = {});

}  // namespace kartei::selections
