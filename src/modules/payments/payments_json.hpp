// What the endpoints of this module share: reading a body, amounts, and a customer whom not everybody may
// see.
#pragma once

#include <functional>

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::payments {

web::Json words(const std::string& text);
std::string text_in(const web::Json& json, const char* name);
std::int64_t number_in(const web::Json& json, const char* name);
/// "" and null are 0.
Result<std::int64_t> money_in(const House& house, const web::Json& json, const char* name);
/// The day written there, else today; refuses what is none.
Result<Date> day_in(const House& house, const std::string& written, const char* name);
std::string amount_of(const House& house, std::int64_t minor_units);

/// {id, number, name}; null for whom the actor may not see.
web::Json customer_json(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
web::Json customer_schema();
web::Json problems_json(const std::vector<Issue>& issues, Language language);

/// What is made once for its Idempotency-Key, in a transaction that writes: 201.
Result<web::Answer> made_once(House& house, const web::Request& request,
                              const std::function<Result<web::Json>(sql::Transaction&)>& work);

/// Enters a job together with its Idempotency-Key and launches it behind the commit. `check` refuses at once what is
/// known to be refused.
Result<web::Answer> as_job(House& house, jobs::Jobs& jobs, const web::Request& request, const jobs::Order& order,
                           const std::function<Result<Done>(sql::Transaction&)>& check, jobs::Work work);
web::Json job_schema();

}  // namespace kartei::payments
