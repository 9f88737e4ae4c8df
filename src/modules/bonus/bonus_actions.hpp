// What a user can do with points: look at a customer's, give or take some by hand (J-224). The caller owns the
// transaction. Points are taken back by undo. Refusals: not_found where the module is switched off or the customer is
// hidden from the actor.
#pragma once

#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "modules/bonus/bonus_rates.hpp"
#include "modules/bonus/bonus_store.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::bonus {

struct CustomerPoints {
    customers::Customer customer;
    Account account;
    Rates rates;
};
Result<CustomerPoints> points_of(House& house, sql::Transaction& transaction, const Actor& actor,
                                 std::int64_t customer);

/// As it was typed.
struct NewEntry {
    std::int64_t points = 0;  ///< below zero: taken
    std::string text, entered_on, expires_on;
};
/// Refuses besides (invalid) with every issue; points for whom the flag excludes (J-198), and more taken than is there.
Result<Entry> enter_points(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer,
                           const NewEntry& typed);

/// Entries go back whole, unless their points were redeemed since.
audit::Reversible reversible_entries();
/// Of the records first … last that a change touched (audit/concerned.hpp).
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

}  // namespace kartei::bonus
