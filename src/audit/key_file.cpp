#include "audit/key_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "base/random.hpp"

namespace kartei::audit {
namespace {

constexpr std::string_view waiting_ending = ".new-";
constexpr std::size_t digits = 2 * std::tuple_size_v<Key>;

[[noreturn]] void complain(const std::string& what, const std::string& path) {
    throw std::runtime_error("cannot " + what + " the key file " + path + ": " + std::strerror(errno));
}

std::string hex_of(const Key& key) {
    std::string text(digits + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), key.data(), key.size());
    text.back() = '\n';
    return text;
}

/// The new name is as safe as the content only when the folder is on disk too.
void sync_folder_of(const std::string& path) {
    const auto folder = std::filesystem::absolute(path).parent_path();
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) complain("make sure of", path);
    const bool synced = ::fsync(file) == 0 || errno == EINVAL;  // not every file system syncs folders
    ::close(file);
    if (!synced) complain("make sure of", path);
}

void write_whole(const std::string& path, const std::string& text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) complain("write", path);
    std::size_t written = 0;
    while (written < text.size()) {
        const auto count = ::write(file, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        written += static_cast<std::size_t>(count);
    }
    const bool whole = written == text.size() && ::fsync(file) == 0;
    const int problem = errno;
    if (::close(file) == 0 && whole) return;
    ::unlink(path.c_str());
    errno = problem;
    complain("write", path);
}

void warn_of_readers(int file, const std::string& path) {
    struct stat about {};
    if (::fstat(file, &about) == 0 && (about.st_mode & 077) != 0)
        spdlog::warn("others than its owner may read the key file path={} mode={:o}; chmod 600 it", path,
                     about.st_mode & 0777);
}

}  // namespace

std::optional<Key> read_key_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return std::nullopt;
    if (file < 0) complain("read", path);
    warn_of_readers(file, path);
    std::string text(digits, '\0');
    const auto count = ::read(file, text.data(), text.size());
    ::close(file);
    Key key{};
    std::size_t length = 0;
    if (count != static_cast<ssize_t>(digits) ||
        sodium_hex2bin(key.data(), key.size(), text.data(), digits, nullptr, &length, nullptr) != 0 ||
        length != key.size())
        throw std::runtime_error("the key file " + path + " does not hold a key (64 hexadecimal digits)");
    return key;
}

void sweep_waiting_keys(const std::string& path) {
    const auto file = std::filesystem::absolute(path);
    const auto beginning = file.filename().string() + std::string(waiting_ending);
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), ignored))
        if (entry.path().filename().string().starts_with(beginning)) std::filesystem::remove(entry.path(), ignored);
}

bool create_key_file(const std::string& path, const Key& key) { return WaitingKeyFile(path, key).put_if_free(); }

WaitingKeyFile::WaitingKeyFile(std::string path, const Key& key)
    : path_(std::move(path)), waiting_(path_ + std::string(waiting_ending) + random_secret(8)) {
    write_whole(waiting_, hex_of(key));
}

WaitingKeyFile::~WaitingKeyFile() {
    if (!waiting_.empty()) ::unlink(waiting_.c_str());
}

void WaitingKeyFile::put() {
    if (waiting_.empty()) return;  // has been put already: a transaction may run again
    if (::rename(waiting_.c_str(), path_.c_str()) != 0) complain("replace", path_);
    waiting_.clear();
    sync_folder_of(path_);
}

bool WaitingKeyFile::put_if_free() {
    if (::link(waiting_.c_str(), path_.c_str()) != 0) {
        if (errno == EEXIST) return false;
        complain("write", path_);
    }
    sync_folder_of(path_);
    return true;
}

}  // namespace kartei::audit
