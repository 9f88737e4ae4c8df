// The only place that knows everything: settings -> parts -> command.
#include <malloc.h>
#include <pwd.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <new>
#include <system_error>

#include "audit/sealer.hpp"
#include "documents/office.hpp"
#include "documents/reading_child.hpp"
#include "documents/table_apart.hpp"
#include "program/beside_server.hpp"
#include "program/command.hpp"
#include "program/last_word.hpp"
#include "program/open_house.hpp"

namespace {

using namespace kartei;
using namespace kartei::program;

/// Settings given on the command line, and what is left of it. A yes/no setting may stand without a value.
settings::Written take_settings(std::vector<std::string>& arguments) {
    settings::Written written;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto name = arguments[i], value = std::string();
        const auto equals = name.find('=');
        const bool with_value = name.starts_with("--") && equals != std::string::npos;
        if (with_value) value = name.substr(equals + 1), name.resize(equals);
        const settings::Setting* found = nullptr;
        for (const auto& setting : settings::all_settings())
            if (setting.option() == name) found = &setting;
        if (!found) {
            rest.push_back(arguments[i]);
            continue;
        }
        if (!with_value) {
            const bool yes_no = std::holds_alternative<bool settings::Settings::*>(found->member);
            if (yes_no) value = "yes";
            else if (i + 1 < arguments.size()) value = arguments[++i];
        }
        written.insert_or_assign(std::string(found->name), value);
    }
    arguments = std::move(rest);
    return written;
}

std::string operating_system_user() {
    const auto* entry = ::getpwuid(::getuid());
    return entry ? entry->pw_name : std::to_string(::getuid());
}

Language language_of_terminal() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value && *value) return language_of(value).value_or(Language::en);
    return Language::en;
}

int complain(Language language, const Refusal& refusal) {
    for (const auto& issue : refusal.issues) std::cerr << "kartei: " << sentence(language, issue) << "\n";
    return usage;
}

/// Takes `--config FILE` out of the arguments.
std::string take_settings_file(std::vector<std::string>& arguments) {
    const auto option = std::find(arguments.begin(), arguments.end(), "--config");
    if (option == arguments.end() || option + 1 == arguments.end()) return "";
    const auto file = *(option + 1);
    arguments.erase(option, option + 2);
    return file;
}

/// The command line goes before the environment, and both before the file.
Result<settings::Loaded> load_settings(std::vector<std::string>& arguments) {
    const auto file = take_settings_file(arguments);
    std::vector<settings::Source> sources{
        {"command line", take_settings(arguments)},
        {"environment", settings::read_environment([](const char* name) -> const char* { return std::getenv(name); })}};
    if (!file.empty()) sources.push_back({"file", TRY(settings::read_settings_file(file))});
    return settings::load(sources);
}

/// Opens the house for the command; where a server owns it, the command runs inside that server. Only the opening is
/// tried: what a command that has begun meets is told, and no command runs twice.
int run_in_house(const Command& command, Context& context, const std::vector<std::string>& arguments,
                 const ProgramWork& work) {
    OpenHouse open;
    try {
        open = open_house(context.settings, may_found(arguments) ? Founding::allowed : Founding::forbidden);
    } catch (const NoHouse& no_house) {
        const auto language = context.terminal.actor.language;
        context.terminal.err << "kartei: " << text(language, "command.no_house", {{"where", no_house.where}}) << "\n";
        return usage;
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::busy || command.needs == Needs::own_house) throw;
        const auto code = run_beside_server(socket_of(context.settings), arguments, context.terminal);
        if (!code) throw;
        return *code;
    }
    context.house = open.house.get();
    // What a check would find is not to be mended while it looks.
    const LastWordScope last_word;  // before the sealer, which may hang while it ends
    std::optional<audit::Sealer> sealer;
    if (command.name != "check") sealer.emplace(*open.database);
    return work(context);
}

/// "kartei help backup" is "kartei backup --help".
std::vector<std::string> help_in_front(std::vector<std::string> arguments) {
    if (arguments.size() > 1 && arguments.front() == "help") {
        arguments.erase(arguments.begin());
        arguments.push_back("--help");
    }
    return arguments;
}

int run_typed(Context& context, const std::vector<std::string>& arguments) {
    const auto& terminal = context.terminal;
    const bool help = !arguments.empty() && (arguments.front() == "--help" || arguments.front() == "help");
    if (arguments.empty() || help) {
        print_help(help ? terminal.out : terminal.err, terminal.actor.language);
        return help ? done : usage;
    }
    const auto* command = find_command(arguments.front());
    if (!command) return run_command(context, arguments);
    return read_command(*command, {arguments.begin() + 1, arguments.end()}, terminal, [&](const ProgramWork& work) {
        return command->needs == Needs::nothing ? work(context) : run_in_house(*command, context, arguments, work);
    });
}

int run(std::vector<std::string> arguments) {
    const auto language = language_of_terminal();
    const auto loaded = load_settings(arguments);
    if (!loaded) return complain(language, loaded.refusal());
    const auto& settings = loaded.value().settings;
    // Standard output belongs to what was asked for: a list, a file, a document.
    spdlog::set_default_logger(spdlog::stderr_logger_mt("kartei"));
    spdlog::set_level(spdlog::level::from_str(settings.log_level));
    auto actor = Actor::system(operating_system_user());
    actor.language = language;
    Context context{settings, nullptr,
                    {std::cin, std::cout, std::cerr, actor, std::filesystem::current_path().string()}};
    return run_typed(context, help_in_front(std::move(arguments)));
}

int complain_of_memory() {
    std::cout.flush();
    std::cerr << "kartei: this machine, or the limit set for the program, has too little memory for it\n";
    return failed;
}

/// The password in an address on the command line stands in the process list for everybody: it is overwritten there.
/// Our own copy of the words was made before.
void hide_passwords(int count, char** words) {
    for (int i = 1; i < count; ++i) {
        const auto shown = settings::without_password(words[i]);
        const auto length = std::strlen(words[i]);
        if (shown == words[i]) continue;
        std::fill_n(words[i], length, ' ');
        std::copy_n(shown.data(), std::min(shown.size(), length), words[i]);
    }
}

/// What this program makes is for its user alone, and what it knows stays in its memory: the keys of the house and open
/// values would stand in a core dump (or be read by another process of the same user).
void keep_private() {
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

/// Memory of a megabyte and more goes back to the system as soon as it is free. Left alone, glibc takes the first large
/// piece that is freed for a sign to keep the next ones: an import of a million customers holds 60 MB it needs no more.
void give_large_memory_back() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
}

}  // namespace

int main(int count, char** words) {
    keep_private();
    give_large_memory_back();
    if (count == 2 && std::string_view(words[1]) == documents::reading_word) return documents::read_for_parent();
    if (count == 5 && std::string_view(words[1]) == documents::setting_word)
        return documents::set_for_parent(words[2], words[3], words[4]);
    std::ios::sync_with_stdio(false);
    documents::reading_program().words = {"/proc/self/exe", documents::reading_word};
    try {
        std::vector<std::string> arguments(words + 1, words + count);
        hide_passwords(count, words);
        return run(std::move(arguments));
    } catch (const std::bad_alloc&) {
        return complain_of_memory();
    } catch (const std::system_error& error) {
        const auto code = error.code();
        if (code == std::errc::resource_unavailable_try_again || code == std::errc::not_enough_memory)
            return complain_of_memory();  // no room for another thread, for one
        std::cerr << "kartei: " << error.what() << "\n";
        return failed;
    } catch (const std::exception& error) {
        std::cout.flush();
        std::cerr << "kartei: " << error.what() << "\n";
        return failed;
    }
}
