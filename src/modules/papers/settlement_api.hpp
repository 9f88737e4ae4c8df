// Endpoints of the settlement of agencies (J-168 to J-170). Not there while the modules travel or agency
// are off.
//
// POST /agency-settlements/preview  bookings.invoice  ORDER -> {agencies: [AGENCY], sums}; nothing is stored
// POST /agency-settlements          bookings.invoice  ORDER, Idempotency-Key -> 201 {agencies: [AGENCY], change_event}
//   ORDER: {from, to, by (departure | booking), agency (number), house_collected}
//   AGENCY: {number, name, operator, missing (in words what hinders its settlement, null), bookings, services,
//   without_commission, price, commission, tax, settlement, booking (number of the settlement booking, null)}
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::papers {

web::EndpointTable settlement_endpoints(House& house);

}  // namespace kartei::papers
