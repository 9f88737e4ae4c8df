// What the reckoning of a booking needs to know of its rows, apart from how they are stored: services, amounts, fees.
// Values in, values out; the rules beside this file (totals, commission_reckoning, due_dates …) take nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "modules/bookings/rounding.hpp"

namespace kartei::bookings {

/// Money is minor units of the booking's currency; codes are those of the house's base data.
struct ServiceLine {
    std::string service_kind;  ///< package, flight, hotel …
    std::string operator_code, product_type, destination, price_text, service_type;
    std::int64_t count = 1;
    std::int64_t unit_price = 0;
    std::int64_t purchase_price = 0;  ///< of the whole line, for the margin
    std::string tax;                  ///< margin, margin_exempt, intermediated, standard, reduced, zero, outside
    std::string collection;           ///< house, operator: who takes the customer's money
    std::int64_t commission = 0;      ///< the discount passed on to the customer, its tax with it where it is on top
    std::optional<Date> ends_on;
    bool cancelled = false;
    std::vector<std::int64_t> participants;  ///< positions; none: everybody

    std::int64_t price() const { return count * unit_price; }
};

/// A "sonstiger Betrag" of the booking (J-181).
struct AmountLine {
    std::string text;
    std::int64_t amount = 0;
    bool per_participant = false;
    std::string tax = "standard";
    std::string source;  ///< "own", the number of the customer whose line it is, or "by_hand"
};

/// Somebody who was to travel; `cancelled`: he no longer does.
struct Traveller {
    std::int64_t position = 0;
    bool cancelled = false;
};

/// How many travel; of a service: how many of those it is for.
std::int64_t travelling(const std::vector<Traveller>& travellers);
std::int64_t travelling(const std::vector<Traveller>& travellers, const ServiceLine& service);

}  // namespace kartei::bookings
