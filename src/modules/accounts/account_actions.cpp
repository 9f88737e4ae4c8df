#include "modules/accounts/account_actions.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/accounts/account_reach.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/accounts/session_store.hpp"

namespace kartei::accounts {
namespace {

using audit::Change;
using sql::Transaction;

template <class Record>
std::vector<Issue> apply(const FieldTable<Record>& table, Record& record, const NewValues& values) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : values) {
        const auto* member = find_field(table, name);
        auto checked =
            member ? check_value(member->field, value) : Result<Value>(refuse_field(name, "error.unknown_member"));
        if (checked) member->set(record, *checked);
        else issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
    }
    const auto missing = missing_fields(table, record);
    for (const auto& issue : missing)
        if (std::none_of(issues.begin(), issues.end(), [&](const Issue& other) { return other.field == issue.field; }))
            issues.push_back(issue);
    return issues;
}

void sort_and_unite(std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::vector<Issue> issues_of_relations(Transaction& transaction, const User& user) {
    std::vector<Issue> issues;
    for (const auto& role : user.roles)
        if (!role_called(transaction, role)) issues.push_back({"roles", "error.unknown_role", {{"name", role}}});
    for (const auto& promoter : user.promoters)
        if (!promoter_called(transaction, promoter))
            issues.push_back({"promoters", "error.unknown_promoter", {{"name", promoter}}});
    return issues;
}

Result<Done> check_user(Transaction& transaction, const User& user) {
    if (auto issues = issues_of_relations(transaction, user); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    if (user_called(transaction, user.name).value_or(user.id) != user.id)
        return Refusal{RefusalKind::conflict, {{"name", "error.user_name_taken", {{"name", user.name}}}}};
    return Done{};
}

/// Somebody must be able to let others in again.
Result<Done> check_administrator_remains(Transaction& transaction, const User& before, const User& after) {
    if (!before.is_administrator() || after.is_administrator()) return Done{};
    hold_role(transaction, administrator);
    if (count_users_with_role(transaction, administrator, before.id) > 0) return Done{};
    return refuse(RefusalKind::conflict, "error.last_administrator");
}

template <class Record>
void record_differences(Change& change, std::string_view record, const FieldTable<Record>& table, const Record& before,
                        const Record& after) {
    for (const auto& difference : differences(table, before, after))
        change.changed(record, after.id, *difference.field, difference.before, difference.after, 0);
}

Result<Done> check_role(Transaction& transaction, const Role& role) {
    std::vector<Issue> issues;
    for (const auto& permission : role.permissions)
        if (!is_permission(permission))
            issues.push_back({"permissions", "error.unknown_permission", {{"name", permission}}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    if (role_called(transaction, role.name).value_or(role.id) != role.id)
        return Refusal{RefusalKind::conflict, {{"name", "error.role_name_taken", {{"name", role.name}}}}};
    return Done{};
}

}  // namespace

std::vector<Issue> apply_values(User& user, const NewValues& values) {
    auto issues = apply(user_fields(), user, values);
    sort_and_unite(user.roles);
    sort_and_unite(user.promoters);
    if (user.name.empty()) return issues;
    if (auto name = sign_in_name(user.name); name.empty()) issues.push_back({"name", "error.not_a_user_name", {}});
    else user.name = std::move(name);
    return issues;
}

std::vector<Issue> apply_values(Role& role, const NewValues& values) {
    auto issues = apply(role_fields(), role, values);
    sort_and_unite(role.permissions);
    return issues;
}

Result<User> create_user(House& house, Transaction& transaction, const Actor& actor, User user,
                         std::string_view password_hash) {
    hold_house(transaction);
    TRY(check_user(transaction, user));
    TRY(check_within_reach(transaction, actor, user));
    user.created_at = house.now();
    user.id = insert_user(transaction, user, password_hash);
    Change change(house, transaction, actor, "user_created");
    change.created("user", user.id);
    change.seal();
    return *find_user(transaction, user.id);
}

Result<ChangedUser> change_user(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                std::int64_t version, const NewValues& values, std::string_view password_hash) {
    hold_house(transaction);  // of two administrators who go at once, one stays
    const auto found = find_user(transaction, id);
    if (!found) return refuse(RefusalKind::not_found, "error.no_such_user");
    const auto& before = *found;
    User after = before;
    if (auto issues = apply_values(after, values); !issues.empty()) return Refusal{RefusalKind::invalid, issues};
    if (before.version == version && password_hash.empty() && differences(user_fields(), before, after).empty())
        return ChangedUser{before};
    if (!take_user_version(transaction, id, version)) return refuse(RefusalKind::stale, "error.stale");
    TRY(check_user(transaction, after));
    // His password and his name are the way to what he may.
    for (const auto& user : {before, after}) TRY(check_within_reach(transaction, actor, user));
    TRY(check_administrator_remains(transaction, before, after));
    update_user(transaction, after);
    const auto stored = *find_user(transaction, id);
    Change change(house, transaction, actor, password_hash.empty() ? "user_changed" : "user_password_changed");
    record_differences(change, "user", user_fields(), before, stored);
    if (!password_hash.empty()) {
        update_password(transaction, id, password_hash);
        change.changed("user", id, password_field(), {}, {}, 0);
    }
    const bool sign_out = !password_hash.empty() || before.roles != stored.roles || (before.active && !stored.active);
    if (sign_out) delete_sessions_of(transaction, id);
    change.seal();
    return ChangedUser{stored, sign_out};
}

Result<Role> create_role(House& house, Transaction& transaction, const Actor& actor, Role role) {
    hold_house(transaction);
    TRY(check_role(transaction, role));
    TRY(check_within_reach(actor, role));
    role.id = insert_role(transaction, role);
    Change change(house, transaction, actor, "role_created");
    change.created("role", role.id);
    change.seal();
    return *find_role(transaction, role.id);
}

Result<Role> change_role(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                         std::int64_t version, const NewValues& values) {
    hold_house(transaction);
    const auto before = find_role(transaction, id);
    if (!before) return refuse(RefusalKind::not_found, "error.no_such_role");
    if (before->name == administrator) return refuse(RefusalKind::conflict, "error.administrator_role");
    Role after = *before;
    if (auto issues = apply_values(after, values); !issues.empty()) return Refusal{RefusalKind::invalid, issues};
    if (before->version == version && differences(role_fields(), *before, after).empty()) return after;
    if (!take_role_version(transaction, id, version)) return refuse(RefusalKind::stale, "error.stale");
    TRY(check_role(transaction, after));
    for (const auto& role : {*before, after}) TRY(check_within_reach(actor, role));
    update_role(transaction, after);
    const auto stored = *find_role(transaction, id);
    Change change(house, transaction, actor, "role_changed");
    record_differences(change, "role", role_fields(), *before, stored);
    change.seal();
    return stored;
}

}  // namespace kartei::accounts
