// What signing in and asking for rights need beside the house: hashing with its queue, sessions, throttles. Made once
// in main.cpp beside the House; endpoints and web hooks hold a reference.
#pragma once

#include <functional>

#include "audit/house.hpp"
#include "modules/accounts/password.hpp"
#include "modules/accounts/sessions.hpp"
#include "modules/accounts/throttle.hpp"

namespace kartei::accounts {

struct AccountRules {
    SessionRules sessions;
    HashCost cost;
    /// Whether there are no customers yet; given by main.cpp, as this module knows none. Empty = never empty.
    std::function<bool(sql::Transaction&)> house_is_empty;
};

struct Accounts {
    explicit Accounts(House& of_house, AccountRules with = {})
        : house(of_house), rules(std::move(with)), passwords(house.keys, rules.cost), sessions(house, rules.sessions) {}

    House& house;
    const AccountRules rules;
    Passwords passwords;
    Sessions sessions;
    AddressThrottle addresses;
    NameThrottle names;
};

}  // namespace kartei::accounts
