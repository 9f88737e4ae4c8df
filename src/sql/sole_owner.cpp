#include "sql/sole_owner.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sql/database.hpp"

namespace kartei::sql {
namespace {

int open_for_us(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) throw SqlError(Fault::other, "cannot open " + path + ": " + std::strerror(errno));
    return file;
}

}  // namespace

SoleOwner::SoleOwner(const std::string& path) {
    try {
        lock(name_ = open_for_us(path + ".lock"), path);
        lock(file_ = open_for_us(path), path);
        struct stat about {};
        if (::fstat(file_, &about) == 0 && about.st_nlink > 1)
            throw SqlError(Fault::other, path +
                                             " has several names (hard links); what was saved last may stand beside "
                                             "another of them. Keep the one under which the house was run, remove the "
                                             "others, and start again");
        ::fchmod(file_, 0600);
    } catch (...) {
        close();
        throw;
    }
}

SoleOwner::~SoleOwner() { close(); }

void SoleOwner::lock(int file, const std::string& path) {
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) throw SqlError(Fault::busy, path + " is in use by another process");
}

void SoleOwner::close() {
    if (file_ >= 0) ::close(file_);
    if (name_ >= 0) ::close(name_);
}

}  // namespace kartei::sql
