#include "modules/parameters/number_ranges.hpp"

#include <algorithm>

#include "audit/field_reversal.hpp"
#include "audit/hold.hpp"
#include "base/module.hpp"
#include "modules/parameters/base_data.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;

/// Numbers leased from the ranges as they were go back unused: the house is held, nobody is drawing one. Where one range
/// begins, another ends: all of its target are looked at anew.
void look_anew(Transaction& transaction, std::int64_t id) {
    transaction.execute(
        "UPDATE number_range SET next = 0 WHERE target = (SELECT target FROM number_range WHERE id = :id)", id);
    transaction.execute(
        "DELETE FROM number_lease WHERE target = (SELECT target FROM number_range WHERE id = :id)", id);
}

std::optional<std::int64_t> id_of(Transaction& transaction, std::string_view kind, std::string_view target) {
    auto rows =
        transaction.query("SELECT id FROM number_range WHERE kind = :kind AND target = :target", kind, target);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::int64_t largest(std::string_view target) { return target == "debtor" ? 9'999'999'999 : 999'999'999; }

std::optional<std::int64_t> number_in(const PlainValues& values, std::string_view field) {
    const auto found = values.find(field);
    const auto* number = found == values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    return number ? std::optional(*number) : std::nullopt;
}

struct Stretch {
    std::string kind;
    std::int64_t start = 1;
    std::optional<std::int64_t> last;
};
Stretch stretch_of(const PlainRow& row) {
    return {row.text("kind"), row.integer("start"), number_in(row.values, "last")};
}

/// The highest number that customers of the other kind have from `from` to the end of their range.
std::optional<std::int64_t> reached(Transaction& transaction, std::string_view target, const Stretch& other,
                                    std::int64_t from) {
    auto rows = transaction.query("SELECT min(start) FROM number_range WHERE target = :target AND start > :start",
                                  target, other.start);
    const auto next = rows.next() ? rows.optional_integer(0) : std::nullopt;
    const auto end = std::min(next.value_or(largest(target) + 1), other.last.value_or(largest(target)) + 1);
    std::optional<std::int64_t> highest;
    if (from < end)
        for (const auto& numbers : handed_in<HighestNumber>())
            highest = std::max(highest, numbers.of(transaction, other.kind, target, from, end));
    return highest;
}

std::optional<Issue> clash(Transaction& transaction, std::string_view target, const Stretch& own, const Stretch& other) {
    const auto issue = [&](const char* field, const char* key, std::int64_t number) {
        return Issue{field, key, {{"kind", other.kind}, {"target", std::string(target)}, {"number", std::to_string(number)}}};
    };
    if (own.start == other.start) return std::nullopt;  // kinds may share a range
    if (own.start < other.start)
        return own.last && *own.last >= other.start
                   ? std::optional(issue("last", "error.number_range_overlaps", other.start))
                   : std::nullopt;
    if (other.last && own.start <= *other.last) return issue("start", "error.number_range_ends_later", *other.last);
    if (const auto highest = reached(transaction, target, other, own.start))
        return issue("start", "error.number_range_reached", *highest);
    return std::nullopt;
}

std::vector<Issue> issues_of(std::string_view target, const PlainValues& values) {
    std::vector<Issue> issues;
    const auto most = largest(target);
    for (const char* bound : {"start", "last"}) {
        const auto number = number_in(values, bound);
        if (number && (*number < 1 || *number > most))
            issues.push_back({bound, "error.parameter_out_of_range", {{"least", "1"}, {"most", std::to_string(most)}}});
    }
    for (const char* fixed : {"kind", "target"})
        if (values.contains(fixed)) issues.push_back({fixed, "error.set_by_the_program", {}});
    const auto equal = values.find("same_as_customer");
    if (target == "customer" && equal != values.end() && equal->second == Value(true))
        issues.push_back({"same_as_customer", "error.set_by_the_program", {}});
    return issues;
}

}  // namespace

std::vector<Issue> range_issues(Transaction& transaction, const PlainRow& row) {
    const auto own = stretch_of(row);
    if (own.last && *own.last < own.start) return {{"last", "error.number_range_ends_before_it_begins", {}}};
    const auto stored = find_row(transaction, number_range_record(), row.id);
    if (stored && stretch_of(*stored).start == own.start && stretch_of(*stored).last == own.last) return {};
    std::vector<Issue> issues;
    for (const auto& other : all_rows(transaction, number_range_record()))
        if (other.id != row.id && other.text("target") == row.text("target"))
            if (auto issue = clash(transaction, row.text("target"), own, stretch_of(other)))
                issues.push_back(std::move(*issue));
    return issues;
}

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

namespace {

/// Whether the range as it was would overlap another one as that is now.
bool clashes_now(House& house, Transaction& transaction, std::int64_t id,
                 const std::vector<audit::FieldChange>& changes) {
    auto row = find_row(transaction, number_range_record(), id);
    if (!row) return false;
    for (const auto& back : changes)
        for (const auto& field : number_range_record().fields)
            if (field.name == back.field) audit::put_back(field, row->values[back.field], back, house.rules);
    return !range_issues(transaction, *row).empty();
}

}  // namespace

audit::Reversible reversible_number_range() {
    auto how = reversible(number_range_record());
    how.change = [plain = how.change](House& house, Transaction& transaction, audit::Change& event, std::int64_t id,
                                      const std::vector<audit::FieldChange>& changes, bool check_only) {
        if (clashes_now(house, transaction, id, changes))
            return std::vector<audit::Conflict>{{"number_range", id, "", "", "error.number_range_overlaps_now"}};
        auto conflicts = plain(house, transaction, event, id, changes, check_only);
        if (!check_only) look_anew(transaction, id);
        return conflicts;
    };
    return how;
}

}  // namespace kartei::parameters
