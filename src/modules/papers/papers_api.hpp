// Endpoints of the papers of a booking. All of them answer 404 while the house has no trips (decisions.md 25).
//
// GET  /bookings/{number}/documents               bookings.read     {rows: [DOCUMENT], kinds: [{kind, why}]}
//   DOCUMENT: {position, kind, number, issued_on, total, cancels, has_pdf}; `why`: in words, what forbids a kind now,
//   null where it can be made
// GET  /bookings/{number}/documents/{position}    bookings.read     what it was made from: PAPER
// GET  /bookings/{number}/documents/{position}/pdf bookings.read    the PDF as it went out, byte for byte
// POST /bookings/{number}/paper                   bookings.invoice  ORDER -> PAPER as it would be; nothing is stored
// GET  /bookings/{number}/paper.pdf               bookings.invoice  ?kind, payment, cancels: the same as PDF
// POST /bookings/{number}/documents               bookings.invoice  If-Match, ORDER -> {document: DOCUMENT, booking:
//   BOOKING}. Invoice, cancellation invoice, credit note and receipt draw a number and stay for ever. 412 when somebody
//   else has changed the booking, or made the paper, meanwhile
//   ORDER: {kind, payment (of a receipt: position; absent: the latest without one), cancels (number of an invoice)}
//   PAPER: money in decimal strings: {kind, number, issued_on, cancels, language, copies, address, tax_number, customer,
//   booking, lines [{text, details, starts_on, ends_on, count, unit_price, gross, discount, sum, tax, rate}], taxes
//   [{tax, rate, gross, amount}], margin_scheme, payments, due_dates, billed_before, total, booking_total, paid, open,
//   transfer_code}
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::papers {

web::EndpointTable papers_endpoints(House& house);

}  // namespace kartei::papers
