// What a booking takes over from the profile of its customer when it is begun (bookings.md 2.2 to 2.4): terms, agency,
// surcharges, the customer himself and his family with passports and wishes. Later changes of the profile do not reach
// it; how far it differs is asked here too.
#pragma once

#include <array>

#include "modules/bookings/booking.hpp"
#include "modules/customers/customer.hpp"
#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/profile/row_actions.hpp"

namespace kartei::bookings {

/// Fields that a person has under one name in the profile and in a booking.
inline constexpr std::array<std::string_view, 8> shared_of_persons{"salutation", "title",      "first_name", "name_prefix",
                                                                   "name",       "birth_date", "gender",     "role"};
/// The same of passports, but for the number (it is `passport_number` in a booking).
inline constexpr std::array<std::string_view, 12> shared_of_passports{
    "document",    "issuing_country", "issuing_place", "issued_on", "valid_until", "birth_place",
    "nationality", "free1",           "free2",         "free3",     "free4",       "free5"};

/// A wish or duty of the profile as a line of a booking, and such a line as values of the profile.
std::string wish_in_words(sql::Transaction& transaction, const profile::Row& row);
profile::NewValues wish_in_codes(sql::Transaction& transaction, const std::string& line);

/// A booking of the customer as it is begun, without services: nothing is stored.
WholeBooking begun_booking(House& house, sql::Transaction& transaction, const Actor& actor,
                           const customers::Customer& customer);
/// The customer himself as the first who travels; nobody for a company or an agency.
void take_customer(House& house, sql::Transaction& transaction, WholeBooking& booking,
                   const customers::Customer& customer);
/// Members of the family who are not yet in it (J-099): all, or those of `members`. The issue names one who is
/// not of the family. Whoever is a hidden customer comes without being linked to him.
std::vector<Issue> take_family(House& house, sql::Transaction& transaction, const Actor& actor, WholeBooking& booking,
                               bool all, const std::vector<std::int64_t>& members);
/// J-093: the birth date of the customer comes to the participant who is he.
void fill_in_birth_dates(sql::Transaction& transaction, const Actor& actor, WholeBooking& booking);
/// Whoever was shown a passport taken over sends it back without its covered number: the profile's comes to new
/// participants who have the rest of it.
void fill_in_passport_numbers(House& house, sql::Transaction& transaction, WholeBooking& booking);
/// J-166: the agency of the customer's link, registrant of the booking; not one that is hidden from the actor.
void take_agency(sql::Transaction& transaction, const Actor& actor, WholeBooking& booking,
                 const customers::Customer& customer);

/// A term of a booking and where it comes from.
struct TermSource {
    std::string field;    ///< payment_kind, payment_term, currency, language, print_copies
    Value value;          ///< what holds
    Value of_profile;     ///< what the profile says now
    std::string source;   ///< customer, standard, booking (changed in it)
};
std::vector<TermSource> term_sources(House& house, sql::Transaction& transaction, const Booking& head,
                                     const customers::Customer& customer);

}  // namespace kartei::bookings
