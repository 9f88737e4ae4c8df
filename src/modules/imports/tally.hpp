// What an import finds out while it checks: counts, names that will be created, rows to show, what is wrong with which
// line, and which new ones are probably somebody who is there. Bounded in memory: problems and probable duplicates go
// to temporary files, of names and rows the first are kept.
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
    std::int64_t duplicates = 0;          ///< not counted as added
    std::int64_t older = 0;               ///< declarations that are kept and do not hold: a later one does
    std::int64_t created_duplicates = 0;  ///< those of them that are created all the same
    std::int64_t created() const { return added + created_duplicates; }
};

enum class RowState { added, changed, unchanged, refused, duplicate };
std::string_view state_name(RowState state);  ///< "new", "changed", "unchanged", "refused", "duplicate"

/// Whom a new row is probably the same person as.
struct Similar {
    std::optional<std::int64_t> number;  ///< of a customer of the house
    std::optional<std::int64_t> line;    ///< or an earlier line of this file
    std::string name;
    int score = 0;                       ///< 0 … 100
    std::vector<std::pair<std::string, int>>
        points;  ///< feature (duplicates/levels.hpp) -> points, the strongest first
    /// "Last name +17, Town -3": the points in words.
    std::string points_in_words(Language language) const;
};

/// One field of a row that is to be shown, before and after.
struct ShownDifference {
    std::string field, before, after;
};

class Tally {
public:
    explicit Tally(TemporaryFolder& folder) : problems_(folder, 4 << 20), duplicates_(folder) {}

    const Counts& counts() const { return counts_; }
    void count_row() { ++counts_.rows; }

    /// Counts a row that was looked at to the end and, while rows of its state are wanted, keeps it to be shown.
    void put(RowState state, std::int64_t line, const std::function<nlohmann::json()>& values = {},
             const std::vector<ShownDifference>& differences = {});
    /// The row that is put next says something older than what holds; it is listed with this remark.
    void older(std::int64_t line, Problem remark);
    /// A row that was refused, or lost values: its problems are written down, and it is counted.
    void note(std::int64_t line, const std::vector<Problem>& problems,
              const std::function<nlohmann::json()>& values = {});
    /// The same for a row that was counted as good before (keys that stand twice in the file).
    void refuse_later(std::int64_t line, Problem problem, RowState counted_as);

    /// A row that was counted as added is probably somebody; lines come in ascending order. `created`: all the same.
    void found_duplicate(std::int64_t line, const Similar& similar, bool created,
                         const std::function<nlohmann::json()>& values);
    /// It is held back for somebody to decide: goes to the file of refused rows with this reason, counted as duplicate.
    void hold(std::int64_t line, const Problem& reason);
    bool has_held() const { return held_; }
    void looked_for_duplicates() { duplicates_looked_for_ = true; }
    bool duplicates_looked_for() const { return duplicates_looked_for_; }
    /// Only a part of those with very common values was compared.
    void compared_in_part() { duplicates_complete_ = false; }
    bool duplicates_complete() const { return duplicates_complete_; }

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

    /// All probable duplicates, in the order of the lines.
    void each_duplicate(const std::function<bool(std::int64_t line, const Similar&)>& take);

private:
    struct Shown {
        std::int64_t line;
        RowState state;
        nlohmann::json values;
        std::vector<ShownDifference> differences;
        std::vector<Problem> problems;
        std::optional<Similar> similar = {};
    };
    std::vector<Shown>& shown(RowState state) { return shown_[static_cast<std::size_t>(state)]; }
    bool wants(RowState state) const;
    void write_down(std::int64_t line, const Problem& problem);

    Counts counts_;
    std::optional<std::pair<std::int64_t, Problem>> remark_;
    SortedRecords problems_;
    RecordFile duplicates_;
    bool held_ = false, duplicates_looked_for_ = false, duplicates_complete_ = true;
    std::array<std::vector<Shown>, 5> shown_;
    std::map<std::string, std::set<std::string>> created_;
};

}  // namespace kartei::imports
