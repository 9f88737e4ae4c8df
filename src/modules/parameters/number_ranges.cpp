#include "modules/parameters/number_ranges.hpp"

#include "audit/hold.hpp"
#include "modules/parameters/base_data.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;

/// Numbers leased from the range as it was go back unused: the house is held, nobody is drawing one.
void look_anew(Transaction& transaction, std::int64_t id) {
    transaction.execute("UPDATE number_range SET next = 0 WHERE id = :id", id);
    transaction.execute(
        "DELETE FROM number_lease WHERE kind = (SELECT kind FROM number_range WHERE id = :id)"
        " AND target = (SELECT target FROM number_range WHERE id = :id)",
        id);
}

std::optional<std::int64_t> id_of(Transaction& transaction, std::string_view kind, std::string_view target) {
    auto rows =
        transaction.query("SELECT id FROM number_range WHERE kind = :kind AND target = :target", kind, target);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::vector<Issue> issues_of(std::string_view target, const PlainValues& values) {
    std::vector<Issue> issues;
    const auto found = values.find("start");
    const auto* start = found == values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    const std::int64_t most = target == "debtor" ? 9'999'999'999 : 999'999'999;
    if (start && (*start < 1 || *start > most))
        issues.push_back({"start", "error.parameter_out_of_range", {{"least", "1"}, {"most", std::to_string(most)}}});
    for (const char* fixed : {"kind", "target"})
        if (values.contains(fixed)) issues.push_back({fixed, "error.set_by_the_program", {}});
    const auto equal = values.find("same_as_customer");
    if (target == "customer" && equal != values.end() && equal->second == Value(true))
        issues.push_back({"same_as_customer", "error.set_by_the_program", {}});
    return issues;
}

}  // namespace

Result<SavedRow> change_range(House& house, Transaction& transaction, const Actor& actor, std::string_view kind,
                              std::string_view target, std::int64_t version, const PlainValues& values) {
    hold_house(transaction);
    const auto id = id_of(transaction, kind, target);
    if (!id) return refuse(RefusalKind::not_found, "error.no_such_record");
    if (auto issues = issues_of(target, values); !issues.empty()) return Refusal{RefusalKind::invalid, issues};
    auto saved = TRY(change(house, transaction, actor, number_range_record(), *id, version, values));
    if (saved.event > 0) look_anew(transaction, *id);
    return saved;
}

audit::Reversible reversible_number_range() {
    auto how = reversible(number_range_record());
    how.change = [plain = how.change](House& house, Transaction& transaction, audit::Change& event, std::int64_t id,
                                      const std::vector<audit::FieldChange>& changes, bool check_only) {
        auto conflicts = plain(house, transaction, event, id, changes, check_only);
        if (!check_only) look_anew(transaction, id);
        return conflicts;
    };
    return how;
}

}  // namespace kartei::parameters
