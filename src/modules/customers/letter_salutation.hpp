// How a customer is greeted in letters, and what his salutation says about him (customers.md 3). Pure. A proposal that
// nobody changed follows what it was made of; what somebody wrote stays.
#pragma once

#include <string>
#include <string_view>

#include "base/texts.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// Gender that a salutation stands for, in German, Dutch and English; "" when it says nothing (J-094).
std::string proposed_gender(std::string_view salutation);

/// The language in which he is written to: his own; without one that of his country; what the program does not speak is
/// that of the house (in `house_country`). Never that of whoever sits at the screen.
Language language_of_letters(const Customer& customer, std::string_view house_country);

/// Letter salutation without a comma ("Sehr geehrte Frau Dr. Müller", "Geachte heer dr. Van der Berg", "Dear Mr
/// Smith"). Companies and persons without name or gender get the form without a name.
std::string proposed_letter_salutation(const Customer& customer, Language language);

/// Gender and letter salutation of `after` go along with his name, salutation and language, where those of `before` are
/// what was proposed for him (in whatever language) and `after` still has them.
void follow_salutation(const Customer& before, Customer& after, std::string_view house_country);

}  // namespace kartei::customers
