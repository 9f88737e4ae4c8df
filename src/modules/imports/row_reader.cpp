#include "modules/imports/row_reader.hpp"

#include "base/pasted_text.hpp"
#include "base/text.hpp"
#include "documents/table_form.hpp"
#include "modules/mailing/bounce_reports.hpp"

namespace kartei::imports {
namespace {

constexpr std::size_t rows_in_batch = 2000;
constexpr std::size_t kept_cells = 512;
constexpr std::size_t longest_kept = 64;

/// A workbook of a million rows packs into some 100 MB and unpacks to ten times that; the ratio still stops a bomb.
constexpr std::uint64_t largest_packed = 512ull << 20, largest_unpacked = 8ull << 30;

/// "m.", "M" and "m" are one value; what has no letters stands for itself.
std::string as_compared(std::string_view written) {
    auto folded = fold(written);
    return folded.empty() ? std::string(documents::trimmed(written)) : folded;
}

/// Of documents/table_form.hpp, where the file is no table.
std::string form_of(const ImportKind& kind) { return kind.name == "bounces" ? mailing::bounces_form : ""; }

documents::TableWanted wanted(const ImportSettings& settings) {
    documents::TableWanted wanted;
    wanted.csv.encoding = settings.encoding;
    wanted.csv.separator = settings.separator;
    wanted.sheet = settings.sheet;
    wanted.heading_row = settings.heading_row;
    wanted.xlsx.packed = largest_packed;
    wanted.xlsx.unpacked = largest_unpacked;
    return wanted;
}

}  // namespace

std::vector<Row> Batch::rows(const Columns& columns, bool clear_empty) {
    std::vector<Row> views;
    views.reserve(lines.size());
    const auto width = columns.target_of_column.size();
    for (std::size_t row = 0; row < lines.size(); ++row)
        views.emplace_back(columns, values.data() + row * width, lines[row], problems[row], clear_empty);
    return views;
}

CellReader::CellReader(const Field& field, const ReadingRules& rules,
                       const std::map<std::string, std::string>& meanings, bool line_breaks_blank)
    : field_(field),
      rules_(rules),
      // In a list a line break parts its entries.
      line_breaks_blank_(line_breaks_blank && field.kind != FieldKind::multiline &&
                         field.kind != FieldKind::text_list) {
    for (const auto& [written, meant] : meanings) meanings_[as_compared(written)] = meant;
}

Result<Value> CellReader::read_anew(std::string_view cell) const {
    if (!meanings_.empty())
        if (const auto found = meanings_.find(as_compared(cell)); found != meanings_.end())
            return read_value(field_, found->second, rules_);
    if (line_breaks_blank_ && has_line_break(cell))
        return read_value(field_, with_line_breaks_as(documents::trimmed(cell), ' '), rules_);
    return read_value(field_, cell, rules_);
}

const Result<Value>& CellReader::read(std::string_view cell) {
    if (!keeps_ || cell.size() > longest_kept) return last_ = read_anew(cell);
    if (kept_.empty()) kept_.resize(kept_cells);
    auto& kept = kept_[std::hash<std::string_view>()(cell) % kept_cells];
    ++asked_;
    if (kept.used && kept.cell == cell) {
        ++found_;
        return kept.result;
    }
    kept = {std::string(cell), read_anew(cell), true};
    // A column of names or numbers never repeats itself; looking is wasted then.
    if (asked_ == 4096) {
        keeps_ = found_ * 4 > asked_;
        asked_ = found_ = 0;
    }
    return kept.result;
}

RowReader::RowReader(std::unique_ptr<documents::TableReader> table, const ImportKind& kind, const Columns& columns,
                     const ImportSettings& settings, const ReadingRules& rules)
    : table_(std::move(table)), kind_(kind), columns_(columns), unreadable_empty_(settings.unreadable_empty) {
    auto own_rules = rules;
    own_rules.decimal_sign = settings.decimal_sign;
    static const std::map<std::string, std::string> as_written;
    for (const int target : columns.target_of_column) {
        auto& reader = readers_.emplace_back();
        if (target < 0) continue;
        const auto& field = kind.targets[static_cast<std::size_t>(target)].field;
        const auto meanings = settings.values.find(std::string(field.name));
        reader.emplace(field, own_rules, meanings == settings.values.end() ? as_written : meanings->second,
                       settings.line_breaks_blank);
    }
}

void RowReader::read_cell(Batch& batch, std::size_t column, std::string_view cell) {
    if (!readers_[column] || cell.empty()) {
        batch.values.emplace_back();
        return;
    }
    const auto& read = readers_[column]->read(cell);
    if (read) {
        batch.values.push_back(*read);
        return;
    }
    batch.values.emplace_back();
    const int target = columns_.target_of_column[column];
    const bool optional = !kind_.targets[static_cast<std::size_t>(target)].field.has(required);
    for (const auto& issue : read.refusal().issues)
        batch.problems.back().push_back({target, issue.key, issue.parameters, !(optional && unreadable_empty_)});
}

Result<bool> RowReader::read_row(Batch& batch) {
    auto more = table_->next();
    if (!more && !table_->may_continue()) return more.refusal();
    if (more && !*more) return false;
    batch.lines.push_back(table_->line());
    batch.problems.emplace_back();
    if (!more) {
        // This row cannot be read; the next one can.
        batch.values.resize(batch.values.size() + readers_.size());
        for (const auto& issue : more.refusal().issues)
            batch.problems.back().push_back({-1, issue.key, issue.parameters, true, true});
        return true;
    }
    const auto cells = table_->cells();
    for (std::size_t column = 0; column < readers_.size(); ++column) read_cell(batch, column, cells[column]);
    return true;
}

Result<std::optional<Batch>> RowReader::next() {
    Batch batch;
    batch.values.reserve(rows_in_batch * readers_.size());
    while (batch.lines.size() < rows_in_batch)
        if (!TRY(read_row(batch))) break;
    batch.bytes_read = table_->bytes_read();
    return batch.lines.empty() ? std::optional<Batch>() : std::optional(std::move(batch));
}

Result<std::unique_ptr<documents::TableReader>> open_for(const ImportKind& kind, const std::string& path,
                                                         const ImportSettings& settings) {
    if (const auto form = form_of(kind); !form.empty()) return documents::open_form_apart(path, {form});
    auto table = TRY(documents::open_table_apart(path, wanted(settings)));
    if (kind.headings_if_none.empty()) return table;
    // A file without headings shows by its first row: none of its cells is one of our names.
    for (const auto& heading : table->header())
        for (const auto& target : kind.targets)
            if (fold(heading) == fold(target.field.name)) return table;
    if (table->header().size() != kind.headings_if_none.size()) return table;
    auto without = wanted(settings);
    without.csv.headings = kind.headings_if_none;
    without.csv.separator = '\t';
    without.csv.quotes = false;
    return documents::open_table_apart(path, without);
}

}  // namespace kartei::imports
