// The eight links of a customer to others ("Gehört zu Kundennummer", customers.md 6.2): which they are, that they lead
// somewhere and never in a circle, where they lead and who depends on a customer. What is inherited over a link is told
// by the module that keeps it.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "audit/change.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer.hpp"

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
std::vector<Issue> link_issues(sql::Transaction& transaction, const Actor& actor, const Customer& customer,
                               const Customer& before);

/// The customers that a link leads to, one after another, the nearest first; ends at a circle.
std::vector<Customer> chain_of(sql::Transaction& transaction, const Link& link, const Customer& customer);

struct Dependants {
    std::int64_t count = 0;
    std::vector<Customer> first;  ///< at most 50, by number
};
/// Who points at a customer over a link, by any number that he has or had.
Dependants dependants_of(sql::Transaction& transaction, const Link& link, const Customer& customer);

/// Ids of all who point at him, over any link.
std::set<std::int64_t> all_who_point_at(sql::Transaction& transaction, const Customer& customer);

/// What becomes of the links of others to a customer who is deleted (decision 138).
enum class LinksOfOthers { ask, clear, keep };
/// "clear" or "keep"; anything else asks.
LinksOfOthers links_of_others(std::string_view word);

/// Who points at him, in words: "Firma: 100002 Müller, 100003 Weber … (5)" for each link, whom the actor may not see only
/// counted; none when nobody does.
std::vector<std::string> who_points_at(sql::Transaction& transaction, const Actor& actor, const Customer& customer,
                                       Language language);

/// A customer's own lines that others inherit over `field` ("surcharges_from"), in words; modules that keep such lines
/// join in the program's list of joined modules. One own line ends what is inherited (J-151, J-164, decisions.md 5).
struct OwnLines {
    std::string field;
    std::function<std::vector<std::string>(House&, sql::Transaction&, std::int64_t customer, Language)> lines;
    /// Copies them to a customer as part of a running event (J-150, J-163); none where that is not offered.
    std::function<Result<Done>(House&, sql::Transaction&, audit::Change&, const Actor&, std::int64_t from,
                               std::int64_t to)>
        copy = {};
};

struct Inherited {
    Customer from;
    std::vector<std::string> lines;
};
/// What comes to a customer over a link: the lines of the nearest one in the chain that has any; none when he has own
/// ones.
std::optional<Inherited> inherited_over(House& house, sql::Transaction& transaction, const Link& link,
                                        const Customer& customer, Language language);

/// Copies the lines of the nearest customer in the chain that has any. Refusals: not_found for a link whose lines are
/// not copied, conflict (error.nothing_to_copy), and those of the module that keeps the lines.
Result<Done> copy_lines(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                        const Link& link, const Customer& customer);

/// J-152 to J-154: fills address fields that are still free from the customer that billing_address_from leads to;
/// numbers never. Nothing changes when none is free.
void copy_address(Customer& customer, const Customer& from);

}  // namespace kartei::customers
