#include "modules/customers/impossible_values.hpp"

#include <algorithm>
#include <array>

#include "base/pasted_text.hpp"

namespace kartei::customers {
namespace {

constexpr std::string_view first_birth_date = "1900-01-01";

/// Countries whose postcodes have five digits, and how many of them can be zeros in front.
struct FiveDigits {
    std::string_view country;
    std::size_t zeros;
};
constexpr std::size_t digits_wanted = 5;
constexpr std::array five_digits{FiveDigits{"DE", 1}, FiveDigits{"FR", 1}, FiveDigits{"ES", 1}, FiveDigits{"IT", 2},
                                 FiveDigits{"FI", 2}, FiveDigits{"US", 2}, FiveDigits{"TR", 1}, FiveDigits{"UA", 1},
                                 FiveDigits{"LT", 1}, FiveDigits{"MX", 1}, FiveDigits{"MY", 1}};

const FiveDigits* rule_of(std::string_view country) {
    const auto found = std::find_if(five_digits.begin(), five_digits.end(),
                                    [&](const auto& rule) { return rule.country == country; });
    return found == five_digits.end() ? nullptr : found;
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Germany has no postcodes from 05000 to 05999; those before 1993 mostly end in zeros.
bool is_doubtful(std::string_view postcode, std::string_view country) {
    return country == "DE" && (postcode.starts_with('5') || postcode.starts_with('0') || postcode.ends_with("00"));
}

}  // namespace

std::string birth_date_fault(std::string_view birth_date, std::string_view today) {
    if (birth_date.empty()) return "";
    if (birth_date < first_birth_date) return "error.birth_date_too_early";
    return birth_date > today ? "error.birth_date_ahead" : "";
}

std::string with_lost_zeros(std::string_view written, std::string_view country) {
    const auto postcode = without_point_zero(written);
    const auto* rule = rule_of(country);
    const bool lost = rule && is_digits(postcode) && postcode.size() < digits_wanted &&
                      postcode.size() + rule->zeros >= digits_wanted && !is_doubtful(postcode, country);
    return (lost ? std::string(digits_wanted - postcode.size(), '0') : "") + postcode;
}

std::vector<Issue> impossible_values(const Customer& customer, const Customer* before, std::string_view today,
                                     std::string_view country) {
    std::vector<Issue> issues;
    const bool birth_date_is_new = !before || before->birth_date != customer.birth_date;
    if (auto fault = birth_date_fault(customer.birth_date, today); birth_date_is_new && !fault.empty())
        issues.push_back({"birth_date", std::move(fault), {}});
    const auto here = customer.country.empty() ? country : std::string_view(customer.country);
    const bool country_is_new = before && before->country != customer.country;
    // Elsewhere travellers and forwarding offices write what we do not know; in Germany five digits are five digits.
    if (here != "DE") return issues;
    for (const auto& [name, member] : {std::pair("postcode", &Customer::postcode),
                                       std::pair("po_box_postcode", &Customer::po_box_postcode)}) {
        const auto& postcode = customer.*member;
        const bool is_new = !before || before->*member != postcode || country_is_new;
        if (is_new && is_digits(postcode) && postcode.size() != digits_wanted)
            issues.push_back({name, "error.postcode_digits", {{"digits", std::to_string(digits_wanted)}}});
    }
    return issues;
}

}  // namespace kartei::customers
