// What an import finds out while it checks: counts, names that will be created, rows to show, and what is wrong with
// which line. Bounded in memory: problems go to a temporary file, of names and rows the first are kept.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "modules/imports/import_kind.hpp"
#include "modules/imports/record_file.hpp"

namespace kartei::imports {

struct Counts {
    std::int64_t rows = 0, added = 0, changed = 0, unchanged = 0, refused = 0, left_empty = 0;
};

enum class RowState { added, changed, unchanged, refused };
std::string_view state_name(RowState state);  ///< "new", "changed", "unchanged", "refused"

/// One field of a row that is to be shown, before and after.
struct ShownDifference {
    std::string field, before, after;
};

class Tally {
public:
    explicit Tally(TemporaryFolder& folder) : problems_(folder, 4 << 20) {}

    const Counts& counts() const { return counts_; }
    void count_row() { ++counts_.rows; }

    /// Counts a row that was looked at to the end and, while rows of its state are wanted, keeps it to be shown.
    void put(RowState state, std::int64_t line, const std::function<nlohmann::json()>& values = {},
             const std::vector<ShownDifference>& differences = {});
    /// A row that was refused, or lost values: its problems are written down, and it is counted.
    void note(std::int64_t line, const std::vector<Problem>& problems,
              const std::function<nlohmann::json()>& values = {});
    /// The same for a row that was counted as good before (keys that stand twice in the file).
    void refuse_later(std::int64_t line, Problem problem, RowState counted_as);

    /// A name that the import will create, for the preview: shelf -> names.
    void will_create(const std::string& shelf, const std::string& name);
    const std::map<std::string, std::set<std::string>>& created() const { return created_; }

    /// At most 50 rows, some of each state, in the order of the file. Problems are said in `language`.
    nlohmann::json sample(const ImportKind& kind, Language language) const;
    nlohmann::json created_as_json() const;

    /// Problems in the order of the lines; first() again from the beginning.
    struct LineProblem {
        std::int64_t line;
        Problem problem;
    };
    void first() { problems_.rewind(); }
    bool next(LineProblem& problem);
    std::int64_t problem_count() const { return problems_.count(); }

private:
    struct Shown {
        std::int64_t line;
        RowState state;
        nlohmann::json values;
        std::vector<ShownDifference> differences;
        std::vector<Problem> problems;
    };
    std::vector<Shown>& shown(RowState state) { return shown_[static_cast<std::size_t>(state)]; }
    bool wants(RowState state) const;

    Counts counts_;
    SortedRecords problems_;
    std::array<std::vector<Shown>, 4> shown_;
    std::map<std::string, std::set<std::string>> created_;
};

}  // namespace kartei::imports
