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

int refuse_with(const Terminal& terminal, const std::string& key, const Parameters& details = {}) {
    terminal.err << "kartei: " << text(terminal.actor.language, key, details) << "\n";
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
    const auto open = open_house(settings, Founding::forbidden);
    return check(*open.house, context.terminal) == done;
}

/// Why this file cannot be put in this place, as a text key; "" = it can.
std::string hindrance(const sql::Location& location, const std::string& file, const std::string& key_file) {
    if (location.engine != sql::Engine::sqlite) return "command.restore.postgresql";
    if (!fs::exists(file)) return "command.restore.no_file";
    if (!is_sqlite(file)) return "command.restore.no_copy";
    return fs::exists(key_file) ? "" : "command.restore.no_key";
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
        return refuse_with(context.terminal, "command.restore.damaged", {{"file", file}});
    const auto former = free_name(target + ".before-" + write_instant(system_clock().now()));
    copy.take_place(former, was_there);
    empty_file.wanted = false;
    const auto say = [&](const char* key, const Parameters& details) {
        context.terminal.out << text(context.terminal.actor.language, key, details) << "\n";
    };
    say("command.restored", {{"file", file}});
    if (was_there) say("command.restored_former", {{"file", former}});
    return done;
}

int back_up(House& house, const Terminal& terminal, const Wish& wish) {
    const auto target = path_from(terminal, wish.file);
    if (fs::exists(target)) return refuse_with(terminal, "command.file_exists", {{"file", target}});
    house.database.backup_to(target);
    if (!wish.unchecked && !is_sound_copy(house, terminal, target))
        return refuse_with(terminal, "command.backup.unsound", {{"file", target}});
    terminal.out << text(terminal.actor.language, "command.backed_up", {{"file", target}}) << "\n";
    return done;
}

int restore(Context& context, const Wish& wish) {
    const auto file = path_from(context.terminal, wish.file);
    const auto location = location_of(context.settings);
    const auto key_file = location.engine == sql::Engine::sqlite ? key_file_of(context.settings) : std::string();
    if (const auto key = hindrance(location, file, key_file); !key.empty())
        return refuse_with(context.terminal, key, {{"file", file}, {"key_file", key_file}});
    fs::create_directories(fs::path(location.target).parent_path());
    try {
        return put_in_place(context, wish, file, location.target);
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::busy) throw;
        return refuse_with(context.terminal, "command.restore.runs", {{"reason", error.what()}});
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
