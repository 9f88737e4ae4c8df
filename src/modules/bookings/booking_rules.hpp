// Small decisions about bookings: whether one may be begun, how old who travels. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kartei::bookings {

/// Refuses a new booking, offer or option of a customer who is blocked, with the reason (J-194):
/// error.booking_block {reason, has_reason} on "customer".
Result<Done> may_begin_booking(bool booking_block, const std::string& reason);

/// Whole years on a day; none when he is not born by then. Who was born on 29 February is older from 1 March on.
std::optional<int> age_on(Date birth_date, Date day);
/// Does he have a birthday while travelling that makes him another age than at departure?
bool grows_older_between(Date birth_date, Date departs_on, Date returns_on);

/// What of a participant is told only to whoever may see the customer that he is: his names stand in the booking, what
/// his profile says does not.
bool is_of_profile(std::string_view field);

}  // namespace kartei::bookings
