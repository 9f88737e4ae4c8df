// Copies of a SQLite house, and the way back (docs/operating.md, "Backup"). A copy counts only when it was opened and
// checked.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "program/check_command.hpp"
#include "program/open_house.hpp"
#include "sql/sole_owner.hpp"

namespace kartei::program {
namespace {

namespace fs = std::filesystem;

constexpr const char* aids[] = {"-wal", "-shm", "-journal", ".lock", ".files"};

/// What lies beside a database only while it is open.
void remove_aids(const std::string& path) {
    std::error_code ignored;
    for (const auto* ending : aids) fs::remove_all(path + ending, ignored);
}

/// Opens the copy as it is, without bringing it to a newer schema.
bool is_sound_copy(House& house, const Terminal& terminal, const std::string& path) {
    struct Tidy {
        const std::string& path;
        ~Tidy() { remove_aids(path); }
    } tidy{path};
    const auto database = sql::Database::open({sql::Engine::sqlite, path});
    House copy{*database, house.keys};
    read_house(copy);
    return check(copy, terminal) == done;
}

struct Wish {
    std::string file;
    bool unchecked = false;
};

/// FILE and --unchecked, the same for both ways.
std::shared_ptr<Wish> declare(CLI::App& app) {
    const auto wish = std::make_shared<Wish>();
    app.add_option("FILE", wish->file)->required();
    app.add_flag("--unchecked", wish->unchecked);
    return wish;
}

int refuse_with(const Terminal& terminal, const std::string& words) {
    terminal.err << "kartei: " << words << "\n";
    return refused;
}

bool is_sqlite(const std::string& path) {
    char head[16] = {};
    std::ifstream(path, std::ios::binary).read(head, sizeof head);
    return std::string_view(head, 15) == "SQLite format 3";
}

void sync(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!durable) throw std::runtime_error("cannot write " + path.string() + " to the disk");
}

/// The copy beside the house, gone again unless it took the house's place.
class Restored {
public:
    Restored(const std::string& from, const std::string& target) : target_(target), path_(target + ".restored") {
        remove();
        ::close(::open(path_.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        fs::copy_file(from, path_, fs::copy_options::overwrite_existing);
        fs::permissions(path_, fs::perms(0600));
        // A file that was not made by `kartei backup` may have its newest changes beside it.
        if (fs::exists(from + "-wal")) fs::copy_file(from + "-wal", path_ + "-wal");
    }
    ~Restored() { remove(); }
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;

    const std::string& path() const { return path_; }

    /// At no moment is there no house, and never one with the log of another: a house that was cut off here refuses to
    /// be opened because of its two names.
    void take_place(const std::string& former, bool was_there) {
        sync(path_);
        if (was_there) fs::create_hard_link(target_, former);
        if (fs::exists(target_ + "-wal")) fs::rename(target_ + "-wal", former + "-wal");
        fs::remove(target_ + "-shm");
        fs::rename(path_, target_);
        if (fs::exists(path_ + "-wal")) fs::rename(path_ + "-wal", target_ + "-wal");
        sync(fs::path(target_).parent_path());
    }

private:
    void remove() {
        std::error_code ignored;
        fs::remove(path_, ignored);
        remove_aids(path_);
    }
    const std::string target_, path_;
};

/// The name, or with a number behind it when there is such a file.
std::string free_name(const std::string& name) {
    auto free = name;
    for (int number = 2; fs::exists(free); ++number) free = name + "-" + std::to_string(number);
    return free;
}

/// Opens the copy as a house of its own: with the house's key, brought to the newest schema.
bool is_sound_house(Context& context, const std::string& path) {
    auto settings = context.settings;
    settings.key_file = key_file_of(context.settings);
    settings.database = "sqlite:" + path;
    const auto open = open_house(settings);
    return check(*open.house, context.terminal) == done;
}

/// Why this file cannot be put in this place; "" = it can.
std::string hindrance(const settings::Settings& settings, const sql::Location& location, const std::string& file) {
    if (location.engine != sql::Engine::sqlite)
        return "a PostgreSQL house is restored with pg_restore or from pg_basebackup (docs/operating.md)";
    if (!fs::exists(file)) return file + " does not exist";
    if (!is_sqlite(file)) return file + " is not a copy of a house (no SQLite file)";
    if (const auto key = key_file_of(settings); !fs::exists(key))
        return "the key file " + key + " is missing; put it there first, it is kept apart from the copies";
    return "";
}

int put_in_place(Context& context, const Wish& wish, const std::string& file, const std::string& target) {
    const bool was_there = fs::exists(target);
    const sql::SoleOwner owner(target);  // nobody runs the house meanwhile
    struct Undo {
        const std::string& path;
        bool wanted;
        ~Undo() {
            if (wanted) fs::remove(path);
        }
    } empty_file{target, !was_there};
    Restored copy(file, target);
    if (!wish.unchecked && !is_sound_house(context, copy.path()))
        return refuse_with(context.terminal, file + " is damaged; nothing was changed. `--unchecked` restores it all the same");
    const auto former = free_name(target + ".before-" + write_instant(system_clock().now()));
    copy.take_place(former, was_there);
    empty_file.wanted = false;
    context.terminal.out << "Restored from " << file << ".\n";
    if (was_there) context.terminal.out << "What stood here before is now " << former << ".\n";
    return done;
}

int back_up(House& house, const Terminal& terminal, const Wish& wish) {
    const auto language = terminal.actor.language;
    const auto target = path_from(terminal, wish.file);
    if (fs::exists(target)) return refuse_with(terminal, text(language, "command.file_exists", {{"file", target}}));
    house.database.backup_to(target);
    if (!wish.unchecked && !is_sound_copy(house, terminal, target))
        return refuse_with(terminal, target + " was made, but what it holds is not as it should be (see above); "
                                              "`kartei check` tells whether the house itself is");
    terminal.out << text(language, "command.backed_up", {{"file", target}}) << "\n";
    return done;
}

int restore(Context& context, const Wish& wish) {
    const auto file = path_from(context.terminal, wish.file);
    const auto location = location_of(context.settings);
    if (const auto words = hindrance(context.settings, location, file); !words.empty())
        return refuse_with(context.terminal, words);
    fs::create_directories(fs::path(location.target).parent_path());
    try {
        return put_in_place(context, wish, file, location.target);
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::busy) throw;
        return refuse_with(context.terminal, std::string(error.what()) + "; stop the server first");
    }
}

}  // namespace

Work backup_command(CLI::App& app) {
    const auto wish = declare(app);
    app.footer("kartei backup kartei-backup.sqlite");
    return [wish](House& house, const Terminal& terminal) { return back_up(house, terminal, *wish); };
}

ProgramWork restore_command(CLI::App& app) {
    const auto wish = declare(app);
    app.footer("kartei restore kartei-backup.sqlite --database sqlite:house/kartei.sqlite");
    return [wish](Context& context) { return restore(context, *wish); };
}

}  // namespace kartei::program
