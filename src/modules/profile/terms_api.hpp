// Endpoint of what a booking of a customer begins with (booking_terms.hpp), for the screen and for programs beside
// Kartei.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::profile {

web::Endpoint terms_endpoint(House& house);

}  // namespace kartei::profile
