#include "modules/customers/customer_rules.hpp"

#include "base/codes.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/letter_salutation.hpp"

namespace kartei::customers {

std::string proposed_matchcode(const Customer& customer) {
    return first_characters(customer.first_name.empty() ? customer.name : customer.name + "*" + customer.first_name,
                            60);
}

void fill_proposals(Customer& customer, std::string_view today, std::string_view country) {
    // "A-1010" says where it is; a letter must not be written to 1010 in Germany.
    if (customer.country.empty()) customer.country = country_of_sign(customer.postcode);
    if (customer.matchcode.empty()) customer.matchcode = proposed_matchcode(customer);
    if (customer.gender.empty()) customer.gender = proposed_gender(customer.salutation);
    if (customer.letter_salutation.empty())
        customer.letter_salutation = proposed_letter_salutation(customer, language_of_letters(customer, country));
    if (customer.first_contact_on.empty()) customer.first_contact_on = today;
    if (customer.country.empty()) customer.country = country;
}

void note_phones(Customer& customer, const Customer* before, std::string_view country) {
    for (const auto& [typed, normal] : phones) {
        if (before && before->*typed == customer.*typed && before->country == customer.country) continue;
        (customer.*normal).clear();
        if (!(customer.*typed).empty())
            customer.*normal = e164(customer.*typed, customer.country.empty() ? country : customer.country);
    }
}

std::string name_key(std::string_view name, std::string_view first_name) {
    auto key = fold(name);
    if (key.empty()) key = "\xf4\x8f\xbf\xbd";  // U+10FFFD: a name that counts as missing sorts last
    return key + '\x01' + fold(first_name);
}

std::string full_name(const Customer& customer) {
    return join_words({customer.first_name, customer.name_prefix, customer.name});
}

std::vector<Issue> issues_of(const Customer& customer) {
    auto issues = missing_fields(customer_fields(), customer);
    if (customer.number && *customer.number <= 0)
        issues.push_back({"number", "error.number_not_positive", {}});
    return issues;
}

}  // namespace kartei::customers
