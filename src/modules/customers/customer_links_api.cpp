// Endpoints of the links of a customer: where they lead, what comes over them, who depends on him, and the copy.
#include "audit/hold.hpp"
#include "modules/customers/customer_answers.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json brief(const Customer& customer) {
    return {{"id", customer.id},
            {"number", *customer.number},
            {"name", full_name(customer)},
            {"town", customer.town.empty() ? Json(nullptr) : Json(customer.town)}};
}

/// What comes over the link now: the billing address as it is printed (J-204), lines of the nearest that has any.
Json inherits_json(House& house, Transaction& transaction, const Actor& actor, const Link& link,
                   const Customer& customer, const std::vector<Customer>& chain, Language language) {
    Json inherits = Json::array();
    if (link.field == "billing_address_from" && !chain.empty())
        inherits.push_back({{"what", "address"},
                            {"from", brief(chain.front())},
                            {"lines", print_address(chain.front(), house.country)}});
    else if (const auto over = inherited_over(house, transaction, link, customer, language);
             over && may_see(actor, over->from))
        inherits.push_back({{"what", link.field}, {"from", brief(over->from)}, {"lines", over->lines}});
    return inherits;
}

/// The way over a link as far as the user may see it.
std::vector<Customer> seen_chain(Transaction& transaction, const Actor& actor, const Link& link,
                                 const Customer& customer) {
    auto chain = chain_of(transaction, link, customer);
    const auto end = std::find_if(chain.begin(), chain.end(), [&](const auto& one) { return !may_see(actor, one); });
    chain.erase(end, chain.end());
    return chain;
}

Json link_json(House& house, Transaction& transaction, const Actor& actor, const Link& link, const Customer& customer,
               Language language) {
    const auto chain = seen_chain(transaction, actor, link, customer);
    Json json{{"field", link.field},
              {"customer", chain.empty() ? Json(nullptr) : brief(chain.front())},
              {"inherits", inherits_json(house, transaction, actor, link, customer, chain, language)},
              {"chain", Json::array()}};
    for (const auto& one : chain) json["chain"].push_back(brief(one));
    if (link.mutual && !chain.empty()) {
        const auto back = chain.front().*link.member;
        json["one_sided"] = !back || id_of_number(transaction, *back) != customer.id;
    }
    return json;
}

Result<Answer> links_of(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        const auto absent = parameters::absent_fields(*parameters::parameters_of(transaction));
        Json all = Json::array(), dependants = Json::array();
        for (const auto& link : links) {
            if (std::find(absent.begin(), absent.end(), link.field) != absent.end()) continue;
            all.push_back(link_json(house, transaction, request.actor, link, *customer, request.language));
            auto depends = dependants_of(transaction, link, *customer);
            depends.count -= static_cast<std::int64_t>(std::erase_if(
                depends.first, [&](const Customer& one) { return !may_see(request.actor, one); }));
            if (depends.count == 0) continue;
            Json rows = Json::array();
            for (const auto& one : depends.first) rows.push_back(brief(one));
            dependants.push_back({{"field", link.field}, {"count", depends.count}, {"rows", std::move(rows)}});
        }
        return Answer::ok({{"links", std::move(all)}, {"dependants", std::move(dependants)}});
    });
}

/// The link of a path; it must belong to a module that is switched on.
Result<const Link*> link_named(Transaction& transaction, std::string_view field) {
    const auto* link = find_link(field);
    const auto absent = parameters::absent_fields(*parameters::parameters_of(transaction));
    if (!link || std::find(absent.begin(), absent.end(), field) != absent.end())
        return refuse(RefusalKind::not_found, "error.no_such_address");
    return link;
}

Result<Saved> copy_billing_address(House& house, Transaction& transaction, const Actor& actor, const Link& link,
                                   const Customer& before) {
    const auto chain = seen_chain(transaction, actor, link, before);
    if (chain.empty()) return refuse(RefusalKind::conflict, "error.nothing_to_copy");
    auto after = before;
    copy_address(after, chain.front());
    if (differences(customer_fields(), before, after).empty()) return Saved{before, 0};
    audit::Change change(house, transaction, actor, "customer_changed");
    auto done = TRY(save_customer(transaction, change, before, std::move(after)));
    change.seal();
    return done;
}

Result<Saved> copy_over(House& house, Transaction& transaction, const Request& request) {
    hold(transaction, Held::customer, request.id());
    const auto before = find_customer(transaction, request.id());
    if (!before) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    const auto* link = TRY(link_named(transaction, request.path_parameters.at("field")));
    if (before->version != *request.version) return refuse(RefusalKind::stale, "error.stale");
    if (link->field == "billing_address_from")
        return copy_billing_address(house, transaction, request.actor, *link, *before);
    audit::Change change(house, transaction, request.actor, "lines_copied");
    TRY(copy_lines(house, transaction, change, request.actor, *link, *before));
    change.seal();
    return Saved{*find_customer(transaction, before->id), change.event()};
}

Result<Answer> copy(House& house, const Request& request) {
    const auto saved = house.database.write(
        [&](Transaction& transaction) { return copy_over(house, transaction, request); });
    if (!saved) return refused(house, request, saved.refusal());
    return answer_of(saved->customer, house, saved->event);
}

Json links_schema() {
    const auto customer = schema::object({{"id", schema::integer()},
                                          {"number", schema::integer()},
                                          {"name", schema::text()},
                                          {"town", schema::nullable(schema::text())}},
                                         {"id", "number", "name", "town"});
    const auto inherited = schema::object(
        {{"what", schema::text()}, {"from", customer}, {"lines", schema::array(schema::text())}},
        {"what", "from", "lines"});
    const auto link = schema::object({{"field", schema::text()},
                                      {"customer", schema::nullable(customer)},
                                      {"one_sided", schema::boolean()},
                                      {"inherits", schema::array(inherited)},
                                      {"chain", schema::array(customer)}},
                                     {"field", "customer", "inherits", "chain"});
    const auto dependants = schema::object(
        {{"field", schema::text()}, {"count", schema::integer()}, {"rows", schema::array(customer)}},
        {"field", "count", "rows"});
    return schema::object({{"links", schema::array(link)}, {"dependants", schema::array(dependants)}},
                          {"links", "dependants"});
}

}  // namespace

web::EndpointTable link_endpoints(House& house) {
    return {
        {Method::get, "/customers/{id}/links", "get_customer_links", "customers.read",
         "Where the eight links of a customer lead (J-145), what comes over them and from whom, the chain behind each, "
         "and who depends on him (the first 50).",
         {}, nullptr, {}, {{200, "The links of modules that are switched on.", links_schema()}}, {},
         [&house](Request& request) { return links_of(house, request); }},
        {Method::post, "/customers/{id}/links/{field}/copy", "copy_over_link", "customers.change",
         "Copies once what a link leads to: the address into fields that are still free, never a number (J-152 to "
         "J-154); all commission lines or fee rules of the nearest customer that has any, behind those that are there "
         "(J-150, J-163; with commission.change or fees.change). 409 when there is nothing to copy.",
         {}, nullptr, {}, {{200, "The customer as he is now.", schema::reference("Customer")}},
         Precondition::if_match, [&house](Request& request) { return copy(house, request); }, "customer"},
    };
}

}  // namespace kartei::customers
