#include "audit/sealed_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "base/random.hpp"

namespace kartei::audit {
namespace {

constexpr std::string_view magic = "kartei sealed 1\n";
constexpr std::size_t piece = 64 * 1024;
constexpr auto head_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr auto further_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;

using Bytes = std::vector<unsigned char>;

[[noreturn]] void fail(const char* doing) { throw std::system_error(errno, std::generic_category(), doing); }

/// A file that is closed, and taken away again when it was not kept.
class Opened {
public:
    Opened(const std::string& path, int flags) : path_(path), file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (file_ < 0) fail("opening a sent file");
        is_new_ = (flags & O_CREAT) != 0;
    }
    ~Opened() {
        ::close(file_);
        if (is_new_) ::unlink(path_.c_str());
    }
    int number() const { return file_; }
    void keep() {
        if (::fsync(file_) != 0) fail("storing a sent file");
        is_new_ = false;
    }

private:
    std::string path_;
    int file_;
    bool is_new_ = false;
};

void write_all(int file, const void* from, std::size_t count) {
    const auto* bytes = static_cast<const char*>(from);
    while (count > 0) {
        const auto written = ::write(file, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("storing a sent file");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

/// As many bytes as there are, `most` at most.
std::size_t read_some(int file, unsigned char* to, std::size_t most) {
    std::size_t got = 0;
    while (got < most) {
        const auto count = ::read(file, to + got, most - got);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("reading a sent file");
        if (count == 0) break;
        got += static_cast<std::size_t>(count);
    }
    return got;
}

std::runtime_error does_not_open() { return std::runtime_error("a sent file does not open: it was cut or changed"); }

void unseal(const Key& key, int from, int to) {
    std::array<char, magic.size()> begin{};
    std::array<unsigned char, head_bytes> head{};
    crypto_secretstream_xchacha20poly1305_state state;
    if (read_some(from, reinterpret_cast<unsigned char*>(begin.data()), begin.size()) != begin.size() ||
        std::string_view(begin.data(), begin.size()) != magic ||
        read_some(from, head.data(), head.size()) != head.size() ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, head.data(), key.data()) != 0)
        throw does_not_open();
    Bytes sealed(piece + further_bytes), plain(piece);
    for (unsigned char tag = 0; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
        const auto got = read_some(from, sealed.data(), sealed.size());
        unsigned long long length = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state, plain.data(), &length, &tag, sealed.data(), got, nullptr,
                                                       0) != 0)
            throw does_not_open();
        write_all(to, plain.data(), length);
    }
}

}  // namespace

void seal_file(const Key& key, const std::string& from, const std::string& to) {
    Opened in(from, O_RDONLY), out(to, O_WRONLY | O_CREAT | O_EXCL);
    std::array<unsigned char, head_bytes> head{};
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, head.data(), key.data());
    write_all(out.number(), magic.data(), magic.size());
    write_all(out.number(), head.data(), head.size());
    Bytes plain(piece), sealed(piece + further_bytes);
    for (bool last = false; !last;) {
        const auto got = read_some(in.number(), plain.data(), plain.size());
        last = got < plain.size();
        unsigned long long length = 0;
        crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &length, plain.data(), got, nullptr, 0,
                                                   last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        write_all(out.number(), sealed.data(), length);
    }
    sodium_memzero(plain.data(), plain.size());
    out.keep();
}

bool is_sealed_file(const std::string& path) {
    Opened file(path, O_RDONLY);
    std::array<unsigned char, magic.size()> begin{};
    return read_some(file.number(), begin.data(), begin.size()) == begin.size() &&
           std::memcmp(begin.data(), magic.data(), magic.size()) == 0;
}

UnsealedFile::UnsealedFile(const Key& key, const std::string& path, const std::string& folder) {
    const auto place = folder + "/unsealed-" + random_secret(9);
    file_ = ::open(place.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file_ < 0) fail("unsealing a sent file");
    ::unlink(place.c_str());  // gone with the program, whatever happens to it
    try {
        Opened sealed(path, O_RDONLY);
        unseal(key, sealed.number(), file_);
    } catch (...) {
        ::close(file_);
        throw;
    }
    path_ = "/proc/self/fd/" + std::to_string(file_);
}

UnsealedFile::~UnsealedFile() { ::close(file_); }

}  // namespace kartei::audit
