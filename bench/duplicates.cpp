// How well and how fast the matching engine finds the pairs of a file whose truth is known.
//
// Usage: duplicates_bench FILE… --truth COLUMN [--kind company] [--id-pattern febrl] [--columns a,b,…] FIELD=COLUMN …
//   FIELD is a customer field (fields.md), COLUMN the heading in the file, or its number from 1 with --columns.
// Prints pairwise precision, recall and F1 at the default threshold and at the best one, for pairs and for groups;
// time
// and memory. The truth column is read for counting afterwards only.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "modules/duplicates/scan.hpp"

using namespace kartei;
using namespace kartei::duplicates;

namespace {

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) cells.emplace_back();
        else if (c != '\r') cells.back() += c;
    }
    for (auto& cell : cells) cell = tidy(cell);
    return cells;
}

struct Options {
    std::vector<std::string> files, columns;
    std::map<std::string, std::string> fields;
    std::string truth, kind;
    bool febrl = false, show = false, model = false;
};

Options options_of(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--truth") options.truth = words[++i];
        else if (word == "--kind") options.kind = words[++i];
        else if (word == "--febrl") options.febrl = true;
        else if (word == "--model") options.model = true;
        else if (word == "--show") options.show = true;
        else if (word == "--columns") options.columns = cells_of(words[++i]);
        else if (auto sign = word.find('='); sign != std::string::npos)
            options.fields[word.substr(0, sign)] = word.substr(sign + 1);
        else options.files.push_back(word);
    }
    return options;
}

/// "19560409" and "1971-06-24" alike; what is no date stays as it is.
std::string iso_date(const std::string& text) {
    const auto digits = digits_of(text);
    return digits.size() == 8 ? digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6) : text;
}

struct Input {
    People people;
    std::vector<std::string> truth;
    std::vector<std::string> lines;
};

void read_file(const std::string& path, const Options& options, Input& input) {
    std::ifstream file(path);
    std::string line;
    auto columns = options.columns;
    if (columns.empty() && std::getline(file, line)) columns = cells_of(line);
    auto place = [&](const std::string& name) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i] == name) return i;
        throw std::runtime_error("no column " + name);
    };
    std::vector<std::pair<const Member<customers::Customer>*, std::size_t>> members;
    for (const auto& [field, column] : options.fields)
        members.emplace_back(find_field(customers::customer_fields(), field), place(column));
    const auto truth = place(options.truth);
    while (std::getline(file, line)) {
        auto cells = cells_of(line);
        cells.resize(columns.size());
        customers::Customer customer;
        if (!options.kind.empty()) customer.kind = options.kind;
        for (const auto& [member, column] : members) {
            if (!cells[column].empty())
                member->set(customer, member->field.kind == FieldKind::date ? iso_date(cells[column]) : cells[column]);
        }
        input.people.add(static_cast<std::int64_t>(input.people.size()), comparison_values(customer));
        auto key = cells[truth];
        if (options.febrl) key = key.substr(0, key.find('-', 4));
        input.truth.push_back(key);
        if (options.show) input.lines.push_back(line);
    }
}

struct Measure {
    std::uint64_t right = 0, found = 0, all = 0;
    double precision() const { return found ? static_cast<double>(right) / static_cast<double>(found) : 0; }
    double recall() const { return static_cast<double>(right) / static_cast<double>(all); }
    double f1() const { return right ? 2.0 * static_cast<double>(right) / static_cast<double>(found + all) : 0; }
    void print(const char* name) const {
        std::printf("%-28s precision %.4f  recall %.4f  F1 %.4f  (%lu right of %lu found, %lu true)\n", name,
                    precision(), recall(), f1(), right, found, all);
    }
};

std::uint64_t true_pairs(const Input& input) {
    std::unordered_map<std::string, std::uint64_t> sizes;
    for (const auto& key : input.truth) ++sizes[key];
    std::uint64_t pairs = 0;
    for (const auto& [key, size] : sizes) pairs += size * (size - 1) / 2;
    return pairs;
}

void measure_pairs(const Input& input, const Found& found) {
    Measure measure, at_default, best;
    measure.all = true_pairs(input);
    double threshold = 0;
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
        const auto& pair = found.pairs[i];
        ++measure.found;
        measure.right += input.truth[pair.one] == input.truth[pair.other];
        if (pair.weight >= 0) at_default = measure;
        const bool last_of_its_weight = i + 1 == found.pairs.size() || found.pairs[i + 1].weight != pair.weight;
        if (last_of_its_weight && measure.f1() > best.f1()) best = measure, threshold = pair.weight;
    }
    measure.print("reachable (all looked at)");
    at_default.print("pairs, default threshold");
    best.print("pairs, best threshold");
    std::printf("  best threshold: score %.1f\n", 50 + 2.5 * threshold);
}

void measure_groups(const Input& input, const std::vector<Group>& groups, const char* name) {
    Measure measure;
    measure.all = true_pairs(input);
    for (const auto& group : groups)
        for (std::size_t i = 0; i < group.rows.size(); ++i)
            for (auto j = i + 1; j < group.rows.size(); ++j)
                ++measure.found, measure.right += input.truth[group.rows[i]] == input.truth[group.rows[j]];
    measure.print(name);
}

void show_mistakes(const Input& input, const Found& found, const Model& model) {
    Comparer comparer(input.people);
    Judge judge(model);
    int shown[2] = {0, 0};
    std::map<std::string, std::vector<std::uint32_t>> clusters;
    for (std::uint32_t i = 0; i < input.truth.size(); ++i) clusters[input.truth[i]].push_back(i);
    auto show = [&](std::uint32_t one, std::uint32_t other, bool right) {
        if (shown[right]++ > 25) return;
        const auto comparison = comparer.compare(one, other);
        const auto judgement = judge.judge(comparison);
        std::printf("%s %.1f rel %.3f\n  %s\n  %s\n   ", right ? "MISSED" : "WRONG", judgement.weight,
                    judgement.relative, input.lines[one].c_str(), input.lines[other].c_str());
        for (std::size_t f = 0; f < feature_count; ++f)
            if (comparison.levels[f] != Level::unknown)
                std::printf(" %s:%d:%.1f", std::string(feature_name(static_cast<Feature>(f))).c_str(),
                            static_cast<int>(comparison.levels[f]), judgement.points[f]);
        std::printf("\n");
    };
    for (const auto& pair : found.pairs)
        if (pair.weight >= 0 && input.truth[pair.one] != input.truth[pair.other]) show(pair.one, pair.other, false);
    for (const auto& [key, rows] : clusters)
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (auto j = i + 1; j < rows.size(); ++j)
                if (judge.weight(comparer.compare(rows[i], rows[j])) < 0) show(rows[i], rows[j], true);
}

void print_model(const Model& model) {
    for (std::size_t f = 0; f < feature_count; ++f)
        for (std::size_t above : {0u, 1u, 5u}) {
            if (above && !parent_of(static_cast<Feature>(f))) continue;
            std::printf("%-16s %zu", std::string(feature_name(static_cast<Feature>(f))).c_str(), above);
            for (const auto& table : model.tables) {
                for (std::size_t l = 1; l < level_count; ++l) std::printf(" %.4f", table[f][above][l]);
                std::printf(" |");
            }
            std::printf("\n");
        }
    std::printf("prior %g %g\n", model.prior[0], model.prior[1]);
}

}  // namespace

int main(int count, char** words) {
    const auto options = options_of(count, words);
    Input input;
    for (const auto& file : options.files) read_file(file, options, input);
    const auto begin = std::chrono::steady_clock::now();
    auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
    input.people.count();
    const Blocks blocks(input.people);
    const double blocked = seconds();
    std::array<bool, feature_count> counted;
    counted.fill(true);
    const auto lesson = learn(input.people, blocks, counted);
    const double learnt = seconds();
    const auto found = find_pairs(input.people, blocks, lesson.model, -12);
    const double compared = seconds();
    const auto groups = group_pairs(input.people, lesson.model, found.pairs, 0);
    const double grouped = seconds();
    if (options.model) print_model(lesson.model);
    if (options.show) show_mistakes(input, found, lesson.model);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%zu customers, %lu pairs in blocks, %lu compared, complete %d, expected %.0f pairs, %zu groups\n",
                input.people.size(), blocks.pairs(), found.compared, found.complete, lesson.expected_pairs,
                groups.size());
    std::printf("seconds: blocks %.2f, learning %.2f, comparing %.2f, groups %.2f; processor %.1f s in all; %ld MB\n",
                blocked, learnt - blocked, compared - learnt, grouped - compared,
                static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_stime.tv_sec),
                usage.ru_maxrss / 1024);
    auto judged = found;
    judged.pairs = reconciled(std::move(judged.pairs), groups, 0);
    measure_pairs(input, judged);
    measure_groups(input, groups, "groups, default threshold");
}
