#include "modules/consents/consent_blocks.hpp"

#include <functional>
#include <string>

#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::consents {
namespace {

using sql::text_or_null;
using sql::Transaction;

constexpr std::size_t at_once = 250;

/// ":a0, :a1, …", or what else is made of a number, `at_once` times.
std::string many(const std::function<std::string(const std::string&)>& one) {
    std::string list;
    for (std::size_t i = 0; i < at_once; ++i) list += (i ? ", " : "") + one(std::to_string(i));
    return list;
}

/// Runs a question for some hundred customers at a time; `select` ends with the column of the customer.
void each_of(Transaction& transaction, std::string_view select, const std::vector<std::int64_t>& customers,
             const std::function<void(const sql::Rows&)>& take) {
    static const auto places = many([](const auto& number) { return ":id" + number; });
    // sql: placeholders of our own
    const auto statement = std::string(select) + " IN (" + places + ")";
    for (std::size_t first = 0; first < customers.size(); first += at_once) {
        std::vector<sql::Parameter> ids;
        for (std::size_t i = first; i < first + at_once; ++i) ids.emplace_back(i < customers.size() ? customers[i] : 0);
        auto rows = transaction.run_query(statement, ids);
        while (rows.next()) take(rows);
    }
}

/// Puts what is new into the table at once; the rest goes the way of a single one, which knows what to note.
template <class Record>
void store_new(Transaction& transaction, audit::Change& change, const Carried<Record>& before,
               const std::vector<Record>& after, std::string_view table, const std::vector<std::string>& columns,
               std::int64_t Record::*of, const std::function<std::vector<sql::Parameter>(const Record&)>& parameters,
               const std::function<void(const Record&)>& store) {
    auto insert = transaction.bulk_insert(table, columns);
    std::vector<const Record*> known;
    for (const auto& record : after) {
        if (before.contains({record.customer_id, record.*of})) known.push_back(&record);
        else insert->add(parameters(record));
    }
    insert->finish();
    for (const auto& record : after)
        if (!before.contains({record.customer_id, record.*of})) change.created(table, record.customer_id);
    for (const auto* record : known) store(*record);
}

/// What customers carry, by customer.
std::map<std::int64_t, Consents> carried_by(Transaction& transaction, const std::vector<std::int64_t>& customers) {
    Carried<CustomerLabel> labels;
    read_carried(transaction, customers, labels);
    Carried<CustomerPermission> permissions;
    read_carried(transaction, customers, permissions);
    std::map<std::int64_t, Consents> carried;
    for (const auto& [key, label] : labels)
        carried[key.first].labels.push_back({key.second, label.granted_at, label.expires_at});
    for (const auto& [key, permission] : permissions)
        carried[key.first].permissions.push_back({key.second, permission.state, permission.at});
    return carried;
}

struct Line {
    std::string name_key, consents;
    std::int64_t customer;
};

/// Some lines in one statement. Written at the end of the list are lines of nobody.
void write_beside(Transaction& transaction, const std::vector<Line>& lines) {
    static const auto statement = [] {
        const auto values = many([](const auto& i) {
            return "(CAST(:key" + i + " AS text), CAST(:id" + i + " AS bigint), CAST(:consents" + i + " AS text))";
        });
        // sql: placeholders of our own
        return "UPDATE customer_line SET consents = n.column3 FROM (VALUES " + values +
               ") AS n WHERE customer_line.name_key = n.column1 AND customer_line.customer_id = n.column2";
    }();
    for (std::size_t first = 0; first < lines.size(); first += at_once) {
        std::vector<sql::Parameter> parameters;
        for (std::size_t i = first; i < first + at_once; ++i) {
            const bool there = i < lines.size();
            parameters.emplace_back(there ? std::string_view(lines[i].name_key) : std::string_view());
            parameters.emplace_back(there ? lines[i].customer : 0);
            parameters.push_back(there ? text_or_null(lines[i].consents) : sql::Parameter(nullptr));
        }
        transaction.run_execute(statement, parameters);
    }
}

}  // namespace

void look_up_by_index(Transaction& transaction) {
    if (transaction.engine() == sql::Engine::postgresql) transaction.execute("SET LOCAL enable_seqscan = off");
}

void read_carried(Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerLabel>& carried) {
    each_of(transaction,
            "SELECT customer_id, label_id, granted_at, granted_by, expires_at FROM customer_label WHERE customer_id",
            customers, [&](const sql::Rows& rows) {
                carried[{rows.integer(0), rows.integer(1)}] = {rows.integer(0), rows.integer(1), rows.string(2),
                                                               rows.string(3), rows.string(4)};
            });
}

void read_carried(Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerPermission>& carried) {
    each_of(transaction,
            "SELECT customer_id, permission_id, state, channel, at, source FROM customer_permission WHERE customer_id",
            customers, [&](const sql::Rows& rows) {
                carried[{rows.integer(0), rows.integer(1)}] = {rows.integer(0), rows.integer(1), rows.string(2),
                                                               rows.string(3),  rows.string(4),  rows.string(5)};
            });
}

void store_all(Transaction& transaction, audit::Change& change, const Carried<CustomerLabel>& before,
               const std::vector<CustomerLabel>& after) {
    store_new<CustomerLabel>(
        transaction, change, before, after, "customer_label", customer_label_columns(), &CustomerLabel::label_id,
        [&](const auto& label) { return customer_label_parameters(label, change.event()); },
        [&](const auto& label) { store_label(transaction, change, label); });
}

void store_all(Transaction& transaction, audit::Change& change, const Carried<CustomerPermission>& before,
               const std::vector<CustomerPermission>& after) {
    store_new<CustomerPermission>(
        transaction, change, before, after, "customer_permission",
        {"customer_id", "permission_id", "state", "channel", "at", "source", "created_event"},
        &CustomerPermission::permission_id,
        [&](const auto& permission) {
            return std::vector<sql::Parameter>{permission.customer_id,          permission.permission_id,
                                               permission.state,                text_or_null(permission.channel),
                                               text_or_null(permission.at),     text_or_null(permission.source),
                                               change.event()};
        },
        [&](const auto& permission) { store_permission(transaction, change, permission); });
}

void refresh_consents(Transaction& transaction, const std::vector<std::int64_t>& customers) {
    const auto carried = carried_by(transaction, customers);
    std::vector<Line> lines;
    each_of(transaction, "SELECT id, name, first_name FROM customer WHERE id", customers, [&](const sql::Rows& rows) {
        const auto found = carried.find(rows.integer(0));
        lines.push_back({customers::name_key(rows.text(1), rows.text(2)),
                         found == carried.end() ? std::string() : pack(found->second), rows.integer(0)});
    });
    write_beside(transaction, lines);
}

}  // namespace kartei::consents
