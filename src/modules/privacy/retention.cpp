#include "modules/privacy/retention.hpp"

#include <array>
#include <charconv>

namespace kartei::privacy {
namespace {

/// The longest of what a paper or posting falls under, so that no duty is broken. The last one is for all others.
constexpr std::array rules{RetentionRule{"DE", 10, "§ 147 AO, § 257 HGB"},
                           RetentionRule{"AT", 7, "§ 132 BAO"},
                           RetentionRule{"CH", 10, "Art. 958f OR"},
                           RetentionRule{"LI", 10, "Art. 1059 PGR"},
                           RetentionRule{"NL", 7, "art. 52 AWR"},
                           RetentionRule{"BE", 10, "art. 60 WBTW"},
                           RetentionRule{"LU", 10, "art. 65 LTVA"},
                           RetentionRule{"", 10, ""}};

}  // namespace

const RetentionRule& retention_of(std::string_view country) {
    for (const auto& rule : rules)
        if (rule.country == country) return rule;
    return rules.back();
}

std::string kept_until(std::string_view day, int years) {
    int year = 0;
    std::from_chars(day.data(), day.data() + (day.size() < 4 ? day.size() : 4), year);
    return std::to_string(year + years) + "-12-31";
}

}  // namespace kartei::privacy
