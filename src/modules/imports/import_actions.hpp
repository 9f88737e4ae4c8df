// What a user can do with a take-over file: look at it, run it, run it again, see what became of it. The command and
// the endpoints call the same functions. An import is all or nothing unless settings.each; it is one change event,
// published in short transactions; killed, cancelled or overtaken it is taken back by the same undo (files.md).
#pragma once

#include "audit/reversal.hpp"
#include "modules/imports/import_check.hpp"

namespace kartei::imports {

struct ImportRequest {
    std::string what;          ///< name of an ImportKind
    std::string path;          ///< an ordinary file
    std::string file_name;     ///< as the user calls it
    ImportSettings settings;
    std::string refused_path;  ///< where rows with problems are written, when there are any
    std::string duplicates_path = {};  ///< where probable duplicates are written, when there are any
    std::int64_t run = 0;      ///< a stored run (uploads), 0 = make one
};

/// What became of it, as JSON: rows, new, changed, unchanged, refused, left_empty, older
/// (declarations that are kept and do not hold, because a later one does; counted as changed), created (names by shelf), sample (at
/// most 50 rows), refused_file; after a run also import, change_event (null when nothing was to do), published (false:
/// refused rows, nothing was written), repeated (true: the earlier result of the same file).
/// Probable duplicates (new customers whom the engine of the register takes for a customer who is there, or for an
/// earlier new row; settings.duplicates decides what happens to them): duplicates, their number, not contained in new;
/// created_duplicates, how many of them are created all the same (all or none); duplicates_checked, false where nobody
/// looked for them (off, files of anything but customers); duplicates_complete, false when of very
/// many with the same values only a part was compared; duplicates_file. In the sample they have the state duplicate and
/// similar {number, line, name, score, points}: the number of a customer of the house or an earlier line of this file
/// (the other is null), 0 … 100, and what each feature (duplicates/levels.hpp) adds. Held back (hold), they stand in
/// refused_file with the reason, but refuse nothing.
using ImportResult = nlohmann::json;

/// The check alone. Nothing is written but the files of refused rows and of probable duplicates.
Result<ImportResult> preview_import(House& house, const Actor& actor, const ImportRequest& request,
                                    jobs::Progress& progress);

/// Checks and publishes. Refusals: what concerns the whole file; unavailable when another import runs
/// (error.import_runs {name, since}); conflict when others saved something that contradicts the file meanwhile
/// (error.import_overtaken) or a range of numbers is used up (error.number_range_full); error.import_no_space. After
/// each of them nothing of the import is left. Throws jobs::Cancelled, having taken everything back.
Result<ImportResult> run_import(House& house, const Actor& actor, const ImportRequest& request,
                                jobs::Progress& progress);

/// Takes back imports whose process died in the middle; their number. For the start of the server and of each command
/// that writes; run_import calls it too. `progress` may be left out.
int recover_imports(House& house, const audit::ReversalProgress& progress = {});

/// The settings that decide what is written, with every heading of the file: the same text = the same import.
std::string settings_key(const ImportSettings& settings, const std::vector<HeadingChoice>& choices);

/// Checks a mapping before it is saved; refusals name the fields that do not exist.
Result<Done> store_mapping(House& house, const SavedMapping& mapping);

}  // namespace kartei::imports
