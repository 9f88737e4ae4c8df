#include "modules/consents/labelling.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "audit/change.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;

bool may_carry_labels(Transaction& transaction, const Actor& actor, std::int64_t customer) {
    if (customer == customers::anonymous_customer) return false;  // customer-lists.md 16.15
    auto rows = transaction.query("SELECT hidden_in_search FROM customer WHERE id = :id", customer);
    return rows.next() && customers::may_see(actor, customer, rows.integer(0) != 0);
}

/// Whether the order changes something at this customer. A label that has expired is given anew.
bool concerns(const House& house, Transaction& transaction, const LabelOrder& order, std::int64_t customer) {
    const auto carried = find_label(transaction, customer, order.label);
    if (!order.give) return carried.has_value();
    return !carried || has_expired(carried->expires_at, house.now()) ||
           (!order.expires_at.empty() && carried->expires_at != order.expires_at);
}

Result<CustomerLabel> given(const House& house, Transaction& transaction, const Actor& actor, const LabelOrder& order,
                            const LabelTerms& terms, std::int64_t customer, const std::string& at) {
    return label_to_give(house, transaction, terms, {customer, order.label, at, actor.name, order.expires_at});
}

/// The customers that would be changed; the others are counted.
std::vector<std::int64_t> concerned(const House& house, Transaction& transaction, const Actor& actor,
                                    const LabelOrder& order, const LabelTerms& terms, Labelled& labelled) {
    std::vector<std::int64_t> changed;
    for (const auto customer : std::set<std::int64_t>(order.customers.begin(), order.customers.end())) {
        ++labelled.customers;
        if (!may_carry_labels(transaction, actor, customer)) ++labelled.left_out;
        else if (!concerns(house, transaction, order, customer)) ++labelled.unchanged;
        else if (order.give && !given(house, transaction, actor, order, terms, customer, house.now())) ++labelled.left_out;
        else changed.push_back(customer);
    }
    labelled.changed = static_cast<std::int64_t>(changed.size());
    return changed;
}

void change_one(const House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                const LabelOrder& order, const LabelTerms& terms, std::int64_t customer) {
    if (order.give) {
        const auto label = given(house, transaction, actor, order, terms, customer, change.at());
        if (!label) return;  // midnight came between: it is over now
        store_label(transaction, change, *label);
    } else remove_label(transaction, change, customer, order.label);
    refresh_consents(transaction, customer);
}

}  // namespace

Result<Labelled> label_customers(House& house, Transaction& transaction, const Actor& actor, const LabelOrder& order) {
    const auto terms = terms_of_label(transaction, order.label);
    if (terms.id == 0) return refuse(RefusalKind::not_found, "error.no_such_label");
    if (order.give && order.expires_at.empty()) TRY(check_last_day(house.rules, terms, house.now()));
    Labelled labelled;
    const auto customers = concerned(house, transaction, actor, order, terms, labelled);
    if (order.preview || customers.empty()) return labelled;
    if (labelled.changed > most_unasked && order.confirmed != labelled.changed)
        return refuse(RefusalKind::conflict, "error.confirm_labels", {{"count", std::to_string(labelled.changed)}});
    audit::Change change(house, transaction, actor, order.give ? "customers_labelled" : "customers_unlabelled",
                         terms.name);
    for (const auto customer : customers) change_one(house, transaction, change, actor, order, terms, customer);
    change.seal();
    labelled.event = change.event();
    return labelled;
}

Result<std::vector<std::int64_t>> customers_in(Transaction& transaction, const lists::List& list) {
    const auto& keys = list.keys();
    const auto key = std::find_if(keys.begin(), keys.end(), [](const auto& one) { return one.name == "_customer"; });
    if (key == keys.end()) return refuse(RefusalKind::invalid, "error.list_without_customers");
    std::set<std::int64_t> ids;
    list.read(transaction, "", std::numeric_limits<std::int64_t>::max(),
              [&](const lists::Row& row, const lists::Place&) {
                  if (const auto id = key->of(row); id != 0) ids.insert(id);
                  return true;
              });
    return std::vector<std::int64_t>(ids.begin(), ids.end());
}

std::vector<LabelCount> labels_with_counts(const House& house, Transaction& transaction, bool with_hidden) {
    std::vector<LabelCount> counts;
    const auto now = house.now();
    for (auto& [id, name] : all_labels(transaction)) {
        auto rows = transaction.query(
            "SELECT count(*) FROM customer_label l JOIN customer c ON c.id = l.customer_id WHERE l.label_id = :label"
            " AND c.hidden_in_search <= :hidden AND (l.expires_at IS NULL OR l.expires_at >= :now)",
            id, with_hidden, now);
        rows.next();
        counts.push_back({id, std::move(name), rows.integer(0)});
    }
    return counts;
}

}  // namespace kartei::consents
