// The lists of a profile as JSON, and their schemas: all made from the declarations in list.cpp.
#pragma once

#include "modules/profile/row_store.hpp"
#include "modules/profile/warnings.hpp"
#include "web/endpoint.hpp"

namespace kartei::profile {

/// {id, version, position, every field}; sensitive values masked unless `in_clear`. `event` > 0: with `change_event`.
web::Json row_json(const List& list, const Row& row, const ReadingRules& rules, std::int64_t event = 0,
                   bool in_clear = false);

/// Everything that hangs on a profile, for GET …/lists: each list by its name, agency, labels,
/// permissions, former numbers.
/// Who names this customer among his relations, as far as the actor may see him.
web::Json relations_of_others(sql::Transaction& transaction, const Actor& actor, std::int64_t customer, Language language);
web::Json lists_json(House& house, sql::Transaction& transaction, std::int64_t customer, const Lists& lists,
                     Language language, bool in_clear = false);

web::Json warnings_json(const std::vector<Warning>& warnings, Language language);

/// Names of schemas: "BankAccount", "BankAccountInput".
std::string schema_name(const List& list);
std::vector<web::NamedSchema> profile_schemas();

}  // namespace kartei::profile
