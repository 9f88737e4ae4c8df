// The key of a house in two steps: the key file opens the inner key, which stands wrapped in the database, and from the
// inner key comes everything that seals. So the database itself says whether a key file is its own, and the key file
// can be changed at any time without a sealed value being touched (docs/decisions/0050-the-key-of-a-house.md).
// Invariant: a house that has something in it never gets another key than the one it was sealed with.
#pragma once

#include <string>
#include <type_traits>

#include "audit/keys.hpp"
#include "sql/database.hpp"

namespace kartei::audit {

/// A ring is a key, nothing else.
static_assert(sizeof(KeyRing) == sizeof(Key) && std::is_trivially_copyable_v<KeyRing>);
KeyRing ring_of(const Key& key);
/// A key for one purpose, always the same.
Key derived_key(const KeyRing& keys, std::string_view purpose);

/// The keys of a house, opened with its key file. An empty database (no house founded) gets a new inner key, and a key
/// file when there is none. Throws std::runtime_error with what to do when the file is missing, broken or another
/// house's.
KeyRing open_house_keys(sql::Database& database, const std::string& path);

/// Puts a new key into the file and wraps the inner key with it. Cut off at any point, the file that is there opens
/// the house. Servers that run go on with what they have opened.
void change_key_file(sql::Database& database, const std::string& path);

/// What there is to say about the key file and the house, for `kartei key check`.
struct KeyState {
    bool opens = false;       ///< the file opens the inner key
    bool in_change = false;   ///< a change of the key was cut off; the next one tidies up
    std::int64_t persons = 0, damaged = 0;  ///< keys of persons, and how many of them do not open
};
KeyState check_keys(sql::Transaction& transaction, const std::string& path);

/// Keys of persons that the inner key does not open.
std::int64_t count_damaged_keys(const KeyRing& keys, sql::Transaction& transaction);

}  // namespace kartei::audit
