#include "sql/sqlite_backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sql/fault_point.hpp"

namespace kartei::sql::sqlite {
namespace {

constexpr int pages_at_once = 4096;  ///< 16 MB: between two pieces it is looked whether the program ends

[[noreturn]] void fail_with(const std::string& doing) {
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw SqlError(full ? Fault::storage_full : Fault::other, doing + ": " + std::strerror(error));
}

void make_durable(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) fail_with("opening " + path);
    const bool durable = ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    errno = error;
    if (!durable) fail_with("writing " + path + " to the disk");
}

/// The file in which the copy grows: gone again unless it was kept.
class Growing {
public:
    explicit Growing(const std::string& target) : target_(target), path_(target + ".new") {
        ::unlink(path_.c_str());  // of a copy that was cut off
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) fail_with("making " + path_);
        ::close(file);
    }
    ~Growing() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;

    const std::string& path() const { return path_; }
    void keep() {
        make_durable(path_, O_RDWR);
        if (::rename(path_.c_str(), target_.c_str()) != 0) fail_with("naming " + target_);
        path_.clear();
        const auto folder = std::filesystem::path(target_).parent_path();
        make_durable(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
    }

private:
    std::string target_, path_;
};

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

struct Finish {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

void copy(Connection& reader, const std::string& path) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, Close> target(opened);
    if (code != SQLITE_OK) fail(opened, "opening " + path);
    // No journal and no waiting for the disk: a copy that is cut off is thrown away, a whole one is synced at the end.
    if (sqlite3_exec(opened, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr, nullptr) !=
        SQLITE_OK)
        fail(opened, "opening " + path);
    std::unique_ptr<sqlite3_backup, Finish> backup(sqlite3_backup_init(opened, "main", reader.handle(), "main"));
    if (!backup) fail(opened, "starting the backup");
    int state = SQLITE_OK;
    while (state == SQLITE_OK) {
        fault_point("backup");
        if (reader.is_cut()) throw SqlError(Fault::interrupted, "the backup was broken off");
        state = sqlite3_backup_step(backup.get(), pages_at_once);
    }
    backup.reset();
    if (state != SQLITE_DONE) fail(opened, "copying the database");
}

}  // namespace

void back_up(Connection& reader, const std::string& path) {
    Growing file(path);
    copy(reader, file.path());
    file.keep();
}

}  // namespace kartei::sql::sqlite
