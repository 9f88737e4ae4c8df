// Bookings as JSON, drafts out of it, and the schemas of both: what bookings_api.hpp says in words.
#pragma once

#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_cancellation.hpp"
#include "modules/bookings/booking_search.hpp"
#include "web/endpoint.hpp"

namespace kartei::bookings {

/// Everything that is shown of a booking; reads what of it stands elsewhere. `event` > 0 as `change_event`.
web::Json booking_json(House& house, sql::Transaction& transaction, const web::Request& request,
                       const WholeBooking& booking, std::int64_t event = 0);
web::Json totals_json(House& house, sql::Transaction& transaction, const WholeBooking& booking);
web::Json line_json(const House& house, const BookingLine& line);
web::Json line_json(const House& house, const ParticipantLine& line);
/// Answer of cancelling, before `booking` is added.
web::Json cancellation_json(House& house, sql::Transaction& transaction, const Actor& actor,
                            const CancelledBooking& cancelled);
web::Json issues_json(const std::vector<Issue>& issues, Language language);

Draft draft_in(const web::Json& body);
NewValues values_in(const web::Json& body);

std::vector<web::NamedSchema> booking_schemas();

}  // namespace kartei::bookings
