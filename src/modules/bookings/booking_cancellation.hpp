// Cancelling a booking, some of its services, or some who no longer travel (bookings.md 2.9, J-221): what it costs is
// shown before it is done. Nothing is deleted: what is cancelled stands with its day.
#pragma once

#include "modules/bookings/booking_actions.hpp"

namespace kartei::bookings {

struct CancelOrder {
    std::string cancelled_on;  ///< "" = today
    std::optional<std::vector<std::int64_t>> services, participants;  ///< positions; neither = the whole booking
    std::optional<std::vector<NewValues>> charges;  ///< instead of those reckoned
};

struct CancelledBooking {
    WholeBooking before, after;
    std::vector<Charge> charges;       ///< that are new
    std::vector<std::int64_t> by_hand; ///< services whose conditions nobody has entered
    int days_left = 0;
};

/// What it would come to. Refusals: conflict when it is cancelled or void; invalid for positions that are not there.
Result<CancelledBooking> cancellation_of(House& house, sql::Transaction& transaction, const WholeBooking& booking,
                                         const CancelOrder& order);
Result<SavedBooking> cancel_booking(House& house, sql::Transaction& transaction, const Actor& actor,
                                    std::int64_t number, std::int64_t version, const CancelOrder& order);

}  // namespace kartei::bookings
