#include "program/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>

#include "program/beside_server.hpp"
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

/// The command `check` in the copy, with the key of the house.
bool is_sound(Context& context, House& copy) {
    Context inside{context.settings, &copy, context.in, context.out, context.err, context.actor, context.folder};
    return run_command(inside, {"check"}) == done;
}

/// Opens the copy as it is, without bringing it to a newer schema.
bool is_sound_copy(Context& context, const std::string& path) {
    struct Tidy {
        const std::string& path;
        ~Tidy() { remove_aids(path); }
    } tidy{path};
    const auto database = sql::Database::open({sql::Engine::sqlite, path});
    House copy{*database, context.house->keys};
    read_house(copy);
    return is_sound(context, copy);
}

struct Wish {
    std::string file;
    bool checked = true;
};

std::optional<Wish> wish_of(const std::vector<std::string>& arguments) {
    Wish wish;
    for (const auto& argument : arguments) {
        if (argument == "--unchecked") wish.checked = false;
        else if (wish.file.empty() && !argument.starts_with("-")) wish.file = argument;
        else return std::nullopt;
    }
    return wish.file.empty() ? std::nullopt : std::optional(wish);
}

int refuse_with(Context& context, const std::string& words) {
    context.err << "kartei: " << words << "\n";
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

/// Opens the copy as a house of its own: with the house's key, brought to the newest schema.
bool is_sound_house(Context& context, const std::string& path) {
    auto settings = context.settings;
    settings.key_file = key_file_of(context.settings);
    settings.database = "sqlite:" + path;
    const auto open = open_house(settings);
    return is_sound(context, *open.house);
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
    if (wish.checked && !is_sound_house(context, copy.path()))
        return refuse_with(context, file + " is damaged; nothing was changed. `--unchecked` restores it all the same");
    const auto former = target + ".before-" + write_instant(system_clock().now());
    copy.take_place(former, was_there);
    empty_file.wanted = false;
    context.out << "Restored from " << file << ".\n";
    if (was_there) context.out << "What stood here before is now " << former << ".\n";
    return done;
}

}  // namespace

int backup(Context& context, std::vector<std::string> arguments) {
    const auto wish = wish_of(arguments);
    if (!wish) {
        context.err << "usage: kartei backup FILE [--unchecked]\n";
        return usage;
    }
    const auto target = path_from(context, wish->file);
    if (fs::exists(target)) return refuse_with(context, target + " exists already");
    context.house->database.backup_to(target);
    if (wish->checked && !is_sound_copy(context, target))
        return refuse_with(context, target + " was made, but what it holds is not as it should be (see above); "
                                             "`kartei check` tells whether the house itself is");
    context.out << "Saved to " << target << (wish->checked ? ", and checked" : "")
                << ". Keep the key file apart from it.\n";
    return done;
}

int restore(Context& context, std::vector<std::string> arguments) {
    const auto wish = wish_of(arguments);
    if (!wish) {
        context.err << "usage: kartei restore FILE [--unchecked]\n";
        return usage;
    }
    const auto file = path_from(context, wish->file);
    const auto location = location_of(context.settings);
    if (const auto words = hindrance(context.settings, location, file); !words.empty())
        return refuse_with(context, words);
    fs::create_directories(fs::path(location.target).parent_path());
    try {
        return put_in_place(context, *wish, file, location.target);
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::busy) throw;
        return refuse_with(context, std::string(error.what()) + "; stop the server first");
    }
}

}  // namespace kartei::program
