#include "program/check_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "audit/change.hpp"
#include "audit/damage.hpp"
#include "audit/serving.hpp"
#include "audit/undo_run.hpp"
#include "base/module.hpp"
#include "modules/imports/import_run.hpp"
#include "settings/command_line.hpp"

namespace kartei::program {
namespace {

using audit::Findings;
using audit::HouseCheck;
using sql::Transaction;

Findings chain(Transaction& transaction, const std::vector<audit::Anchor>& anchors) {
    Findings findings;
    if (auto broken = audit::verify_audit(transaction); !broken.empty()) findings.push_back(std::move(broken));
    for (const auto& anchor : anchors)
        if (!audit::holds(transaction, anchor))
            findings.push_back("the chain does not go through link " + std::to_string(anchor.sequence) +
                               " as it was noted outside: it was rewritten, or this is an older copy of the house");
    return findings;
}

/// Long changes that are not at their end: at work in a server, or cut off.
Findings unfinished(const House& house, Transaction& transaction) {
    Findings findings;
    for (const auto& run : audit::undo_runs(transaction))
        if (!audit::is_at_work(house, run))
            findings.push_back("the undo of change " + std::to_string(run.undone) + " was cut off after " +
                               std::to_string(run.done) + " of " + std::to_string(run.records) +
                               " records; it goes on when the server starts");
    if (const auto run = imports::running_import(transaction); run && !imports::is_at_work(house, *run))
        findings.push_back("import " + std::to_string(run->id) +
                           " was cut off; it is taken back when the server starts or the next import begins");
    return findings;
}

Findings direct_edits(House& house, Transaction& transaction, std::string& said) {
    std::int64_t compared = 0;
    auto findings = audit::check_direct_edits(house, transaction, compared);
    said = std::to_string(compared) + " changed records compared";
    return findings;
}

/// What is derived is made anew and compared, then what stands for itself; between them what modules look through.
std::vector<HouseCheck> all_checks(const std::vector<audit::Anchor>& anchors) {
    std::vector<HouseCheck> all{
        {"database", [](House&, Transaction& t, std::string& said) { return audit::check_database(t, said); }},
        {"keys of persons", [](House& house, Transaction& t, std::string&) { return audit::check_person_keys(house, t); }},
        {"counters", [](House&, Transaction& t, std::string&) { return audit::check_counters(t); }},
        {"long changes", [](House& house, Transaction& t, std::string&) { return unfinished(house, t); }}};
    for (const auto& check : handed_in<HouseCheck>()) all.push_back(check);
    all.push_back({"audit", [&anchors](House&, Transaction& t, std::string&) { return chain(t, anchors); }});
    all.push_back({"guards of the audit", [](House&, Transaction& t, std::string&) { return audit::check_guards(t); }});
    all.push_back({"direct edits", direct_edits});
    return all;
}

/// In a transaction of its own, so that what is too damaged to be read takes no other check with it.
CheckLine looked_at(House& house, const HouseCheck& check) {
    CheckLine line{check.name, {}, ""};
    try {
        line.findings =
            house.database.read([&](Transaction& transaction) { return check.look(house, transaction, line.said); });
    } catch (const std::exception& error) {
        line.findings = {std::string("cannot be looked at: ") + error.what()};
    }
    return line;
}

void print(std::ostream& out, const CheckLine& line) {
    out << line.name << ": " << (line.findings.empty() ? "as they should be" : line.findings.front())
        << (line.said.empty() ? "" : " (" + line.said + ")") << "\n";
    for (std::size_t i = 1; i < line.findings.size(); ++i) out << "    " << line.findings[i] << "\n";
}

}  // namespace

std::vector<CheckLine> check_house(House& house, const std::vector<audit::Anchor>& anchors) {
    std::vector<CheckLine> lines;
    for (const auto& check : all_checks(anchors)) lines.push_back(looked_at(house, check));
    return lines;
}

int check(House& house, const Terminal& terminal, const std::vector<audit::Anchor>& anchors, bool repair) {
    bool is_right = true;
    for (const auto& one : all_checks(anchors)) {
        const auto line = looked_at(house, one);
        print(terminal.out, line);
        if (line.findings.empty()) continue;
        const bool is_mended = repair && one.mend;
        if (is_mended) one.mend(house);
        if (is_mended) terminal.out << line.name << ": made anew\n";
        is_right = is_right && is_mended;
    }
    const auto anchor = house.database.read([](Transaction& t) { return audit::newest_anchor(t); });
    if (anchor) terminal.out << "anchor, to be kept elsewhere: " << anchor->text() << "\n";
    return is_right ? done : refused;
}

Work check_command(CLI::App& app) {
    const auto file = std::make_shared<std::string>();
    const auto repair = std::make_shared<bool>(false);
    app.add_option("--anchor", *file);
    app.add_flag("--repair", *repair);
    app.footer("kartei check\nkartei check --anchor kartei.log\nkartei check --repair");
    return [file, repair](House& house, const Terminal& terminal) -> int {
        if (file->empty()) return check(house, terminal, {}, *repair);
        const auto anchors = audit::read_anchors(path_from(terminal, *file));
        if (!anchors)
            return settings::print_refusal(terminal.actor.language, anchors.refusal(), "customer", terminal.err);
        return check(house, terminal, *anchors, *repair);
    };
}

}  // namespace kartei::program
