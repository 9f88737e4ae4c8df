#include "base/claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace kartei {

Claim::Claim(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (file_ < 0 || ::flock(file_, LOCK_SH | LOCK_NB) != 0) {
        const int error = errno;
        if (file_ >= 0) ::close(file_);
        throw std::system_error(error, std::generic_category(), "claiming " + path);
    }
}

Claim::~Claim() {
    if (file_ >= 0) ::close(file_);
}

Claim::Claim(Claim&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

Claim& Claim::operator=(Claim&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

bool Claim::stands(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool claimed = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return claimed;
}

}  // namespace kartei
