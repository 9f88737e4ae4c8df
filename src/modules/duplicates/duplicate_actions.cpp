#include "modules/duplicates/duplicate_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/no_way_back.hpp"
#include "audit/hold.hpp"
#include "modules/duplicates/levels.hpp"

namespace kartei::duplicates {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using audit::Reversible;
using sql::Transaction;
using Json = nlohmann::json;

constexpr std::string_view pair_record = "distinct_pair", rules_record = "duplicate_rules";
constexpr std::size_t most_at_once = 200;

const Field threshold_field{"threshold", FieldKind::integer, 3};
const Field not_counted_field{"not_counted", FieldKind::text_list, 200};

Value list_value(const std::vector<std::string>& list) { return list.empty() ? Value() : Value(list); }

Result<std::vector<std::int64_t>> different_customers(Transaction& transaction, std::vector<std::int64_t> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() < 2 || ids.size() > most_at_once)
        return refuse_field("customers", "error.two_customers_needed", {{"most", std::to_string(most_at_once)}});
    if (customers::find_customers(transaction, ids).size() != ids.size())
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    return ids;
}

/// Calls `visit(one, other, whether they are kept apart)` for every pair; `ids` ascend.
template <class Visit>
void for_each_pair(Transaction& transaction, const std::vector<std::int64_t>& ids, Visit visit) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto apart = distinct_from(transaction, ids[i]);
        for (auto j = i + 1; j < ids.size(); ++j) visit(ids[i], ids[j], apart.contains(ids[j]));
    }
}

std::string as_json(const DistinctPair& pair) {
    return Json{{"one_id", pair.one}, {"other_id", pair.other}, {"created_event", pair.created_event}}.dump();
}

Reversible reversible_pair() {
    Reversible how;
    how.record = pair_record;
    how.change = audit::no_change_back(std::string(pair_record));
    how.creation = [](House&, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                      std::int64_t, bool check_only) {
        for (auto id = first; id <= last && !check_only; ++id)
            if (auto pair = find_distinct(transaction, id)) {
                delete_distinct(transaction, id);
                change.deleted(pair_record, id, as_json(*pair), 0);
            }
        return std::vector<Conflict>();
    };
    how.deletion = [](House&, Transaction& transaction, Change& change, std::int64_t id, const std::string& row,
                      bool check_only) {
        const auto json = Json::parse(row);
        DistinctPair pair{id, json.at("one_id"), json.at("other_id"), json.at("created_event")};
        if (check_only || find_distinct(transaction, pair.one, pair.other)) return std::vector<Conflict>();
        insert_distinct(transaction, {pair});
        change.created(pair_record, id);
        return std::vector<Conflict>();
    };
    return how;
}

/// Rules as one side of an audit row says them; true when the row is about a field that there is.
bool set_field(Rules& rules, const FieldChange& change, const std::optional<std::string>& text) {
    if (change.field == threshold_field.name) {
        rules.threshold = std::strtoll(text.value_or("50").c_str(), nullptr, 10);
        return true;
    }
    if (change.field != not_counted_field.name) return false;
    auto value = read_value(not_counted_field, text.value_or(""));
    rules.not_counted = {};
    if (value)
        if (auto list = std::get_if<std::vector<std::string>>(&*value)) rules.not_counted = *list;
    return true;
}

void note_change(Change& change, const Rules& before, const Rules& after) {
    if (before.threshold != after.threshold)
        change.changed(rules_record, 1, threshold_field, before.threshold, after.threshold, 0);
    if (before.not_counted != after.not_counted)
        change.changed(rules_record, 1, not_counted_field, list_value(before.not_counted),
                       list_value(after.not_counted), 0);
}

std::vector<Conflict> put_back_rules(Transaction& transaction, Change& change, const std::vector<FieldChange>& fields,
                                     bool check_only) {
    const auto now = find_rules(transaction);
    auto then = now;
    std::vector<Conflict> conflicts;
    for (const auto& field : fields) {
        auto left = now;
        if (!set_field(left, field, field.after)) continue;
        if (left.threshold != now.threshold || left.not_counted != now.not_counted)
            conflicts.push_back({std::string(rules_record), 1, field.field, field.after.value_or(""), ""});
        else set_field(then, field, field.before);
    }
    if (check_only || (then.threshold == now.threshold && then.not_counted == now.not_counted)) return conflicts;
    store_rules(transaction, then, now.version);
    note_change(change, now, then);
    return conflicts;
}

Reversible reversible_rules() {
    Reversible how;
    how.record = rules_record;
    how.change = [](House&, Transaction& transaction, Change& change, std::int64_t,
                    const std::vector<FieldChange>& fields,
                    bool check_only) { return put_back_rules(transaction, change, fields, check_only); };
    how.creation = audit::no_creation_back(std::string(rules_record));
    how.deletion = audit::gone_for_good(std::string(rules_record));
    return how;
}

}  // namespace

Result<std::int64_t> keep_apart(House& house, Transaction& transaction, const Actor& actor,
                                const std::vector<std::int64_t>& customers) {
    hold_house(transaction);
    const auto ids = TRY(different_customers(transaction, customers));
    std::vector<DistinctPair> fresh;
    for_each_pair(transaction, ids, [&](std::int64_t one, std::int64_t other, bool apart) {
        if (!apart) fresh.push_back({0, one, other, 0});
    });
    if (fresh.empty()) return 0;
    Change change(house, transaction, actor, "customers_kept_apart");
    const auto first = take_ids(transaction, pair_record, static_cast<std::int64_t>(fresh.size()));
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        fresh[i].id = first + static_cast<std::int64_t>(i);
        fresh[i].created_event = change.event();
    }
    insert_distinct(transaction, fresh);
    change.created(pair_record, first, fresh.back().id);
    change.seal();
    return change.event();
}

Result<std::int64_t> forget_apart(House& house, Transaction& transaction, const Actor& actor,
                                  const std::vector<std::int64_t>& customers) {
    hold_house(transaction);
    const auto ids = TRY(different_customers(transaction, customers));
    std::vector<DistinctPair> known;
    for_each_pair(transaction, ids, [&](std::int64_t one, std::int64_t other, bool apart) {
        if (apart) known.push_back(*find_distinct(transaction, one, other));
    });
    if (known.empty()) return 0;
    Change change(house, transaction, actor, "customers_not_kept_apart");
    for (const auto& pair : known) {
        delete_distinct(transaction, pair.id);
        change.deleted(pair_record, pair.id, as_json(pair), 0);
    }
    change.seal();
    return change.event();
}

std::vector<Issue> issues_of(const Rules& rules) {
    std::vector<Issue> issues;
    if (rules.threshold < 1 || rules.threshold > 100) issues.push_back({"threshold", "error.score_1_to_100", {}});
    for (const auto& name : rules.not_counted) {
        bool known = false;
        for (std::size_t f = 0; f < feature_count; ++f) known |= feature_name(static_cast<Feature>(f)) == name;
        if (!known) issues.push_back({"not_counted", "error.unknown_field", {}});
    }
    if (rules.not_counted.size() >= feature_count) issues.push_back({"not_counted", "error.something_must_count", {}});
    return issues;
}

Result<std::int64_t> change_rules(House& house, Transaction& transaction, const Actor& actor, const Rules& rules,
                                  std::int64_t version) {
    if (auto issues = issues_of(rules); !issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    const auto before = find_rules(transaction);
    if (before.version != version) return refuse(RefusalKind::stale, "error.stale");
    if (before.threshold == rules.threshold && before.not_counted == rules.not_counted) return 0;
    if (!store_rules(transaction, rules, version)) return refuse(RefusalKind::stale, "error.stale");
    Change change(house, transaction, actor, "duplicate_rules_changed");
    note_change(change, before, rules);
    change.seal();
    return change.event();
}

std::vector<audit::Reversible> reversible_likeness() { return {reversible_pair(), reversible_rules()}; }

}  // namespace kartei::duplicates
