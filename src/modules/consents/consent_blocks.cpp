#include "modules/consents/consent_blocks.hpp"

#include <functional>
#include <string>

#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
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

std::vector<sql::Parameter> parameters_of(const CustomerPermission& permission, std::int64_t event) {
    return {permission.customer_id,          permission.permission_id,        permission.state,
            text_or_null(permission.channel), text_or_null(permission.at),      text_or_null(permission.source),
            text_or_null(permission.proof),   text_or_null(permission.wording_version), event};
}

CustomerPermission permission_in(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.string(2), rows.string(3),
            rows.string(4),  rows.string(5),  rows.string(6), rows.string(7)};
}

/// What holds from now on: first ones at once, the others one by one.
void hold_all(Transaction& transaction, const Carried<CustomerPermission>& before,
              const Carried<CustomerPermission>& holding, std::int64_t event) {
    auto insert = transaction.bulk_insert(
        "customer_permission", {"customer_id", "permission_id", "state", "channel", "at", "source", "proof",
                                "wording_version", "created_event"});
    for (const auto& [key, permission] : holding)
        if (!before.contains(key)) insert->add(parameters_of(permission, event));
    insert->finish();
    for (const auto& [key, permission] : holding)
        if (const auto carried = before.find(key);
            carried != before.end() && !differences(permission_fields(), carried->second, permission).empty())
            transaction.execute(
                "UPDATE customer_permission SET state = :state, channel = :channel, at = :at, source = :source,"
                " proof = :proof, wording_version = :wording_version, created_event = :event, version = version + 1"
                " WHERE customer_id = :customer AND permission_id = :permission",
                permission.state, text_or_null(permission.channel), text_or_null(permission.at),
                text_or_null(permission.source), text_or_null(permission.proof),
                text_or_null(permission.wording_version), event, permission.customer_id, permission.permission_id);
}

}  // namespace

void look_up_by_index(Transaction& transaction) {
    if (transaction.engine() == sql::Engine::postgresql) transaction.execute("SET LOCAL enable_seqscan = off");
}

void read_carried(Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerLabel>& carried) {
    each_of(transaction,
            "SELECT customer_id, label_id, granted_at, granted_by, expires_at, follows_subscription FROM customer_label"
            " WHERE customer_id",
            customers, [&](const sql::Rows& rows) {
                carried[{rows.integer(0), rows.integer(1)}] = {rows.integer(0), rows.integer(1), rows.string(2),
                                                               rows.string(3), rows.string(4), rows.integer(5) != 0};
            });
}

void read_carried(Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerPermission>& carried) {
    each_of(transaction,
            "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version FROM customer_permission"
            " WHERE customer_id",
            customers, [&](const sql::Rows& rows) {
                carried[{rows.integer(0), rows.integer(1)}] = permission_in(rows);
            });
}

void store_all(Transaction& transaction, audit::Change& change, const Carried<CustomerLabel>& before,
               const std::vector<CustomerLabel>& after) {
    auto insert = transaction.bulk_insert("customer_label", customer_label_columns());
    std::vector<const CustomerLabel*> known;
    for (const auto& label : after) {
        if (before.contains({label.customer_id, label.label_id})) known.push_back(&label);
        else insert->add(customer_label_parameters(label, change.event()));
    }
    insert->finish();
    for (const auto& label : after)
        if (!before.contains({label.customer_id, label.label_id}))
            change.created("customer_label", label.customer_id);
    for (const auto* label : known) store_label(transaction, change, *label);
}

void read_declared(Transaction& transaction, const std::vector<std::int64_t>& customers, Declarations& declared) {
    each_of(transaction,
            "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version"
            " FROM permission_declaration WHERE customer_id",
            customers, [&](const sql::Rows& rows) { declared.insert(key_of(permission_in(rows))); });
}

DeclarationKey key_of(const CustomerPermission& one) {
    return {one.customer_id, one.permission_id, one.at,    one.state,
            one.channel,     one.source,        one.proof, one.wording_version};
}

bool is_declared(const Declarations& known, const CustomerPermission& one, bool says_proof) {
    const auto key = key_of(one);
    if (says_proof) return known.contains(key);
    auto bare = one;
    bare.proof = {}, bare.wording_version = {};
    const auto first = known.lower_bound(key_of(bare));
    if (first == known.end()) return false;
    auto found = *first;
    std::get<6>(found) = std::get<6>(key), std::get<7>(found) = std::get<7>(key);
    return found == key;
}

void declare_all(Transaction& transaction, audit::Change& change, const Carried<CustomerPermission>& before,
                 const std::vector<CustomerPermission>& declared) {
    if (declared.empty()) return;
    const auto first = take_ids(transaction, "permission_declaration", static_cast<std::int64_t>(declared.size()));
    Carried<CustomerPermission> holding;
    {
        auto insert = transaction.bulk_insert("permission_declaration", declaration_columns());
        auto id = first;
        for (const auto& one : declared) insert->add(declaration_parameters(id++, one, change.event()));
        insert->finish();
        change.created("permission_declaration", first, id - 1);
    }
    for (const auto& one : declared) {
        const std::pair key{one.customer_id, one.permission_id};
        const auto carried = before.find(key);
        const auto [now, fresh] = holding.try_emplace(key, carried == before.end() ? one : carried->second);
        if (!(fresh && carried == before.end()) && !holds_over(now->second, one)) now->second = one;
    }
    hold_all(transaction, before, holding, change.event());
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
