// What is reckoned into a booking when it is saved or previewed: commission of its services, fees, due dates and sums.
// Reads scheme and terms of the house and leaves the reckoning to the pure rules. What was typed by hand, imported or
// invoiced stays; a later change of the profile does not reach what stands in the booking already.
#pragma once

#include "modules/bookings/booking_scheme.hpp"

namespace kartei::bookings {

/// A payment, a final invoice or another numbered paper: nothing goes back behind it, only a reverse entry follows.
bool is_final(const WholeBooking& booking);
/// Its prices are closed by a final invoice that no cancellation invoice takes back.
bool is_invoiced(const WholeBooking& booking);

/// `before`: as stored, null for a new booking. Fills in turnover_before where it is not frozen yet.
void reckon(House& house, sql::Transaction& transaction, const WholeBooking* before, WholeBooking& booking);
/// What has happened calls for fees ("cancellation", "payment" …); `reference` tells it from others of its kind.
/// `travellers`: whom it happened to, where that is not the booking as it stands.
void charge_fees(House& house, sql::Transaction& transaction, WholeBooking& booking, std::string_view occasion,
                 const std::string& reference, const std::optional<std::vector<Traveller>>& travellers = {});
/// After a change of the total: dates that are not paid follow it.
void follow_total(House& house, sql::Transaction& transaction, WholeBooking& booking);

std::vector<VatGroup> taxes_of(House& house, sql::Transaction& transaction, const WholeBooking& booking);
/// Due dates with what is paid of each, by day.
DueDays filled_dates(const WholeBooking& booking);

}  // namespace kartei::bookings
