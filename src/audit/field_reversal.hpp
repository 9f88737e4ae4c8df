// One field of a record goes back to what it was before an event. The same rule for every record: it goes back where
// it still reads as the event left it; what was changed since stays and is a conflict (files.md).
#pragma once

#include "audit/reversal.hpp"

namespace kartei::audit {

/// Makes of `value`, as it stands now, what it was before; the conflict where something else stands there. A sensitive
/// value is masked in the conflict. What can be read by nobody any more stays as it is.
std::optional<Conflict> put_back(const Field& field, Value& value, const FieldChange& back, const ReadingRules& rules);

/// The same for a field of a record by its name there; a field that there is no longer is passed over.
template <class Record>
std::optional<Conflict> put_back(const FieldTable<Record>& table, Record& record, std::string_view name,
                                 const FieldChange& back, const ReadingRules& rules) {
    const auto* member = find_field(table, name);
    if (!member) return std::nullopt;
    auto value = member->get(record);
    auto conflict = put_back(member->field, value, back, rules);
    if (!conflict) member->set(record, value);
    return conflict;
}

/// All fields that an event changed.
template <class Record>
std::vector<Conflict> put_back(const FieldTable<Record>& table, Record& record, const std::vector<FieldChange>& changes,
                               const ReadingRules& rules) {
    std::vector<Conflict> conflicts;
    for (const auto& back : changes)
        if (auto conflict = put_back(table, record, back.field, back, rules)) conflicts.push_back(std::move(*conflict));
    return conflicts;
}

}  // namespace kartei::audit
