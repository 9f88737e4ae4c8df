// How undo works on labels and permissions (audit/reversal.hpp).
#include <charconv>
#include <set>

#include "audit/field_reversal.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::consents {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using audit::Reversible;
using sql::Transaction;

/// A label or permission goes only while no customer carries it: others may have begun to use it. That is no conflict.
constexpr std::string_view label_is_used = "SELECT 1 FROM customer_label WHERE label_id = :id LIMIT 1";
constexpr std::string_view permission_is_used = "SELECT 1 FROM permission_declaration WHERE permission_id = :id LIMIT 1";

Reversible reversible_name(std::string record, std::string_view is_used, std::string_view remove) {
    Reversible how;
    how.record = std::move(record);
    how.change = [](auto&&...) { return std::vector<Conflict>(); };
    how.deletion = [](auto&&...) { return std::vector<Conflict>(); };
    how.creation = [=](House&, Transaction& transaction, Change&, std::int64_t first, std::int64_t last, std::int64_t,
                       bool check_only) {
        for (auto id = last; id >= first && !check_only; --id)
            if (!transaction.query(is_used, id).next()) transaction.execute(remove, id);
        return std::vector<Conflict>();
    };
    return how;
}

/// Labels that an event gave to the customers first … last go; what was changed since stays.
std::vector<Conflict> take_labels(House&, Transaction& transaction, Change& change, std::int64_t first,
                                  std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    std::vector<std::pair<std::int64_t, std::int64_t>> going;
    auto rows = transaction.query(
        "SELECT customer_id, label_id, version FROM customer_label WHERE customer_id >= :first AND customer_id <= :last"
        " AND created_event = :event",
        first, last, event);
    while (rows.next()) {
        if (rows.integer(2) > 1 &&
            audit::touched_by_others(transaction, "customer_label", rows.integer(0), event, change.event()))
            conflicts.push_back({"customer_label", rows.integer(0), "", "", "error.changed_since"});
        else
            going.emplace_back(rows.integer(0), rows.integer(1));
    }
    if (check_only) return conflicts;
    for (std::size_t i = 0; i < going.size(); ++i) {
        transaction.execute("DELETE FROM customer_label WHERE customer_id = :customer AND label_id = :label",
                            going[i].first, going[i].second);
        if (i + 1 == going.size() || going[i + 1].first != going[i].first) refresh_consents(transaction, going[i].first);
    }
    return conflicts;
}

/// Declarations go out of the ledger; what was declared before or since holds then. Nothing stands against that.
void take_declarations(Transaction& transaction, std::string_view of_event, std::int64_t first, std::int64_t last,
                       std::int64_t event) {
    std::set<std::pair<std::int64_t, std::int64_t>> touched;
    std::vector<std::int64_t> going;
    {
        auto rows = transaction.query(of_event, first, last, event);
        while (rows.next()) {
            going.push_back(rows.integer(0));
            touched.emplace(rows.integer(1), rows.integer(2));
        }
    }
    for (const auto id : going) transaction.execute("DELETE FROM permission_declaration WHERE id = :id", id);
    std::set<std::int64_t> customers;
    for (const auto& [customer, permission] : touched) {
        settle_permission(transaction, customer, permission);
        customers.insert(customer);
    }
    for (const auto customer : customers) refresh_consents(transaction, customer);
}

auto declarations_back(std::string_view of_event) {
    return [of_event](House&, Transaction& transaction, Change&, std::int64_t first, std::int64_t last,
                      std::int64_t event, bool check_only) {
        if (!check_only) take_declarations(transaction, of_event, first, last, event);
        return std::vector<Conflict>();
    };
}

constexpr std::string_view declarations_of_event =
    "SELECT id, customer_id, permission_id FROM permission_declaration WHERE id >= :first AND id <= :last"
    " AND created_event = :event";
/// Events from before the ledger name the customers.
constexpr std::string_view declarations_of_customers =
    "SELECT id, customer_id, permission_id FROM permission_declaration WHERE customer_id >= :first AND customer_id <= "
    ":last AND created_event = :event";

/// From before the ledger: what holds is put back in the place of what was changed then.
Declared restate(Transaction& transaction, Change&, const CustomerPermission& permission) {
    transaction.execute(
        "UPDATE permission_declaration SET state = :state, channel = :channel, at = :at, source = :source"
        " WHERE id = (SELECT max(d.id) FROM permission_declaration d JOIN customer_permission p"
        " ON p.customer_id = d.customer_id AND p.permission_id = d.permission_id AND p.state = d.state"
        " AND coalesce(p.at, '') = coalesce(d.at, '') WHERE d.customer_id = :customer AND d.permission_id = :permission)",
        permission.state, sql::text_or_null(permission.channel), sql::text_or_null(permission.at),
        sql::text_or_null(permission.source), permission.customer_id, permission.permission_id);
    settle_permission(transaction, permission.customer_id, permission.permission_id);
    return Declared::holds;
}

/// "7.expires_at" -> 7 and expires_at.
std::pair<std::int64_t, std::string_view> split(std::string_view field) {
    std::int64_t id = 0;
    const auto point = std::min(field.find('.'), field.size());
    std::from_chars(field.data(), field.data() + point, id);
    return {id, field.substr(std::min(point + 1, field.size()))};
}

template <class Record, class Find, class Store>
auto change_back(const FieldTable<Record>& table, Find find, Store store) {
    return [&table, find, store](House& house, Transaction& transaction, Change& change, std::int64_t customer,
                                 const std::vector<FieldChange>& fields, bool check_only) {
        std::vector<Conflict> conflicts;
        for (const auto& back : fields) {
            const auto [of, name] = split(back.field);
            auto record = find(transaction, customer, of);
            auto conflict = record ? audit::put_back(table, *record, name, back, house.rules)
                                   : Conflict{back.record, customer, back.field, "", "error.gone"};
            if (conflict) conflicts.push_back(std::move(*conflict));
            else if (!check_only) store(transaction, change, *record);
        }
        if (!check_only) refresh_consents(transaction, customer);
        return conflicts;
    };
}

}  // namespace

std::vector<Reversible> reversible_consents() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    Reversible labels, permissions, declarations;
    labels.record = "customer_label";
    labels.change = change_back(label_fields(), find_label, store_label);
    labels.creation = take_labels;
    labels.deletion = nothing;
    permissions.record = "customer_permission";
    permissions.change = change_back(permission_fields(), find_permission, restate);
    permissions.creation = declarations_back(declarations_of_customers);
    permissions.deletion = nothing;
    declarations.record = "permission_declaration";
    declarations.change = nothing;
    declarations.creation = declarations_back(declarations_of_event);
    declarations.deletion = nothing;
    return {labels, permissions, declarations, reversible_name("label", label_is_used, "DELETE FROM label WHERE id = :id"),
            reversible_name("permission", permission_is_used, "DELETE FROM permission WHERE id = :id")};
}

void register_references() {
    customers::references().push_back(
        {"customer_label",
         "customer_id",
         false,
         "",
         {"customer_id", "label_id", "granted_at", "granted_by", "expires_at", "created_event", "version"}});
    customers::references().push_back(
        {"customer_permission",
         "customer_id",
         false,
         "",
         {"customer_id", "permission_id", "state", "channel", "at", "source", "created_event", "version"}});
    customers::references().push_back({"permission_declaration", "customer_id", false, "", declaration_columns()});
}

}  // namespace kartei::consents
