// What an old system says of bookings that stay in it: nobody enters it (J-049), an import hands it over.
#pragma once

#include <array>
#include <string_view>

namespace kartei::customers {

inline constexpr std::array archive_fields{"archived_bookings", "last_departure_on", "last_booked_on"};

/// Given to the actor of an import, by the import alone; no role has it.
inline constexpr std::string_view right_to_hand_over = "customers.hand_over";

}  // namespace kartei::customers
