// Which fields nobody may read in a history: there they stand masked, whoever asks. Each module that has sensitive
// fields hands them in.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "audit/change.hpp"

namespace kartei::audit {

struct SensitiveField {
    std::string record, field;
};
/// "RECORD.FIELD", of all modules.
const std::set<std::string, std::less<>>& sensitive_fields();

/// Did the event write a sensitive field, or make or delete a row that has one?
bool changes_sensitive(sql::Transaction& transaction, std::int64_t event);

/// A value of a change (its before or after) as it may be shown.
std::optional<std::string> shown(const FieldChange& change, const std::optional<std::string>& value);

}  // namespace kartei::audit
