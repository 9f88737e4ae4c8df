// Changing parameters: rules -> store -> audit, in the caller's transaction.
#pragma once

#include <set>
#include <string>

#include "audit/reversal.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

/// Values by name as JSON: yes/no, integer, text, list of field names, {de, nl, en}; null gives the default back.
/// Returns the event, 0 when nothing changed. Refusals: invalid with every issue, stale.
Result<std::int64_t> change_parameters(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t version, const web::Json& values);

/// A stored value as JSON, and a JSON value as stored; issues name the parameter.
web::Json json_of(const Parameter& parameter, const std::string& stored);
Result<std::string> stored_of(sql::Transaction& transaction, const Parameter& parameter, const web::Json& value);

/// A field of customers, which lists of fields may hold; handed in, because the register stands above.
struct FieldOfCustomers {
    std::string name;
};

audit::Reversible reversible_parameters();

}  // namespace kartei::parameters
