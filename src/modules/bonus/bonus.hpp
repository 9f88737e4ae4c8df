// Bonus points of a customer (money.md 6): what came (lots) and what was redeemed (uses), and what that leaves him. A
// lot comes from a booking's turnover or by hand (J-224), a use from a payment of a booking or by hand. Responsible for
// these values; must not know SQL or HTTP. Read bonus_account.hpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace kartei::bonus {

/// Points that came.
struct Lot {
    std::int64_t entry = 0;    ///< id of what was entered by hand; 0: of a booking
    std::int64_t event = 0;    ///< change event of the entry, for undo
    std::int64_t booking = 0;  ///< number
    std::string earned_on;
    std::string text;           ///< of an entry
    std::string operator_code;  ///< of a booking
    std::int64_t turnover = 0, rate = 0;
    std::string expires_on;  ///< a day of its own; "" = as the house's rule says
    std::int64_t points = 0;

    // Reckoned.
    std::string ends_on;  ///< the last day on which it can be redeemed; "" = it does not expire
    std::int64_t left = 0, expired = 0;
};

/// Points that went.
struct Use {
    std::int64_t entry = 0, event = 0;
    std::int64_t booking = 0;
    std::int64_t payment = 0;  ///< id
    std::string used_on;
    std::string text;
    std::int64_t amount = 0;  ///< of the payment, what is given back taken off
    std::int64_t points = 0;  ///< what was given back is taken off
};

/// When points expire; nothing said: never.
struct ExpiryRule {
    bool when_idle = false;        ///< a year without new points loses all that came before
    std::int64_t valid_months = 0;  ///< so long each lot lasts; 0 = no such limit
};

struct Account {
    std::vector<Lot> lots;  ///< by day
    std::vector<Use> uses;
    std::int64_t came = 0, used = 0, expired = 0;
    std::int64_t missing = 0;  ///< redeemed without being there: a booking that earned them was cancelled since
    std::int64_t balance() const { return came - used - expired; }
};

}  // namespace kartei::bonus
