// Days as a document names them: written out, or counted from today. The day is the house's.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "base/date.hpp"

namespace kartei::selections {

struct Days {
    Date first, last;  ///< both in
};

/// {"last": 30, "unit": "days"}, {"next": 2, "unit": "months"}, "today", "this_year", "last_year", "year_before_last",
/// "this_season", "last_season" (seasons begin on 1 August). The last and the next so many hold today and the day they
/// are counted to. No value: not understood.
std::optional<Days> relative_days(const nlohmann::json& value, Date today);

/// A day: "2026-11-01", "1.11.2026", "today", or so long before or after today.
std::optional<Date> day_of(const nlohmann::json& value, Date today);

/// A stretch of the year, whichever year: a month (6), or two days ("06-15", "07-14"), also across New Year's Eve.
class PartOfYear {
public:
    static std::optional<PartOfYear> of(const nlohmann::json& value, Date today);
    /// Whoever was born on 29 February has his day on the 28th where the year has none.
    bool holds(std::string_view date) const;

private:
    std::string first_, last_;  ///< "06-15"
    bool leap_year_ = false;
};

}  // namespace kartei::selections
