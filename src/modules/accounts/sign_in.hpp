// Signing in and out, the first sign-in of a new house, and a new password for oneself. Who is refused learns nothing:
// unknown names, wrong passwords and locked-out users get the same words after the same work (ASVS 6.3.1, 6.3.8).
#pragma once

#include <optional>
#include <string>

#include "modules/accounts/account.hpp"
#include "modules/accounts/accounts.hpp"

namespace kartei::accounts {

struct SignInAttempt {
    std::string name, password;
    std::optional<Language> language;  ///< becomes the user's language
    std::string address;               ///< of the peer; "local" is not throttled
    std::string former_token;          ///< session to be ended, "" = none
};

/// Gives the token of the new session. Refusals: unauthenticated (error.sign_in_refused), too_many_requests
/// (error.sign_in_wait {seconds}, error.sign_in_busy).
Result<std::string> sign_in(Accounts& accounts, const SignInAttempt& attempt);

void sign_out(Accounts& accounts, const Actor& actor, std::string_view token);

/// Another password for oneself; ends all one's sessions and gives the token of a new one. Refusals: invalid
/// (error.wrong_password, password_issues), too_many_requests.
Result<std::string> change_own_password(Accounts& accounts, const Actor& actor, std::string_view present,
                                        std::string_view wanted);

/// The one-time secret with which the first administrator is made; a new one at each call. No value when there are
/// users.
std::optional<std::string> open_first_sign_in(House& house);

/// Makes the first administrator and signs in; works once. `user`: as apply_values left it. Refusals: unauthenticated
/// (error.first_sign_in_refused), conflict (error.first_sign_in_closed), invalid (password_issues), too_many_requests.
Result<std::string> first_sign_in(Accounts& accounts, std::string_view secret, User user, std::string_view password,
                                  const std::string& address);

/// Rules and hash in one: issues of the password for this user, then the hash.
Result<std::string> hash_new_password(Accounts& accounts, const User& user, std::string_view password);
std::vector<Issue> issues_of_password(House& house, const User& user, std::string_view password);

}  // namespace kartei::accounts
