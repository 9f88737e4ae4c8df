// What the first screen shows of this day: whose birthday it is, whose passport expires, what is to be followed up.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::reports {

/// How many of each are named; the rest is counted.
inline constexpr std::size_t most_named_today = 8;

web::EndpointTable today_endpoints(House& house);

}  // namespace kartei::reports
