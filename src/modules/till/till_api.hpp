// Endpoints of tills; 404 while the module is off.
//
// GET  /till                   till.use  {till: TILL or null, proposed: what was counted last, pieces: [notes and coins]}
// POST /till/openings          till.use  Idempotency-Key. {opening} -> 201 TILL, 409 while one is open
// POST /till/entries           till.use  Idempotency-Key. {amount, kind, text, corrects} -> 201 TILL: put in, or below
//      zero taken out; `corrects` names a closed till
// GET  /tills/{id}             till.use  TILL; another's with till.all
// POST /tills/{id}/closing     till.use  Idempotency-Key. {moves, coins: [{value, count}] or counted, remark} -> 201
//      TILL; 412 when money moved since `moves`
// GET  /tills/{id}/report.pdf  till.use  the printed report
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::till {

web::EndpointTable till_endpoints(House& house);
std::vector<web::NamedSchema> till_schemas();

}  // namespace kartei::till
