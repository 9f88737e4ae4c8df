// Endpoints of bookings. What they take and give, in one place for whoever calls them (the schemas say it again, for
// machines). Money is a decimal string, dates are YYYY-MM-DD, instants UTC; an empty field is null, or is left out of
// what is sent.
//
// BOOKING (answer of all endpoints that give one):
//   {id, number, version,
//    customer: {id, number, name} (null when void), agency: {id, number, name} or null,
//    kind, state, booked_on, departs_on, … every field of booking_fields() but customer_id and agency_id,
//    participants: [PARTICIPANT], services: [SERVICE], amounts: [AMOUNT], fees: [FEE], charges: [CHARGE],
//    due_dates: [DUE_DATE], payments: [PAYMENT], documents: [DOCUMENT], notes: [NOTE],
//    totals: {participants (a number), services, commission, amounts, fees, charges, total, paid, open,
//             purchase (null unless every service has a purchase price), turnover,
//             taxes: [{tax, rate ("19.00", null for margin …), gross, amount (null where none is shown)}]},
//    terms: {payment_kind, payment_term, currency, language, print_copies, handler:
//            each {value, source: customer | agency | standard | booking (changed in it), of_profile}},
//    commission: {turnover_before, from: {id, number, name} or null}   whose scheme holds,
//    warnings: [{key, text, field ("" = the whole), parameters: {…}}]; keys: booking_over_credit_limit {before, this,
//              limit}, booking_differs_from_profile {fields}, booking_option_runs_out {on}, booking_option_is_over
//              {on}, booking_departs_in_the_past, booking_without_certificate, booking_twice_on_these_days {booking,
//              name}, booking_becomes_adult {name, on}, booking_passport_runs_out {name, on}, booking_follow_ups
//              {count},
//    final: true when a payment, a final invoice or a posted paper forbids undo and deletion,
//    change_event (of the change that was just made, for undo; absent otherwise)}
//   Each row has id, version, position, and every field of its table in booking.cpp; besides
//   PARTICIPANT: customer {id, number, name} or null instead of customer_id; age (on the day of departure, null);
//                passport_number masked, in clear with sensitive.read through GET …/passports
//   SERVICE:     total (count × price), commission (what its discount comes to), participants [1, 2] (positions; [] =
//                all), segments [SEGMENT: {id, position, from_place, to_place, carrier, number, departs_at, arrives_at,
//                class}], has_agency (J-167: the button Agentur belongs here)
//   AMOUNT: total (amount × who travels when per_participant); FEE: amount is the sum for all participants; DUE_DATE:
//   paid, open; DOCUMENT: has_pdf, without made_from
//
// DRAFT (body of POST /bookings, POST /bookings/preview): every field of booking_fields() that is not read-only, and
//   customer (business number; in POST /bookings demanded), agency (business number or null),
//   participants, services, amounts, fees, charges, due_dates: complete lists of rows. A row with `id` is the stored
//   one, a row without is new; a stored row that is not in its list goes. A list that is left out stays (or, in a new
//   booking, is made from the profile: amounts = surcharges, participants = the customer himself). PARTICIPANT takes
//   customer as a number; SERVICE takes segments in the same way. `position` may be given to a new row, so that
//   services can name participants who are not stored yet; otherwise it is the next one.
//   due_dates: only rows of kind by_hand are taken; with one of them all others are by hand too.
//   fees: those by hand; a fee of a rule that is missing in the list is taken off (fees.remove) and stays so.
//   take: {family: "all" or [ids of family rows]}: these members become participants, with passport and wishes.
//   A service's discount typed by hand: commission_rate or commission_amount with commission_source "by_hand"
//   (bookings.discount); null in both gives it back to the scheme.
//
// GET    /bookings/{number}                 bookings.read    BOOKING, ETag
// POST   /bookings                          bookings.change  DRAFT, Idempotency-Key -> 201 BOOKING. 409
//        error.booking_blocked {reason} for a customer who may not book (J-194); the anonymous customer takes
//        bookings.without_customer
// POST   /bookings/preview                  bookings.change  DRAFT; with `number` it stands for changes of that stored
//        booking. Nothing is stored -> BOOKING (id and number 0 or as stored), with `issues`: [{field, key, text}]
//        instead of a refusal. field: "departs_on", "services.2.unit_price" (row by its place in the list, from 1)
// PATCH  /bookings/{number}                 bookings.change  parts of DRAFT, If-Match -> BOOKING; 412 with `current`
//        and `changes`
// DELETE /bookings/{number}                 bookings.cancel  If-Match. Before money or a final paper: the booking is
//        void, its number stays -> {change_event}; afterwards 409 error.booking_only_cancelled
// POST   /bookings/{number}/cancel          bookings.cancel  If-Match. {preview: bool, cancelled_on: date or null,
//        services: [positions] or absent, participants: [positions] or absent (neither: the whole booking),
//        charges: [{service, amount, text}] instead of the reckoned ones, or absent}
//        -> {charges: [{service, amount, rate, days, source, text}], charge, minimum, before: totals, after: totals,
//            commission_taken_back, fees: [FEE], booking: BOOKING}; stored unless preview
// POST   /bookings/{number}/payments        bookings.pay     Idempotency-Key. PAYMENT without id -> 201 BOOKING.
//        {reverses: position} alone takes a payment back
// POST   /bookings/{number}/copy            bookings.change  Idempotency-Key. {customer (number; absent: the same),
//        into (number of a booking; absent: a new one), services: [positions] or absent, participants: bool,
//        notes: bool} -> 201 BOOKING, the new one or the one copied into
// POST   /bookings/{number}/notes           bookings.change  Idempotency-Key. {text, follow_up_on} -> 201 BOOKING
// PATCH  /bookings/{number}/notes/{position} bookings.change {text, follow_up_on, done} -> BOOKING
// GET    /bookings/{number}/passports       sensitive.read   {position: number in clear, …}; recorded
// GET    /customers/{id}/bookings           bookings.read    {rows: [LINE], count}, newest departure first; ?limit
// GET    /bookings                          bookings.read    {rows: [LINE], count, complete}; ?number, external_number,
//        operator, destination, participant (beginning of a name), customer (number), kind, state, from, to,
//        by (departure | booking), limit, offset; ordered by departure, newest first
//   LINE: {id, number, version, customer {id, number, name}, kind, state, booked_on, departs_on, returns_on,
//          option_until, destination, travel_kind, handler, external_number, participants, services, commission,
//          amounts, fees, charges, total, paid, open, has_follow_up (an open note with a date: the red notepad)}
// GET    /participants                      bookings.read    {rows: [{booking, position, salutation, first_name,
//        name_prefix, name, birth_date, customer {…} or null, departs_on, returns_on, destination, kind, state,
//        booked_for {id, number, name}}], count, complete}; ?name (beginning), birth_date, from, to, limit, offset
// Undo of any change_event: POST /change-events/{id}/reversal, as everywhere.
// The module can be absent (parameter module_travel, decisions.md 25): then all of them answer 404.
#pragma once

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::bookings {

web::EndpointTable bookings_endpoints(House& house);
/// The archive (booking_archive.hpp).
web::EndpointTable booking_archive_endpoints(House& house, jobs::Jobs& jobs);
/// Part of them: what finds bookings and participants.
web::EndpointTable booking_search_endpoints(House& house);
std::vector<web::NamedSchema> bookings_schemas();

}  // namespace kartei::bookings
