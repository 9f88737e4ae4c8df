#include "modules/customers/customer_links.hpp"

#include <algorithm>
#include <set>

#include "modules/customers/customer_store.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// The id that a customer's link leads to.
std::optional<std::int64_t> next_on(Transaction& transaction, const Link& link, std::int64_t id) {
    // sql: the name of a link's column, from the table above
    auto rows = transaction.query("SELECT " + std::string(link.field) + " FROM customer WHERE id = :id", id);
    const auto number = rows.next() ? rows.optional_integer(0) : std::nullopt;
    return number ? id_of_number(transaction, *number) : std::nullopt;
}

/// Does the way over this link, beginning at `from`, come to `target`?
bool leads_to(Transaction& transaction, const Link& link, std::int64_t from, std::int64_t target) {
    std::set<std::int64_t> seen;
    for (std::optional<std::int64_t> at = from; at && seen.insert(*at).second; at = next_on(transaction, link, *at))
        if (*at == target) return true;
    return false;
}

}  // namespace

const Link* find_link(std::string_view field) {
    const auto found = std::find_if(links.begin(), links.end(), [&](const Link& link) { return link.field == field; });
    return found == links.end() ? nullptr : &*found;
}

std::vector<Issue> link_issues(Transaction& transaction, const Customer& customer, const Customer& before) {
    std::vector<Issue> issues;
    for (const auto& link : links) {
        const auto number = customer.*link.member;
        if (!number || number == before.*link.member) continue;
        const auto other = id_of_number(transaction, *number);
        const Parameters named{{"number", std::to_string(*number)}};
        if (!other || *other == anonymous_customer)
            issues.push_back({std::string(link.field), "error.no_such_customer", named});
        else if (customer.id != 0 && *other == customer.id)
            issues.push_back({std::string(link.field), "error.link_to_himself", {}});
        else if (customer.id != 0 && !link.mutual && leads_to(transaction, link, *other, customer.id))
            issues.push_back({std::string(link.field), "error.link_in_a_circle", named});
    }
    return issues;
}

}  // namespace kartei::customers
