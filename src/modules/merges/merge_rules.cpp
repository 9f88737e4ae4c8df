#include "modules/merges/merge_rules.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "modules/customers/customer_rules.hpp"
#include "modules/profile/records.hpp"

namespace kartei::merges {
namespace {

using customers::customer_fields;
using Record = Member<Customer>;

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 7> address_fields{
    "street", "house_number", "house_number_suffix", "address_addition", "postcode", "town", "country"};
constexpr std::array<std::string_view, 3> own_fields{"number", "debtor_number", "kind"};
constexpr std::array<std::string_view, 2> latest_fields{"last_departure_on", "last_booked_on"};

bool has_address(const Customer& customer) {
    return !customer.street.empty() || !customer.postcode.empty() || !customer.town.empty();
}

/// All of them, the survivor first.
std::vector<const Customer*> everybody(const Customer& survivor, const std::vector<Customer>& merged) {
    std::vector<const Customer*> all{&survivor};
    for (const auto& customer : merged) all.push_back(&customer);
    return all;
}

const Customer& first_with(const std::vector<const Customer*>& all, const std::function<bool(const Customer&)>& has) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto* one) { return has(*one); });
    return found == all.end() ? *all.front() : **found;
}

/// The customer whose date is the earliest (latest); ISO dates order as texts.
const Customer& by_date(const std::vector<const Customer*>& all, const Record& member, bool latest) {
    const auto date = [&](const Customer& customer) {
        const auto value = member.get(customer);
        return is_empty(value) ? std::string() : std::get<std::string>(value);
    };
    const auto* best = all.front();
    for (const auto* one : all)
        if (!date(*one).empty() &&
            (date(*best).empty() || (latest ? date(*one) > date(*best) : date(*one) < date(*best))))
            best = one;
    return *best;
}

/// Whose value of a field holds when nobody chooses.
const Customer& source_of(const Record& member, const std::vector<const Customer*>& all) {
    const auto name = member.field.name;
    if (is_one_of(own_fields, name)) return *all.front();
    if (is_one_of(latest_fields, name)) return by_date(all, member, true);
    if (name == "first_contact_on") return by_date(all, member, false);
    if (name == "hidden_in_search") return *all.front();
    if (member.field.kind == FieldKind::yes_no)
        return first_with(all, [&](const Customer& one) { return member.get(one) == Value(true); });
    if (is_one_of(address_fields, name) && !has_address(*all.front())) return first_with(all, has_address);
    if (is_one_of(address_fields, name)) return *all.front();
    return first_with(all, [&](const Customer& one) { return !is_empty(member.get(one)); });
}

/// E-mail addresses of all of them but the one that is the main one, each once.
Value other_emails(const std::vector<const Customer*>& all, const std::string& main) {
    std::vector<std::string> list;
    const auto add = [&](const std::string& email) {
        const auto term = customers::email_term(email);
        const auto same = [&](const std::string& other) { return customers::email_term(other) == term; };
        if (!email.empty() && customers::email_term(main) != term && std::none_of(list.begin(), list.end(), same))
            list.push_back(email);
    };
    for (const auto* customer : all) {
        for (const auto& email : customer->alternative_emails) add(email);
        add(customer->email);
    }
    return list.empty() ? Value() : Value(list);
}

/// A link to one of those who are now the same person leads nowhere.
bool leads_to_himself(const Record& member, const Value& value, const std::vector<const Customer*>& all) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return member.field.kind == FieldKind::customer_number && number &&
           std::any_of(all.begin(), all.end(), [&](const auto* one) { return one->number == *number; });
}

FieldProposal proposal_of(const Record& member, const std::vector<const Customer*>& all, const Choices& chosen) {
    FieldProposal proposal{&member.field, std::string(member.field.name), {}, 0, {}};
    for (const auto* customer : all) proposal.values.emplace_back(customer->id, member.get(*customer));
    const auto choice = chosen.find(member.field.name);
    const auto* source = &source_of(member, all);
    if (choice != chosen.end())
        source = *std::find_if(all.begin(), all.end(), [&](const auto* one) { return one->id == choice->second; });
    proposal.proposed = source->id;
    proposal.value = member.get(*source);
    if (leads_to_himself(member, proposal.value, all)) proposal.value = {};
    return proposal;
}

/// A field that can be chosen: the customer's own, or one of the agency data.
bool is_known(std::string_view name) {
    if (!name.starts_with(agency_prefix)) return find_field(customer_fields(), name);
    return find_field(profile::agency_fields(), name.substr(agency_prefix.size()));
}

}  // namespace

bool is_filled(const FieldProposal& proposal) {
    return std::any_of(proposal.values.begin(), proposal.values.end(), [](const auto& value) {
        return !is_empty(value.second) && value.second != Value(false);
    });
}

std::vector<FieldProposal> proposals(const Customer& survivor, const std::vector<Customer>& merged,
                                     const Choices& chosen) {
    const auto all = everybody(survivor, merged);
    std::vector<FieldProposal> list;
    std::string email;
    for (const auto& member : customer_fields()) {
        auto proposal = proposal_of(member, all, chosen);
        if (member.field.name == "email" && !is_empty(proposal.value)) email = std::get<std::string>(proposal.value);
        if (member.field.name == "alternative_emails" && !chosen.contains("alternative_emails")) {
            proposal.proposed = survivor.id;
            proposal.value = other_emails(all, email);
            if (!is_empty(proposal.value)) list.push_back(std::move(proposal));
        } else if (is_filled(proposal)) {
            list.push_back(std::move(proposal));
        }
    }
    return list;
}

Customer joined(const Customer& survivor, const std::vector<Customer>& merged, const Choices& chosen) {
    Customer customer = survivor;
    for (const auto& proposal : proposals(survivor, merged, chosen))
        find_field(customer_fields(), proposal.field->name)->set(customer, proposal.value);
    return customer;
}

std::vector<Issue> issues_of(const Choices& chosen, const Customer& survivor, const std::vector<Customer>& merged) {
    std::vector<Issue> issues;
    const auto all = everybody(survivor, merged);
    for (const auto& [name, customer] : chosen) {
        if (!is_known(name)) issues.push_back({name, "error.unknown_field", {}});
        else if (is_one_of(own_fields, name) && customer != survivor.id)
            issues.push_back({name, "error.field_stays_with_survivor", {}});
        else if (std::none_of(all.begin(), all.end(), [id = customer](const auto* one) { return one->id == id; }))
            issues.push_back({name, "error.takes_no_part", {}});
    }
    return issues;
}

}  // namespace kartei::merges
