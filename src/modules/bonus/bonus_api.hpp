// Endpoints of bonus points. Points are whole numbers, money is a decimal string, dates are YYYY-MM-DD.
//
// GET  /customers/{id}/bonus          bonus.read    POINTS
// POST /customers/{id}/bonus          bonus.change  Idempotency-Key. {points (below zero: taken), text, entered_on
// (null:
//      today), expires_on} -> 201 POINTS with `change_event`, which undoes it. J-224: tied to no booking
// GET  /customers/{id}/bonus/statement.pdf  bonus.read  the statement for the customer
//   POINTS: {customer: {id, number, name}, takes_part (J-198), balance (below zero: redeemed and taken back since),
//   worth,
//            came, used, expired, expiring: {points, on} or null,
//            lots: [{entry (null: of a booking), booking (null: by hand), on, text, operator, turnover, rate (points
//            for 100.00), points, left, expired, ends_on, change_event (of the entry)}], uses: [{entry, booking, on,
//            text, amount, points, change_event}]}
// Of everybody: the list "bonus" (POST /reports/bonus/runs). Payments with points are payments of bookings of the kind
// `bonus`. The module can be absent (module_bonus): then these answer 404.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::bonus {

web::EndpointTable bonus_endpoints(House& house);
std::vector<web::NamedSchema> bonus_schemas();

}  // namespace kartei::bonus
