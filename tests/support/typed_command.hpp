// A command as somebody types it, in a house of a test.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "audit/command.hpp"
#include "settings/command_line.hpp"

namespace kartei::test {

/// The exit code.
inline int type_command(DeclareCommand declare, House& house, const std::vector<std::string>& words,
                        const Terminal& terminal) {
    CLI::App app("", "kartei command");
    const auto work = declare(app);
    if (const auto code =
            settings::read_words(app, words, terminal.out, terminal.err, terminal.actor.language))
        return *code;
    return work(house, terminal);
}

/// For commands that read nothing from standard input.
inline int type_command(DeclareCommand declare, House& house, const Actor& actor,
                        const std::vector<std::string>& words, std::ostream& out, std::ostream& err,
                        const std::string& folder = ".") {
    std::istringstream nothing;
    return type_command(declare, house, words, {nothing, out, err, actor, folder});
}

}  // namespace kartei::test
