// What seals and opens. The inner key of the house (house_key.hpp) wraps one key per person; erasing a person is losing that
// person's key, and the hash chain of the audit still verifies (docs/architecture.md, "Audit").
// XChaCha20-Poly1305 (libsodium); whatever is sealed is bound to its place by associated data.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace kartei::audit {

using Key = std::array<unsigned char, 32>;

class KeyRing {
public:
    /// From the inner key of a house (house_key.hpp).
    static KeyRing of(const Key& inner);
    /// A key for tests.
    static KeyRing random();

    std::string wrap(const Key& key, std::int64_t person_id) const;
    Key unwrap(std::string_view wrapped, std::int64_t person_id) const;
    bool opens(std::string_view wrapped, std::int64_t person_id) const;
    /// Keyed hash for equality search over a sensitive value (blind index), hex; `purpose` names table and column.
    std::string blind_index(std::string_view purpose, std::string_view value) const;

private:
    Key master_{};
};

/// Once before anything else here. Throws when libsodium does not start.
void start_sealing();
Key new_key();
/// The inner key under the key of the key file, and back; no value when it is another key's.
std::string wrap_house_key(const Key& file_key, const Key& inner);
std::optional<Key> unwrap_house_key(const Key& file_key, std::string_view wrapped);
/// Sealed text as base64; `place` is table|record|field.
std::string seal(const Key& key, std::string_view text, std::string_view place);
/// No value when the key is wrong or the text was moved or changed.
std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view place);

/// SHA-256 as hex.
std::string sha256(std::string_view text);

}  // namespace kartei::audit
