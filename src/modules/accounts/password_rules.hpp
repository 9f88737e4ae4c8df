// Which passwords are good enough: long, and not to be guessed from the house, the user or a list. No rule about
// capitals, digits or signs, no forced change (NIST SP 800-63B-4, 3.1.1.2; ASVS 6.2). Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kartei::accounts {

inline constexpr int shortest_password = 15;  ///< characters: NIST's minimum where a password is the only factor
inline constexpr int longest_password = 256;

/// What an attacker who knows house and user would try first.
struct PasswordContext {
    std::string user_name, display_name, house_name;
};

/// Issues of the field "password": error.password_too_short {min}, error.password_too_long {max},
/// error.password_common.
std::vector<Issue> password_issues(std::string_view password, const PasswordContext& context);

/// One spelling for one password, whatever keyboard it was typed on: NFKC (NIST SP 800-63B-4, 3.1.1.2). "" for what is
/// not UTF-8.
std::string normalised_password(std::string_view password);

}  // namespace kartei::accounts
