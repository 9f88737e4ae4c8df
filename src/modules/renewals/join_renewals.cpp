#include "modules/renewals/join_renewals.hpp"

#include "audit/concerned.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/parked_money.hpp"
#include "modules/renewals/renewal.hpp"
#include "modules/renewals/right_makers.hpp"

namespace kartei::renewals {
namespace {

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

}  // namespace

std::vector<audit::Reversible> reversible_renewals() {
    return {parameters::reversible(orders::subscription_terms_record()),
            parameters::reversible(seat_right_record()),
            parameters::reversible(seat_exception_record()),
            parameters::reversible(renewal_record()),
            parameters::reversible(entry_record()),
            reversible_parked_money()};
}

void join_renewals() {
    auto& references = customers::references();
    references.push_back({"seat_right", "customer_id", true, "customer.has_seat_rights"});
    references.push_back({"parked_money", "customer_id", true, "customer.has_parked_money"});
    orders::order_followers().push_back(follow_order);
    audit::records_seen().emplace_back(may_see_records);
    auto& rights = audit::rights_of_undo();
    for (const auto* kind : {"money_parked", "overpaid_parked"}) rights[kind] = {"sales.refund"};
    rights["seat_right_changed"] = {"seat_rights.change"};
    for (const auto* kind : {"seat_rights_made", "renewal_created", "renewal_decided", "renewal_reserved"})
        rights[kind] = {"renewals.run"};
    for (const auto* kind : {"subscription_created", "subscription_terms_changed"}) rights[kind] = {"events.change"};
}

}  // namespace kartei::renewals
