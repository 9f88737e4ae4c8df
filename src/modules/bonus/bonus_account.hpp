// What a customer has of points on a day: uses draw on the lots that expire soonest, what expired is lost, and what was
// redeemed without being there is owed by the lots that come later. Pure functions. Invariant: came = used - missing +
// expired + what is left, so that the balance is what is left, less what is missing.
#pragma once

#include "modules/bonus/bonus.hpp"

namespace kartei::bonus {

/// Lots and uses in any order; those after `on` do not count yet and are not in the account.
Account account_on(Date on, std::vector<Lot> lots, std::vector<Use> uses, const ExpiryRule& rule);

/// Points for a turnover at so many points for 100.00: whole ones only. `turnover` in minor units.
std::int64_t points_earned(std::int64_t turnover, std::int64_t rate, int currency_digits);
/// Points that pay an amount at so many points for 1.00: the last one is not divided.
std::int64_t points_to_pay(std::int64_t amount, std::int64_t per_unit, int currency_digits);
/// What points pay, in minor units.
std::int64_t worth_of(std::int64_t points, std::int64_t per_unit, int currency_digits);

/// The points that expire next of what is left, and their last day; none: nothing expires.
struct Expiring {
    std::string on;
    std::int64_t points = 0;
};
std::optional<Expiring> next_to_expire(const Account& account);

}  // namespace kartei::bonus
