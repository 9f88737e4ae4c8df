#include "modules/accounts/sessions.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "base/random.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/accounts/session_store.hpp"

namespace kartei::accounts {
namespace {

using sql::Transaction;
using Steady = std::chrono::steady_clock;

constexpr std::size_t most_remembered = 10'000;

Instant instant(const std::string& stored) { return *read_instant(stored, "UTC"); }

}  // namespace

Sessions::Sessions(House& house, SessionRules rules) : house_(house), rules_(rules) {}

std::string Sessions::begin(Transaction& transaction, std::int64_t user_id) const {
    const auto now = house_.clock->now();
    delete_sessions_over(transaction, write_instant(now), write_instant(now - rules_.idle));
    {
        std::lock_guard guard(mutex_);
        for (const auto& hash : ended_unsaved_) delete_session(transaction, hash);
    }
    const auto token = random_secret();
    insert_session(transaction, audit::sha256(token), user_id, write_instant(now), write_instant(now + rules_.longest));
    return token;
}

void Sessions::end(Transaction& transaction, std::string_view token) {
    const auto hash = audit::sha256(token);
    delete_session(transaction, hash);
    std::lock_guard guard(mutex_);
    unsaved_.erase(hash);
}

void Sessions::end_all(Transaction& transaction, std::int64_t user_id) const {
    delete_sessions_of(transaction, user_id);
}

void Sessions::changed(std::int64_t user_id) {
    std::vector<std::function<void(std::int64_t)>> listeners;
    {
        std::lock_guard guard(mutex_);
        ++revision_;
        known_.clear();
        if (user_id != 0) listeners = ended_;
    }
    for (const auto& listener : listeners) listener(user_id);
}

void Sessions::when_ended(std::function<void(std::int64_t)> listener) {
    std::lock_guard guard(mutex_);
    ended_.push_back(std::move(listener));
}

std::optional<Actor> Sessions::actor_of(std::string_view token, bool counts) {
    const auto hash = audit::sha256(token);
    auto known = remembered(hash);
    if (!known) {
        std::uint64_t revision = 0;
        {
            std::lock_guard guard(mutex_);
            revision = revision_;
        }
        known = read(hash);
        if (!known) return std::nullopt;
        remember(hash, *known, revision);
    }
    const auto now = house_.clock->now();
    if (is_over(*known, now)) return std::nullopt;
    if (counts && now >= known->seen_at + rules_.seen_every) note_seen(hash, *known, now);
    return std::move(known->actor);
}

/// Also a session from the future: the clock was set back, and how long it has lasted nobody knows.
bool Sessions::is_over(const Known& known, Instant now) const {
    return now >= known.expires_at || now > known.seen_at + rules_.idle || known.seen_at > now + rules_.idle ||
           known.expires_at > now + rules_.longest + rules_.idle;
}

std::string Sessions::begin_unsaved(std::int64_t user_id, std::string password_hash) {
    const auto now = house_.clock->now();
    auto token = random_secret();
    std::lock_guard guard(mutex_);
    std::erase_if(unsaved_, [&](const auto& entry) { return entry.second.expires_at <= now; });
    if (unsaved_.size() >= most_unsaved) unsaved_.erase(unsaved_.begin());
    unsaved_.insert_or_assign(audit::sha256(token),
                              Unsaved{user_id, std::move(password_hash), now, now + rules_.longest});
    return token;
}

void Sessions::end_unsaved(std::string_view token) {
    const auto hash = audit::sha256(token);
    std::lock_guard guard(mutex_);
    unsaved_.erase(hash);
    // Those that ended long ago are over in the table too; that this one has ended is never forgotten at once.
    if (ended_unsaved_.size() >= most_unsaved) ended_unsaved_.erase(ended_unsaved_.begin());
    ended_unsaved_.insert(hash);
}

bool Sessions::has_ended(const std::string& hash) const {
    std::lock_guard guard(mutex_);
    return ended_unsaved_.contains(hash);
}

std::optional<Sessions::Known> Sessions::read_unsaved(Transaction& transaction, const std::string& hash) const {
    const auto read_at = Steady::now();
    std::optional<Unsaved> session;
    {
        std::lock_guard guard(mutex_);
        if (const auto found = unsaved_.find(hash); found != unsaved_.end()) session = found->second;
    }
    if (!session) return std::nullopt;
    const auto credentials = find_credentials(transaction, session->user_id);
    if (!credentials || !credentials->active || credentials->password_hash != session->password_hash)
        return std::nullopt;
    return Known{actor_for(transaction, session->user_id), session->seen_at, session->expires_at, read_at};
}

std::optional<Sessions::Known> Sessions::remembered(const std::string& hash) {
    std::lock_guard guard(mutex_);
    auto found = known_.find(hash);
    if (found == known_.end() || Steady::now() - found->second.read_at >= rules_.remembered) return std::nullopt;
    return found->second;
}

std::optional<Sessions::Known> Sessions::read(const std::string& hash) const {
    if (has_ended(hash)) return std::nullopt;
    return house_.database.read([&](Transaction& transaction) -> std::optional<Known> {
        const auto read_at = Steady::now();
        const auto session = find_session(transaction, hash);
        if (!session) return read_unsaved(transaction, hash);
        return Known{actor_for(transaction, session->user_id), instant(session->seen_at), instant(session->expires_at),
                     read_at};
    });
}

void Sessions::remember(const std::string& hash, const Known& known, std::uint64_t revision) {
    std::lock_guard guard(mutex_);
    if (revision != revision_) return;  // changed while it was being read
    if (known_.size() >= most_remembered) known_.clear();
    known_.insert_or_assign(hash, known);
}

/// A request is not to fail because this could not be noted (a full disk, a busy writer).
void Sessions::note_seen(const std::string& hash, Known& known, Instant now) {
    {
        std::lock_guard guard(mutex_);
        if (auto found = known_.find(hash); found != known_.end()) found->second.seen_at = now;
        if (auto found = unsaved_.find(hash); found != unsaved_.end()) {
            found->second.seen_at = now;
            return;
        }
    }
    try {
        house_.database.write(
            [&](Transaction& transaction) { note_session_seen(transaction, hash, write_instant(now)); });
    } catch (const sql::SqlError& error) {
        spdlog::warn("session could not be noted as seen: user={} fault={}", known.actor.user_id,
                     static_cast<int>(error.fault()));
    }
}

std::string Sessions::form_token(std::string_view token) const { return house_.keys.blind_index("form_token", token); }

bool Sessions::is_form_token(std::string_view token, std::string_view given) const {
    const auto wanted = form_token(token);
    return given.size() == wanted.size() && sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

std::string Sessions::cookie(std::string_view token) const {
    auto cookie = std::string(rules_.secure ? "__Host-sid=" : "sid=") + std::string(token) +
                  "; Path=/; HttpOnly; SameSite=Strict";
    if (rules_.secure) cookie += "; Secure";
    if (token.empty()) cookie += "; Max-Age=0";
    return cookie;
}

Actor actor_for(Transaction& transaction, std::int64_t user_id) {
    const auto user = find_user(transaction, user_id);
    Actor actor;
    actor.user_id = user_id;
    actor.name = user->name;
    actor.language = language_of(user->language).value_or(Language::de);
    actor.permissions = expanded(permissions_of_user(transaction, user_id));
    if (!user->all_events) actor.promoters = promoters_of_user(transaction, user_id);
    return actor;
}

}  // namespace kartei::accounts
