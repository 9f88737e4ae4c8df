#include "audit/keys.hpp"

#include <sodium.h>

#include <cstring>
#include <stdexcept>

#include "audit/key_file.hpp"

namespace kartei::audit {
namespace {

constexpr auto nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr auto tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

std::string encrypt(const Key& key, std::string_view text, std::string_view place) {
    std::string out(nonce_bytes + text.size() + tag_bytes, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    randombytes_buf(bytes, nonce_bytes);
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + nonce_bytes, &length, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
        reinterpret_cast<const unsigned char*>(place.data()), place.size(), nullptr, bytes, key.data());
    return out;
}

std::optional<std::string> decrypt(const Key& key, std::string_view sealed, std::string_view place) {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    auto* bytes = reinterpret_cast<const unsigned char*>(sealed.data());
    std::string out(sealed.size() - nonce_bytes - tag_bytes, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), &length, nullptr,
                                                   bytes + nonce_bytes, sealed.size() - nonce_bytes,
                                                   reinterpret_cast<const unsigned char*>(place.data()), place.size(),
                                                   bytes, key.data()) != 0)
        return std::nullopt;
    return out;
}

std::string hex(const unsigned char* bytes, std::size_t count) {
    std::string out(count * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes, count);
    out.pop_back();
    return out;
}

std::string place_of(std::int64_t person_id) { return "person_key|" + std::to_string(person_id); }

}  // namespace

KeyRing KeyRing::open(const std::string& path, bool create) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    if (create && !read_key_file(path)) create_key_file(path, new_key());
    const auto key = read_key_file(path);  // whoever was first, his key counts
    if (!key)
        throw std::runtime_error("the key file " + path +
                                 " is missing: this house was sealed with it, and a new key would open nothing of it; "
                                 "put the file back from where its copy is kept apart from the database");
    KeyRing ring;
    ring.master_ = *key;
    return ring;
}

KeyRing KeyRing::random() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    KeyRing ring;
    ring.master_ = new_key();
    return ring;
}

std::string KeyRing::wrap(const Key& key, std::int64_t person_id) const {
    return encrypt(master_, {reinterpret_cast<const char*>(key.data()), key.size()}, place_of(person_id));
}

Key KeyRing::unwrap(std::string_view wrapped, std::int64_t person_id) const {
    const auto plain = decrypt(master_, wrapped, place_of(person_id));
    Key key{};
    if (!plain || plain->size() != key.size())
        throw std::runtime_error("the key of person " + std::to_string(person_id) + " does not open");
    std::memcpy(key.data(), plain->data(), key.size());
    return key;
}

std::string KeyRing::blind_index(std::string_view purpose, std::string_view value) const {
    unsigned char hash[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, master_.data(), master_.size(), sizeof hash);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>("\0"), 1);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(value.data()), value.size());
    crypto_generichash_final(&state, hash, sizeof hash);
    return hex(hash, sizeof hash);
}

Key new_key() {
    Key key;
    randombytes_buf(key.data(), key.size());
    return key;
}

std::string seal(const Key& key, std::string_view text, std::string_view place) {
    const auto bytes = encrypt(key, text, place);
    std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    out.resize(std::strlen(out.c_str()));
    return out;
}

std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view place) {
    std::string bytes(sealed.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), sealed.data(), sealed.size(),
                          nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return std::nullopt;
    return decrypt(key, std::string_view(bytes).substr(0, length), place);
}

std::string sha256(std::string_view text) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return hex(hash, sizeof hash);
}

}  // namespace kartei::audit
