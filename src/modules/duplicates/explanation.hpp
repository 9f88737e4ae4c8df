// Why two customers are probably one person, in words: points per field, and what differs. Pure; must not know SQL.
#pragma once

#include "base/texts.hpp"
#include "modules/customers/customer.hpp"
#include "modules/duplicates/model.hpp"
#include "web/endpoint.hpp"

namespace kartei::duplicates {

/// The customer field that shows what a feature compares: name for the last name and so on.
std::string_view field_of(Feature feature);

/// [{field, points, text}], the strongest first; points as in the score (2.5 a bit), rounded; fields of which one of
/// the two has nothing are left out. `field` is a customer field whose caption names it.
web::Json points_json(const Comparison& comparison, const Judgement& judgement, Language language);

/// [{field, typed, found}] of the fields that are compared and known of both, but are not written alike.
web::Json differences_json(const customers::Customer& typed, const customers::Customer& found);

web::Json points_schema();
web::Json differences_schema();

}  // namespace kartei::duplicates
