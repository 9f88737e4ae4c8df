// Users, roles, sessions and jobs as JSON, and their schemas: one place, so that answers and OpenAPI document agree.
#pragma once

#include "jobs/job.hpp"
#include "modules/accounts/account_actions.hpp"
#include "modules/accounts/accounts.hpp"
#include "web/endpoint.hpp"

namespace kartei::accounts {

web::Json as_json(const User& user);
web::Json as_json(const Role& role);
/// `phase` and `problem` in words of a language.
web::Json as_json(const jobs::Job& job, Language language);
/// Who `actor` is and what he may do; no value = nobody. `token`: of the session, for the form token.
web::Json session_json(Accounts& accounts, const std::optional<Actor>& actor, std::string_view token);

/// Values of a JSON object by name; members in `besides` are left out.
NewValues values_of(const web::Json& object, const std::vector<std::string>& besides = {});

/// A refusal as an answer that says when to try again, where the refusal knows.
web::Answer refused_for_now(const Refusal& refusal, Language language, std::string_view record = "");

/// 412 with the record as it is now and what changed since the caller's version.
web::Answer stale(House& house, std::string_view record, std::int64_t id, std::int64_t version,
                  const web::Json& current, const web::Request& request);

}  // namespace kartei::accounts
