#include "settings/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace kartei::settings {
namespace {

/// "--duplicates-file" -> "duplicates_file", "WHAT" -> "what".
std::string key_of(const CLI::Option& option) {
    auto name = option.get_lnames().empty() ? option.get_name(true) : option.get_lnames().front();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::tolower(c)); });
    return name;
}

std::string meaning_of(const CLI::Option& option, const std::string& command, Language language) {
    const auto own = "command." + command + "." + key_of(option), common = "command.option." + key_of(option);
    return has_text(own) ? text(language, own) : has_text(common) ? text(language, common) : "";
}

/// Indents the lines of an example.
std::string footer_of(const std::string& example, Language language) {
    std::string footer;
    if (!example.empty()) footer = text(language, "command.example") + "\n  ";
    for (const char c : example) footer.append(1, c).append(c == '\n' ? "  " : "");
    return footer + (footer.empty() ? "" : "\n\n") + text(language, "command.exit_codes");
}

/// What of the command line was not understood, in the user's words; what stands between the tool's own words is quoted.
std::string complaint(const CLI::App& app, const CLI::ParseError& error, Language language) {
    const std::string said = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
        std::string words;
        for (const auto& word : app.remaining(true)) words.append(words.empty() ? "" : " ").append(word);
        return text(language, "command.unknown_words", {{"words", words}});
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error))
        return text(language, "command.words_missing", {{"words", said.substr(0, said.find(" is required"))}});
    return text(language, "command.words_not_understood", {{"words", said}});
}

/// The innermost command that was named: its help is the one to read.
std::string typed_command(const CLI::App& app) {
    const auto inner = app.get_subcommands();
    return inner.empty() ? app.get_name() : app.get_name() + " " + inner.front()->get_name();
}

}  // namespace

void describe(CLI::App& app, const std::string& name, Language language) {
    app.description(text(language, "command." + name));
    app.set_help_flag("-h,--help", text(language, "command.option.help"));
    app.get_formatter()->label("Usage", text(language, "command.usage"));
    app.get_formatter()->label("Positionals", text(language, "command.words"));
    app.get_formatter()->label("OPTIONS", text(language, "command.options"));
    app.get_formatter()->label("SUBCOMMAND", text(language, "command.subcommand"));
    app.get_formatter()->label("REQUIRED", text(language, "command.required"));
    app.get_formatter()->column_width(34);
    for (auto* option : app.get_options()) {
        option->group(text(language, "command.options"));
        if (option->get_description().empty()) option->description(meaning_of(*option, name, language));
    }
    app.footer(footer_of(app.get_footer(), language));
    for (auto* inner : app.get_subcommands({})) {
        inner->group(text(language, "command.subcommands"));
        describe(*inner, name + "_" + inner->get_name(), language);
    }
}

std::optional<int> read_words(CLI::App& app, const std::vector<std::string>& words, std::ostream& out,
                              std::ostream& err, Language language) {
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
        return std::nullopt;
    } catch (const CLI::Success& asked_for_help) {
        return app.exit(asked_for_help, out, err);
    } catch (const CLI::ParseError& error) {
        err << "kartei: " << complaint(app, error, language) << "\n"
            << text(language, "command.see_help", {{"command", typed_command(app)}}) << "\n";
        return 2;
    }
}

int print_refusal(Language language, const Refusal& refusal, std::string_view record, std::ostream& err) {
    for (const auto& issue : refusal.issues) err << "kartei: " << sentence(language, issue, record) << '\n';
    return 1;
}

}  // namespace kartei::settings
