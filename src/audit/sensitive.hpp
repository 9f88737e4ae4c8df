// Which fields nobody may read in a history: there they stand masked, whoever asks. Each module that has sensitive
// fields joins them (in the program's list of joined modules).
#pragma once

#include <optional>
#include <set>
#include <string>

#include "audit/change.hpp"

namespace kartei::audit {

/// "RECORD.FIELD".
std::set<std::string, std::less<>>& sensitive_fields();

/// Did the event write a sensitive field, or make or delete a row that has one?
bool changes_sensitive(sql::Transaction& transaction, std::int64_t event);

/// A value of a change (its before or after) as it may be shown.
std::optional<std::string> shown(const FieldChange& change, const std::optional<std::string>& value);

}  // namespace kartei::audit
