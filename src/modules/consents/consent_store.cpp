#include "modules/consents/consent_store.hpp"

#include "modules/consents/declarations.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::consents {
namespace {

using audit::Change;
using sql::text_or_null;
using sql::Transaction;

NamedIds read_names(sql::Rows rows) {
    NamedIds names;
    while (rows.next()) names.emplace_back(rows.integer(0), rows.string(1));
    return names;
}

/// One audit record holds all labels (permissions) of a customer; the field says which: "7.expires_at".
template <class Record>
void note_differences(Change& change, std::string_view record, const FieldTable<Record>& table, const Record& before,
                      const Record& after, std::int64_t of) {
    for (const auto& difference : differences(table, before, after)) {
        auto field = *difference.field;
        const auto name = std::to_string(of) + "." + std::string(field.name);
        field.name = name;
        change.changed(record, after.customer_id, field, difference.before, difference.after, after.customer_id);
    }
}

}  // namespace

NamedIds all_labels(Transaction& transaction) {
    return read_names(transaction.query("SELECT id, name FROM label ORDER BY name"));
}

NamedIds all_permissions(Transaction& transaction) {
    return read_names(transaction.query("SELECT id, name FROM permission ORDER BY name"));
}

std::int64_t find_or_create_label(Transaction& transaction, Change& change, std::string_view name) {
    auto rows = transaction.query("SELECT id FROM label WHERE name = :name", name);
    if (rows.next()) return rows.integer(0);
    const auto id = take_ids(transaction, "label");
    transaction.execute("INSERT INTO label (id, name) VALUES (:id, :name)", id, name);
    change.created("label", id);
    return id;
}

std::int64_t find_or_create_permission(Transaction& transaction, Change& change, std::string_view name) {
    auto rows = transaction.query("SELECT id FROM permission WHERE name = :name", name);
    if (rows.next()) return rows.integer(0);
    const auto id = take_ids(transaction, "permission");
    transaction.execute("INSERT INTO permission (id, name) VALUES (:id, :name)", id, name);
    change.created("permission", id);
    return id;
}

std::optional<CustomerLabel> find_label(Transaction& transaction, std::int64_t customer, std::int64_t label) {
    auto rows = transaction.query(
        "SELECT granted_at, granted_by, expires_at, follows_subscription FROM customer_label"
        " WHERE customer_id = :customer AND label_id = :label",
        customer, label);
    if (!rows.next()) return std::nullopt;
    return CustomerLabel{customer, label, rows.string(0), rows.string(1), rows.string(2), rows.integer(3) != 0};
}

Stored store_label(Transaction& transaction, Change& change, const CustomerLabel& label) {
    const auto before = find_label(transaction, label.customer_id, label.label_id);
    if (!before) {
        transaction.execute(
            "INSERT INTO customer_label (customer_id, label_id, granted_at, granted_by, expires_at,"
            " follows_subscription, created_event) VALUES (:customer_id, :label_id, :granted_at, :granted_by,"
            " :expires_at, :follows_subscription, :created_event)",
            label.customer_id, label.label_id, text_or_null(label.granted_at), text_or_null(label.granted_by),
            text_or_null(label.expires_at), label.follows_subscription, change.event());
        change.created("customer_label", label.customer_id);
        return Stored::created;
    }
    if (differences(label_fields(), *before, label).empty()) return Stored::unchanged;
    transaction.execute(
        "UPDATE customer_label SET granted_at = :granted_at, granted_by = :granted_by, expires_at = :expires_at,"
        " follows_subscription = :follows_subscription, version = version + 1"
        " WHERE customer_id = :customer_id AND label_id = :label_id",
        text_or_null(label.granted_at), text_or_null(label.granted_by), text_or_null(label.expires_at),
        label.follows_subscription, label.customer_id, label.label_id);
    note_differences(change, "customer_label", label_fields(), *before, label, label.label_id);
    return Stored::changed;
}

const std::vector<std::string>& customer_label_columns() {
    static const std::vector<std::string> columns{"customer_id", "label_id",             "granted_at",   "granted_by",
                                                  "expires_at",  "follows_subscription", "created_event"};
    return columns;
}

std::vector<sql::Parameter> customer_label_parameters(const CustomerLabel& label, std::int64_t event) {
    return {label.customer_id,
            label.label_id,
            text_or_null(label.granted_at),
            text_or_null(label.granted_by),
            text_or_null(label.expires_at),
            label.follows_subscription,
            event};
}

Consents consents_of(Transaction& transaction, std::int64_t customer) {
    Consents consents;
    auto labels = transaction.query(
        "SELECT label_id, granted_at, expires_at FROM customer_label WHERE customer_id = :customer ORDER BY label_id",
        customer);
    while (labels.next()) consents.labels.push_back({labels.integer(0), labels.string(1), labels.string(2)});
    auto permissions = transaction.query(
        "SELECT permission_id, state, at FROM customer_permission WHERE customer_id = :customer ORDER BY permission_id",
        customer);
    while (permissions.next())
        consents.permissions.push_back({permissions.integer(0), permissions.string(1), permissions.string(2)});
    return consents;
}

void refresh_consents(Transaction& transaction, std::int64_t customer) {
    std::string key;
    {
        auto rows = transaction.query("SELECT name, first_name FROM customer WHERE id = :id", customer);
        if (!rows.next()) return;
        key = customers::name_key(rows.text(0), rows.text(1));
    }
    transaction.execute(
        "UPDATE customer_line SET consents = :consents WHERE name_key = :name_key AND customer_id = :customer",
        text_or_null(pack(consents_of(transaction, customer))), key, customer);
}

std::int64_t check_consents(Transaction& transaction) {
    std::int64_t wrong = 0;
    auto rows = transaction.stream("SELECT customer_id, consents FROM customer_line ORDER BY name_key, customer_id");
    while (rows.next()) wrong += pack(consents_of(transaction, rows.integer(0))) != rows.text(1);
    return wrong + check_permissions(transaction);
}

}  // namespace kartei::consents
