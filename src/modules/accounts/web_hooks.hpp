// What the web room asks about a request: who sends it, and whether our page made it. main.cpp puts these into
// web::ServerHooks.
#pragma once

#include "modules/accounts/accounts.hpp"
#include "web/endpoint.hpp"

namespace kartei::accounts {

/// The signed-in user behind the session's cookie; at the local socket `system` with the operating-system user beside
/// it. No value = nobody.
std::optional<Actor> who(Accounts& accounts, web::Request& request);

/// Whether the header X-Kartei-Token belongs to the session.
bool token_is_valid(const Accounts& accounts, const web::Request& request);

/// Status of an exception that a caller can understand: 507 disk full, 503 database away or busy.
std::optional<int> status_of_failure(const std::exception& error);

}  // namespace kartei::accounts
