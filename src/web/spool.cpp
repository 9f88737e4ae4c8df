#include "web/spool.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace kartei::web {
namespace {

using Secret = std::array<unsigned char, 48>;  ///< key and counter of AES-256-CTR

[[noreturn]] void fail(int error) {
    throw std::system_error(error, std::generic_category(), "cannot keep an answer for a slow reader");
}

int nameless_file(const std::string& folder) {
    const auto place = folder.empty() ? std::filesystem::temp_directory_path().string() : folder;
    int file = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return file;
    auto path = place + "/kartei-spool-XXXXXX";  // a file system that knows no nameless files
    file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file >= 0) ::unlink(path.c_str());
    return file;
}

}  // namespace

/// One direction; both read the file from its beginning to its end.
struct Spool::Cipher {
    explicit Cipher(const Secret& secret) : context(EVP_CIPHER_CTX_new()) {
        if (!context ||
            EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), nullptr, secret.data(), secret.data() + 32) != 1)
            throw std::runtime_error("encryption failed");
    }
    ~Cipher() { EVP_CIPHER_CTX_free(context); }
    Cipher(const Cipher&) = delete;
    Cipher& operator=(const Cipher&) = delete;

    std::string changed(std::string_view bytes) {
        std::string out(bytes.size(), '\0');
        int length = 0;
        if (EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &length,
                              reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1)
            throw std::runtime_error("encryption failed");
        return out;
    }

    EVP_CIPHER_CTX* context;
};

Spool::Spool(SpoolRoom& room) : room_(room) {}

Spool::~Spool() {
    room_.used -= written_ - std::min(read_, written_);
    if (file_ >= 0) ::close(file_);
}

void Spool::open() {
    Secret secret;
    if (RAND_bytes(secret.data(), static_cast<int>(secret.size())) != 1) throw std::runtime_error("no random bytes");
    in_ = std::make_unique<Cipher>(secret);
    out_ = std::make_unique<Cipher>(secret);
    file_ = nameless_file(room_.folder);
    if (file_ < 0) fail(errno);
}

void Spool::add(std::string_view bytes) {
    if (file_ < 0) open();
    if (room_.used + bytes.size() > room_.most) fail(ENOSPC);
    const auto hidden = in_->changed(bytes);
    for (std::size_t done = 0; done < hidden.size();) {
        const auto wrote = ::pwrite(file_, hidden.data() + done, hidden.size() - done, static_cast<off_t>(written_));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) fail(errno);
        done += static_cast<std::size_t>(wrote);
        written_ += static_cast<std::uint64_t>(wrote);
        room_.used += static_cast<std::uint64_t>(wrote);
    }
}

std::string Spool::take(std::size_t most) {
    std::string hidden(static_cast<std::size_t>(std::min<std::uint64_t>(most, written_ - read_)), '\0');
    const auto got = ::pread(file_, hidden.data(), hidden.size(), static_cast<off_t>(read_));
    if (got <= 0) fail(got < 0 ? errno : EIO);
    hidden.resize(static_cast<std::size_t>(got));
    read_ += hidden.size();
    room_.used -= hidden.size();
    auto bytes = out_->changed(hidden);
    if (is_empty()) empty();
    return bytes;
}

/// What was read makes room on the disk again.
void Spool::empty() {
    if (::ftruncate(file_, 0) == 0) written_ = read_ = 0;
}

}  // namespace kartei::web
