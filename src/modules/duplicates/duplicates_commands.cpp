#include "modules/duplicates/duplicates_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <ostream>

#include "documents/csv_writer.hpp"
#include "modules/duplicates/explanation.hpp"
#include "modules/duplicates/register_scan.hpp"
#include "settings/command_line.hpp"

namespace kartei::duplicates {
namespace {

/// Nobody watches and nobody can cancel but by ending the program.
class Unwatched final : public jobs::Progress {
public:
    std::string result_file(std::string_view) override { throw std::logic_error("a scan has no file"); }

protected:
    void changed(bool) override {}
};

void write_heading(std::ostream& out) {
    out << "customer,other,score";
    for (std::size_t f = 0; f < feature_count; ++f) out << ",points:" << field_of(static_cast<Feature>(f));
    out << '\n';
}

void append_points(std::string& line, const Comparison& comparison, const Judgement& judgement) {
    for (std::size_t f = 0; f < feature_count; ++f) {
        line += ',';
        if (comparison.levels[f] != Level::unknown)
            documents::append_integer(line, std::lround(2.5 * judgement.points[f]));
    }
}

void write_csv(const Look& look, std::int64_t threshold, std::ostream& out) {
    Comparer comparer(look.people);
    const Judge judge(look.model);
    write_heading(out);
    std::string lines;
    for (const auto& pair : look.pairs) {
        const auto score = score_of(pair.weight);
        if (score < threshold) break;
        const auto numbers = std::minmax(look.numbers[pair.one], look.numbers[pair.other]);
        documents::append_integer(lines, numbers.first);
        documents::append_integer(lines += ',', numbers.second);
        documents::append_integer(lines += ',', score);
        const auto comparison = comparer.compare(pair.one, pair.other);
        append_points(lines, comparison, judge.judge(comparison));
        lines += '\n';
        if (lines.size() > 1 << 16) out << lines, lines.clear();
    }
    out << lines;
}

struct Words {
    std::string format = "csv";
    std::optional<std::int64_t> threshold;
    ScanOrder order;
};

int find_duplicates(House& house, const Terminal& terminal, const Words& words) {
    const auto language = terminal.actor.language;
    Unwatched progress;
    // 0 means all of them, also those that are certainly two persons.
    const auto least = words.threshold
                           ? std::optional(*words.threshold == 0 ? -1e6 : static_cast<double>(*words.threshold))
                           : std::nullopt;
    const auto look = look_through(house, words.order, least, progress);
    if (!look) return settings::print_refusal(language, look.refusal(), "customer", terminal.err);
    write_csv(*look, words.threshold.value_or(look->rules.threshold), terminal.out);
    if (!look->complete) terminal.err << "kartei: " << text(language, "duplicates.looked_at_part") << '\n';
    return 0;
}

}  // namespace

Work duplicates_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("--format", words->format)->check(CLI::IsMember({"csv"}));
    app.add_option("--threshold", words->threshold)->check(CLI::Range(0, 100));
    app.add_option("--import", words->order.import_event);
    app.footer("kartei duplicates --threshold 80");
    return [words](House& house, const Terminal& terminal) { return find_duplicates(house, terminal, *words); };
}

}  // namespace kartei::duplicates
