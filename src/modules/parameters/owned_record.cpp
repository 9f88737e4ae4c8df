#include "modules/parameters/owned_record.hpp"

#include <algorithm>
#include <charconv>

namespace kartei::parameters {

using sql::Transaction;

std::vector<std::string> texts_of(const PlainRow& row, std::string_view field) {
    const auto found = row.values.find(field);
    const auto* texts = found == row.values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    return texts ? *texts : std::vector<std::string>();
}

std::vector<std::string> roles_of(Transaction& transaction, std::int64_t user) {
    std::vector<std::string> roles;
    auto rows = transaction.query("SELECT role_id FROM user_role WHERE user_id = :user", user);
    while (rows.next()) roles.push_back(std::to_string(rows.integer(0)));
    return roles;
}

bool is_own(const Actor& actor, const PlainRow& row) { return row.integer("owner") == actor.user_id; }

bool may_see_shared(const Actor& actor, const PlainRow& row, const std::vector<std::string>& roles) {
    if (actor.all_permissions || is_own(actor, row)) return true;
    const auto shared = texts_of(row, "shared_with");
    return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
        return std::find(shared.begin(), shared.end(), role) != shared.end();
    });
}

Result<Done> check_sharing(Transaction& transaction, const Actor& actor, const PlainValues& values,
                           const char* right) {
    const auto found = values.find("shared_with");
    const auto* roles = found == values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    if (!roles || roles->empty()) return Done{};
    if (!actor.may(right))
        return Refusal{RefusalKind::forbidden, {{"shared_with", "error.permission", {{"permission", right}}}}};
    for (const auto& role : *roles) {
        std::int64_t id = 0;
        std::from_chars(role.data(), role.data() + role.size(), id);
        if (!transaction.query("SELECT 1 FROM role WHERE id = :id", id).next())
            return refuse_field("shared_with", "error.no_such_role");
    }
    return Done{};
}

}  // namespace kartei::parameters
