#include "modules/bookings/booking_followers.hpp"

namespace kartei::bookings {

std::vector<BookingFollower>& booking_followers() {
    static std::vector<BookingFollower> followers;
    return followers;
}

}  // namespace kartei::bookings
