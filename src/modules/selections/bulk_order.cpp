// What is asked of a bulk change, read strictly.
#include <algorithm>

#include "modules/consents/consent_store.hpp"
#include "modules/selections/bulk_change.hpp"
#include "modules/selections/document_reader.hpp"
#include "web/field_json.hpp"

namespace kartei::selections {
namespace {

using customers::customer_fields;
using nlohmann::json;
using sql::Transaction;

void note(BulkOrder& order, const std::string& words) { order.what += (order.what.empty() ? "" : ", ") + words; }

/// What no two customers have alike, or the program keeps.
bool is_of_one(std::string_view name) { return name == "number" || name == "debtor_number" || name == "kind"; }

void read_status(Transaction& transaction, const std::string& name, const json& value, BulkOrder& order,
                 std::vector<Issue>& issues) {
    auto meant = status_meant(transaction, name);
    const bool is_known = std::any_of(meant.begin(), meant.end(), [](int number) { return number > 0; });
    const bool is_word = value.is_boolean() || value == "1" || value == "0";
    if (!is_known) issues.push_back({name, "error.unknown_field", {}});
    else if (!is_word) issues.push_back({name, "error.not_yes_no", {}});
    else order.statuses.emplace_back(std::move(meant), value == true || value == "1");
}

void read_field(House& house, const Field& field, const json& value, BulkOrder& order, std::vector<Issue>& issues) {
    if (is_of_one(field.name) || field.has(read_only)) {
        issues.push_back({std::string(field.name), "error.not_for_many", {}});
        return;
    }
    const auto typed = value.is_string() ? read_value(field, value.get<std::string>(), house.rules)
                                         : check_value(field, web::value_of(value));
    if (typed) order.set[std::string(field.name)] = *typed;
    else issues.insert(issues.end(), typed.refusal().issues.begin(), typed.refusal().issues.end());
}

void read_set(House& house, Transaction& transaction, const json& set, BulkOrder& order, std::vector<Issue>& issues) {
    for (const auto& [name, value] : set.items()) {
        const auto* member = find_field(customer_fields(), name);
        if (member) read_field(house, member->field, value, order, issues);
        else read_status(transaction, name, value, order, issues);
        // The words of an event are never erased: what is personal is told by the audit alone, sealed for each.
        const bool is_told = !member || !member->field.is_personal();
        note(order, name + " = " +
                        (!is_told            ? "…"
                         : value.is_string() ? value.get<std::string>()
                         : value.is_null()   ? ""
                                             : value.dump()));
    }
}

void read_labels(Transaction& transaction, const json& names, const char* sign, BulkOrder& order,
                 std::vector<std::int64_t>& labels, std::vector<Issue>& issues) {
    const auto all = consents::all_labels(transaction);
    for (const auto& name : names) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.second == name.get<std::string>(); });
        if (found == all.end()) issues.push_back({"label", "error.no_such_label", {}});
        else labels.push_back(found->first), note(order, sign + found->second);
    }
}

}  // namespace

Result<BulkOrder> read_bulk_order(House& house, Transaction& transaction, const Actor& actor, const json& asked) {
    BulkOrder order;
    std::vector<Issue> issues;
    order.remove = asked.value("delete", false);
    read_set(house, transaction, asked.value("set", json::object()), order, issues);
    read_labels(transaction, asked.value("give", json::array()), "+", order, order.give, issues);
    read_labels(transaction, asked.value("take", json::array()), "-", order, order.take, issues);
    const bool changes = !order.set.empty() || !order.statuses.empty() || !order.give.empty() || !order.take.empty();
    if (issues.empty() && changes == order.remove) issues.push_back({"set", "error.bulk_one_thing", {}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    const std::string right = order.remove ? "customers.delete" : "customers.change";
    if (!actor.may(right)) return refuse(RefusalKind::forbidden, "error.permission", {{"permission", right}});
    return order;
}

Result<Done> confirm_bulk(const BulkOrder& order, std::int64_t count, std::optional<std::int64_t> confirmed) {
    if (count == 0) return refuse(RefusalKind::conflict, "error.bulk_nobody");
    if (confirmed == count || (!order.remove && count <= most_unasked && !confirmed)) return Done{};
    return refuse(RefusalKind::conflict, "error.confirm_count", {{"count", std::to_string(count)}});
}

}  // namespace kartei::selections
