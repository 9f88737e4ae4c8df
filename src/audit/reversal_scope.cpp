// What an undo takes back, counted and said before it is done.
#include <algorithm>
#include <set>

#include "audit/reversal.hpp"

namespace kartei::audit {
namespace {

/// Kinds of records that have a word of their own; all others are counted together.
std::string word_of(const std::string& record) {
    const auto key = "record." + record;
    return has_text(key) ? key : "record.other";
}

}  // namespace

std::int64_t Scope::records() const {
    std::int64_t all = 0;
    for (const auto& part : parts) all += part.records;
    return all;
}

std::vector<std::string> Scope::in_words(Language language) const {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (const auto& part : parts) counts[{part.operation, word_of(part.record)}] += part.records;
    std::vector<std::string> lines;
    for (const char* operation : {"created", "changed", "deleted"})
        for (const auto& [what, count] : counts)
            if (what.first == operation)
                lines.push_back(text(language, "scope." + what.first,
                                     {{"what", text(language, what.second, {{"count", std::to_string(count)}})}}));
    return lines;
}

Scope scope_of_event(sql::Transaction& transaction, std::int64_t event) {
    Scope scope;
    auto rows = transaction.query(
        "SELECT r.record, r.operation, CASE r.operation WHEN 'created' THEN sum(r.last_record_id - r.record_id + 1)"
        " ELSE count(DISTINCT r.record_id) END FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id = :event GROUP BY r.record, r.operation ORDER BY r.record, r.operation",
        event);
    while (rows.next()) scope.parts.push_back({rows.string(0), rows.string(1), rows.integer(2)});
    return scope;
}

Result<Done> confirm_scope(const Scope& scope, std::optional<std::int64_t> confirmed) {
    const auto records = scope.records();
    if (records <= most_unconfirmed_records || confirmed == records) return Done{};
    return refuse_field("confirm", "error.undo_needs_count", {{"count", std::to_string(records)}});
}

Refusal refusal_of(const std::vector<Conflict>& conflicts) {
    std::set<std::pair<std::string, std::int64_t>> records;
    std::set<std::string> reasons;
    for (const auto& conflict : conflicts) {
        records.emplace(conflict.record, conflict.id);
        reasons.insert(conflict.field.empty() ? conflict.found : "error.changed_since");
    }
    if (reasons.size() == 1 && *reasons.begin() != "error.changed_since")
        return refuse(RefusalKind::conflict, *reasons.begin());
    const bool only_changed = reasons == std::set<std::string>{"error.changed_since"};
    Refusal refusal{RefusalKind::conflict,
                    {{"",
                      only_changed ? "error.records_changed_since" : "error.records_do_not_go_back",
                      {{"count", std::to_string(records.size())}}}}};
    for (const auto& reason : reasons)
        if (!only_changed) refusal.issues.push_back({"", reason, {}});
    return refusal;
}

}  // namespace kartei::audit
