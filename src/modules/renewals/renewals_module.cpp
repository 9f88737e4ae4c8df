// What subscriptions and their renewal hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/reversal.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/renewals/parked_money.hpp"
#include "modules/renewals/renew_command.hpp"
#include "modules/renewals/renewal.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "modules/renewals/renewals_report.hpp"
#include "modules/renewals/right_makers.hpp"

namespace kartei::renewals {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"seat_rights.change"}, {"renewals.run"}};
}

/// Records of rights and parked money that a change created name their customer in their row.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (actor.may("customers.see_hidden")) return true;
    const auto hidden = [&](std::string_view sql) { return transaction.query(sql, first, last).next(); };
    if (record == "seat_right")
        return !hidden(
            "SELECT 1 FROM seat_right r JOIN customer c ON c.id = r.customer_id WHERE r.id BETWEEN :first AND :last"
            " AND c.hidden_in_search = 1 LIMIT 1");
    if (record == "parked_money")
        return !hidden(
            "SELECT 1 FROM parked_money p JOIN customer c ON c.id = p.customer_id WHERE p.id BETWEEN :first AND :last"
            " AND c.hidden_in_search = 1 LIMIT 1");
    return true;
}

std::vector<audit::Reversible> reversible_renewals() {
    return {parameters::reversible(orders::subscription_terms_record()),
            parameters::reversible(seat_right_record()),
            parameters::reversible(seat_exception_record()),
            parameters::reversible(renewal_record()),
            parameters::reversible(entry_record()),
            reversible_parked_money()};
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"money_parked", "overpaid_parked"}, {"sales.refund"}},
            {{"seat_right_changed"}, {"seat_rights.change"}},
            {{"seat_rights_made", "renewal_created", "renewal_decided", "renewal_reserved"}, {"renewals.run"}},
            {{"subscription_created", "subscription_terms_changed"}, {"events.change"}}};
}

std::vector<customers::Reference> references() {
    return {{"seat_right", "customer_id", true, "customer.has_seat_rights"},
            {"parked_money", "customer_id", true, "customer.has_parked_money"}};
}

lists::Reports reports() {
    return {parameters::only_with_venue(seat_rights_report()), parameters::only_with_venue(renewals_report())};
}

}  // namespace

Module renewals_module() {
    return Module("renewals")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"renew", renew_command})
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return parameters::only_with_module(here.house, "venue", renewals_endpoints(here.house, here.jobs));
        }))
        .hands<web::NamedSchema>(renewals_schemas)
        .hands<lists::Report>(reports)
        .hands<audit::Reversible>(reversible_renewals)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(references)
        .hands<orders::OrderFollower>(follow_order);
}

}  // namespace kartei::renewals
