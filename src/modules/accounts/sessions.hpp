// Who is signed in. A session is a random token of 256 bits in a cookie; only its SHA-256 is stored. It ends by itself
// after a time without requests and at the latest after a day's work, and at once when the user signs out, gets another
// password or other roles, or is locked out. Thread-safe.
// Invariants: what is remembered in memory is at most a second old, and is forgotten at once when anything is changed
// in this process; no token is stored, logged or kept in the clear.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::accounts {

struct SessionRules {
    std::chrono::seconds idle{30 * 60};         ///< without a request (ASVS 7.3.1)
    std::chrono::seconds longest{12 * 3600};    ///< whatever happens (ASVS 7.3.2)
    std::chrono::seconds seen_every{60};        ///< how exactly the last request is noted
    std::chrono::milliseconds remembered{1000}; ///< how long other processes' changes may go unnoticed
    bool secure = false;                        ///< reached through TLS only: cookie __Host-sid with Secure
};

class Sessions {
public:
    Sessions(House& house, SessionRules rules);

    /// A new session in the caller's transaction; gives the token for the cookie. Also removes sessions that are over.
    std::string begin(sql::Transaction& transaction, std::int64_t user_id) const;

    /// Ends sessions in the caller's transaction, who calls changed() after it.
    void end(sql::Transaction& transaction, std::string_view token);
    void end_all(sql::Transaction& transaction, std::int64_t user_id) const;
    /// Users, roles or sessions have changed: nothing remembered holds. `user_id`'s sessions ended (0: nobody's).
    void changed(std::int64_t user_id = 0);

    /// While the disk is full: a session that this process alone knows, until the user is locked out or gets another
    /// password. What ends then has ended here, and in the table with the next session that begins.
    std::string begin_unsaved(std::int64_t user_id, std::string password_hash);
    void end_unsaved(std::string_view token);

    /// Whose session it is; no value when it is over or never was one. `counts`: the request shows that somebody is
    /// there.
    std::optional<Actor> actor_of(std::string_view token, bool counts = true);

    /// Proves that a request was made by our page: depends on the session, cannot be worked out without the key file.
    std::string form_token(std::string_view token) const;
    bool is_form_token(std::string_view token, std::string_view given) const;

    /// The value of Set-Cookie; an empty token removes the cookie.
    std::string cookie(std::string_view token) const;
    const SessionRules& rules() const { return rules_; }

    /// Called with a user whose sessions ended, for what stays open between requests (streams).
    void when_ended(std::function<void(std::int64_t user_id)> listener);

private:
    struct Known {
        Actor actor;
        Instant seen_at, expires_at;
        std::chrono::steady_clock::time_point read_at;
    };
    struct Unsaved {
        std::int64_t user_id;
        std::string password_hash;
        Instant seen_at, expires_at;
    };
    static constexpr std::size_t most_unsaved = 1'000;

    bool is_over(const Known& known, Instant now) const;
    std::optional<Known> read_unsaved(sql::Transaction& transaction, const std::string& hash) const;
    bool has_ended(const std::string& hash) const;
    std::optional<Known> remembered(const std::string& hash);
    std::optional<Known> read(const std::string& hash) const;
    void remember(const std::string& hash, const Known& known, std::uint64_t revision);
    void note_seen(const std::string& hash, Known& known, Instant now);

    House& house_;
    const SessionRules rules_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Known> known_;
    std::unordered_map<std::string, Unsaved> unsaved_;
    std::unordered_set<std::string> ended_unsaved_;  ///< hashes of tokens that stand in the table for the time being
    std::uint64_t revision_ = 0;
    std::vector<std::function<void(std::int64_t)>> ended_;
};

/// The actor a user is: rights of his roles, his promoters unless he may see all events.
Actor actor_for(sql::Transaction& transaction, std::int64_t user_id);

}  // namespace kartei::accounts
