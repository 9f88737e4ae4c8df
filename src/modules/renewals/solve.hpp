// Who sits where next season: all wishes at once (counter.md 4). Values in, values out: no SQL, no names, no clock.
// Rules, in this order: nobody loses a seat that he did not give up; those who sit together move together or not at all;
// whoever comes first in the order gets his wish whenever that is possible with what was granted before him. A wish for
// somebody's seat is granted when he moves too, in a chain that ends at a free seat or in a circle.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::renewals {

/// A seat of a new subscription. `clashes`: seats of other subscriptions that are the same place at a shared event date.
struct SeatOffered {
    std::string section, row, seat, entrance, price_zone;
    std::int64_t subscription = 0;
    bool is_free = true;  ///< at every event date
    std::int64_t row_order = 0, x = 0, y = 0;
    int place_in_row = 0;  ///< neighbours differ by one
    std::vector<int> clashes = {};
};

enum class FallBack { keep, next_best, call };

enum class Stand {
    takes_part,
    sabbatical,  ///< pauses: his seat stays his
    given_up,    ///< his seat is anybody's
    barred       ///< may not have one now: his seat stays his
};

/// A right that is renewed. The first comes first.
struct Claimant {
    int old_seat = -1;  ///< his seat in the new subscription; -1: there is none, or another has it already
    int near = -1;      ///< where he sat, also when that seat is not free; for the next best one
    int wish = -1;
    FallBack fall_back = FallBack::keep;
    Stand stand = Stand::takes_part;
    std::int64_t sit_with = 0;  ///< equal numbers sit together; 0: alone
};

enum class Outcome {
    kept,       ///< his seat
    granted,    ///< the seat he wished for
    exchanged,  ///< the same, which its owner left for another one
    next_best,  ///< the nearest free one
    denied,     ///< his seat, as the wish was not possible
    call,       ///< his seat, and he wants to be called first
    no_seat,    ///< nothing can be proposed
    outside     ///< sabbatical, given up, barred
};
std::string_view name_of(Outcome outcome);

struct Assigned {
    int seat = -1;
    Outcome outcome = Outcome::outside;
    int in_the_way = -1;  ///< of a wish that was denied: the claimant who keeps or gets the seat; -1: it is not free
    bool is_split = false;  ///< those who sat together do not any more
};

/// One for each claimant.
std::vector<Assigned> solve(const std::vector<SeatOffered>& seats, const std::vector<Claimant>& claimants);

/// Neighbours in one row of one subscription.
bool are_together(const std::vector<SeatOffered>& seats, std::vector<int> chosen);

}  // namespace kartei::renewals
