#include "modules/customers/customer_links.hpp"

#include <algorithm>
#include <set>

#include "base/module.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

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

std::string kind_of(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query("SELECT kind FROM customer WHERE id = :id", id);
    return rows.next() ? rows.string(0) : "";
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

std::vector<Issue> link_issues(Transaction& transaction, const Actor& actor, const Customer& customer,
                               const Customer& before) {
    std::vector<Issue> issues;
    for (const auto& link : links) {
        const auto number = customer.*link.member;
        if (!number || number == before.*link.member) continue;
        const auto other = id_of_number(transaction, *number);
        const Parameters named{{"number", std::to_string(*number)}};
        if (!other || *other == anonymous_customer || !may_see(transaction, actor, *other))
            issues.push_back({std::string(link.field), "error.no_such_customer", named});
        else if (link.field == "agency" && kind_of(transaction, *other) != "agency")
            issues.push_back({std::string(link.field), "error.no_agency", named});
        else if (customer.id != 0 && *other == customer.id)
            issues.push_back({std::string(link.field), "error.link_to_himself", {}});
        else if (customer.id != 0 && !link.mutual && leads_to(transaction, link, *other, customer.id))
            issues.push_back({std::string(link.field), "error.link_in_a_circle", named});
    }
    return issues;
}

std::vector<Customer> chain_of(Transaction& transaction, const Link& link, const Customer& customer) {
    std::vector<Customer> chain;
    std::set<std::int64_t> seen{customer.id};
    for (auto number = customer.*link.member; number && chain.size() < 100;) {
        const auto id = id_of_number(transaction, *number);
        auto next = id && seen.insert(*id).second ? find_customer(transaction, *id) : std::nullopt;
        if (!next) break;
        number = (*next).*link.member;
        chain.push_back(std::move(*next));
    }
    return chain;
}

namespace {

/// Ids of those who point at him over a link, by any number that he has or had.
std::vector<std::int64_t> ids_pointing_at(Transaction& transaction, const Link& link, const Customer& customer) {
    const std::string column(link.field);
    std::vector<std::int64_t> numbers, ids;
    if (customer.number) numbers.push_back(*customer.number);
    for (const auto& former : former_numbers(transaction, customer.id))
        if (former.target == Target::customer) numbers.push_back(former.number);
    for (const auto number : numbers) {
        // sql: the name of a link's column, from the table above
        auto rows = transaction.query("SELECT id FROM customer WHERE " + column + " = :number ORDER BY number", number);
        while (rows.next())
            if (rows.integer(0) != customer.id) ids.push_back(rows.integer(0));
    }
    return ids;
}

}  // namespace

Dependants dependants_of(Transaction& transaction, const Link& link, const Customer& customer) {
    constexpr std::size_t most_shown = 50;
    auto ids = ids_pointing_at(transaction, link, customer);
    Dependants all{static_cast<std::int64_t>(ids.size()), {}};
    ids.resize(std::min(ids.size(), most_shown));
    all.first = find_customers(transaction, ids);
    return all;
}

std::set<std::int64_t> all_who_point_at(Transaction& transaction, const Customer& customer) {
    std::set<std::int64_t> all;
    for (const auto& link : links)
        for (const auto id : ids_pointing_at(transaction, link, customer)) all.insert(id);
    return all;
}

LinksOfOthers links_of_others(std::string_view word) {
    return word == "clear" ? LinksOfOthers::clear : word == "keep" ? LinksOfOthers::keep : LinksOfOthers::ask;
}

std::vector<std::string> who_points_at(Transaction& transaction, const Actor& actor, const Customer& customer,
                                       Language language) {
    constexpr std::size_t most_names = 5;
    std::vector<std::string> all;
    if (!customer.number) return all;
    for (const auto& link : links) {
        const auto depends = dependants_of(transaction, link, customer);
        if (depends.count == 0) continue;
        std::string words;
        std::size_t named = 0;
        for (const auto& one : depends.first)
            if (named < most_names && may_see(actor, one))
                words += (named++ == 0 ? "" : ", ") + std::to_string(*one.number) + " " + full_name(one);
        const auto caption = text(language, "customer." + std::string(link.field));
        if (named < static_cast<std::size_t>(depends.count))
            words += (named == 0 ? "(" : " … (") + std::to_string(depends.count) + ")";
        all.push_back(caption + ": " + words);
    }
    return all;
}

std::optional<Inherited> inherited_over(House& house, Transaction& transaction, const Link& link,
                                        const Customer& customer, Language language) {
    for (const auto& own : handed_in<OwnLines>()) {
        if (own.field != link.field) continue;
        if (!own.lines(house, transaction, customer.id, language).empty()) return std::nullopt;
        for (auto& from : chain_of(transaction, link, customer))
            if (auto lines = own.lines(house, transaction, from.id, language); !lines.empty())
                return Inherited{std::move(from), std::move(lines)};
    }
    return std::nullopt;
}

Result<Done> copy_lines(House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                        const Link& link, const Customer& customer) {
    for (const auto& own : handed_in<OwnLines>()) {
        if (own.field != link.field || !own.copy) continue;
        for (const auto& from : chain_of(transaction, link, customer)) {
            if (!may_see(actor, from)) break;  // what lies behind him is told by nobody either
            if (!own.lines(house, transaction, from.id, Language::en).empty())
                return own.copy(house, transaction, change, actor, from.id, customer.id);
        }
    }
    return refuse(RefusalKind::conflict, "error.nothing_to_copy");
}

void copy_address(Customer& customer, const Customer& from) {
    constexpr std::array members{&Customer::street,        &Customer::house_number, &Customer::house_number_suffix,
                                 &Customer::address_addition, &Customer::postcode,  &Customer::town,
                                 &Customer::po_box,        &Customer::po_box_postcode, &Customer::po_box_town};
    // A country alone is the house's proposal and no address.
    const bool has_address = !customer.street.empty() || !customer.postcode.empty() || !customer.town.empty();
    // A number belongs to its street: it does not go beside another one.
    const bool other_street = !customer.street.empty();
    for (auto member : members) {
        const bool of_street = member == &Customer::house_number || member == &Customer::house_number_suffix;
        if ((customer.*member).empty() && !(of_street && other_street)) customer.*member = from.*member;
    }
    if (customer.country.empty() || !has_address) customer.country = from.country;
}

}  // namespace kartei::customers
