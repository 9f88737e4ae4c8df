// Every SQL statement on session and first_sign_in. Secrets come here as SHA-256 only.
#pragma once

#include <optional>
#include <string>

#include "sql/database.hpp"

namespace kartei::accounts {

struct StoredSession {
    std::int64_t user_id;
    std::string seen_at, expires_at;
};

void insert_session(sql::Transaction& transaction, std::string_view token_hash, std::int64_t user_id,
                    std::string_view now, std::string_view expires_at);
/// Of an active user.
std::optional<StoredSession> find_session(sql::Transaction& transaction, std::string_view token_hash);
void note_session_seen(sql::Transaction& transaction, std::string_view token_hash, std::string_view now);
void delete_session(sql::Transaction& transaction, std::string_view token_hash);
void delete_sessions_of(sql::Transaction& transaction, std::int64_t user_id);
/// Those past their end, and those last seen before an instant.
void delete_sessions_over(sql::Transaction& transaction, std::string_view now, std::string_view seen_before);

void store_first_sign_in(sql::Transaction& transaction, std::string_view secret_hash, std::string_view now);
bool is_first_sign_in_open(sql::Transaction& transaction);
bool is_first_sign_in(sql::Transaction& transaction, std::string_view secret_hash);
/// False when the secret is another or has been used.
bool use_first_sign_in(sql::Transaction& transaction, std::string_view secret_hash);
void close_first_sign_in(sql::Transaction& transaction);

}  // namespace kartei::accounts
