// The eight links of a customer to others ("Gehört zu Kundennummer", customers.md 6.2): which they are, that they lead
// somewhere and never in a circle. Must not know what is inherited over them.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "modules/customers/customer.hpp"
#include "sql/database.hpp"

namespace kartei::customers {

struct Link {
    std::string_view field;
    std::optional<std::int64_t> Customer::*member;
    bool mutual = false;  ///< both point at each other: no circle to be refused (J-159)
};
inline constexpr std::array links{Link{"commission_from", &Customer::commission_from},
                                  Link{"billing_address_from", &Customer::billing_address_from},
                                  Link{"surcharges_from", &Customer::surcharges_from},
                                  Link{"company", &Customer::company},
                                  Link{"turnover_group", &Customer::turnover_group},
                                  Link{"joint_salutation_with", &Customer::joint_salutation_with, true},
                                  Link{"fees_from", &Customer::fees_from},
                                  Link{"agency", &Customer::agency}};
const Link* find_link(std::string_view field);

/// What forbids the links that `customer` has and `before` had not: a number that nobody has, himself, a circle.
std::vector<Issue> link_issues(sql::Transaction& transaction, const Customer& customer, const Customer& before);

}  // namespace kartei::customers
