// The machine-readable zone of a travel document (ICAO 9303: parts 4 passports TD3, 5 and 6 cards TD1 and TD2, 7
// visas), as pasted from a reader or a scan. Pure functions; nothing is stored.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kartei::profile {

struct TravelDocument {
    std::string document;         ///< as passport.document
    std::string number, name, first_name;
    std::string nationality;      ///< ISO 3166-1 alpha-2; "" for those without one (stateless, organisations)
    std::string birth_date;       ///< "" when a part of it is not known
    std::string valid_until;
    std::string gender;           ///< female, male, diverse; "" when not stated
    std::string issuing_country;  ///< as nationality
};

/// Blanks and the lines' breaks may stand anywhere. Of two-digit years those of birth lie before `today`, those of
/// expiry within the next or last fifty years. Refuses what is no such zone (error.no_machine_readable_zone), and names
/// every check digit that does not hold (error.check_digit, at the field it guards; at "" for the one over the whole).
Result<TravelDocument> read_machine_readable_zone(std::string_view text, Date today);

/// ICAO 9303-3, 4.9: weights 7, 3, 1; A is 10, < is 0.
int check_digit_of(std::string_view text);

}  // namespace kartei::profile
