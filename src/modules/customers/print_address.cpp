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

using Countries = std::string_view;  ///< codes, each with a blank behind

bool is_one_of(Countries countries, std::string_view country) {
    return country.size() == 2 && countries.find(std::string(country) + " ") != std::string_view::npos;
}
// As the posts of the countries ask for it (Universal Postal Union, postal addressing systems).
constexpr Countries german = "DE AT CH LI ";
constexpr Countries number_first =
    "FR LU MC GB IE US CA AU NZ IN ZA SG HK MY PH TH LK PK BD KE NG GH MT CY IL EG MA TN DZ RE GP MQ GF IM JE GG GI ";
constexpr Countries town_in_capitals = "NL FR IT ES GB IE LU BE MC ";
constexpr Countries postcode_behind_town = "US CA AU NZ IN SG TW TH PH ID PK BD KR JP CN BR ";
constexpr Countries postcode_below_town = "GB IE IM JE GG GI MT CY ZA KE UA RU KZ ";
/// The sign before the postcode is a part of it.
constexpr Countries signed_postcodes = "LV LT MD AZ AD BB HT ";

/// In the country's own way: İZMİR, ΑΘΗΝΑ without accents. Georgian has capitals that no address uses and few fonts have.
std::string capitals(const std::string& text, std::string_view country = "") {
    if (country == "GE") return text;
    auto locale = icu::Locale("und", std::string(country).c_str());
    UErrorCode status = U_ZERO_ERROR;
    if (!country.empty()) locale.addLikelySubtags(status);
    std::string out;
    icu::UnicodeString::fromUTF8(text).toUpper(U_SUCCESS(status) ? locale : icu::Locale::getRoot()).toUTF8String(out);
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
                 : join_words({customer.house_number, customer.house_number_suffix});
}

std::string street_of(const Customer& customer, std::string_view country) {
    const auto number = number_of(customer, country);
    if (is_one_of(number_first, country)) return join_words({number, customer.street});
    if ((country == "ES" || country == "BR") && !number.empty()) return customer.street + ", " + number;
    return join_words({customer.street, number});
}

std::string postcode_of(const Customer& customer, std::string_view country) {
    auto postcode = capitals(customer.postcode);
    if (is_one_of(signed_postcodes, country)) return postcode;
    return std::string(bare_postcode(postcode));
}

/// Royal Mail and An Post: capitals, a blank before the last three (GB) or four (IE) characters.
std::string lettered_postcode(std::string postcode, std::size_t last) {
    if (postcode.find(' ') == std::string::npos && postcode.size() > last + 1 && postcode.size() <= 7)
        postcode.insert(postcode.size() - last, " ");
    return postcode;
}

/// PostNL: four digits, a blank, two capitals, two blanks, the town in capitals.
std::string dutch_town(const Customer& customer, std::string postcode) {
    std::erase(postcode, ' ');
    if (postcode.size() == 6) postcode.insert(4, " ");
    if (postcode.empty()) return capitals(customer.town);
    return customer.town.empty() ? postcode : postcode + "  " + capitals(customer.town);
}

/// Town and postcode, in one line or two. Abroad a town stands in capitals, like the country below it.
std::vector<std::string> town_lines(const Customer& customer, std::string_view country, bool abroad) {
    auto postcode = postcode_of(customer, country);
    if (country == "NL") return {dutch_town(customer, std::move(postcode))};
    const auto town = abroad || is_one_of(town_in_capitals, country) ? capitals(customer.town, country) : customer.town;
    if (country == "GB") postcode = lettered_postcode(std::move(postcode), 3);
    if (country == "IE") postcode = lettered_postcode(std::move(postcode), 4);
    if (is_one_of(postcode_below_town, country)) return {town, postcode};
    if (country == "CA") return {town.empty() || postcode.empty() ? town + postcode : town + "  " + postcode};
    return {is_one_of(postcode_behind_town, country) ? join_words({town, postcode}) : join_words({postcode, town})};
}

/// Street and town, in the order of the country: Hungary names the town first and the postcode last.
std::vector<std::string> place_lines(const Customer& customer, std::string_view country, bool abroad) {
    const auto street = street_of(customer, country);
    if (country == "HU")
        return {abroad ? capitals(customer.town) : customer.town, street, postcode_of(customer, country)};
    auto lines = town_lines(customer, country, abroad);
    lines.insert(lines.begin(), street);
    return lines;
}

}  // namespace

std::vector<std::string> print_address(const Customer& customer, std::string_view sender) {
    const auto country = customer.country.empty() ? sender : std::string_view(customer.country);
    const auto salutation = salutation_of(customer, country);
    const auto name = join_words({customer.title, full_name(customer)});
    const bool abroad = country != sender;
    std::vector<std::string> lines{salutation, name, customer.addition, customer.address_addition};
    for (auto& line : place_lines(customer, country, abroad)) lines.push_back(std::move(line));
    if (abroad) lines.push_back(capitals(country_name(country, language_of_house_in(sender))));
    std::erase(lines, "");
    if (lines.size() > most_lines && !salutation.empty()) {
        lines.erase(lines.begin());
        lines.front() = join_words({salutation, name});
    }
    // The last resort: additions share the line above them, then the postcode the line of the town.
    for (const auto& addition : {customer.address_addition, customer.addition}) {
        const auto at = std::find(lines.begin(), lines.end(), addition);
        if (lines.size() <= most_lines || addition.empty() || at == lines.begin() || at == lines.end()) continue;
        *(at - 1) += ", " + *at;
        lines.erase(at);
    }
    return lines;
}

}  // namespace kartei::customers
