// Rows of a take-over file as the importers see them: values read by the rules of their fields, and what is wrong with
// them. Knows no file format. A row that was refused is told to the tally and never put aside.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"

namespace kartei::imports {

/// Something wrong with a row. The value itself is not kept: it is read again from the file when the refused rows are
/// written.
struct Problem {
    int target = -1;       ///< field it concerns, -1 = the row
    std::string key;
    Parameters parameters;
    bool refuses = true;   ///< false: the value was left empty (--unreadable empty)
    bool unreadable = false;  ///< told by the reader of the file, about the row as a whole
};

/// Which column of the file holds which target, as decided before the first row.
struct Columns {
    std::vector<int> target_of_column;  ///< -1 = dropped
    std::vector<int> column_of_target;  ///< -1 = absent
    bool has(int target) const { return column_of_target[static_cast<std::size_t>(target)] >= 0; }
};

/// Lives as long as its batch.
class Row {
public:
    Row(const Columns& columns, const Value* values, std::int64_t line, std::vector<Problem>& problems,
        bool clear_empty)
        : columns_(&columns), values_(values), line_(line), problems_(&problems), clear_empty_(clear_empty) {}

    std::int64_t line() const { return line_; }

    /// The value of a target; empty when its column is absent or its cell is empty.
    const Value& value(int target) const {
        static const Value nothing;
        const int column = columns_->column_of_target[static_cast<std::size_t>(target)];
        return column < 0 ? nothing : values_[column];
    }
    bool has(int target) const { return !is_empty(value(target)); }
    /// The field is to be emptied: its column is there, its cell is empty, and --clear-empty says so.
    bool clears(int target) const {
        if (!clear_empty_ || !columns_->has(target) || has(target)) return false;
        for (const auto& problem : *problems_)
            if (problem.target == target) return false;  // not empty, only unreadable
        return true;
    }

    std::string_view text(int target) const {
        const auto* text = std::get_if<std::string>(&value(target));
        return text ? std::string_view(*text) : std::string_view();
    }
    std::optional<std::int64_t> number(int target) const {
        const auto* number = std::get_if<std::int64_t>(&value(target));
        return number ? std::optional(*number) : std::nullopt;
    }
    bool flag(int target) const {
        const auto* flag = std::get_if<bool>(&value(target));
        return flag && *flag;
    }
    std::vector<std::string> list(int target) const {
        const auto* list = std::get_if<std::vector<std::string>>(&value(target));
        return list ? *list : std::vector<std::string>();
    }

    void refuse(int target, std::string key, Parameters parameters = {}) {
        problems_->push_back({target, std::move(key), std::move(parameters), true});
    }
    bool is_refused() const {
        for (const auto& problem : *problems_)
            if (problem.refuses) return true;
        return false;
    }
    /// The file's reader could not make cells of it: nothing else can be said about it.
    bool is_unreadable() const { return !problems_->empty() && problems_->front().unreadable; }
    const std::vector<Problem>& problems() const { return *problems_; }

private:
    const Columns* columns_;
    const Value* values_;
    std::int64_t line_;
    std::vector<Problem>* problems_;
    bool clear_empty_;
};

}  // namespace kartei::imports
