#include "modules/accounts/session_store.hpp"

namespace kartei::accounts {

using sql::Transaction;

void insert_session(Transaction& transaction, std::string_view token_hash, std::int64_t user_id, std::string_view now,
                    std::string_view expires_at) {
    transaction.execute(
        "INSERT INTO session (token_hash, user_id, created_at, last_seen_at, expires_at)"
        " VALUES (:token_hash, :user_id, :now, :now, :expires_at)",
        token_hash, user_id, now, expires_at);
}

std::optional<StoredSession> find_session(Transaction& transaction, std::string_view token_hash) {
    auto rows = transaction.query(
        "SELECT s.user_id, s.last_seen_at, s.expires_at FROM session s JOIN user_account u ON u.id = s.user_id"
        " WHERE s.token_hash = :token_hash AND u.active = 1",
        token_hash);
    if (!rows.next()) return std::nullopt;
    return StoredSession{rows.integer(0), rows.string(1), rows.string(2)};
}

void note_session_seen(Transaction& transaction, std::string_view token_hash, std::string_view now) {
    transaction.execute("UPDATE session SET last_seen_at = :now WHERE token_hash = :token_hash AND last_seen_at < :now",
                        now, token_hash);
}

void delete_session(Transaction& transaction, std::string_view token_hash) {
    transaction.execute("DELETE FROM session WHERE token_hash = :token_hash", token_hash);
}

void delete_sessions_of(Transaction& transaction, std::int64_t user_id) {
    transaction.execute("DELETE FROM session WHERE user_id = :user_id", user_id);
}

void delete_sessions_over(Transaction& transaction, std::string_view now, std::string_view seen_before) {
    transaction.execute("DELETE FROM session WHERE expires_at <= :now OR last_seen_at < :seen_before", now,
                        seen_before);
}

void store_first_sign_in(Transaction& transaction, std::string_view secret_hash, std::string_view now) {
    transaction.execute(
        "INSERT INTO first_sign_in (id, secret_hash, created_at) VALUES (1, :secret_hash, :now)"
        " ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash, created_at = excluded.created_at",
        secret_hash, now);
}

bool is_first_sign_in_open(Transaction& transaction) { return transaction.query("SELECT 1 FROM first_sign_in").next(); }

bool is_first_sign_in(Transaction& transaction, std::string_view secret_hash) {
    return transaction.query("SELECT 1 FROM first_sign_in WHERE secret_hash = :secret_hash", secret_hash).next();
}

bool use_first_sign_in(Transaction& transaction, std::string_view secret_hash) {
    return transaction.execute("DELETE FROM first_sign_in WHERE secret_hash = :secret_hash", secret_hash) == 1;
}

void close_first_sign_in(Transaction& transaction) { transaction.execute("DELETE FROM first_sign_in"); }

}  // namespace kartei::accounts
