// One line of street, house number and suffix, taken apart (fields.md). Only what is certain is: otherwise the line
// stays whole in `street`, so that what is printed holds what was typed. Pure.
#pragma once

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// Splits "Lindenstraße 12a" into street, house number and suffix when the latter are empty. Ranges, fractions and
/// staircases stay in the number ("3 - 7", "8/2/11"), a flat is a suffix ("bte 6", "1/4", "III"). Squares called by a
/// year ("Plein 1813") or a letter ("Q 7, 3"), words that are no street ("Postfach 12") and what would not be printed
/// as it was typed stay whole.
void split_street(Customer& customer);

/// The same for a house number that brings its suffix along ("123-III", "12a").
void split_house_number(Customer& customer);

}  // namespace kartei::customers
