#include "modules/imports/import_command.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/texts.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int done = 0, refused = 1, wrong_usage = 2;
/// Refused rows shown on the terminal; all of them stand in the file.
constexpr std::size_t most_shown = 20;

constexpr std::string_view usage_text =
    R"(usage: kartei import WHAT FILE [options]
WHAT: postcodes, banks, operators, destinations, commission-tables, fee-rules, letter-templates, customers, family,
passports, wishes, bank-accounts, cards, phones, surcharges, commission-assignments, fee-assignments, notes, agency,
events, tickets, products, labels, permissions
  --dry-run               check and show what would happen; nothing is written
  --each                  row by row: write what is good (default: all or nothing)
  --map HEADING=FIELD     map a column by hand; HEADING= drops it; may be repeated
  --mapping NAME          use a saved mapping
  --save-mapping NAME     save the mapping of this import
  --source NAME           the old system whose keys stand in source_key
  --clear-empty           an empty cell empties the field (default: leaves it alone)
  --value FIELD:WRITTEN=CODE
                          what a value of the file means (gender:1=male); may be repeated, kept with --save-mapping
  --line-breaks blank     a line break in a field of one line becomes a blank (default: refuse the row); kept with the
                          mapping
  --unreadable empty      leave an unreadable optional value empty and list it (default: refuse the row)
  --duplicates create|skip|hold|off
                          new customers who are probably there already (or stand earlier in the file): created and
                          listed (default), left out and listed, or left out and written to the refused rows, where
                          the number of the customer who is meant can be filled in; off does not look for them
  --encoding NAME         utf-8, utf-16le, utf-16be, windows-1252, iso-8859-15, cp850 or macintosh (default: found out)
  --separator CHARACTER   one character, or tab (default: found out)
  --decimal .|,           the decimal sign of amounts (needed only for amounts like 1.234)
  --sheet NAME            sheet of a workbook (default: the first)
  --heading-row LINE      line of the file, or row of the sheet, that holds the headings (default: the first with content)
  --refused FILE          where refused rows are written (default: beside FILE)
  --duplicates-file FILE  where probable duplicates are listed (default: beside FILE)
)";

/// What was typed.
struct Typed {
    ImportRequest request;
    bool dry_run = false;
    std::string save_mapping;
};

/// A value per option; `flag` options have none.
class Arguments {
public:
    explicit Arguments(const std::vector<std::string>& arguments) : arguments_(arguments) {}

    std::optional<Typed> read(std::string& problem) {
        Typed typed;
        json settings = json::object();
        std::vector<std::string> names;
        for (at_ = 0; at_ < arguments_.size(); ++at_) {
            const auto& word = arguments_[at_];
            if (!word.starts_with("--") || word == "-") names.push_back(word);
            else if (!read_option(word, typed, settings)) return problem = word, std::nullopt;
        }
        if (names.size() != 2) return std::nullopt;
        typed.request.what = names[0];
        typed.request.path = names[1];
        if (auto taken = take_over(typed.request.settings, settings); !taken)
            return problem = taken.refusal().issues.front().key, std::nullopt;
        return typed;
    }

private:
    /// "--name value" and "--name=value".
    std::optional<std::string> value_of(const std::string& word) {
        if (const auto sign = word.find('='); sign != std::string::npos) return word.substr(sign + 1);
        if (at_ + 1 >= arguments_.size()) return std::nullopt;
        return arguments_[++at_];
    }

    bool read_option(const std::string& word, Typed& typed, json& settings) {
        const auto name = word.substr(0, word.find('='));
        if (name == "--dry-run") return typed.dry_run = true;
        if (name == "--each") return settings["each"] = true, true;
        if (name == "--clear-empty") return settings["clear_empty"] = true, true;
        const auto value = value_of(word);
        if (!value) return false;
        if (name == "--map") return read_mapping(*value, typed);
        if (name == "--value") return read_meaning(*value, typed);
        if (name == "--heading-row") return read_line(*value, settings);
        if (name == "--save-mapping") return typed.save_mapping = *value, true;
        if (name == "--refused") return typed.request.refused_path = *value, true;
        if (name == "--duplicates-file") return typed.request.duplicates_path = *value, true;
        if (name == "--line-breaks")
            return settings["line_breaks_blank"] = *value == "blank", *value == "blank" || *value == "refuse";
        if (name == "--unreadable")
            return settings["unreadable_empty"] = *value == "empty", *value == "empty" || *value == "refuse";
        for (auto [option, member] : {std::pair("--mapping", "mapping_name"),
                                      {"--source", "source"},
                                      {"--duplicates", "duplicates"},
                                      {"--encoding", "encoding"},
                                      {"--separator", "separator"},
                                      {"--decimal", "decimal"},
                                      {"--sheet", "sheet"}})
            if (name == option) return settings[member] = *value, true;
        return false;
    }

    /// The last equals sign parts: headings may hold one, field names do not.
    static bool read_mapping(const std::string& value, Typed& typed) {
        const auto sign = value.rfind('=');
        if (sign == std::string::npos || sign == 0) return false;
        typed.request.settings.mapping[value.substr(0, sign)] = value.substr(sign + 1);
        return true;
    }

    /// "gender:1=male": neither fields nor codes hold a colon or an equals sign.
    static bool read_meaning(const std::string& value, Typed& typed) {
        const auto colon = value.find(':'), sign = value.rfind('=');
        if (colon == std::string::npos || sign == std::string::npos || sign < colon || colon == 0) return false;
        typed.request.settings.values[value.substr(0, colon)][value.substr(colon + 1, sign - colon - 1)] =
            value.substr(sign + 1);
        return true;
    }
    static bool read_line(const std::string& value, json& settings) {
        if (value.empty() || value.size() > 9 || value.find_first_not_of("0123456789") != std::string::npos)
            return false;
        settings["heading_row"] = std::stoll(value);
        return true;
    }

    const std::vector<std::string>& arguments_;
    std::size_t at_ = 0;
};

/// Shows the phase and how far it is, ten times a second at most, in one line.
class TerminalProgress final : public jobs::Progress {
public:
    TerminalProgress(const ImportTerminal& terminal, Language language) : terminal_(terminal), language_(language) {}
    ~TerminalProgress() override {
        if (shown_) terminal_.err << "\r\x1b[K" << std::flush;
    }
    bool is_cancelled() override { return terminal_.cancelled && *terminal_.cancelled; }
    std::string result_file(std::string_view) override { return ""; }

private:
    void changed(bool at_once) override {
        if (!terminal_.shows_progress) return;
        const auto now = std::chrono::steady_clock::now();
        if (!at_once && now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        shown_ = true;
        terminal_.err << '\r' << text(language_, phase());
        if (total() > 0) terminal_.err << "  " << std::min<std::int64_t>(100, done() * 100 / total()) << " %";
        terminal_.err << "\x1b[K" << std::flush;
    }

    const ImportTerminal& terminal_;
    Language language_;
    std::chrono::steady_clock::time_point last_{};
    bool shown_ = false;
};

class ImportWords {
public:
    ImportWords(const ImportTerminal& terminal, Language language) : terminal_(terminal), language_(language) {}

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
        if (result.at("left_empty").get<std::int64_t>() > 0)
            say("imports.command.left_empty", {{"count", count("left_empty")}});
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

    const ImportTerminal& terminal_;
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
                      const ImportTerminal& terminal) {
    if (!said.empty()) return (fs::path(terminal.folder) / said).string();
    if (request.file_name == "-") return (fs::path(terminal.folder) / "import").string() + std::string(ending);
    return fs::path(request.path).replace_extension(ending).string();
}

/// Paths as seen from the user's folder; what comes through a pipe is written down first, because it is read twice.
void place_files(ImportRequest& request, ImportTerminal& terminal, TemporaryFolder& folder) {
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

}  // namespace

std::string_view import_usage() { return usage_text; }

int import_command(House& house, const Actor& actor, const std::vector<std::string>& arguments,
                   ImportTerminal terminal) {
    const ImportWords words(terminal, actor.language);
    std::string problem;
    auto typed = Arguments(arguments).read(problem);
    if (!typed) {
        if (!problem.empty())
            terminal.err << "kartei import: "
                         << (has_text(problem) ? text(actor.language, problem, {{"value", ""}}) : problem) << "\n";
        terminal.err << usage_text;
        return wrong_usage;
    }
    auto& request = typed->request;
    TemporaryFolder folder(house.folder);
    place_files(request, terminal, folder);
    if (!typed->save_mapping.empty()) {
        const auto saved = store_mapping(
            house, {request.what, typed->save_mapping, request.settings.mapping, request.settings.source,
                    request.settings.values, request.settings.line_breaks_blank});
        if (!saved) return words.refusal(saved.refusal()), refused;
        words.say("imports.command.mapping_saved", {{"name", typed->save_mapping}});
    }
    try {
        TerminalProgress progress(terminal, actor.language);
        const auto result = typed->dry_run ? preview_import(house, actor, request, progress)
                                           : run_import(house, actor, request, progress);
        if (!result) return words.refusal(result.refusal()), refused;
        words.result(*result, typed->dry_run, request.settings.duplicates);
        // Row by row was asked for: then refused rows are part of doing it.
        return result->at("refused").get<std::int64_t>() > 0 && !request.settings.each ? refused : done;
    } catch (const jobs::Cancelled&) {
        words.say("imports.command.cancelled");
        return refused;
    }
}

}  // namespace kartei::imports
