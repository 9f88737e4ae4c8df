// `kartei undo EVENT`: what it takes back is said before it is done; where that is much, its count is typed or sent.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>

#include "audit/reversal.hpp"
#include "program/command.hpp"
#include "settings/command_line.hpp"

namespace kartei::program {
namespace {

struct Words {
    std::int64_t event = 0;
    std::optional<std::int64_t> confirm;
    bool dry_run = false;
};

std::optional<std::int64_t> number_in(const std::string& line) {
    std::int64_t number = 0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number);
    return read.ec == std::errc() && read.ptr == line.data() + line.size() ? std::optional(number) : std::nullopt;
}

/// Somebody sits at the terminal and can answer.
bool can_ask(const Terminal& terminal) { return &terminal.in == &std::cin && ::isatty(STDIN_FILENO); }

std::optional<std::int64_t> asked(const Terminal& terminal, std::int64_t count) {
    terminal.err << text(terminal.actor.language, "command.undo_ask", {{"count", std::to_string(count)}}) << std::flush;
    std::string line;
    std::getline(terminal.in, line);
    return number_in(line);
}

Result<Done> undo(House& house, const Terminal& terminal, const Words& words) {
    const auto language = terminal.actor.language;
    const auto scope = house.database.read(
        [&](sql::Transaction& transaction) { return audit::scope_of_event(transaction, words.event); });
    auto& told = words.dry_run ? terminal.out : terminal.err;
    for (const auto& line : scope.in_words(language)) told << line << "\n";
    if (words.dry_run) {
        const auto conflicts = TRY(audit::conflicts_of_reversal(house, words.event));
        return conflicts.empty() ? Result<Done>(Done{}) : audit::refusal_of(conflicts);
    }
    const bool large = scope.records() > audit::most_unconfirmed_records;
    const auto confirmed = large && !words.confirm && can_ask(terminal) ? asked(terminal, scope.records()) : words.confirm;
    TRY(audit::confirm_scope(scope, confirmed));
    const auto outcome = TRY(audit::reverse_event(house, terminal.actor, words.event));
    if (outcome.event == 0) return audit::refusal_of(outcome.conflicts);
    terminal.out << "change event " << outcome.event << "\n";
    return Done{};
}

}  // namespace

Work undo_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("EVENT", words->event)->required();
    app.add_option("--confirm", words->confirm);
    app.add_flag("--dry-run", words->dry_run);
    app.footer("kartei undo 4711 --dry-run\nkartei undo 4711 --confirm 10000");
    return [words](House& house, const Terminal& terminal) {
        const auto outcome = undo(house, terminal, *words);
        return outcome ? 0 : settings::print_refusal(terminal.actor.language, outcome.refusal(), "customer", terminal.err);
    };
}

}  // namespace kartei::program
