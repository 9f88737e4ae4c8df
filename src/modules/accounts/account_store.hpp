// Every SQL statement on user_account, role and what ties them together. No rule is checked here.
#pragma once

#include <optional>
#include <vector>

#include "modules/accounts/account.hpp"
#include "sql/database.hpp"

namespace kartei::accounts {

/// What signing in needs of a user.
struct Credentials {
    std::int64_t user_id = 0;
    std::string password_hash;
    bool active = false;
    std::string locked_until;  ///< "" = not
};

std::optional<User> find_user(sql::Transaction& transaction, std::int64_t id);
std::vector<User> all_users(sql::Transaction& transaction);  ///< by name
bool is_any_user(sql::Transaction& transaction);
/// Id of a user with this sign-in name.
std::optional<std::int64_t> user_called(sql::Transaction& transaction, std::string_view name);
/// Active users with the role, besides one.
std::int64_t count_users_with_role(sql::Transaction& transaction, std::string_view role, std::int64_t besides);

/// Roles and promoters must exist. Gives the id.
std::int64_t insert_user(sql::Transaction& transaction, const User& user, std::string_view password_hash);
/// Raises the version, if it is still `version`; false when it is not.
bool take_user_version(sql::Transaction& transaction, std::int64_t id, std::int64_t version);
/// All fields but the password; the version is as take_user_version left it.
void update_user(sql::Transaction& transaction, const User& user);
void update_password(sql::Transaction& transaction, std::int64_t user_id, std::string_view password_hash);
void update_language(sql::Transaction& transaction, std::int64_t user_id, std::string_view language);

std::optional<Credentials> find_credentials(sql::Transaction& transaction, std::string_view name);
std::optional<Credentials> find_credentials(sql::Transaction& transaction, std::int64_t user_id);
/// Counts an attempt to sign in as failed, which note_sign_in takes back, and gives how many failed now; no value when
/// the user is locked at `now`; a lock that ends after `latest` does not hold. Of attempts at the same moment each sees
/// the one before it.
std::optional<std::int64_t> count_attempt(sql::Transaction& transaction, std::int64_t user_id, std::string_view now,
                                          std::string_view latest);
void lock_user(sql::Transaction& transaction, std::int64_t user_id, std::string_view until);
/// It went well: nothing is counted any more.
void note_sign_in(sql::Transaction& transaction, std::int64_t user_id, std::string_view now);

std::vector<Role> all_roles(sql::Transaction& transaction);  ///< by id
std::optional<Role> find_role(sql::Transaction& transaction, std::int64_t id);
std::optional<std::int64_t> role_called(sql::Transaction& transaction, std::string_view name);
std::int64_t insert_role(sql::Transaction& transaction, const Role& role);
bool take_role_version(sql::Transaction& transaction, std::int64_t id, std::int64_t version);
void update_role(sql::Transaction& transaction, const Role& role);
/// Holds the role until the end of the transaction, so that two who take it from the last two users wait for each
/// other.
void hold_role(sql::Transaction& transaction, std::string_view name);

std::optional<std::int64_t> promoter_called(sql::Transaction& transaction, std::string_view name);

/// Names of all rights of a user's roles, "*" as it stands.
std::vector<std::string> permissions_of_user(sql::Transaction& transaction, std::int64_t user_id);
std::vector<std::int64_t> promoters_of_user(sql::Transaction& transaction, std::int64_t user_id);

}  // namespace kartei::accounts
