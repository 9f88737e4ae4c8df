// The programme of the demonstration house: three halls and the event dates of three seasons, with the places sold.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

inline constexpr std::array<const char*, 3> seasons{"2024/25", "2025/26", "2026/27"};
inline constexpr int dates_in_season = 40;

struct Hall {
    const char *name, *venue;
    int rows, seats;  ///< 0 rows: unnumbered
    int capacity;
};
inline constexpr std::array<Hall, 3> halls{{{"Großer Saal", "Stadttheater", 24, 36, 864},
                                            {"Kleiner Saal", "Stadttheater", 13, 16, 208},
                                            {"Studio", "Kulturfabrik", 0, 0, 150}}};

struct EventDate {
    std::string code, season;
    Date day;
    std::size_t hall;
    int price;            ///< euros
    std::set<int> taken;  ///< places sold, numbered through the hall

    /// A free place, taken with this; -1 when it is sold out.
    int take_place(Chance& chance);
};

/// Writes the take-over file of the event dates and gives them in the order of the file, dates_in_season a season.
std::vector<EventDate> write_events(const std::string& path);

}  // namespace kartei::program::demonstration
