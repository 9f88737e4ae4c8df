// Duplicates as JSON: candidates, groups, scans, rules, and their schemas.
#pragma once

#include "base/texts.hpp"
#include "modules/duplicates/check.hpp"
#include "modules/duplicates/register_scan.hpp"
#include "web/endpoint.hpp"

namespace kartei::duplicates {

/// While typing little is known: who stands this much below the threshold of the house is shown as well.
constexpr double shown_below_threshold = 10;

web::Json checked_json(const Checked& checked, const customers::Customer& draft, Language language);
web::Json scan_json(const ScanRecord& scan);
/// A group with its customers as search hits and the reasons of its pairs, judged anew by what is known now.
web::Json group_json(sql::Transaction& transaction, const Judge& judge, const Frequencies& frequencies,
                     std::int64_t group, const std::vector<FoundPair>& pairs, Language language);
web::Json rules_json(const Rules& rules);
web::Json preview_json(sql::Transaction& transaction, const Preview& preview);
web::Json preview_schema();

}  // namespace kartei::duplicates
