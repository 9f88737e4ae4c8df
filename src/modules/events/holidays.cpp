#include "modules/events/holidays.hpp"

#include <array>

namespace kartei::events {
namespace {

struct Fixed {
    unsigned month, day;
    std::string_view countries, name;
};
constexpr std::array fixed_holidays{Fixed{1, 1, "DE AT CH NL BE LU", "new_year"},
                                    Fixed{1, 6, "AT", "epiphany"},
                                    Fixed{4, 27, "NL", "kings_day"},
                                    Fixed{5, 1, "DE AT BE LU", "labour_day"},
                                    Fixed{6, 23, "LU", "national_day"},
                                    Fixed{7, 21, "BE", "national_day"},
                                    Fixed{8, 1, "CH", "national_day"},
                                    Fixed{8, 15, "AT BE LU", "assumption"},
                                    Fixed{10, 3, "DE", "german_unity"},
                                    Fixed{10, 26, "AT", "national_day"},
                                    Fixed{11, 1, "AT BE LU", "all_saints"},
                                    Fixed{11, 11, "BE", "armistice"},
                                    Fixed{12, 8, "AT", "immaculate_conception"},
                                    Fixed{12, 25, "DE AT CH NL BE LU", "christmas"},
                                    Fixed{12, 26, "DE AT CH NL LU", "second_christmas"}};

struct Movable {
    int after_easter;
    std::string_view countries, name;
};
constexpr std::array movable_holidays{Movable{-2, "DE CH", "good_friday"},
                                      Movable{0, "DE AT CH NL BE LU", "easter_sunday"},
                                      Movable{1, "DE AT CH NL BE LU", "easter_monday"},
                                      Movable{39, "DE AT CH NL BE LU", "ascension"},
                                      Movable{49, "DE AT CH NL BE LU", "whit_sunday"},
                                      Movable{50, "DE AT CH NL BE LU", "whit_monday"},
                                      Movable{60, "AT", "corpus_christi"}};

}  // namespace

Date easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return std::chrono::year(year) / static_cast<unsigned>(f / 31) / static_cast<unsigned>(f % 31 + 1);
}

std::string holiday_on(Date day, std::string_view country) {
    if (country.size() != 2) return "";
    const auto kept = [&](std::string_view countries) { return countries.find(country) != std::string_view::npos; };
    for (const auto& one : fixed_holidays)
        if (kept(one.countries) && unsigned(day.month()) == one.month && unsigned(day.day()) == one.day)
            return "holiday." + std::string(one.name);
    const auto since = days_between(easter_sunday(int(day.year())), day);
    for (const auto& one : movable_holidays)
        if (kept(one.countries) && since == one.after_easter) return "holiday." + std::string(one.name);
    return "";
}

}  // namespace kartei::events
