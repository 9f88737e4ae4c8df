// `kartei user add|list|password`. Refusals stand on `err`, in the language of the terminal.
#pragma once

#include <string>
#include <vector>

#include "audit/command.hpp"
#include "modules/accounts/accounts.hpp"

namespace kartei::accounts {

Work user_command(CLI::App& app);

/// Makes a user with roles by name. The password is the first line of `in`, or made up and printed.
int add_user(Accounts& accounts, const Terminal& terminal, const std::string& name,
             const std::vector<std::string>& roles, bool password_from_in);

/// Name, roles, state and last sign-in of every user, one a line, separated by TAB.
int list_users(Accounts& accounts, const Terminal& terminal);

/// Gives a user another password and ends his sessions.
int set_password(Accounts& accounts, const Terminal& terminal, const std::string& name, bool password_from_in);

}  // namespace kartei::accounts
