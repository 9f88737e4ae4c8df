// A label that a customer carries, as the profile and the counter show it.
#pragma once

#include "modules/consents/label_terms.hpp"
#include "web/endpoint.hpp"

namespace kartei::consents {

web::Json label_json(const CarriedLabel& carried);
web::Json label_schema();

}  // namespace kartei::consents
