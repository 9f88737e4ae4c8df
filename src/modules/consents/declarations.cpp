#include "modules/consents/declarations.hpp"

#include "audit/house.hpp"
#include "sql/field_columns.hpp"

namespace kartei::consents {
namespace {

using sql::text_or_null;
using sql::Transaction;

constexpr const char* declared = "permission_declaration";

CustomerPermission read_declaration(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.string(2), rows.string(3),
            rows.string(4),  rows.string(5),  rows.string(6), rows.string(7)};
}

/// Of one customer and permission, the one that came in first in front.
std::vector<std::pair<CustomerPermission, std::int64_t>> declarations(Transaction& transaction, std::int64_t customer,
                                                                      std::int64_t permission) {
    std::vector<std::pair<CustomerPermission, std::int64_t>> all;
    auto rows = transaction.query(
        "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version, created_event"
        " FROM permission_declaration"
        " WHERE customer_id = :customer AND permission_id = :permission ORDER BY id",
        customer, permission);
    while (rows.next()) all.emplace_back(read_declaration(rows), rows.integer(8));
    return all;
}

void hold(Transaction& transaction, const CustomerPermission& permission, std::int64_t event) {
    transaction.execute(
        "INSERT INTO customer_permission (customer_id, permission_id, state, channel, at, source, proof, wording_version,"
        " created_event)"
        " VALUES (:customer_id, :permission_id, :state, :channel, :at, :source, :proof, :wording_version, :event)"
        " ON CONFLICT (customer_id, permission_id) DO UPDATE SET state = excluded.state, channel = excluded.channel,"
        " at = excluded.at, source = excluded.source, proof = excluded.proof, wording_version = excluded.wording_version,"
        " created_event = excluded.created_event, version = customer_permission.version + 1",
        permission.customer_id, permission.permission_id, permission.state, text_or_null(permission.channel),
        text_or_null(permission.at), text_or_null(permission.source), text_or_null(permission.proof),
        text_or_null(permission.wording_version), event);
}

bool is_same(const CustomerPermission& one, const CustomerPermission& other) {
    return differences(permission_fields(), one, other).empty();
}

/// Of customers with no declaration at all: nobody compares them with one.
std::int64_t permissions_never_declared(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM customer_permission p WHERE NOT EXISTS"
        " (SELECT 1 FROM permission_declaration d WHERE d.customer_id = p.customer_id)");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

std::optional<CustomerPermission> find_permission(Transaction& transaction, std::int64_t customer,
                                                  std::int64_t permission) {
    auto rows = transaction.query(
        "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version"
        " FROM customer_permission"
        " WHERE customer_id = :customer AND permission_id = :permission",
        customer, permission);
    if (!rows.next()) return std::nullopt;
    return read_declaration(rows);
}

Declared store_permission(Transaction& transaction, audit::Change& change, const CustomerPermission& permission) {
    for (const auto& [known, event] : declarations(transaction, permission.customer_id, permission.permission_id))
        if (is_same(known, permission)) return Declared::known;
    const auto before = find_permission(transaction, permission.customer_id, permission.permission_id);
    const auto id = take_ids(transaction, declared);
    transaction.run_execute(sql::insert_into(declared, declaration_columns()),
                            declaration_parameters(id, permission, change.event()));
    change.created(declared, id);
    if (before && holds_over(*before, permission)) return Declared::older;
    hold(transaction, permission, change.event());
    return before ? Declared::holds : Declared::first;
}

void settle_permission(Transaction& transaction, std::int64_t customer, std::int64_t permission) {
    const std::pair<CustomerPermission, std::int64_t>* holding = nullptr;
    const auto all = declarations(transaction, customer, permission);
    for (const auto& one : all)
        if (!holding || !holds_over(holding->first, one.first)) holding = &one;
    if (holding) hold(transaction, holding->first, holding->second);
    else
        transaction.execute(
            "DELETE FROM customer_permission WHERE customer_id = :customer AND permission_id = :permission", customer,
            permission);
}

std::vector<CustomerPermission> declarations_of(Transaction& transaction, std::int64_t customer) {
    std::vector<CustomerPermission> all;
    auto rows = transaction.query(
        "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version"
        " FROM permission_declaration"
        " WHERE customer_id = :customer ORDER BY at DESC NULLS LAST, id DESC",
        customer);
    while (rows.next()) all.push_back(read_declaration(rows));
    return all;
}

std::int64_t check_permissions(Transaction& transaction) {
    std::map<std::int64_t, CustomerPermission> holding;
    std::int64_t wrong = 0, customer = 0;
    const auto compare = [&] {
        std::size_t held = 0;
        auto rows = transaction.query(
            "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version"
            " FROM customer_permission"
            " WHERE customer_id = :customer",
            customer);
        for (; rows.next(); ++held) {
            const auto found = holding.find(rows.integer(1));
            // Of two that say the same of one moment either may stand: merged customers bring theirs along.
            const auto held_one = read_declaration(rows);
            wrong +=
                found == holding.end() || holds_over(found->second, held_one) || holds_over(held_one, found->second);
        }
        wrong += held < holding.size() ? static_cast<std::int64_t>(holding.size() - held) : 0;
        holding.clear();
    };
    auto rows = transaction.stream(
        "SELECT customer_id, permission_id, state, channel, at, source, proof, wording_version"
        " FROM permission_declaration ORDER BY customer_id, id");
    while (rows.next()) {
        const auto one = read_declaration(rows);
        if (one.customer_id != customer && customer != 0) compare();
        customer = one.customer_id;
        const auto [known, fresh] = holding.try_emplace(one.permission_id, one);
        if (!fresh && !holds_over(known->second, one)) known->second = one;
    }
    if (customer != 0) compare();
    return wrong + permissions_never_declared(transaction);
}

const std::vector<std::string>& declaration_columns() {
    static const std::vector<std::string> columns{"id",     "customer_id", "permission_id",   "state",        "channel",
                                                  "at",     "source",      "proof",           "wording_version",
                                                  "created_event"};
    return columns;
}

std::vector<sql::Parameter> declaration_parameters(std::int64_t id, const CustomerPermission& permission,
                                                   std::int64_t event) {
    return {id,
            permission.customer_id,
            permission.permission_id,
            permission.state,
            text_or_null(permission.channel),
            text_or_null(permission.at),
            text_or_null(permission.source),
            text_or_null(permission.proof),
            text_or_null(permission.wording_version),
            event};
}

}  // namespace kartei::consents
