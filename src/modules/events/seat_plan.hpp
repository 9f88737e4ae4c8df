// A seat plan (Saalplan, zaalplan): one edition of a hall, with its sections, rows and seats on a drawing (counter.md
// 1). A plan never changes: a correction is a new edition, to which event dates are moved. Everything here is pure:
// places come in, their issues or their order come out. Must not know who has a seat.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"
#include "base/result.hpp"

namespace kartei::events {

/// One line of a plan: a seat, or a section whose places are only counted (row and seat empty, capacity given).
struct Place {
    std::int64_t id = 0;          ///< of the stored seat or section
    std::int64_t section_id = 0;  ///< of the stored section
    std::string section, row, seat, entrance, price_zone;
    std::optional<std::int64_t> x, y;  ///< a seat is about 10 wide; without one of them the plan is laid out
    std::string kind = "normal";       ///< normal, wheelchair, restricted
    std::optional<std::int64_t> capacity;
    std::int64_t row_order = 0;  ///< place of the row in its section, from 1

    bool is_counted() const { return capacity.has_value(); }
    bool operator==(const Place&) const = default;
};

/// Fields of a place in the order of the take-over file (counter.md 1).
const FieldTable<Place>& place_fields();

struct SeatPlan {
    std::int64_t id = 0, version = 1, hall_id = 0, edition = 1;
    std::string hall, venue, name;
    std::vector<Place> places;  ///< sections as they came, rows in their order, seats by x
};

inline constexpr std::size_t most_places = 20000;

/// Order of rows and seats as people count: 2 before 10, A to Z before AA; equal keys share an order.
std::string natural_key(std::string_view name);

/// "A-AC", "1-20" or a single name; nothing when it is neither. At most 500.
std::optional<std::vector<std::string>> names_between(std::string_view range);

/// Seats made by ranges: "Parkett, rows 1–20, seats 1–30, aisle after 15, odd".
struct SeatRange {
    std::string section, entrance, price_zone, rows, seats;
    std::string numbering = "all";  ///< all, odd, even
    std::vector<std::int64_t> aisle_after;
    std::string kind = "normal";
    std::optional<std::int64_t> capacity;  ///< instead of rows and seats
};
/// All places of the ranges. Refusals name the field of the range: rows, seats, capacity.
Result<std::vector<Place>> places_of(const std::vector<SeatRange>& ranges);

/// Puts places into their order and on the drawing. Refuses what cannot be one plan: a seat that stands there twice,
/// rows that share an order, a section that has seats and a capacity, two seats of a row at one place.
Result<std::vector<Place>> arranged(std::vector<Place> places);

}  // namespace kartei::events
