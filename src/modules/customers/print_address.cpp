#include "modules/customers/print_address.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/codes.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::customers {
namespace {

constexpr std::size_t most_lines = 6;  // DIN 5008: the address zone

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& countries, std::string_view country) {
    return std::find(countries.begin(), countries.end(), country) != countries.end();
}
constexpr std::array<std::string_view, 4> german{"DE", "AT", "CH", "LI"};
constexpr std::array<std::string_view, 8> number_first{"FR", "LU", "MC", "GB", "IE", "US", "CA", "AU"};
constexpr std::array<std::string_view, 7> town_in_capitals{"NL", "FR", "IT", "ES", "GB", "LU", "BE"};
constexpr std::array<std::string_view, 5> postcode_last{"GB", "IE", "US", "CA", "AU"};

std::string capitals(const std::string& text) {
    std::string out;
    icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (auto part : parts)
        if (!part.empty()) out.append(out.empty() ? "" : " ").append(part);
    return out;
}

/// "Herr" is greeted, "Herrn" is written to.
std::string salutation_of(const Customer& customer, std::string_view country) {
    if (customer.kind != "private" && customer.kind != "prospect") return "";
    if (!is_one_of(german, country)) return "";
    return customer.salutation == "Herr" ? "Herrn" : customer.salutation;
}

std::string number_of(const Customer& customer, std::string_view country) {
    const bool close = country != "NL" && customer.house_number_suffix.size() == 1;
    return close ? customer.house_number + customer.house_number_suffix
                 : joined({customer.house_number, customer.house_number_suffix});
}

std::string street_of(const Customer& customer, std::string_view country) {
    const auto number = number_of(customer, country);
    if (is_one_of(number_first, country)) return joined({number, customer.street});
    if (country == "ES" && !number.empty()) return customer.street + ", " + number;
    return joined({customer.street, number});
}

/// PostNL: four digits, a blank, two capitals, two blanks, the town in capitals.
std::string dutch_town(const Customer& customer) {
    auto postcode = capitals(customer.postcode);
    std::erase(postcode, ' ');
    if (postcode.size() == 6) postcode.insert(4, " ");
    if (postcode.empty()) return capitals(customer.town);
    return customer.town.empty() ? postcode : postcode + "  " + capitals(customer.town);
}

void add_town(const Customer& customer, std::string_view country, std::vector<std::string>& lines) {
    if (country == "NL") return lines.push_back(dutch_town(customer));
    const auto town = is_one_of(town_in_capitals, country) ? capitals(customer.town) : customer.town;
    if (country == "GB") {
        lines.push_back(town);
        return lines.push_back(capitals(customer.postcode));
    }
    lines.push_back(is_one_of(postcode_last, country) ? joined({town, customer.postcode})
                                                      : joined({customer.postcode, town}));
}

Language language_of_sender(std::string_view sender) {
    if (is_one_of(german, sender)) return Language::de;
    return sender == "NL" || sender == "BE" ? Language::nl : Language::en;
}

}  // namespace

std::vector<std::string> print_address(const Customer& customer, std::string_view sender) {
    const auto country = customer.country.empty() ? sender : std::string_view(customer.country);
    const auto salutation = salutation_of(customer, country);
    const auto name = joined({customer.title, full_name(customer)});
    std::vector<std::string> lines{salutation, name, customer.addition, customer.address_addition,
                                   street_of(customer, country)};
    add_town(customer, country, lines);
    if (country != sender) lines.push_back(capitals(country_name(country, language_of_sender(sender))));
    std::erase(lines, "");
    if (lines.size() > most_lines && !salutation.empty()) {
        lines.erase(lines.begin());
        lines.front() = joined({salutation, name});
    }
    while (lines.size() > most_lines && !customer.address_addition.empty() &&
           std::find(lines.begin(), lines.end(), customer.address_addition) != lines.end()) {
        // The last resort: two additions share a line.
        const auto at = std::find(lines.begin(), lines.end(), customer.address_addition);
        if (at == lines.begin()) break;
        *(at - 1) += ", " + *at;
        lines.erase(at);
    }
    return lines;
}

}  // namespace kartei::customers
