#include "modules/imports/headings.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace kartei::imports {
namespace {

using By = HeadingChoice::By;

/// Proposals below this are no help.
constexpr int least_score = 50;

std::string folded_name(std::string_view name) { return fold(name); }

const std::string* find_in(const Mapping& mapping, const std::string& heading) {
    if (auto exact = mapping.find(heading); exact != mapping.end()) return &exact->second;
    const auto wanted = fold(heading);
    for (const auto& [name, field] : mapping)
        if (fold(name) == wanted) return &field;
    return nullptr;
}

/// The one target whose caption in any of the three languages is the heading.
int target_of_caption(const ImportKind& kind, const std::string& folded) {
    int found = -1;
    for (int target = 0; target < static_cast<int>(kind.targets.size()); ++target)
        for (const auto language : {Language::de, Language::nl, Language::en})
            if (fold(kind.caption(target, language)) == folded) {
                if (found >= 0 && found != target) return -1;  // means two things
                found = target;
            }
    return found;
}

/// Headings of our own exports that no field has, in words.
bool is_caption(const ImportKind& kind, std::string_view name, const std::string& folded) {
    const auto key = std::string(kind.targets.front().record) + "." + std::string(name);
    for (const auto language : {Language::de, Language::nl, Language::en})
        if (!folded.empty() && has_text(key) && fold(text(language, key)) == folded) return true;
    return false;
}

HeadingChoice proposal(const ImportKind& kind, const std::string& heading, const std::string& folded) {
    HeadingChoice best{heading, By::nobody, "", 0};
    auto offer = [&](std::string_view field, int score) {
        if (score > best.score && score >= least_score) best = {heading, By::proposal, std::string(field), score};
    };
    for (const auto& known : known_headings()) {
        if (known.kind != kind.name || kind.target(known.field) < 0) continue;
        if (known.heading == folded) offer(known.field, known.score);
        else if (const int alike = likeness(known.heading, folded); alike >= 75)
            offer(known.field, alike * known.score / 125);
    }
    for (int target = 0; target < static_cast<int>(kind.targets.size()); ++target) {
        const auto& field = kind.targets[static_cast<std::size_t>(target)].field;
        if (const int alike = likeness(folded_name(field.name), folded); alike >= 70) offer(field.name, alike * 8 / 10);
        for (const auto language : {Language::de, Language::nl, Language::en})
            if (const int alike = likeness(fold(kind.caption(target, language)), folded); alike >= 75)
                offer(field.name, alike * 8 / 10);
    }
    return best;
}

/// What the file calls the column decides where nobody did.
HeadingChoice choice_by_heading(const ImportKind& kind, const std::string& heading) {
    const auto folded = fold(heading);
    for (const auto& target : kind.targets)
        if (heading == target.field.name || (!folded.empty() && folded == folded_name(target.field.name)))
            return {heading, By::name, std::string(target.field.name), 100};
    for (const auto passed_over : kind.passed_over)
        if (heading == passed_over || is_caption(kind, passed_over, folded)) return {heading, By::passed_over, "", 100};
    const auto is_in_front = [&](const auto& headings) {
        return std::find(headings.begin(), headings.end(), heading) != headings.end();
    };
    if (is_in_front(refused_headings) || is_in_front(duplicate_headings)) return {heading, By::passed_over, "", 100};
    if (const int target = folded.empty() ? -1 : target_of_caption(kind, folded); target >= 0)
        return {heading, By::caption, std::string(kind.targets[static_cast<std::size_t>(target)].field.name), 100};
    if (kind.further_columns || heading.empty()) return {heading, By::passed_over, "", 100};
    return proposal(kind, heading, folded);
}

HeadingChoice choice_of(const ImportKind& kind, const ColumnNames& columns, std::size_t column, const Mapping& by_hand,
                        const Mapping& saved) {
    const auto& name = columns.names[column];
    const bool unnamed = columns.first_filled[column] > 0 && !kind.further_columns;
    HeadingChoice choice;
    if (const auto* decided = find_in(by_hand, name)) choice = {name, By::hand, *decided, 100};
    else if (const auto* remembered = find_in(saved, name)) choice = {name, By::saved, *remembered, 100};
    else if (!unnamed) choice = choice_by_heading(kind, columns.headings[column]);
    choice.heading = name;
    if (unnamed) choice.unnamed_from = columns.first_filled[column];
    return choice;
}

/// Of two columns with a claim to one field the better one keeps it; what was decided always does.
void settle_rivals(std::vector<HeadingChoice>& choices) {
    for (auto& choice : choices) {
        if (choice.by != By::proposal) continue;
        const bool beaten = std::any_of(choices.begin(), choices.end(), [&](const HeadingChoice& other) {
            return &other != &choice && other.field == choice.field &&
                   (other.is_decided() || other.score > choice.score ||
                    (other.score == choice.score && &other < &choice));
        });
        if (beaten) choice = {choice.heading, By::nobody};
    }
}

void check_hand(const ImportKind& kind, const std::vector<HeadingChoice>& choices, const Mapping& by_hand,
                std::vector<Issue>& issues) {
    for (const auto& [heading, field] : by_hand) {
        const auto folded = fold(heading);
        if (std::none_of(choices.begin(), choices.end(), [&](const auto& choice) {
                return choice.heading == heading || fold(choice.heading) == folded;
            }))
            issues.push_back({"", "error.import_no_such_column", {{"column", heading}}});
        if (!field.empty() && kind.target(field) < 0)
            issues.push_back({"", "error.import_no_such_field", {{"column", heading}, {"field", field}}});
    }
}

}  // namespace

int likeness(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    if (a == b) return 100;
    // Levenshtein: headings are short, and typing errors and endings are what differs.
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    const auto longest = std::max(a.size(), b.size());
    return static_cast<int>(100 * (longest - row[b.size()]) / longest);
}

ColumnNames names_of_columns(const std::vector<std::string>& headings, std::vector<std::int64_t> first_filled) {
    ColumnNames columns{headings, {}, std::move(first_filled)};
    columns.first_filled.resize(headings.size());
    std::set<std::string> taken(headings.begin(), headings.end());
    std::set<std::string> seen;
    for (std::size_t column = 0; column < headings.size(); ++column) {
        auto name = headings[column];
        if (name.empty() && columns.first_filled[column] > 0) name = "#" + std::to_string(column + 1);
        else if (!name.empty() && !seen.insert(name).second)
            for (int number = 2; !taken.insert(name = headings[column] + " (" + std::to_string(number) + ")").second;)
                ++number;
        columns.names.push_back(std::move(name));
    }
    return columns;
}

std::vector<HeadingChoice> choose_headings(const ImportKind& kind, const ColumnNames& columns, const Mapping& by_hand,
                                           const Mapping& saved) {
    std::vector<HeadingChoice> choices;
    for (std::size_t column = 0; column < columns.names.size(); ++column)
        choices.push_back(choice_of(kind, columns, column, by_hand, saved));
    settle_rivals(choices);
    return choices;
}

Result<Columns> decide_columns(const ImportKind& kind, const std::vector<HeadingChoice>& choices,
                               const Mapping& by_hand) {
    Columns columns;
    columns.column_of_target.assign(kind.targets.size(), -1);
    std::vector<Issue> issues;
    check_hand(kind, choices, by_hand, issues);
    for (std::size_t column = 0; column < choices.size(); ++column) {
        const auto& choice = choices[column];
        columns.target_of_column.push_back(-1);
        if (choice.by == By::proposal)
            issues.push_back(
                {"", "error.import_unknown_column_proposal", {{"column", choice.heading}, {"field", choice.field}}});
        else if (choice.by == By::nobody && choice.unnamed_from > 0)
            issues.push_back({"",
                              "error.import_unnamed_column",
                              {{"column", choice.heading}, {"line", std::to_string(choice.unnamed_from)}}});
        else if (choice.by == By::nobody)
            issues.push_back({"", "error.import_unknown_column", {{"column", choice.heading}}});
        const int target = choice.is_decided() && !choice.field.empty() ? kind.target(choice.field) : -1;
        if (target < 0) continue;
        auto& taken = columns.column_of_target[static_cast<std::size_t>(target)];
        if (taken >= 0)
            issues.push_back({"",
                              "error.import_field_twice",
                              {{"field", choice.field},
                               {"first", choices[static_cast<std::size_t>(taken)].heading},
                               {"second", choice.heading}}});
        else taken = static_cast<int>(column), columns.target_of_column.back() = target;
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return columns;
}

}  // namespace kartei::imports
