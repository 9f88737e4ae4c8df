#include "modules/imports/import_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "audit/terminal_progress.hpp"
#include "base/texts.hpp"
#include "modules/imports/import_actions.hpp"
#include "settings/command_line.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int done = 0, refused = 1;
/// Refused rows shown on the terminal; all of them stand in the file.
constexpr std::size_t most_shown = 20;

/// What was typed.
struct Typed {
    std::string what, path, save_mapping, refused_path, duplicates_path;
    std::vector<std::string> mapping, meanings;
    json settings = json::object();
    bool dry_run = false, each = false, clear_empty = false, capitals = false;
};

/// An option whose value is a setting of the import (import_settings.hpp), and what it may be.
struct NamedSetting {
    const char *option, *setting;
    bool (*is_good)(const std::string& value);
};
bool anything(const std::string&) { return true; }
constexpr std::array<NamedSetting, 7> named_settings{{
    {"--mapping", "mapping_name", anything},
    {"--source", "source", anything},
    {"--duplicates", "duplicates",
     [](const std::string& value) {
         return std::find(duplicate_choices.begin(), duplicate_choices.end(), value) != duplicate_choices.end();
     }},
    {"--encoding", "encoding", [](const std::string& value) { return encoding_of(value).has_value(); }},
    {"--separator", "separator", [](const std::string& value) { return separator_of(value).has_value(); }},
    {"--decimal", "decimal", [](const std::string& value) { return value == "." || value == ","; }},
    {"--sheet", "sheet", anything},
}};

/// The last equals sign parts: headings may hold one, field names do not.
Result<ImportRequest> request_of(const Typed& typed) {
    ImportRequest request;
    request.what = typed.what;
    request.path = typed.path;
    request.refused_path = typed.refused_path;
    request.duplicates_path = typed.duplicates_path;
    auto settings = typed.settings;
    settings["each"] = typed.each;
    settings["clear_empty"] = typed.clear_empty;
    settings["capitals"] = typed.capitals;
    TRY(take_over(request.settings, settings));
    for (const auto& pair : typed.mapping) {
        const auto sign = pair.rfind('=');
        request.settings.mapping[pair.substr(0, sign)] = pair.substr(sign + 1);
    }
    for (const auto& meaning : typed.meanings) {
        const auto colon = meaning.find(':'), sign = meaning.rfind('=');
        request.settings.values[meaning.substr(0, colon)][meaning.substr(colon + 1, sign - colon - 1)] =
            meaning.substr(sign + 1);
    }
    return request;
}

/// For --map; "" when it can be read.
std::string mapping_problem(const std::string& pair) {
    const auto sign = pair.rfind('=');
    return sign == std::string::npos || sign == 0 ? pair : "";
}

/// For --value, "gender:1=male": neither fields nor codes hold a colon or an equals sign; "" when it can be read.
std::string meaning_problem(const std::string& meaning) {
    const auto colon = meaning.find(':'), sign = meaning.rfind('=');
    const bool is_read = colon != std::string::npos && sign != std::string::npos && sign > colon && colon > 0;
    return is_read ? "" : meaning;
}

class ImportWords {
public:
    ImportWords(const Terminal& terminal, Language language) : terminal_(terminal), language_(language) {}

    void refusal(const Refusal& refusal) const {
        for (const auto& issue : refusal.issues)
            terminal_.err << "kartei: " << (issue.field.empty() ? "" : issue.field + ": ")
                          << text(language_, issue.key, issue.parameters) << "\n";
    }

    /// `duplicates`: what happens to them (import_settings.hpp).
    void result(const json& result, bool dry_run, const std::string& duplicates) const {
        if (result.value("repeated", false)) say("imports.command.repeated", {{"at", result.value("repeated_at", "")}});
        show_refused(result);
        for (const auto& [shelf, names] : result.at("created").items())
            say("imports.command.created", {{"what", shelf}, {"names", joined(names)}});
        auto count = [&](const char* name) { return std::to_string(result.at(name).get<std::int64_t>()); };
        say("imports.command.result", {{"rows", count("rows")},
                                       {"new", std::to_string(result.at("new").get<std::int64_t>() +
                                                              result.value("created_duplicates", std::int64_t{0}))},
                                       {"changed", count("changed")},
                                       {"unchanged", count("unchanged")},
                                       {"refused", count("refused")},
                                       {"left_out", std::to_string(result.value("left_out", std::int64_t{0}))}});
        if (const auto encoding = result.value("encoding", ""); !encoding.empty() && encoding != "UTF-8")
            say("imports.command.encoding", {{"encoding", encoding}});
        if (result.at("left_empty").get<std::int64_t>() > 0)
            say("imports.command.left_empty", {{"count", count("left_empty")}});
        if (result.value("older", 0) > 0) say("imports.command.older", {{"count", count("older")}});
        if (result.contains("refused_file"))
            say("imports.command.refused_file", {{"file", result["refused_file"].get<std::string>()}});
        show_duplicates(result, duplicates);
        if (dry_run) say("imports.command.dry");
        else if (!result.value("published", true)) say("imports.command.nothing");
        if (const auto event = result.find("change_event");
            event != result.end() && !event->is_null() && !result.value("repeated", false))
            say("imports.command.undo", {{"event", std::to_string(event->get<std::int64_t>())}});
    }

    void say(std::string_view key, const Parameters& parameters = {}) const {
        terminal_.out << text(language_, key, parameters) << "\n";
    }

private:
    void show_duplicates(const json& result, const std::string& duplicates) const {
        const auto count = result.value("duplicates", std::int64_t{0});
        if (count > 0) say("imports.command.duplicates_" + duplicates, {{"count", std::to_string(count)}});
        if (result.contains("duplicates_file"))
            say("imports.command.duplicates_file", {{"file", result["duplicates_file"].get<std::string>()}});
        if (!result.value("duplicates_complete", true)) say("duplicates.looked_at_part");
        if (duplicates == "off" && result.value("what", "") == "customers") say("imports.command.duplicates_off");
    }
    void show_refused(const json& result) const {
        std::size_t shown = 0;
        for (const auto& row : result.at("sample"))
            for (const auto& issue : row.at("issues")) {
                if (++shown > most_shown) return;
                const auto line = std::to_string(row.at("line").get<std::int64_t>());
                const auto field = issue.at("field").get<std::string>(),
                           reason = issue.at("message").get<std::string>();
                if (field.empty())
                    terminal_.err << text(language_, "imports.command.refused_whole_row",
                                          {{"line", line}, {"reason", reason}})
                                  << "\n";
                else
                    terminal_.err << text(language_, "imports.command.refused_row",
                                          {{"line", line}, {"column", field}, {"reason", reason}})
                                  << "\n";
            }
    }
    /// The first names; a season's productions would fill the screen.
    std::string joined(const json& names) const {
        constexpr std::size_t shown = 12;
        std::string all;
        for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
            all.append(all.empty() ? "" : ", ").append(names[i].get<std::string>());
        if (names.size() <= shown) return all;
        return text(language_, "imports.command.and_more",
                    {{"names", all}, {"count", std::to_string(names.size() - shown)}});
    }

    const Terminal& terminal_;
    Language language_;
};

/// Standard input and pipes are written down first: the file is read more than once.
std::string written_down(std::istream& in, const TemporaryFolder& folder) {
    const auto path = folder.path() / "input";
    std::ofstream file(path, std::ios::binary);
    std::string buffer(1 << 20, '\0');
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        file.write(buffer.data(), in.gcount());
    }
    if (!file.flush()) throw std::system_error(errno, std::generic_category(), "writing standard input down");
    return path;
}

/// Where a list about the file is written: as the user said, or beside the file.
std::string list_path(const std::string& said, std::string_view ending, const ImportRequest& request,
                      const Terminal& terminal) {
    if (!said.empty()) return (fs::path(terminal.folder) / said).string();
    if (request.file_name == "-") return (fs::path(terminal.folder) / "import").string() + std::string(ending);
    return fs::path(request.path).replace_extension(ending).string();
}

/// Paths as seen from the user's folder; what comes through a pipe is written down first, because it is read twice.
void place_files(ImportRequest& request, const Terminal& terminal, TemporaryFolder& folder) {
    request.file_name = request.path == "-" ? "-" : fs::path(request.path).filename().string();
    if (request.path != "-") request.path = (fs::path(terminal.folder) / request.path).string();
    const bool pipe = request.path == "-" || fs::is_fifo(request.path);
    request.refused_path = list_path(request.refused_path, ".refused.csv", request, terminal);
    request.duplicates_path = list_path(request.duplicates_path, ".duplicates.csv", request, terminal);
    if (request.path == "-") {
        request.path = written_down(terminal.in, folder);
    } else if (pipe) {
        std::ifstream file(request.path, std::ios::binary);
        request.path = written_down(file, folder);
    }
}

Result<Done> save_mapping(House& house, const Typed& typed, const ImportRequest& request, const ImportWords& words) {
    if (typed.save_mapping.empty()) return Done{};
    TRY(store_mapping(house,
                      {request.what, typed.save_mapping, request.settings.mapping, request.settings.source,
                       request.settings.values, request.settings.line_breaks_blank}));
    words.say("imports.command.mapping_saved", {{"name", typed.save_mapping}});
    return Done{};
}

Result<int> import(House& house, const Terminal& terminal, const Typed& typed, const ImportWords& words) {
    auto request = TRY(request_of(typed));
    TemporaryFolder folder(house.folder);
    place_files(request, terminal, folder);
    TRY(save_mapping(house, typed, request, words));
    TerminalProgress progress(terminal);
    const auto result = TRY(typed.dry_run ? preview_import(house, terminal.actor, request, progress)
                                          : run_import(house, terminal.actor, request, progress));
    words.result(result, typed.dry_run, request.settings.duplicates);
    // Row by row was asked for: then refused rows are part of doing it.
    return result.at("refused").get<std::int64_t>() > 0 && !request.settings.each ? refused : done;
}

int import_typed(House& house, const Terminal& terminal, const Typed& typed) {
    const ImportWords words(terminal, terminal.actor.language);
    try {
        const auto code = import(house, terminal, typed, words);
        if (code) return *code;
        words.refusal(code.refusal());
    } catch (const jobs::Cancelled&) {
        words.say("imports.command.cancelled");
    }
    return refused;
}

std::vector<std::string> names_of_kinds() {
    std::vector<std::string> names;
    for (const auto* kind : import_kinds()) names.emplace_back(kind->name);
    return names;
}

/// Kinds are called with hyphens or underscores.
std::string name_of_kind(std::string word) {
    const auto* kind = find_kind(word);
    return kind ? std::string(kind->name) : word;
}

}  // namespace

Work import_command(CLI::App& app) {
    const auto typed = std::make_shared<Typed>();
    app.add_option("WHAT", typed->what)->required()->check(CLI::IsMember(names_of_kinds()))->transform(name_of_kind);
    app.add_option("FILE", typed->path)->required();
    app.add_flag("--dry-run", typed->dry_run);
    app.add_flag("--each", typed->each);
    app.add_option("--map", typed->mapping)->allow_extra_args(false)->check(CLI::Validator(mapping_problem, "HEADING=FIELD"));
    app.add_option("--value", typed->meanings)
        ->allow_extra_args(false)
        ->check(CLI::Validator(meaning_problem, "FIELD:VALUE=CODE"));
    app.add_option_function<std::int64_t>(
           "--heading-row", [typed](std::int64_t line) { typed->settings["heading_row"] = line; })
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{999'999'999}));
    app.add_option_function<std::string>(
           "--line-breaks",
           [typed](const std::string& value) { typed->settings["line_breaks_blank"] = value == "blank"; })
        ->check(CLI::IsMember({"blank", "refuse"}));
    app.add_flag("--clear-empty", typed->clear_empty);
    app.add_flag("--capitals", typed->capitals);
    for (const auto& [option, setting, is_good] : named_settings)
        app.add_option_function<std::string>(
               option, [typed, setting = setting](const std::string& value) { typed->settings[setting] = value; })
            ->check(CLI::Validator(
                [is_good = is_good](std::string& value) { return is_good(value) ? "" : value; }, ""));
    app.add_option_function<std::string>(
           "--unreadable",
           [typed](const std::string& value) { typed->settings["unreadable_empty"] = value == "empty"; })
        ->check(CLI::IsMember({"empty", "refuse"}));
    app.add_option("--save-mapping", typed->save_mapping);
    app.add_option("--refused", typed->refused_path);
    app.add_option("--duplicates-file", typed->duplicates_path);
    app.footer("kartei import customers customers.csv --dry-run");
    return [typed](House& house, const Terminal& terminal) { return import_typed(house, terminal, *typed); };
}

int import_file(House& house, const Terminal& terminal, const std::string& what, const std::string& path) {
    Typed typed;
    typed.what = what;
    typed.path = path;
    return import_typed(house, terminal, typed);
}

}  // namespace kartei::imports
