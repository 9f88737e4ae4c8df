// How long the law keeps what erasure takes out of papers and postings: rules by country, as data with their source.
// Pure: no SQL, no clock.
#pragma once

#include <string>
#include <string_view>

namespace kartei::privacy {

struct RetentionRule {
    std::string_view country;
    int years;
    std::string_view source;
};
/// Years that a country's law keeps papers and postings; the longest of all for a country that has no rule here.
const RetentionRule& retention_of(std::string_view country);

/// The last day of the term: it runs from the end of the calendar year in which `day` lies.
std::string kept_until(std::string_view day, int years);

}  // namespace kartei::privacy
