// Users and roles as records. A user signs in by name and password, has roles, and sees the events of all promoters or
// of some. The password is no field: it is never read back, and no audit row holds it. Read account_actions.hpp next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"

namespace kartei::accounts {

struct User {
    std::int64_t id = 0, version = 1;
    std::string name;          ///< what is typed to sign in: lower case, without blanks
    std::string display_name;  ///< what colleagues read
    std::string language = "de";
    bool active = true;
    bool all_events = true;    ///< otherwise only the events of `promoters` (customer-lists.md 12)
    std::vector<std::string> roles;      ///< by name
    std::vector<std::string> promoters;  ///< by name
    std::string created_at, last_sign_in_at;

    bool is_administrator() const;
};

struct Role {
    std::int64_t id = 0, version = 1;
    std::string name;
    std::vector<std::string> permissions;
};

const FieldTable<User>& user_fields();
const FieldTable<Role>& role_fields();

/// Stands in the audit for a change of the password, always without values.
const Field& password_field();

/// Sign-in names are compared in this form: NFC, lower case. "" when it cannot be one: nothing but letters, digits and
/// . _ - + @, at most 60 characters.
std::string sign_in_name(std::string_view typed);

}  // namespace kartei::accounts
