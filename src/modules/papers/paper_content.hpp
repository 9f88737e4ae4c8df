// What stands on a paper of a booking, as it is now: words and names for codes, in the customer's language, addressed by
// the terms of his papers (J-203, J-204). Reads; stores nothing. Decides neither which paper may be made nor its number.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/bookings/booking.hpp"
#include "modules/papers/paper.hpp"

namespace kartei::papers {

/// Head, people, payments, due dates and sums of a paper of this kind; without lines. Refusal: conflict
/// (error.paper_to_hidden) when it goes to a customer whom the actor may not see.
Result<Paper> paper_about(House& house, sql::Transaction& transaction, const Actor& actor,
                          const bookings::WholeBooking& booking, std::string_view kind);

/// Everything the booking is paid for as it stands: services that are not cancelled, amounts, fees, charges.
std::vector<PaperLine> lines_now(House& house, sql::Transaction& transaction, const bookings::WholeBooking& booking,
                                 Language language);

/// Who writes, as the house and its parameters say now.
PaperHouse house_on_papers(House& house, sql::Transaction& transaction);

/// Language of the customer's papers (J-138): the booking's, else his own, else that of his country.
Language language_of_papers(House& house, sql::Transaction& transaction, const bookings::WholeBooking& booking);

}  // namespace kartei::papers
