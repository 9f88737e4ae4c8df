#include "modules/imports/tally.hpp"

#include <algorithm>

#include "base/texts.hpp"
#include "modules/imports/packed.hpp"

namespace kartei::imports {
namespace {

using nlohmann::json;

constexpr std::size_t most_shown = 50;
/// Names listed for each shelf; a file whose columns are mixed up could bring millions.
constexpr std::size_t most_names = 1000;

json difference_as_json(const ShownDifference& difference) {
    return {{"field", difference.field}, {"before", difference.before}, {"after", difference.after}};
}

json problem_as_json(const ImportKind& kind, const Problem& problem, Language language) {
    const auto field = problem.target < 0
                           ? std::string()
                           : std::string(kind.targets[static_cast<std::size_t>(problem.target)].field.name);
    return {{"field", field},
            {"key", problem.key},
            {"message", text(language, problem.key, problem.parameters)},
            {"refuses", problem.refuses}};
}

json similar_as_json(const Similar& similar) {
    json points = json::object();
    for (const auto& [feature, count] : similar.points) points[feature] = count;
    return {{"number", similar.number ? json(*similar.number) : json()},
            {"line", similar.line ? json(*similar.line) : json()},
            {"name", similar.name},
            {"score", similar.score},
            {"points", points}};
}

}  // namespace

std::string Similar::points_in_words(Language language) const {
    std::string words;
    for (const auto& [feature, count] : points)
        words.append(words.empty() ? "" : ", ")
            .append(text(language, "duplicates.feature." + feature))
            .append(count > 0 ? " +" : " ")
            .append(std::to_string(count));
    return words;
}

std::string_view state_name(RowState state) {
    switch (state) {
        case RowState::added: return "new";
        case RowState::changed: return "changed";
        case RowState::unchanged: return "unchanged";
        case RowState::duplicate: return "duplicate";
        default: return "refused";
    }
}

bool Tally::wants(RowState state) const { return shown_[static_cast<std::size_t>(state)].size() < most_shown; }

void Tally::put(RowState state, std::int64_t line, const std::function<json()>& values,
                const std::vector<ShownDifference>& differences) {
    std::int64_t* const counts[] = {&counts_.added, &counts_.changed, &counts_.unchanged, &counts_.refused,
                                    &counts_.duplicates};
    ++*counts[static_cast<std::size_t>(state)];
    std::vector<Problem> remarks;
    if (remark_ && remark_->first == line) remarks.push_back(std::move(remark_->second));
    remark_.reset();
    counts_.older += !remarks.empty();
    if (state != RowState::unchanged && wants(state))
        shown(state).push_back(
            {line, state, values ? values() : json::object(), differences, std::move(remarks)});
}

void Tally::older(std::int64_t line, Problem remark) { remark_.emplace(line, std::move(remark)); }

void Tally::note(std::int64_t line, const std::vector<Problem>& problems, const std::function<json()>& values) {
    bool refused = false;
    for (const auto& problem : problems) {
        write_down(line, problem);
        refused = refused || problem.refuses;
        if (!problem.refuses) ++counts_.left_empty;
    }
    if (!refused) return;
    put(RowState::refused, line, values);
    if (auto& list = shown(RowState::refused); !list.empty() && list.back().line == line)
        list.back().problems = problems;
}

void Tally::write_down(std::int64_t line, const Problem& problem) {
    std::string record;
    Packer packer(record);
    packer.ordered(static_cast<std::uint64_t>(line));
    packer.number(problem.target);
    packer.number(problem.refuses);
    packer.text(problem.key);
    for (const auto& [name, value] : problem.parameters) packer.text(name), packer.text(value);
    problems_.add(record);
}

void Tally::found_duplicate(std::int64_t line, const Similar& similar, bool created,
                            const std::function<json()>& values) {
    --counts_.added;
    counts_.created_duplicates += created;
    std::erase_if(shown(RowState::added), [&](const Shown& row) { return row.line == line; });
    const bool wanted = wants(RowState::duplicate);
    put(RowState::duplicate, line, values);
    if (wanted) shown(RowState::duplicate).back().similar = similar;
    std::string record;
    Packer packer(record);
    packer.number(line);
    packer.number(similar.number.value_or(-1));
    packer.number(similar.line.value_or(-1));
    packer.text(similar.name);
    packer.number(similar.score);
    for (const auto& [feature, points] : similar.points) packer.text(feature), packer.number(points);
    duplicates_.add(record);
}

void Tally::hold(std::int64_t line, const Problem& reason) {
    write_down(line, reason);
    held_ = true;
}

void Tally::each_duplicate(const std::function<bool(std::int64_t line, const Similar&)>& take) {
    auto reader = duplicates_.read();
    for (std::string_view record; reader.next(record);) {
        Unpacker unpacker(record);
        const auto line = unpacker.number(), number = unpacker.number(), earlier = unpacker.number();
        Similar similar;
        if (number >= 0) similar.number = number;
        if (earlier >= 0) similar.line = earlier;
        similar.name = unpacker.text();
        similar.score = static_cast<int>(unpacker.number());
        while (!unpacker.at_end()) {
            std::string feature(unpacker.text());
            similar.points.emplace_back(std::move(feature), static_cast<int>(unpacker.number()));
        }
        if (!take(line, similar)) return;
    }
}

void Tally::refuse_later(std::int64_t line, Problem problem, RowState counted_as) {
    std::int64_t* const counts[] = {&counts_.added, &counts_.changed, &counts_.unchanged};
    --*counts[static_cast<std::size_t>(counted_as)];
    auto& list = shown(counted_as);
    std::erase_if(list, [&](const Shown& row) { return row.line == line; });
    note(line, {std::move(problem)});
}

void Tally::will_create(const std::string& shelf, const std::string& name) {
    auto& names = created_[shelf];
    if (names.size() < most_names) names.insert(name);
}

json Tally::created_as_json() const {
    json all = json::object();
    for (const auto& [shelf, names] : created_) all[shelf] = names;
    return all;
}

json Tally::sample(const ImportKind& kind, Language language) const {
    // A share for each state; what one does not need goes to the others.
    std::vector<const Shown*> rows;
    std::array<std::size_t, std::tuple_size_v<decltype(shown_)>> taken{};
    for (bool more = true; more && rows.size() < most_shown;) {
        more = false;
        for (std::size_t state = 0; state < shown_.size() && rows.size() < most_shown; ++state)
            if (taken[state] < shown_[state].size()) rows.push_back(&shown_[state][taken[state]++]), more = true;
    }
    std::sort(rows.begin(), rows.end(), [](const Shown* a, const Shown* b) { return a->line < b->line; });
    json list = json::array();
    for (const auto* row : rows) {
        json differences = json::array(), issues = json::array();
        for (const auto& difference : row->differences) differences.push_back(difference_as_json(difference));
        for (const auto& problem : row->problems) issues.push_back(problem_as_json(kind, problem, language));
        list.push_back({{"line", row->line},
                        {"state", state_name(row->state)},
                        {"values", row->values},
                        {"differences", differences},
                        {"issues", issues}});
        if (row->similar) list.back()["similar"] = similar_as_json(*row->similar);
    }
    return list;
}

bool Tally::next(LineProblem& problem) {
    std::string_view record;
    if (!problems_.next(record)) return false;
    Unpacker unpacker(record);
    problem.line = static_cast<std::int64_t>(unpacker.ordered());
    problem.problem.target = static_cast<int>(unpacker.number());
    problem.problem.refuses = unpacker.number() != 0;
    problem.problem.key = unpacker.text();
    problem.problem.parameters.clear();
    while (!unpacker.at_end()) {
        std::string name(unpacker.text());
        problem.problem.parameters.emplace_back(std::move(name), unpacker.text());
    }
    return true;
}

}  // namespace kartei::imports
