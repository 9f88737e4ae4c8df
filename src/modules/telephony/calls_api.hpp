// Endpoints of calls (money.md 7). They answer not found while the module telephony is off.
//
// POST /calls/hook/{secret}      public; forms of sipgate.io and JSON of Zammad's generic CTI. 404 for a wrong secret,
// or an
//      address that is not among call_sources; 429 for too many new calls at once
// GET  /calls/stream             calls.take: server-sent events call, over, taken: the calls at the user's extension
// GET  /calls/ringing            calls.take: the same now
// POST /calls                    calls.take, Idempotency-Key: dials a number (J-085), or notes a call that was
// GET  /calls/{id}               calls.read: with whose number it is, and the fees it can be charged with
// PATCH /calls/{id}              calls.take, If-Match: customer (J-087), note, minutes
// POST /calls/{id}/fees          bookings.change and calls.take, Idempotency-Key (J-089)
// GET  /customers/{id}/calls     calls.read: the newest 100 of a customer
// GET  /calls/hook               parameters.manage: whether there is an address for the call service, and since when
// POST /calls/hook               parameters.manage, makes a new one, which is shown this once
#pragma once

#include "audit/house.hpp"
#include "modules/accounts/sessions.hpp"
#include "web/endpoint.hpp"

namespace kartei::telephony {

class CallWatch;

/// `sessions`: null where nobody's session ends (tests). House and sessions outlive the endpoints.
web::EndpointTable telephony_endpoints(House& house, accounts::Sessions* sessions);

// Parts of them.
web::EndpointTable call_endpoints(House& house, std::shared_ptr<CallWatch> watch);
web::EndpointTable hook_endpoints(House& house, std::shared_ptr<CallWatch> watch);
web::EndpointTable stream_endpoints(House& house, std::shared_ptr<CallWatch> watch, accounts::Sessions* sessions);

}  // namespace kartei::telephony
