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

}  // namespace

int duplicates_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                       std::ostream& err) {
    CLI::App app(text(actor.language, "command.duplicates"), "kartei duplicates");
    std::string format = "csv";
    std::optional<std::int64_t> threshold;
    ScanOrder order;
    app.add_option("--format", format)->check(CLI::IsMember({"csv"}));
    app.add_option("--threshold", threshold)->check(CLI::Range(0, 100));
    app.add_option("--import", order.import_event);
    if (const auto code = settings::read_words(app, words, out, err)) return *code;
    Unwatched progress;
    // 0 means all of them, also those that are certainly two persons.
    const auto least =
        threshold ? std::optional(*threshold == 0 ? -1e6 : static_cast<double>(*threshold)) : std::nullopt;
    const auto look = look_through(house, order, least, progress);
    if (!look) return settings::print_refusal(actor.language, look.refusal(), "customer", err);
    write_csv(*look, threshold.value_or(look->rules.threshold), out);
    if (!look->complete) err << "kartei: " << text(actor.language, "duplicates.looked_at_part") << '\n';
    return 0;
}

}  // namespace kartei::duplicates
