#include "audit/house_key.hpp"

#include <sodium.h>

#include <bit>
#include <optional>
#include <stdexcept>

#include "audit/key_file.hpp"
#include "base/clock.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;

/// The inner key is wrapped as a person's key is; nobody has this id.
constexpr std::int64_t the_house = 0;

struct StoredKey {
    std::int64_t id = 0;
    std::string wrapped;
};

/// The newest first.
std::vector<StoredKey> stored_keys(Transaction& transaction) {
    std::vector<StoredKey> keys;
    auto rows = transaction.query("SELECT id, wrapped FROM house_key ORDER BY id DESC");
    while (rows.next()) keys.push_back({rows.integer(0), std::string(rows.bytes(1))});
    return keys;
}

bool is_founded(Transaction& transaction) { return transaction.query("SELECT 1 FROM house").next(); }

Key key_in(const KeyRing& ring) { return std::bit_cast<Key>(ring); }

std::optional<Key> opened(const KeyRing& ring, std::string_view wrapped, std::int64_t person) {
    try {
        return ring.unwrap(wrapped, person);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

/// A house of a version without an inner key: its key file sealed everything itself.
bool opens_older_house(Transaction& transaction, const KeyRing& file_key) {
    auto rows = transaction.query("SELECT person_id, wrapped FROM person_key ORDER BY person_id LIMIT 1");
    return !rows.next() || opened(file_key, rows.bytes(1), rows.integer(0));
}

void store(Transaction& transaction, std::int64_t id, const KeyRing& file_key, const Key& inner) {
    const auto wrapped = file_key.wrap(inner, the_house);
    transaction.execute("INSERT INTO house_key (id, made_at, wrapped) VALUES (:id, :made_at, :wrapped)", id, now_utc(),
                        sql::Bytes{wrapped});
}

struct Opened {
    Key inner;
    std::int64_t id;
};
std::optional<Opened> open_with(const std::vector<StoredKey>& stored, const KeyRing& file_key) {
    for (const auto& [id, wrapped] : stored)
        if (auto inner = opened(file_key, wrapped, the_house)) return Opened{*inner, id};
    return std::nullopt;
}

/// Two changes of the key at once would leave a file that opens nothing.
void hold_keys(Transaction& transaction) {
    if (transaction.engine() == sql::Engine::postgresql)
        transaction.execute("LOCK TABLE house_key IN EXCLUSIVE MODE");
}

void forget_older_than(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM house_key WHERE id < :id", id);
}

std::runtime_error not_its_own(const std::string& path) {
    return std::runtime_error("the key file " + path +
                              " does not belong to this house: it opens another one, or an older key than the one that "
                              "was last set with `kartei key change`; name the right file with --key-file");
}

/// The first opening: the inner key is made and wrapped, or taken over from an older version.
KeyRing begin_with(sql::Database& database, const KeyRing& file_key, const std::string& path) {
    try {
        return database.write([&](Transaction& transaction) {
            const bool founded = is_founded(transaction);
            if (founded && !opens_older_house(transaction, file_key)) throw not_its_own(path);
            const auto inner = founded ? key_in(file_key) : new_key();
            store(transaction, 1, file_key, inner);
            return ring_of(inner);
        });
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::unique) throw;
        // Another server opened the house for the first time at the same moment.
        const auto opened =
            open_with(database.read([](Transaction& transaction) { return stored_keys(transaction); }), file_key);
        if (!opened) throw not_its_own(path);
        return ring_of(opened->inner);
    }
}

}  // namespace

KeyRing ring_of(const Key& key) { return std::bit_cast<KeyRing>(key); }

Key derived_key(const KeyRing& keys, std::string_view purpose) {
    const auto hex = keys.blind_index(purpose, "1");
    Key key{};
    std::size_t length = 0;
    if (sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &length, nullptr) != 0 ||
        length != key.size())
        throw std::logic_error("no key of this purpose");
    return key;
}

KeyRing open_house_keys(sql::Database& database, const std::string& path) {
    const bool is_new = database.read(
        [](Transaction& transaction) { return stored_keys(transaction).empty() && !is_founded(transaction); });
    const auto file_key = KeyRing::open(path, is_new);
    const auto stored = database.read([](Transaction& transaction) { return stored_keys(transaction); });
    if (stored.empty()) return begin_with(database, file_key, path);
    const auto opened = open_with(stored, file_key);
    if (!opened) throw not_its_own(path);
    // A change of the key that came as far as the file, and no further.
    if (stored.size() > 1 && opened->id == stored.front().id)
        database.write([&](Transaction& transaction) { forget_older_than(transaction, opened->id); });
    return ring_of(opened->inner);
}

void change_key_file(sql::Database& database, const std::string& path) {
    const auto file_key = KeyRing::open(path, false);
    sweep_waiting_keys(path);
    const auto next = new_key();
    WaitingKeyFile waiting(path, next);
    // From here on both keys open the house …
    const auto id = database.write([&](Transaction& transaction) {
        hold_keys(transaction);
        const auto stored = stored_keys(transaction);
        const auto opened = open_with(stored, file_key);
        if (!opened) throw not_its_own(path);
        transaction.execute("DELETE FROM house_key WHERE id <> :id", opened->id);
        store(transaction, stored.front().id + 1, ring_of(next), opened->inner);
        return stored.front().id + 1;
    });
    // … and from here on the new one alone; killed between the two, the file has one or the other.
    database.write([&](Transaction& transaction) {
        hold_keys(transaction);
        if (stored_keys(transaction).front().id != id)
            throw std::runtime_error("somebody else is changing the key of this house; nothing was changed here");
        forget_older_than(transaction, id);
        waiting.put();
    });
}

KeyState check_keys(Transaction& transaction, const std::string& path) {
    KeyState state;
    const auto stored = stored_keys(transaction);
    state.in_change = stored.size() > 1;
    const auto file_key = read_key_file(path);
    const auto opened = file_key ? open_with(stored, ring_of(*file_key)) : std::nullopt;
    if (!opened) return state;
    state.opens = true;
    state.damaged = count_damaged_keys(ring_of(opened->inner), transaction);
    auto rows = transaction.query("SELECT count(*) FROM person_key");
    if (rows.next()) state.persons = rows.integer(0);
    return state;
}

std::int64_t count_damaged_keys(const KeyRing& keys, Transaction& transaction) {
    std::int64_t damaged = 0;
    auto rows = transaction.stream("SELECT person_id, wrapped FROM person_key ORDER BY person_id");
    while (rows.next())
        if (!opened(keys, rows.bytes(1), rows.integer(0))) ++damaged;
    return damaged;
}

}  // namespace kartei::audit
