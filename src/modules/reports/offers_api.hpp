// What the filters of the lists over sales offer: subscriptions with their season, promotions, products, labels.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::reports {

web::EndpointTable offers_endpoints(House& house);

}  // namespace kartei::reports
