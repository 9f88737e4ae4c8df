// Keys that live outside the database. The key-encryption key wraps one key per person; erasing a person is losing that
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
    /// Reads the key file; makes it (mode 0600) when `create` is set and there is none. Throws std::runtime_error with
    /// what to do when the file is missing, unreadable or not a key.
    static KeyRing open(const std::string& path, bool create);
    /// A key for tests.
    static KeyRing random();

    std::string wrap(const Key& key, std::int64_t person_id) const;
    Key unwrap(std::string_view wrapped, std::int64_t person_id) const;
    /// Keyed hash for equality search over a sensitive value (blind index), hex; `purpose` names table and column.
    std::string blind_index(std::string_view purpose, std::string_view value) const;

private:
    Key master_{};
};

Key new_key();
/// Sealed text as base64; `place` is table|record|field.
std::string seal(const Key& key, std::string_view text, std::string_view place);
/// No value when the key is wrong or the text was moved or changed.
std::optional<std::string> unseal(const Key& key, std::string_view sealed, std::string_view place);

/// SHA-256 as hex.
std::string sha256(std::string_view text);

}  // namespace kartei::audit
