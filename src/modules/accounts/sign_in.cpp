#include "modules/accounts/sign_in.hpp"

#include <spdlog/spdlog.h>

#include "base/random.hpp"
#include "base/text.hpp"
#include "modules/accounts/account_actions.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/password_rules.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/accounts/session_store.hpp"

namespace kartei::accounts {
namespace {

using sql::Transaction;
using std::chrono::seconds;

Refusal wait(seconds time) {
    return refuse(RefusalKind::too_many_requests, "error.sign_in_wait",
                  {{"seconds", std::to_string(std::max<std::int64_t>(time.count(), 1))}});
}

Refusal refused() { return refuse(RefusalKind::unauthenticated, "error.sign_in_refused"); }

Result<Done> check_address(Accounts& accounts, const std::string& address) {
    if (address == "local") return Done{};
    if (const auto time = accounts.addresses.attempt(address, accounts.house.clock->now())) return wait(*time);
    return Done{};
}

using Counted = Result<std::optional<Credentials>>;

bool is_full(const sql::SqlError& error) { return error.fault() == sql::Fault::storage_full; }

/// While the disk is full: counted in memory, so that people get in and see what they have.
Counted count_in_memory(Accounts& accounts, const std::string& name) {
    const auto now = accounts.house.clock->now();
    if (const auto time = accounts.names.attempt(name, now)) return wait(*time);
    return accounts.house.database.read([&](Transaction& transaction) -> Counted {
        auto credentials = find_credentials(transaction, name);
        if (!credentials || credentials->locked_until.empty()) return credentials;
        const auto until = *read_instant(credentials->locked_until, "UTC");
        if (until > now && until <= now + longest_wait) return wait(until - now);
        return credentials;
    });
}

Counted count_in_table(Accounts& accounts, const std::string& name) {
    const auto now = accounts.house.clock->now();
    return accounts.house.database.write([&](Transaction& transaction) -> Counted {
        auto credentials = find_credentials(transaction, name);
        if (!credentials) return credentials;
        const auto failures =
            count_attempt(transaction, credentials->user_id, write_instant(now), write_instant(now + longest_wait));
        if (!failures) return wait(*read_instant(find_credentials(transaction, name)->locked_until, "UTC") - now);
        if (const auto time = wait_after(*failures); time > seconds(0))
            lock_user(transaction, credentials->user_id, write_instant(now + time));
        return credentials;
    });
}

/// Counts the attempt before it is judged: of a hundred at the same moment only the first few are judged at all. No
/// value: there is no such user, who is counted all the same.
Counted count(Accounts& accounts, const std::string& name, const std::string& typed) {
    Counted known = std::optional<Credentials>();
    try {
        known = count_in_table(accounts, name);
    } catch (const sql::SqlError& error) {
        if (!is_full(error)) throw;
        return count_in_memory(accounts, name);
    }
    if (!known || *known) return known;
    if (const auto time = accounts.names.attempt(name.empty() ? first_characters(typed, 100) : name,
                                                 accounts.house.clock->now()))
        return wait(*time);
    return known;
}

/// Opens the session, unless the user was locked out or got another password while this one was being checked.
Result<std::string> open_stored_session(Accounts& accounts, const SignInAttempt& attempt, const Credentials& checked,
                                        const std::string& new_hash) {
    return accounts.house.database.write([&](Transaction& transaction) -> Result<std::string> {
        const auto now = find_credentials(transaction, checked.user_id);
        if (!now || !now->active || now->password_hash != checked.password_hash) return refused();
        if (!new_hash.empty()) update_password(transaction, checked.user_id, new_hash);
        if (attempt.language) update_language(transaction, checked.user_id, language_code(*attempt.language));
        note_sign_in(transaction, checked.user_id, accounts.house.now());
        if (!attempt.former_token.empty()) accounts.sessions.end(transaction, attempt.former_token);
        return accounts.sessions.begin(transaction, checked.user_id);
    });
}

Result<std::string> open_session(Accounts& accounts, const SignInAttempt& attempt, const Credentials& checked,
                                 const std::string& new_hash) {
    try {
        return open_stored_session(accounts, attempt, checked, new_hash);
    } catch (const sql::SqlError& error) {
        if (!is_full(error)) throw;
    }
    accounts.names.forget(sign_in_name(attempt.name));
    if (!attempt.former_token.empty()) accounts.sessions.end_unsaved(attempt.former_token);
    return accounts.sessions.begin_unsaved(checked.user_id, checked.password_hash);
}

std::string house_name(Transaction& transaction) {
    auto rows = transaction.query("SELECT name FROM house");
    return rows.next() ? rows.string(0) : std::string();
}

}  // namespace

Result<std::string> sign_in(Accounts& accounts, const SignInAttempt& attempt) {
    TRY(check_address(accounts, attempt.address));
    const auto user = TRY(count(accounts, sign_in_name(attempt.name), attempt.name));
    const bool right = TRY(accounts.passwords.is_right(attempt.password, user ? user->password_hash : std::string()));
    if (!right || !user->active) {
        spdlog::info("sign-in refused: user={} address={}", user ? std::to_string(user->user_id) : "unknown",
                     attempt.address);
        return refused();
    }
    std::string new_hash;
    if (accounts.passwords.is_outdated(user->password_hash))
        if (auto made = accounts.passwords.hash(attempt.password)) new_hash = *made;
    auto token = open_session(accounts, attempt, *user, new_hash);
    accounts.sessions.changed();
    if (token) spdlog::info("signed in: user={} address={}", user->user_id, attempt.address);
    return token;
}

void sign_out(Accounts& accounts, const Actor& actor, std::string_view token) {
    try {
        accounts.house.database.write([&](Transaction& transaction) { accounts.sessions.end(transaction, token); });
    } catch (const sql::SqlError& error) {
        if (!is_full(error)) throw;
        accounts.sessions.end_unsaved(token);
    }
    accounts.sessions.changed(actor.user_id);
    spdlog::info("signed out: user={}", actor.user_id);
}

Result<std::string> change_own_password(Accounts& accounts, const Actor& actor, std::string_view present,
                                        std::string_view wanted) {
    auto& database = accounts.house.database;
    const auto [user, credentials] = database.read([&](Transaction& transaction) {
        return std::pair(find_user(transaction, actor.user_id), find_credentials(transaction, actor.user_id));
    });
    if (!user) return refuse(RefusalKind::not_found, "error.no_such_user");
    if (auto issues = issues_of_password(accounts.house, *user, wanted); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    // Whoever found an open browser must not be able to guess here what he could not guess at the door.
    const auto counted = TRY(count(accounts, user->name, user->name));
    if (!counted || !TRY(accounts.passwords.is_right(present, credentials->password_hash)))
        return refuse_field("present", "error.wrong_password");
    const auto hash = TRY(accounts.passwords.hash(wanted));
    auto token = database.write([&](Transaction& transaction) -> Result<std::string> {
        const auto version = find_user(transaction, user->id)->version;
        TRY(change_user(accounts.house, transaction, actor, user->id, version, {}, hash));
        return accounts.sessions.begin(transaction, user->id);
    });
    accounts.sessions.changed(user->id);
    return token;
}

std::optional<std::string> open_first_sign_in(House& house) {
    auto secret = random_secret();
    const bool open = house.database.write([&](Transaction& transaction) {
        if (is_any_user(transaction)) {
            close_first_sign_in(transaction);
            return false;
        }
        store_first_sign_in(transaction, audit::sha256(secret), house.now());
        return true;
    });
    return open ? std::optional(std::move(secret)) : std::nullopt;
}

Result<std::string> first_sign_in(Accounts& accounts, std::string_view secret, User user, std::string_view password,
                                  const std::string& address) {
    TRY(check_address(accounts, address));
    const auto secret_hash = audit::sha256(secret);
    const auto closed = refuse(RefusalKind::conflict, "error.first_sign_in_closed");
    auto& database = accounts.house.database;
    TRY(database.read([&](Transaction& transaction) -> Result<Done> {
        if (!is_first_sign_in_open(transaction)) return closed;
        if (!is_first_sign_in(transaction, secret_hash))
            return refuse(RefusalKind::unauthenticated, "error.first_sign_in_refused");
        return Done{};
    }));
    const auto hash = TRY(hash_new_password(accounts, user, password));
    auto token = database.write([&](Transaction& transaction) -> Result<std::string> {
        if (!use_first_sign_in(transaction, secret_hash) || is_any_user(transaction)) return closed;
        user.roles = {std::string(administrator)};
        const auto made = TRY(create_user(accounts.house, transaction, Actor::system(), user, hash));
        note_sign_in(transaction, made.id, accounts.house.now());
        return accounts.sessions.begin(transaction, made.id);
    });
    if (token) spdlog::info("the first administrator was made: address={}", address);
    return token;
}

std::vector<Issue> issues_of_password(House& house, const User& user, std::string_view password) {
    const auto name = house.database.read([](Transaction& transaction) { return house_name(transaction); });
    return password_issues(password, {user.name, user.display_name, name});
}

Result<std::string> hash_new_password(Accounts& accounts, const User& user, std::string_view password) {
    if (auto issues = issues_of_password(accounts.house, user, password); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    return accounts.passwords.hash(password);
}

}  // namespace kartei::accounts
