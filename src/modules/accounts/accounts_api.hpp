// The endpoints of this module: session, users, roles, a user's own settings, and the jobs (whose room knows no web).
// Joined to the program's table in main.cpp.
#pragma once

#include <set>
#include <string>

#include "jobs/jobs.hpp"
#include "modules/accounts/accounts.hpp"
#include "web/endpoint.hpp"

namespace kartei::accounts {

web::EndpointTable accounts_endpoints(Accounts& accounts);
web::EndpointTable jobs_endpoints(jobs::Jobs& jobs, Sessions& sessions);

/// Names of the operations that work out a password hash.
std::set<std::string> hashing_operations();

/// The named schemas of both.
std::vector<web::NamedSchema> accounts_schemas();

// Parts of accounts_endpoints.
web::EndpointTable session_endpoints(Accounts& accounts);
web::EndpointTable users_endpoints(Accounts& accounts);
web::EndpointTable roles_endpoints(Accounts& accounts);
web::EndpointTable me_endpoints(Accounts& accounts);

}  // namespace kartei::accounts
