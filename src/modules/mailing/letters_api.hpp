// Endpoints of letters: to one customer, or the same one to many; from words or a template of the house.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::mailing {

/// Customers whom one request writes to, at most; more are asked for in parts.
inline constexpr std::size_t most_letters = 500;

web::EndpointTable letters_endpoints(House& house);

}  // namespace kartei::mailing
