#include "settings/command_line.hpp"

#include <CLI/CLI.hpp>

namespace kartei::settings {

std::optional<int> read_words(CLI::App& app, const std::vector<std::string>& words, std::ostream& out,
                              std::ostream& err) {
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        return app.exit(error, out, err) == 0 ? 0 : 2;
    }
}

int print_refusal(Language language, const Refusal& refusal, std::string_view record, std::ostream& err) {
    for (const auto& issue : refusal.issues) err << "kartei: " << sentence(language, issue, record) << '\n';
    return 1;
}

}  // namespace kartei::settings
