// How undo works on customers (audit/reversal.hpp).

#include <algorithm>

#include "audit/field_reversal.hpp"
#include "base/module.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_removal.hpp"

namespace kartei::customers {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

constexpr std::string_view record = "customer";

Conflict about_whole(std::int64_t id, std::string_view reason) {
    return {std::string(record), id, "", "", std::string(reason)};
}

std::vector<Conflict> reverse_change(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                     const std::vector<audit::FieldChange>& fields, bool check_only) {
    const auto before = find_customer(transaction, id);
    if (!before) return {about_whole(id, "error.gone")};
    Customer after = *before;
    auto conflicts = audit::put_back(customer_fields(), after, fields, house.rules);
    const auto changed = differences(customer_fields(), *before, after);
    if (check_only || changed.empty()) return conflicts;
    after.changed_at = change.at();
    if (!update_customer(transaction, *before, after, before->version)) return {about_whole(id, "error.changed_since")};
    for (const auto& difference : changed)
        change.changed(record, id, *difference.field, difference.before, difference.after, id);
    return conflicts;
}

/// Did somebody change the customer, or what belongs to him, since `event`? What is only told of him (who read what)
/// is no change: it cannot go back.
bool was_touched(Transaction& transaction, const Customer& customer, std::int64_t event, std::int64_t own) {
    if (customer.version == 1 && customer.changed_at.empty()) return false;
    const auto can_go_back = [](const std::string& name) {
        const auto& all = handed_in<audit::Reversible>();
        return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.record == name; });
    };
    const auto& records = records_of_a_customer();
    return std::any_of(records.begin(), records.end(), [&](const std::string& name) {
        return can_go_back(name) && audit::touched_by_others(transaction, name, customer.id, event, own);
    });
}

/// What upper modules know against it. A customer in his first version is as he came.
std::optional<Conflict> forbidden(Transaction& transaction, const std::optional<Customer>& customer, std::int64_t id) {
    if (customer && customer->version == 1) return std::nullopt;
    for (const auto& check : handed_in<CreationCheck>())
        if (const auto reason = check(transaction, id); !reason.empty()) return about_whole(id, reason);
    return std::nullopt;
}

/// One customer that `event` created, or that came back by it (the undo of a deletion).
std::optional<Conflict> uncreate(Transaction& transaction, Change& change, const Customer& customer, std::int64_t event,
                                 bool check_only) {
    if (was_touched(transaction, customer, event, change.event()))
        return about_whole(customer.id, "error.changed_since");
    if (auto hanging = what_hangs_on(transaction, customer.id); !hanging.empty())
        return about_whole(customer.id, hanging.front());
    if (check_only) return std::nullopt;
    const auto row = take_away(transaction, customer);
    if (!row) return about_whole(customer.id, "error.changed_since");
    // What never was gave its number to nobody: an import that was undone can be mended and run again.
    release_numbers(transaction, customer);
    change.deleted(record, customer.id, *row, customer.id);
    return std::nullopt;
}

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto customer = find_customer(transaction, id);
        auto conflict = forbidden(transaction, customer, id);
        if (!conflict && customer) conflict = uncreate(transaction, change, *customer, event, check_only);
        if (conflict) conflicts.push_back(std::move(*conflict));
    }
    return conflicts;
}

std::vector<Conflict> reverse_deletion(House&, Transaction& transaction, Change& change, std::int64_t id,
                                       const std::string& row, bool check_only) {
    if (row.empty()) return {about_whole(id, "error.erased")};
    if (find_customer(transaction, id)) return {about_whole(id, "error.changed_since")};
    if (id_of_number(transaction, *from_json(row).number)) return {about_whole(id, "error.number_taken")};
    if (check_only) return {};
    bring_back(transaction, row, change.at());
    change.created(record, id);
    return {};
}

}  // namespace

audit::Reversible reversible_customer() {
    return {std::string(record), reverse_change, reverse_creation, reverse_deletion};
}

}  // namespace kartei::customers
