// What the house has set for points: what they are earned and redeemed at, and when they expire.
#pragma once

#include "audit/house.hpp"
#include "modules/bonus/bonus.hpp"

namespace kartei::bonus {

struct Rates {
    bool on = false;            ///< the module is there
    std::int64_t rate = 0;      ///< points for 100.00 of turnover, where an operator has no rate of his own
    std::int64_t per_unit = 1;  ///< points that pay 1.00
    ExpiryRule expiry;
};
Rates rates_of(sql::Transaction& transaction);
/// Of an operator: his own before the general one; 0 when he is not open for points.
std::int64_t rate_of(sql::Transaction& transaction, const Rates& rates, const std::string& operator_code);

/// Nobody else redeems points of this customer until the transaction ends. Held behind bookings.
void hold_points(sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::bonus
