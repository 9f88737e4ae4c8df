// Slows down whoever guesses passwords: per name, waiting longer after each failure from the fifth on (15 s, 30 s, … 15
// min); per address, at most 30 attempts a minute (ASVS 6.3.1). Names that do not exist are counted like those that do,
// so that the answer does not tell them apart. Counts in memory; those of real users also stand in the table.
// Thread-safe.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "base/date.hpp"

namespace kartei::accounts {

inline constexpr int free_failures = 4;
inline constexpr int attempts_a_minute = 30;

/// How long to wait after so many failures in a row; never longer than longest_wait.
std::chrono::seconds wait_after(std::int64_t failures);
/// A lock that ends later than this from now was made by a clock that was set back since: it does not hold.
inline constexpr std::chrono::seconds longest_wait{15 * 60};

class AddressThrottle {
public:
    /// Counts an attempt. No value = go on; else how long to wait. IPv6 addresses count by their /64, which one
    /// household has.
    std::optional<std::chrono::seconds> attempt(const std::string& address, Instant now);

private:
    std::mutex mutex_;
    std::map<std::string, std::deque<Instant>> attempts_;
};

/// Failures of names that no user has, and of all names while nothing can be stored; the oldest are forgotten when there are many.
class NameThrottle {
public:
    /// Counts a failure unless the name has to wait: then how long.
    std::optional<std::chrono::seconds> attempt(const std::string& name, Instant now);
    void forget(const std::string& name);

private:
    struct Failures {
        std::int64_t count = 0;
        Instant locked_until{}, last{};
    };
    void forget_oldest();

    std::mutex mutex_;
    std::map<std::string, Failures> failures_;
};

}  // namespace kartei::accounts
