// How undo works on labels and permissions (audit/reversal.hpp).
#include <charconv>

#include "audit/field_reversal.hpp"
#include "modules/consents/consent_store.hpp"
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
constexpr std::string_view permission_is_used = "SELECT 1 FROM customer_permission WHERE permission_id = :id LIMIT 1";

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

constexpr std::string_view labels_of_event =
    "SELECT customer_id, label_id, version FROM customer_label WHERE customer_id >= :first AND customer_id <= :last "
    "AND created_event = :event";
constexpr std::string_view permissions_of_event =
    "SELECT customer_id, permission_id, version FROM customer_permission WHERE customer_id >= :first AND customer_id "
    "<= :last AND created_event = :event";

/// What an event gave to the customers first … last goes; what was changed since stays.
auto creation(std::string record, std::string_view of_event, std::string_view remove) {
    return [=](House&, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
               std::int64_t event, bool check_only) {
        std::vector<Conflict> conflicts;
        std::vector<std::pair<std::int64_t, std::int64_t>> going;
        auto rows = transaction.query(of_event, first, last, event);
        while (rows.next()) {
            if (rows.integer(2) > 1 &&
                audit::touched_by_others(transaction, record, rows.integer(0), event, change.event()))
                conflicts.push_back({record, rows.integer(0), "", "", "error.changed_since"});
            else
                going.emplace_back(rows.integer(0), rows.integer(1));
        }
        if (check_only) return conflicts;
        for (std::size_t i = 0; i < going.size(); ++i) {
            transaction.execute(remove, going[i].first, going[i].second);
            if (i + 1 == going.size() || going[i + 1].first != going[i].first)
                refresh_consents(transaction, going[i].first);
        }
        return conflicts;
    };
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
    Reversible labels, permissions;
    labels.record = "customer_label";
    labels.change = change_back(label_fields(), find_label, store_label);
    labels.creation = creation("customer_label", labels_of_event,
                               "DELETE FROM customer_label WHERE customer_id = :customer AND label_id = :label");
    labels.deletion = nothing;
    permissions.record = "customer_permission";
    permissions.change = change_back(permission_fields(), find_permission, store_permission);
    permissions.creation =
        creation("customer_permission", permissions_of_event,
                 "DELETE FROM customer_permission WHERE customer_id = :customer AND permission_id = :permission");
    permissions.deletion = nothing;
    return {labels, permissions, reversible_name("label", label_is_used, "DELETE FROM label WHERE id = :id"),
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
}

}  // namespace kartei::consents
