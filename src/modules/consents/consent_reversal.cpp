// How undo works on labels and permissions (audit/reversal.hpp).
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "audit/field_reversal.hpp"
#include "audit/kept_row.hpp"
#include "audit/no_way_back.hpp"
#include "modules/consents/consent_records.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/consents/undo_rights.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_store.hpp"
#include "sql/field_columns.hpp"

namespace kartei::consents {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using audit::Reversible;
using nlohmann::json;
using sql::Transaction;

const std::vector<std::string> name_columns{"id", "version", "name"};
const std::vector<std::string> label_columns{"customer_id", "label_id",             "granted_at",    "granted_by",
                                             "expires_at",  "follows_subscription", "created_event", "version"};
const std::vector<std::string> permission_columns{"customer_id", "permission_id", "state",           "channel", "at",
                                                  "source",      "proof",         "wording_version", "created_event",
                                                  "version"};

/// Rows of a table as they stand, every column as text or null.
json row_of(Transaction& transaction, std::string_view table, const std::vector<std::string>& columns,
            std::string_view key, std::int64_t id) {
    json all = json::array();
    // sql: tables and columns here are those of this module
    auto rows = transaction.query(sql::select_from(table, columns) + " WHERE " + std::string(key) + " = :id", id);
    while (rows.next()) all.push_back(audit::kept_row(rows, columns));
    return all;
}

/// Gives how many came back: what somebody has made anew meanwhile stays as he made it.
std::int64_t put_back(Transaction& transaction, std::string_view table, const std::vector<std::string>& columns,
                      const json& rows) {
    // sql: as above
    const auto insert = sql::insert_into(table, columns) + " ON CONFLICT DO NOTHING";
    std::int64_t back = 0;
    for (const auto& row : rows) {
        std::vector<sql::Parameter> values;
        for (const auto& column : columns) {
            // A row that was kept before a column came has nothing there.
            const auto value = row.find(column);
            values.push_back(value == row.end() || value->is_null()
                                 ? sql::Parameter(nullptr)
                                 : sql::Parameter(value->get_ref<const std::string&>()));
        }
        back += transaction.run_execute(insert, values);
    }
    return back;
}

/// A label or permission goes only while no customer carries it: others may have begun to use it. That is no conflict.
constexpr std::string_view label_is_used =
    "SELECT 1 FROM label l WHERE l.id = :id AND (EXISTS (SELECT 1 FROM customer_label c WHERE c.label_id = l.id)"
    " OR EXISTS (SELECT 1 FROM label_rule r WHERE r.label_id = l.id)"
    " OR EXISTS (SELECT 1 FROM promotion p WHERE p.label_id = l.id))";
constexpr std::string_view permission_is_used =
    "SELECT 1 FROM permission p WHERE p.id = :id AND (EXISTS (SELECT 1 FROM permission_declaration d WHERE d.permission_id = "
    "p.id) OR EXISTS (SELECT 1 FROM permission_wording w WHERE w.permission_id = p.id))";

/// As base data (consent_records.hpp), but one that came along with a sale or a file and is used by others since stays.
Reversible reversible_name(const parameters::PlainRecord& record, std::string_view is_used) {
    auto how = parameters::reversible(record);
    how.creation = [record, is_used](House&, Transaction& transaction, Change& change, std::int64_t first,
                                     std::int64_t last, std::int64_t event, bool check_only) {
        std::vector<Conflict> conflicts;
        for (auto id = last; id >= first; --id) {
            const auto row = parameters::find_row(transaction, record, id);
            if (!row || transaction.query(is_used, id).next()) continue;
            if (row->version > 1 && audit::touched_by_others(transaction, record.name, id, event, change.event()))
                conflicts.push_back({record.name, id, "", "", "error.changed_since"});
            else if (!check_only) parameters::remove_row(transaction, change, record, *row);
        }
        return conflicts;
    };
    how.deletion = [record, back = how.deletion](House& house, Transaction& transaction, Change& change,
                                                 std::int64_t id, const std::string& row,
                                                 bool check_only) -> std::vector<Conflict> {
        if (row.empty()) return {{record.name, id, "", "", "error.gone_for_good"}};
        const auto image = json::parse(row);
        if (!image.is_array()) return back(house, transaction, change, id, row, check_only);
        // Kept when it was nothing but its name.
        if (check_only) return {};
        if (put_back(transaction, record.table, name_columns, image) == 0)
            return {{record.name, id, "", "", "error.changed_since"}};
        change.created(record.name, id);
        return {};
    };
    return how;
}

constexpr std::string_view labels_of_event =
    "SELECT customer_id, label_id, version FROM customer_label WHERE customer_id >= :first AND customer_id <= :last "
    "AND created_event = :event";

/// What an event gave to the customers first … last goes; what was changed since stays.
auto creation(std::string record, const std::vector<std::string>& columns, std::string_view of_event,
              std::string_view remove) {
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
            const auto [customer, name] = going[i];
            for (const auto& row : row_of(transaction, record, columns, "customer_id", customer))
                if (row.at(columns[1]) == std::to_string(name))
                    change.deleted(record, customer, json::array({row}).dump(), customer);
            transaction.execute(remove, customer, name);
            if (i + 1 == going.size() || going[i + 1].first != customer) refresh_consents(transaction, customer);
        }
        return conflicts;
    };
}

auto deletion_back(std::string record, const std::vector<std::string>& columns) {
    return [=](House&, Transaction& transaction, Change& change, std::int64_t customer, const std::string& row,
               bool check_only) -> std::vector<Conflict> {
        if (row.empty()) return {{record, customer, "", "", "error.erased"}};
        if (check_only) return {};
        if (!customers::find_customer(transaction, customer)) return {{record, customer, "", "", "error.gone"}};
        if (put_back(transaction, record, columns, json::parse(row)) == 0)
            return {{record, customer, "", "", "error.changed_since"}};
        refresh_consents(transaction, customer);
        change.created(record, customer);
        return {};
    };
}

/// Declarations go out of the ledger; what was declared before or since holds then. Nothing stands against that.
void take_declarations(Transaction& transaction, Change& change, std::string_view of_event, std::int64_t first,
                       std::int64_t last, std::int64_t event) {
    std::set<std::pair<std::int64_t, std::int64_t>> touched;
    std::vector<std::int64_t> going;
    {
        auto rows = transaction.query(of_event, first, last, event);
        while (rows.next()) {
            going.push_back(rows.integer(0));
            touched.emplace(rows.integer(1), rows.integer(2));
        }
    }
    for (const auto id : going) {
        const auto row = row_of(transaction, "permission_declaration", declaration_columns(), "id", id);
        change.deleted("permission_declaration", id, row.dump(),
                       std::stoll(row.at(0).at("customer_id").get<std::string>()));
        transaction.execute("DELETE FROM permission_declaration WHERE id = :id", id);
    }
    std::set<std::int64_t> customers;
    for (const auto& [customer, permission] : touched) {
        settle_permission(transaction, customer, permission);
        customers.insert(customer);
    }
    for (const auto customer : customers) refresh_consents(transaction, customer);
}

auto declarations_back(std::string_view of_event) {
    return [of_event](House&, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                      std::int64_t event, bool check_only) {
        if (!check_only) take_declarations(transaction, change, of_event, first, last, event);
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
        "UPDATE permission_declaration SET state = :state, channel = :channel, at = :at, source = :source, proof = :proof,"
        " wording_version = :wording_version"
        " WHERE id = (SELECT max(d.id) FROM permission_declaration d JOIN customer_permission p"
        " ON p.customer_id = d.customer_id AND p.permission_id = d.permission_id AND p.state = d.state"
        " AND coalesce(p.at, '') = coalesce(d.at, '') WHERE d.customer_id = :customer AND d.permission_id = "
        ":permission)",
        permission.state, sql::text_or_null(permission.channel), sql::text_or_null(permission.at),
        sql::text_or_null(permission.source), sql::text_or_null(permission.proof),
        sql::text_or_null(permission.wording_version), permission.customer_id, permission.permission_id);
    settle_permission(transaction, permission.customer_id, permission.permission_id);
    return Declared::holds;
}

/// A declaration that an undo took out of the ledger stands in it again.
std::vector<Conflict> declaration_back(House&, Transaction& transaction, Change& change, std::int64_t id,
                                       const std::string& kept, bool check_only) {
    if (kept.empty()) return {{"permission_declaration", id, "", "", "error.erased"}};
    const auto rows = json::parse(kept);
    const auto number = [&](const char* name) { return std::stoll(rows.at(0).at(name).get<std::string>()); };
    if (!customers::find_customer(transaction, number("customer_id")))
        return {{"permission_declaration", id, "", "", "error.gone"}};
    if (check_only) return {};
    if (put_back(transaction, "permission_declaration", declaration_columns(), rows) == 0)
        return {{"permission_declaration", id, "", "", "error.changed_since"}};
    settle_permission(transaction, number("customer_id"), number("permission_id"));
    refresh_consents(transaction, number("customer_id"));
    change.created("permission_declaration", id);
    return {};
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

constexpr std::string_view delete_label =
    "DELETE FROM customer_label WHERE customer_id = :customer AND label_id = :label";

}  // namespace

bool remove_label(Transaction& transaction, Change& change, std::int64_t customer, std::int64_t label) {
    for (const auto& row : row_of(transaction, "customer_label", label_columns, "customer_id", customer))
        if (row.at("label_id") == std::to_string(label))
            change.deleted("customer_label", customer, json::array({row}).dump(), customer);
    return transaction.execute(delete_label, customer, label) > 0;
}

std::vector<Reversible> reversible_consents() {
    Reversible labels, permissions, declarations;
    labels.record = "customer_label";
    labels.change = change_back(label_fields(), find_label, store_label);
    labels.creation = creation("customer_label", label_columns, labels_of_event, delete_label);
    labels.deletion = deletion_back("customer_label", label_columns);
    permissions.record = "customer_permission";
    permissions.change = change_back(permission_fields(), find_permission, restate);
    permissions.creation = declarations_back(declarations_of_customers);
    permissions.deletion = deletion_back("customer_permission", permission_columns);
    declarations.record = "permission_declaration";
    declarations.change = audit::no_change_back("permission_declaration");
    declarations.creation = declarations_back(declarations_of_event);
    declarations.deletion = declaration_back;
    return {labels, permissions, declarations,
            reversible_name(label_record(), label_is_used), reversible_name(permission_record(), permission_is_used),
            parameters::reversible(wording_record())};
}

std::vector<customers::Reference> references() {
    return {{"customer_label", "customer_id", false, "", label_columns},
            {"customer_permission", "customer_id", false, "", permission_columns},
            {"permission_declaration", "customer_id", false, "", declaration_columns()}};
}

}  // namespace kartei::consents
