// The best free seats of a plan (counter.md 2): together before split, no single seat left stranded, near the focal
// point, then the better price zone. Pure. The choice is exact: of all choices there are none scores better. Wheelchair
// places are no seats here, not even when nothing else is free.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "modules/events/seat_plan.hpp"

namespace kartei::events {

/// How good a choice is; smaller is better, what stands first counts first.
struct SeatScore {
    std::int64_t splits = 0;      ///< groups of neighbours less one
    std::int64_t stranded = 0;    ///< single free seats it leaves that had a free neighbour before
    std::int64_t distance = 0;    ///< squares of the distances from the focal point, summed
    std::int64_t price_zone = 0;  ///< places of the zones in the plan, summed

    auto operator<=>(const SeatScore&) const = default;
};

struct SeatWish {
    std::int64_t count = 1;  ///< at most most_best_seats
    std::string price_zone;  ///< "" = any
    bool together = false;   ///< rather none than split
};
inline constexpr std::int64_t most_best_seats = 20;

struct BestSeats {
    std::vector<std::int64_t> seats;  ///< ids, in the order of the plan
    SeatScore score;
};

/// Seats are neighbours when one follows the other in a row and no aisle lies between.
std::vector<bool> next_to_the_one_before(const std::vector<Place>& places);

/// Looks at `places` as a plan has them; `is_free` beside them. Nothing when there are not so many.
std::optional<BestSeats> best_seats(const std::vector<Place>& places, const std::vector<bool>& is_free,
                                    const SeatWish& wish);

/// What a set of seats scores (indices into `places`): the measure that best_seats() minimises.
SeatScore score_of(const std::vector<Place>& places, const std::vector<bool>& is_free, std::vector<std::size_t> chosen);

/// Free seats between taken ones that were not so before: they had a free neighbour, or were not free. Indices into `places`.
std::vector<std::size_t> left_alone(const std::vector<Place>& places, const std::vector<bool>& was_free,
                                    const std::vector<bool>& is_free);

/// The key of the sentence that explains a choice, and what it is filled with.
Issue explanation_of(const std::vector<Place>& places, const BestSeats& best);

}  // namespace kartei::events
