// What an agency keeps of a service it sold (bookings.md 7). Pure functions.
#pragma once

#include "modules/bookings/service_line.hpp"

namespace kartei::bookings {

struct AgencySettlement {
    std::int64_t commission = 0, tax = 0;
    std::int64_t settlement_price = 0;  ///< price − commission − its tax: the service of the settlement booking
    std::int64_t owes = 0;              ///< by the agency to the house; below zero: its credit
    bool operator==(const AgencySettlement&) const = default;
};

/// `tax_rate`: on top of the commission. `agency_collected`: the customer paid at the agency, not to the house.
AgencySettlement settle(const ServiceLine& service, std::int64_t agency_commission, Rate tax_rate,
                        bool agency_collected);

}  // namespace kartei::bookings
