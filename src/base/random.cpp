#include "base/random.hpp"

#include <sodium.h>

#include <stdexcept>

namespace kartei {
namespace {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium finds no source of randomness");
}

}  // namespace

std::string random_bytes(int count) {
    start_sodium();
    std::string bytes(static_cast<std::size_t>(count), '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_secret(int bytes) {
    auto raw = random_bytes(bytes);
    std::string written(sodium_base64_encoded_len(raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(written.data(), written.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    written.resize(written.find('\0'));
    return written;
}

std::uint32_t random_below(std::uint32_t limit) {
    start_sodium();
    return randombytes_uniform(limit);
}

std::string uuid() {
    auto bytes = random_bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    std::string written(33, '\0');
    sodium_bin2hex(written.data(), written.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    written.resize(32);
    for (std::size_t at : {8, 13, 18, 23}) written.insert(at, 1, '-');
    return written;
}

}  // namespace kartei
