#include "modules/customers/customer_kind.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// A house without categories of the kind has nothing to compare with.
bool category_stays(Transaction& transaction, const Customer& customer) {
    bool offers = false;
    for (const auto& choice : parameters::choices_of(transaction, "category", Language::en)) {
        if (choice.kind != customer.kind) continue;
        offers = true;
        if (choice.code == customer.category) return true;
    }
    return !offers;
}

Result<Done> draw_numbers(Transaction& transaction, Customer& customer, const NewKind& wanted) {
    if (!wanted.new_number && !wanted.new_debtor_number)
        return customer.debtor_number || !is_booked(customer.kind) ? Result<Done>(Done{})
                                                                   : give_debtor_number(transaction, customer);
    // What stays is his already and is not given anew.
    if (wanted.new_number && wanted.new_debtor_number) {
        customer.number.reset();
        customer.debtor_number.reset();
        return give_numbers(transaction, customer);
    }
    if (wanted.new_number) customer.number = TRY(take_number(transaction, customer.kind, Target::customer));
    else customer.debtor_number = TRY(take_number(transaction, customer.kind, Target::debtor));
    return Done{};
}

}  // namespace

Result<Saved> change_kind(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                          std::int64_t version, const NewKind& wanted) {
    if (!actor.may("customers.kind"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.kind"}});
    hold_house(transaction);  // two draw numbers: one leaves the other none
    const auto before = find_customer(transaction, id);
    if (!before) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (id == anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    if (before->version != version) return refuse(RefusalKind::stale, "error.stale");
    if (before->kind == wanted.kind) return refuse_field("kind", "error.same_kind");
    // J-165: whoever belongs to him belongs to an agency.
    if (const auto theirs = dependants_of(transaction, *find_link("agency"), *before).count; theirs > 0)
        return refuse(RefusalKind::conflict, "error.agency_of_others", {{"count", std::to_string(theirs)}});
    Customer after = *before;
    if (auto issues = apply_values(after, {{"kind", wanted.kind}}, actor, false); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    if (!category_stays(transaction, after)) after.category.clear();
    TRY(draw_numbers(transaction, after, wanted));
    audit::Change change(house, transaction, actor, "customer_kind_changed");
    auto saved = TRY(save_customer(transaction, change, *before, std::move(after)));
    change.seal();
    return saved;
}

std::set<std::int64_t> ids_of_kind(Transaction& transaction, std::string_view kind) {
    std::set<std::int64_t> ids;
    auto rows = transaction.query("SELECT id FROM customer WHERE kind = :kind", kind);
    while (rows.next()) ids.insert(rows.integer(0));
    return ids;
}

}  // namespace kartei::customers
