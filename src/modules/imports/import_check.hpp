// The check of a file: reads it, looks at every row, puts what is good aside and counts; nothing is written to the
// database. With it ends a dry run; a real one goes on with publishing what was put aside.
#pragma once

#include <chrono>
#include <memory>

#include "audit/log.hpp"
#include "documents/table_reader.hpp"
#include "jobs/job.hpp"
#include "modules/customers/hand_over.hpp"
#include "modules/imports/headings.hpp"
#include "modules/imports/import_run.hpp"
#include "modules/imports/tally.hpp"

namespace kartei::imports {

/// Called every now and then, so that others see that the check goes on.
using Alive = std::function<void()>;

/// Calls it every few seconds, however often it is asked to.
class SignsOfLife {
public:
    explicit SignsOfLife(Alive alive) : alive_(std::move(alive)) {}
    void go_on();

private:
    Alive alive_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// What an importer works with.
struct ImportContext {
    House& house;
    const Actor& actor;
    const ImportSettings& settings;
    const ImportKind& kind;
    const Columns& columns;
    TemporaryFolder& folder;
    Tally& tally;
    jobs::Progress& progress;  ///< until finish() has returned
    SignsOfLife& life;         ///< likewise
};

/// Everything of one import between its first and its last row. Not copied: importers point into it.
struct CheckedImport {
    CheckedImport(House& house, const Actor& actor, const ImportKind& kind, ImportSettings settings)
        : house(house), actor(actor), kind(kind), settings(std::move(settings)), folder(house.folder), tally(folder) {
        this->actor.permissions.emplace(customers::right_to_hand_over);
    }
    CheckedImport(const CheckedImport&) = delete;

    House& house;
    Actor actor;
    const ImportKind& kind;
    ImportSettings settings;
    Columns columns;
    TemporaryFolder folder;
    Tally tally;
    std::unique_ptr<Importer> importer;
    audit::LogPlace seen;  ///< the state of the house that was looked at
    std::string encoding;  ///< as the file was read; "" for workbooks
    bool has_problems() const { return tally.problem_count() > 0; }
};

/// Checks a file. Refusals concern the whole file: not readable, columns not decided, a right that is missing.
Result<std::unique_ptr<CheckedImport>> check_import(House& house, const Actor& actor, const ImportKind& kind,
                                                    const ImportSettings& settings, const std::string& path,
                                                    jobs::Progress& progress, const Alive& alive = {});

/// The headings of a file and what they are taken for.
struct OpenedFile {
    std::unique_ptr<documents::TableReader> table;
    ColumnNames names;
    std::vector<HeadingChoice> choices;
    ImportSettings settings;  ///< with what a saved mapping adds
};
Result<OpenedFile> look_at(House& house, const ImportKind& kind, const ImportSettings& settings,
                           const std::string& path);
/// As decide_columns(); a refusal also says where the headings may stand instead, and what other sheets there are.
Result<Columns> columns_of(const ImportKind& kind, const OpenedFile& opened, const std::string& path);
/// The line below titles on which headings of this kind stand; 0 = none is better than the one that was taken.
std::int64_t likely_heading_row(const ImportKind& kind, const OpenedFile& opened, const std::string& path);

/// Writes the rows with problems to `path`.
Result<Done> write_problems(CheckedImport& checked, const std::string& file, const std::string& path);
/// Writes the probable duplicates to `path`.
Result<Done> write_duplicates(CheckedImport& checked, const std::string& file, const std::string& path);

/// A row's values for a preview: field -> text; never a sensitive one.
nlohmann::json shown_values(const ImportKind& kind, const Row& row, const ReadingRules& rules);

}  // namespace kartei::imports
