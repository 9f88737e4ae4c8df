#include "modules/selections/days.hpp"

#include <algorithm>

namespace kartei::selections {
namespace {

using nlohmann::json;
using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::years;

constexpr month first_month_of_season{8};
constexpr std::int64_t longest = 100'000;

/// A day that its month has not is the last one of it.
Date within_month(Date date) { return date.ok() ? date : Date(date.year() / date.month() / std::chrono::last); }

std::optional<Date> shifted(Date from, std::int64_t count, std::string_view unit) {
    const auto number = static_cast<int>(count);
    if (unit == "days") return add_days(from, number);
    if (unit == "weeks") return add_days(from, number * 7);
    if (unit == "months") return within_month(from + months(number));
    if (unit == "years") return within_month(from + years(number));
    return std::nullopt;
}

/// {"last": 3, "unit": "years"}: the other end of it.
std::optional<Date> counted(const json& value, Date today) {
    if (!value.is_object() || value.size() != 2 || !value.contains("unit") || !value["unit"].is_string())
        return std::nullopt;
    for (const auto& [name, sign] : {std::pair("last", -1), std::pair("next", 1)}) {
        const auto count = value.find(name);
        if (count == value.end() || !count->is_number_integer()) continue;
        const auto number = count->get<std::int64_t>();
        if (number < 0 || number > longest) return std::nullopt;
        const auto day = shifted(today, sign * number, value["unit"].get<std::string>());
        if (day && day->ok() && day->year() >= year(1) && day->year() <= year(9999)) return day;
    }
    return std::nullopt;
}

Days whole_year(year which) { return {which / 1 / 1, which / 12 / 31}; }

Days season(Date today, int before) {
    const auto began = (today.month() < first_month_of_season ? today.year() - years(1) : today.year()) - years(before);
    const Date first = began / first_month_of_season / 1;
    return {first, add_days(first + years(1), -1)};
}

/// "06-15"; a day that no year has is none.
bool is_day_of_year(const json& value) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() != 5) return false;
    return read_date("2024-" + value.get<std::string>()) ? true : false;
}

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::optional<Days> relative_days(const json& value, Date today) {
    if (value.is_object()) {
        const auto other = counted(value, today);
        if (!other) return std::nullopt;
        return Days{std::min(*other, today), std::max(*other, today)};
    }
    if (value == "today") return Days{today, today};
    if (value == "this_year") return whole_year(today.year());
    if (value == "last_year") return whole_year(today.year() - years(1));
    if (value == "year_before_last") return whole_year(today.year() - years(2));
    if (value == "this_season") return season(today, 0);
    if (value == "last_season") return season(today, 1);
    return std::nullopt;
}

std::optional<Date> day_of(const json& value, Date today) {
    if (value == "today") return today;
    if (value.is_object()) return counted(value, today);
    if (!value.is_string()) return std::nullopt;
    auto date = read_date(value.get_ref<const std::string&>());
    return date ? std::optional(*date) : std::nullopt;
}

std::optional<PartOfYear> PartOfYear::of(const json& value, Date today) {
    PartOfYear part;
    part.leap_year_ = today.year().is_leap();
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        if (number < 1 || number > 12) return std::nullopt;
        const auto of_year = two_digits(static_cast<unsigned>(number));
        part.first_ = of_year + "-01", part.last_ = of_year + "-31";
        return part;
    }
    if (!value.is_array() || value.size() != 2 || !is_day_of_year(value[0]) || !is_day_of_year(value[1]))
        return std::nullopt;
    part.first_ = value[0], part.last_ = value[1];
    return part;
}

bool PartOfYear::holds(std::string_view date) const {
    if (date.size() < 10) return false;
    auto day = date.substr(5, 5);
    if (day == "02-29" && !leap_year_) day = "02-28";
    return first_ <= last_ ? first_ <= day && day <= last_ : first_ <= day || day <= last_;
}

}  // namespace kartei::selections
