// Hashing and checking passwords: Argon2id (libsodium), behind a keyed hash whose key lives outside the database, so
// that a stolen database alone gives no password away. Knows no user and no table. Thread-safe.
// Invariant: never more than `most_at_once` hashes in memory, so that a flood of sign-ins cannot eat it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "audit/keys.hpp"
#include "base/result.hpp"

namespace kartei::accounts {

/// Defaults: 64 MiB, three passes, one lane; about 0.25 s (RFC 9106, second recommended option, with less parallelism).
struct HashCost {
    unsigned long long passes = 3;
    std::size_t memory = 64 * 1024 * 1024;  ///< bytes
    int most_at_once = 4;
    int longest_queue = 32;                 ///< who waits; more are refused
    std::chrono::seconds longest_wait{30};  ///< and who waits longer
};

class Passwords {
public:
    explicit Passwords(const audit::KeyRing& keys, HashCost cost = {});

    /// PHC string ($argon2id$…). Refuses too_many_requests (error.sign_in_busy).
    Result<std::string> hash(std::string_view password);

    /// Whether the password belongs to the hash; `hash` "" = there is no such user: takes as long, and is never right.
    Result<bool> is_right(std::string_view password, const std::string& hash);

    /// The cost has been raised since this hash was made.
    bool is_outdated(const std::string& hash) const;

private:
    class Place;
    std::string peppered(std::string_view password) const;
    bool enter();
    void leave();

    const audit::KeyRing& keys_;
    const HashCost cost_;
    std::string nobody_;  ///< hash of a password that nobody knows
    std::mutex mutex_;
    std::condition_variable left_;
    int inside_ = 0, waiting_ = 0;
};

}  // namespace kartei::accounts
