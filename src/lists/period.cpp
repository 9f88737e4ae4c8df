#include "lists/period.hpp"

namespace kartei::lists {
namespace {

/// The first moment of a day in the house's zone, or of the day `later` days after it.
std::string start_of(const House& house, const std::string& day, int later) {
    if (day.empty()) return "";
    return write_instant(start_of_day(add_days(read_date(day).value(), later), house.rules.time_zone));
}

}  // namespace

Period period_of(const House& house, const Question& question, std::vector<Issue>& issues) {
    Period period{start_of(house, question.text("from"), 0), start_of(house, question.text("to"), 1)};
    if (!period.from.empty() && !period.before.empty() && period.before <= period.from)
        issues.push_back({"to", "error.period_ends_before_it_begins", {}});
    return period;
}

}  // namespace kartei::lists
