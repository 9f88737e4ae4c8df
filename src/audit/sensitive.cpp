#include "audit/sensitive.hpp"

#include "base/mask.hpp"
#include "base/module.hpp"

namespace kartei::audit {

const std::set<std::string, std::less<>>& sensitive_fields() {
    static const auto all = [] {
        std::set<std::string, std::less<>> places;
        for (const auto& [record, field] : handed_in<SensitiveField>()) places.insert(record + "." + field);
        return places;
    }();
    return all;
}

bool changes_sensitive(sql::Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT DISTINCT r.record, r.field FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id = :event",
        event);
    while (rows.next()) {
        const auto place = rows.string(0) + "." + rows.string(1);
        // A whole row ("bank_account.") is as sensitive as any of its fields.
        const auto found = sensitive_fields().lower_bound(place);
        if (found == sensitive_fields().end()) continue;
        if (rows.is_null(1) ? found->starts_with(place) : *found == place) return true;
    }
    return false;
}

std::optional<std::string> shown(const FieldChange& change, const std::optional<std::string>& value) {
    if (!value || !sensitive_fields().contains(change.record + "." + change.field)) return value;
    return masked(*value);
}

}  // namespace kartei::audit
