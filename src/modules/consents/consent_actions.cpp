#include "modules/consents/consent_actions.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/consents/consent_records.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;

std::int64_t permission_named(Transaction& transaction, std::string_view name) {
    const auto all = all_permissions(transaction);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.second == name; });
    return found == all.end() ? 0 : found->first;
}

/// Every value through its field; what cannot be is an issue.
CustomerPermission read_said(const House& house, const Said& said, std::vector<Issue>& issues) {
    CustomerPermission declared;
    const std::pair<std::string_view, const std::string&> values[] = {
        {"state", said.state},   {"channel", said.channel}, {"at", said.at},
        {"source", said.source}, {"proof", said.proof},     {"wording_version", said.wording_version}};
    for (const auto& [name, text] : values) {
        const auto* member = find_field(permission_fields(), name);
        auto value = read_value(member->field, text, house.rules);
        if (value) member->set(declared, *value);
        else issues.push_back(value.refusal().issues.front());
    }
    if (issues.empty()) issues = missing_fields(permission_fields(), declared);
    return declared;
}

/// Where the house keeps the words of a permission, a declaration names one of them.
std::optional<Issue> unknown_wording(Transaction& transaction, const CustomerPermission& declared) {
    if (declared.wording_version.empty()) return std::nullopt;
    const auto known = wording_versions(transaction, declared.permission_id);
    if (known.empty() || std::find(known.begin(), known.end(), declared.wording_version) != known.end())
        return std::nullopt;
    std::string names;
    for (const auto& one : known) names.append(names.empty() ? "" : ", ").append(one);
    return Issue{"wording_version", "error.no_such_wording", {{"value", declared.wording_version}, {"names", names}}};
}

}  // namespace

Result<Noted> note_declaration(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer,
                               const Said& said) {
    hold(transaction, Held::customer, customer);
    if (!customers::find_customer(transaction, customer))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (customer == customers::anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    std::vector<Issue> issues;
    auto declared = read_said(house, said, issues);
    declared.customer_id = customer;
    declared.permission_id = permission_named(transaction, said.permission);
    if (declared.permission_id == 0)
        issues.push_back({"permission", "error.no_such_permission", {{"name", said.permission}}});
    else if (auto issue = unknown_wording(transaction, declared)) issues.push_back(std::move(*issue));
    if (declared.at > house.now()) issues.push_back({"at", "error.declared_ahead", {}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (declared.at.empty()) declared.at = house.now();

    audit::Change change(house, transaction, actor, "permission_declared");
    Noted noted;
    noted.outcome = store_permission(transaction, change, declared);
    noted.holds = *find_permission(transaction, customer, declared.permission_id);
    if (noted.outcome == Declared::known) return noted;
    refresh_consents(transaction, customer);
    noted.event = change.event();
    change.seal();
    return noted;
}

}  // namespace kartei::consents
