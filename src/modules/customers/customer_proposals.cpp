#include "modules/customers/customer_proposals.hpp"

#include "base/phone.hpp"
#include "base/vat_id.hpp"
#include "modules/customers/capitals.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/name_prefix.hpp"
#include "modules/customers/street_line.hpp"
#include "modules/parameters/postcode.hpp"

namespace kartei::customers {
namespace {

using parameters::ParameterValues;
using sql::Transaction;

/// Numbers and blocks with a right of their own play no part in proposals.
NewValues without_rights(const NewValues& values) {
    NewValues kept;
    for (const auto& [name, value] : values) {
        const auto* member = find_field(customer_fields(), name);
        if (!member || !member->field.has(rights_apply)) kept.emplace(name, value);
    }
    return kept;
}

std::optional<std::int64_t> typed_number(const NewValues& values, std::string_view field) {
    const auto found = values.find(field);
    if (found == values.end()) return std::nullopt;
    if (const auto* number = std::get_if<std::int64_t>(&found->second)) return *number;
    return std::nullopt;
}

std::optional<std::vector<Difference>> copied_address(Transaction& transaction, const Actor& actor,
                                                      const Customer& customer, const NewValues& values) {
    const auto typed = values.find("billing_address_from");
    if (typed == values.end()) return std::nullopt;
    const auto read = check_value(find_field(customer_fields(), "billing_address_from")->field, typed->second);
    const auto* number = read ? std::get_if<std::int64_t>(&*read) : nullptr;
    const auto id = number ? id_of_number(transaction, *number) : std::nullopt;
    const auto from = id ? find_customer(transaction, *id) : std::nullopt;
    if (!from || !may_see(actor, *from)) return std::nullopt;
    auto filled = customer;
    copy_address(filled, *from);
    return differences(customer_fields(), customer, filled);
}

void warn_of_number(Proposals& proposals, const NewValues& values) {
    for (auto [field, proposed] : {std::pair("number", proposals.numbers.number),
                                   {"debtor_number", proposals.numbers.debtor_number}})
        if (const auto typed = typed_number(values, field); typed && proposed && typed != proposed)
            proposals.warnings.push_back({field, "customer.number_warning"});
}

}  // namespace

std::vector<Warning> warnings_about(const Customer& customer, const ParameterValues& parameters,
                                    std::string_view country) {
    std::vector<Warning> warnings;
    const auto ask = [&](const char* field, const std::string& value, const char* key) {
        if (value.empty()) warnings.push_back({field, key, {}, true});
    };
    if (parameters.yes("ask_missing_address")) {
        ask("street", customer.street, "customer.warning_no_street");
        ask("postcode", customer.postcode, "customer.warning_no_postcode");
        ask("town", customer.town, "customer.warning_no_town");
    }
    if (parameters.yes("ask_missing_email")) ask("email", customer.email, "customer.warning_no_email");
    const auto of = customer.country.empty() ? country : std::string_view(customer.country);
    constexpr std::array<const char*, phones.size()> names{"phone_mobile", "phone_private", "phone_business", "fax"};
    for (std::size_t i = 0; i < phones.size(); ++i)
        if (const auto& typed = customer.*phones[i].typed; !typed.empty() && e164(typed, of).empty())
            warnings.push_back({names[i], "customer.warning_phone", {{"value", typed}}});
    if (!customer.vat_id.empty() && check_vat_id(customer.vat_id) == VatIdCheck::wrong)
        warnings.push_back({"vat_id", "customer.warning_vat_id"});
    return warnings;
}

Result<Proposals> propose_values(House& house, Transaction& transaction, const Actor& actor, const NewValues& values) {
    Proposals proposals;
    auto& customer = proposals.customer;
    customer.kind = "private";
    if (auto issues = apply_values(customer, without_rights(values), actor, true); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    const auto parameters = parameters::parameters_of(transaction);
    if (parameters->yes("first_letters_capital")) set_capitals(customer, {});
    split_street(customer);
    split_house_number(customer);
    split_prefix(customer);
    proposals.copied_address = copied_address(transaction, actor, customer, values);
    fill_from_parameters(customer, *parameters);
    fill_proposals(customer, house.today(), house.country);
    if (!customer.postcode.empty()) {
        proposals.towns = parameters::towns_of(transaction, customer.country, customer.postcode);
        if (customer.town.empty() && proposals.towns.size() == 1 && parameters->yes("fill_town"))
            customer.town = proposals.towns.front();
    }
    proposals.numbers = propose_numbers(transaction, customer.kind, typed_number(values, "number"));
    proposals.warnings = warnings_about(customer, *parameters, house.country);
    warn_of_number(proposals, values);
    return proposals;
}

}  // namespace kartei::customers
