// Whose is a number? Every customer who has it, in any notation, best first, each with the reason (money.md 7). Reads a
// few stretches of the index of the search, whatever the register holds. Must not know who asks: only_seen() does.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::telephony {

struct Caller {
    customers::Customer customer;
    std::string
        reason;  ///< phone_mobile, phone_private, phone_business, fax, listed; family, company: of whom `through`
    std::string detail;  ///< department and contact of the list of phones; the name of whom he belongs to
    std::int64_t through = 0;  ///< id of the customer whose number it is; 0 = it is his own
    bool sure = false;         ///< it is this number, country and all; else it may be a similar one of another country
};

inline constexpr std::size_t most_callers = 20;

std::vector<Caller> callers(const House& house, sql::Transaction& transaction, std::string_view number);

/// Without those whom the actor may not see, and those who are known through them.
std::vector<Caller> only_seen(sql::Transaction& transaction, const Actor& actor, std::vector<Caller> all);

/// The one customer whose own number it surely is; 0 when there are none or several.
std::int64_t the_one(const std::vector<Caller>& all);

}  // namespace kartei::telephony
