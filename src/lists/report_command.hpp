// `kartei report NAME [filters] --type TYPE --format csv|xlsx|json [--out FILE]`: the lists on the command line
// (files.md). Each report declares the words that it understands. Standard output holds the table and nothing else; the
// manifest stands beside a file, or is one JSON line on standard error.
#pragma once

#include "audit/command.hpp"
#include "lists/report.hpp"

namespace kartei::lists {

/// Every report by its name.
Work report_command(CLI::App& app, const Reports& reports);

/// One of them, under whatever name the app has.
Work declare_report(CLI::App& app, const Report& report);

/// What is asked of a report in words of a command, without what a file of it needs: for commands that do something
/// with everybody in a list.
struct AskedInWords {
    std::string type;
    nlohmann::json filter;
};
std::function<AskedInWords()> declare_question(CLI::App& app, const Report& report);

}  // namespace kartei::lists
