#include "modules/accounts/account_store.hpp"

#include "audit/house.hpp"
#include "base/clock.hpp"

namespace kartei::accounts {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view user_columns =
    "id, version, name, display_name, language, active, all_events, created_at, last_sign_in_at";

User read_user(const Rows& rows) {
    User user;
    user.id = rows.integer(0);
    user.version = rows.integer(1);
    user.name = rows.string(2);
    user.display_name = rows.string(3);
    user.language = rows.string(4);
    user.active = rows.integer(5) != 0;
    user.all_events = rows.integer(6) != 0;
    user.created_at = rows.string(7);
    user.last_sign_in_at = rows.string(8);
    return user;
}

std::vector<std::string> first_column(Rows rows) {
    std::vector<std::string> values;
    while (rows.next()) values.push_back(rows.string(0));
    return values;
}

std::optional<std::int64_t> first_integer(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

void read_relations(Transaction& transaction, User& user) {
    user.roles = first_column(transaction.query(
        "SELECT r.name FROM user_role u JOIN role r ON r.id = u.role_id WHERE u.user_id = :user_id ORDER BY r.name",
        user.id));
    user.promoters =
        first_column(transaction.query("SELECT p.name FROM user_promoter u JOIN promoter p ON p.id = u.promoter_id "
                                       "WHERE u.user_id = :user_id ORDER BY p.name",
                                       user.id));
}

void insert_relations(Transaction& transaction, const User& user) {
    for (const auto& role : user.roles)
        transaction.execute("INSERT INTO user_role (user_id, role_id) SELECT :user_id, id FROM role WHERE name = :role",
                            user.id, role);
    for (const auto& promoter : user.promoters)
        transaction.execute(
            "INSERT INTO user_promoter (user_id, promoter_id) SELECT :user_id, id FROM promoter WHERE name = :name",
            user.id, promoter);
}

void read_permissions(Transaction& transaction, Role& role) {
    role.permissions = first_column(transaction.query(
        "SELECT permission FROM role_permission WHERE role_id = :role_id ORDER BY permission", role.id));
}

void insert_permissions(Transaction& transaction, const Role& role) {
    for (const auto& permission : role.permissions)
        transaction.execute("INSERT INTO role_permission (role_id, permission) VALUES (:role_id, :permission)", role.id,
                            permission);
}

std::optional<Credentials> read_credentials(Rows rows) {
    if (!rows.next()) return std::nullopt;
    return Credentials{rows.integer(0), rows.string(1), rows.integer(2) != 0, rows.string(3)};
}

}  // namespace

std::optional<User> find_user(Transaction& transaction, std::int64_t id) {
    std::optional<User> user;
    {
        auto rows = transaction.query("SELECT " + std::string(user_columns) + " FROM user_account WHERE id = :id", id);
        if (!rows.next()) return std::nullopt;
        user = read_user(rows);
    }
    read_relations(transaction, *user);
    return user;
}

std::vector<User> all_users(Transaction& transaction) {
    std::vector<User> users;
    auto rows = transaction.query("SELECT " + std::string(user_columns) + " FROM user_account ORDER BY name");
    while (rows.next()) users.push_back(read_user(rows));
    for (auto& user : users) read_relations(transaction, user);
    return users;
}

bool is_any_user(Transaction& transaction) { return transaction.query("SELECT 1 FROM user_account LIMIT 1").next(); }

std::optional<std::int64_t> user_called(Transaction& transaction, std::string_view name) {
    return first_integer(transaction.query("SELECT id FROM user_account WHERE name = :name", name));
}

std::int64_t count_users_with_role(Transaction& transaction, std::string_view role, std::int64_t besides) {
    return *first_integer(transaction.query(
        "SELECT count(*) FROM user_account a JOIN user_role u ON u.user_id = a.id JOIN role r ON r.id = u.role_id"
        " WHERE a.active = 1 AND r.name = :role AND a.id <> :besides",
        role, besides));
}

std::int64_t insert_user(Transaction& transaction, const User& user, std::string_view password_hash) {
    User stored = user;
    stored.id = take_ids(transaction, "user_account");
    transaction.execute(
        "INSERT INTO user_account (id, name, display_name, password_hash, language, organisation_id, all_events, "
        "active, created_at)"
        " VALUES (:id, :name, :display_name, :password_hash, :language, 1, :all_events, :active, :created_at)",
        stored.id, user.name, user.display_name, password_hash, user.language, user.all_events, user.active,
        user.created_at);
    insert_relations(transaction, stored);
    return stored.id;
}

bool take_user_version(Transaction& transaction, std::int64_t id, std::int64_t version) {
    return transaction.execute("UPDATE user_account SET version = version + 1 WHERE id = :id AND version = :version",
                               id, version) == 1;
}

void update_user(Transaction& transaction, const User& user) {
    transaction.execute(
        "UPDATE user_account SET name = :name, display_name = :display_name, language = :language, active = :active,"
        " all_events = :all_events WHERE id = :id",
        user.name, user.display_name, user.language, user.active, user.all_events, user.id);
    transaction.execute("DELETE FROM user_role WHERE user_id = :user_id", user.id);
    transaction.execute("DELETE FROM user_promoter WHERE user_id = :user_id", user.id);
    insert_relations(transaction, user);
}

void update_password(Transaction& transaction, std::int64_t user_id, std::string_view password_hash) {
    transaction.execute(
        "UPDATE user_account SET password_hash = :password_hash, failed_sign_ins = 0, locked_until = NULL WHERE id = "
        ":id",
        password_hash, user_id);
}

void update_language(Transaction& transaction, std::int64_t user_id, std::string_view language) {
    transaction.execute("UPDATE user_account SET language = :language WHERE id = :id", language, user_id);
}

std::optional<Credentials> find_credentials(Transaction& transaction, std::string_view name) {
    return read_credentials(
        transaction.query("SELECT id, password_hash, active, locked_until FROM user_account WHERE name = :name", name));
}

std::optional<Credentials> find_credentials(Transaction& transaction, std::int64_t user_id) {
    return read_credentials(
        transaction.query("SELECT id, password_hash, active, locked_until FROM user_account WHERE id = :id", user_id));
}

std::optional<std::int64_t> count_attempt(Transaction& transaction, std::int64_t user_id, std::string_view now,
                                          std::string_view latest) {
    return first_integer(transaction.query(
        "UPDATE user_account SET failed_sign_ins = failed_sign_ins + 1"
        " WHERE id = :id AND (locked_until IS NULL OR locked_until <= :now OR locked_until > :latest)"
        " RETURNING failed_sign_ins",
        user_id, now, latest));
}

void lock_user(Transaction& transaction, std::int64_t user_id, std::string_view until) {
    transaction.execute("UPDATE user_account SET locked_until = :until WHERE id = :id", until, user_id);
}

void note_sign_in(Transaction& transaction, std::int64_t user_id, std::string_view now) {
    transaction.execute(
        "UPDATE user_account SET failed_sign_ins = 0, locked_until = NULL, last_sign_in_at = :now WHERE id = :id", now,
        user_id);
}

std::vector<Role> all_roles(Transaction& transaction) {
    std::vector<Role> roles;
    auto rows = transaction.query("SELECT id, version, name FROM role ORDER BY id");
    while (rows.next()) roles.push_back({rows.integer(0), rows.integer(1), rows.string(2), {}});
    for (auto& role : roles) read_permissions(transaction, role);
    return roles;
}

std::optional<Role> find_role(Transaction& transaction, std::int64_t id) {
    std::optional<Role> role;
    {
        auto rows = transaction.query("SELECT id, version, name FROM role WHERE id = :id", id);
        if (!rows.next()) return std::nullopt;
        role = Role{rows.integer(0), rows.integer(1), rows.string(2), {}};
    }
    read_permissions(transaction, *role);
    return role;
}

std::optional<std::int64_t> role_called(Transaction& transaction, std::string_view name) {
    return first_integer(transaction.query("SELECT id FROM role WHERE name = :name", name));
}

std::int64_t insert_role(Transaction& transaction, const Role& role) {
    Role stored = role;
    stored.id = take_ids(transaction, "role");
    transaction.execute("INSERT INTO role (id, name) VALUES (:id, :name)", stored.id, role.name);
    insert_permissions(transaction, stored);
    return stored.id;
}

bool take_role_version(Transaction& transaction, std::int64_t id, std::int64_t version) {
    return transaction.execute("UPDATE role SET version = version + 1 WHERE id = :id AND version = :version", id,
                               version) == 1;
}

void update_role(Transaction& transaction, const Role& role) {
    transaction.execute("UPDATE role SET name = :name WHERE id = :id", role.name, role.id);
    transaction.execute("DELETE FROM role_permission WHERE role_id = :role_id", role.id);
    insert_permissions(transaction, role);
}

void hold_role(Transaction& transaction, std::string_view name) {
    transaction.execute("UPDATE role SET version = version WHERE name = :name", name);
}

std::optional<std::int64_t> promoter_called(Transaction& transaction, std::string_view name) {
    return first_integer(transaction.query("SELECT id FROM promoter WHERE name = :name", name));
}

std::vector<std::string> permissions_of_user(Transaction& transaction, std::int64_t user_id) {
    return first_column(
        transaction.query("SELECT DISTINCT p.permission FROM user_role u JOIN role_permission p ON p.role_id = "
                          "u.role_id WHERE u.user_id = :user_id",
                          user_id));
}

std::vector<std::int64_t> promoters_of_user(Transaction& transaction, std::int64_t user_id) {
    std::vector<std::int64_t> ids;
    auto rows = transaction.query("SELECT promoter_id FROM user_promoter WHERE user_id = :user_id ORDER BY promoter_id",
                                  user_id);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

}  // namespace kartei::accounts
