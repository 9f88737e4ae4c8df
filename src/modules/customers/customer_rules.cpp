#include "modules/customers/customer_rules.hpp"

#include <algorithm>
#include <array>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_attributes.hpp"

namespace kartei::customers {
namespace {

struct SalutationWord {
    std::string_view word;
    std::string_view gender;
};
constexpr std::array<SalutationWord, 18> salutation_words{{{"herr", "male"},
                                                           {"herrn", "male"},
                                                           {"frau", "female"},
                                                           {"fraulein", "female"},
                                                           {"heer", "male"},
                                                           {"dhr", "male"},
                                                           {"de heer", "male"},
                                                           {"mevrouw", "female"},
                                                           {"mevr", "female"},
                                                           {"mw", "female"},
                                                           {"mr", "male"},
                                                           {"mister", "male"},
                                                           {"sir", "male"},
                                                           {"mrs", "female"},
                                                           {"ms", "female"},
                                                           {"miss", "female"},
                                                           {"madam", "female"},
                                                           {"madame", "female"}}};

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (auto part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += ' ';
        out += part;
    }
    return out;
}

/// Dutch: the prefix starts with a capital when no first name stands before it ("Van der Berg").
std::string with_capital(std::string_view prefix) {
    std::string out(prefix);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
    return out;
}

/// "Dr." -> "Dr", as English writes it.
std::string without_dot(std::string_view title) {
    return std::string(title.ends_with('.') ? title.substr(0, title.size() - 1) : title);
}

}  // namespace

std::string proposed_matchcode(const Customer& customer) {
    return first_characters(customer.first_name.empty() ? customer.name : customer.name + "*" + customer.first_name,
                            60);
}

std::string proposed_gender(std::string_view salutation) {
    const auto folded = fold(salutation);
    for (const auto& [word, gender] : salutation_words)
        if (folded == word) return std::string(gender);
    return "";
}

std::string proposed_letter_salutation(const Customer& customer, Language otherwise) {
    const auto language = language_of(customer.language).value_or(otherwise);
    auto gender = customer.gender.empty() ? proposed_gender(customer.salutation) : customer.gender;
    const bool person =
        (customer.kind == "private" || customer.kind == "prospect") && has_letter_or_digit(customer.name);
    if (!person || (gender != "male" && gender != "female")) return text(language, "customer.salutation_without_name");
    // An English title stands instead of Mr and Ms ("Dear Dr Smith"); German and Dutch put it behind the form of
    // address.
    if (language == Language::en && !customer.title.empty())
        return text(language, "customer.salutation_with_title",
                    {{"name", joined({without_dot(customer.title), customer.name_prefix, customer.name})}});
    const auto key = gender == "male" ? "customer.salutation_male" : "customer.salutation_female";
    const auto prefix = language == Language::nl ? with_capital(customer.name_prefix) : customer.name_prefix;
    return text(language, key, {{"name", joined({customer.title, prefix, customer.name})}});
}

void fill_proposals(Customer& customer, std::string_view today, std::string_view country, Language otherwise) {
    if (customer.matchcode.empty()) customer.matchcode = proposed_matchcode(customer);
    if (customer.gender.empty()) customer.gender = proposed_gender(customer.salutation);
    if (customer.letter_salutation.empty())
        customer.letter_salutation = proposed_letter_salutation(customer, otherwise);
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
    return joined({customer.first_name, customer.name_prefix, customer.name});
}

std::vector<Issue> issues_of(const Customer& customer) {
    auto issues = missing_fields(customer_fields(), customer);
    if (customer.number && *customer.number <= 0)
        issues.push_back({"number", "error.number_not_positive", {}});
    return issues;
}

void split_street(Customer& customer) {
    if (!customer.house_number.empty() || customer.street.empty()) return;
    const auto& street = customer.street;
    const auto space = street.find_last_of(' ');
    auto start = std::string::npos;
    // The number begins at the last word that starts with a digit: "Straße des 17. Juni 135", "Kerkstraat 5 bis".
    if (space != std::string::npos && space + 1 < street.size() &&
        std::isdigit(static_cast<unsigned char>(street[space + 1])))
        start = space + 1;
    if (start == std::string::npos && space != std::string::npos && space > 0) {
        const auto before = street.find_last_of(' ', space - 1);
        const auto suffix = std::string_view(street).substr(space + 1);
        if (before != std::string::npos && std::isdigit(static_cast<unsigned char>(street[before + 1])) &&
            suffix.size() <= 3 && street[space - 1] != '.')
            start = before + 1;
    }
    if (start == std::string::npos || start < 2) return;
    auto end = start;
    while (end < street.size() && (std::isdigit(static_cast<unsigned char>(street[end])) || street[end] == '-')) ++end;
    if (length_in_characters(street.substr(start, end - start)) > 10 || street.size() - end > 10) return;
    customer.house_number = street.substr(start, end - start);
    auto suffix = street.substr(end);
    suffix.erase(0, suffix.find_first_not_of(' '));
    if (customer.house_number_suffix.empty()) customer.house_number_suffix = suffix;
    else if (!suffix.empty()) customer.house_number += suffix;
    customer.street = street.substr(0, street.find_last_not_of(' ', start - 1) + 1);
}

}  // namespace kartei::customers
