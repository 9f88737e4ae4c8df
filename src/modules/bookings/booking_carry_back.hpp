// What was entered about a participant in a booking, carried back to the profile when the user asks (bookings.md 1): his
// passport, wishes and duties; whoever the family does not know yet becomes a member of it.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::bookings {

struct CarriedBack {
    std::int64_t customer_id = 0;  ///< whose profile it is: the participant's own where he is a customer and no member
    bool new_member = false;
    std::int64_t passports = 0, wishes = 0;  ///< rows added or changed
    std::int64_t event = 0;                  ///< for undo; 0 when the profile knew everything
};

/// A passport with the number of one that stands there changes it, another number is a further passport; an empty field
/// takes nothing away. Lines of wishes and duties that stand there are not added again. Refusals: not_found (booking,
/// position); stale; conflict error.participant_cancelled; what entering the rows in the profile refuses, also the
/// right sensitive.change where there is a number.
Result<CarriedBack> carry_back(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                               std::int64_t version, std::int64_t position);

}  // namespace kartei::bookings
