#include "modules/customers/customer_removal.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "base/module.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "sql/field_columns.hpp"

namespace kartei::customers {
namespace {

using nlohmann::json;
using sql::Transaction;

json fields_of(const Customer& customer) {
    json row{{"id", customer.id}, {"version", customer.version}, {"created_event", customer.created_event},
             {"created_at", customer.created_at}, {"changed_at", customer.changed_at}};
    for (const auto& member : customer_fields())
        if (auto value = member.get(customer); !is_empty(value))
            row[std::string(member.field.name)] = write_value(member.field, value);
    return row;
}

Customer customer_of(const json& row) {
    Customer customer;
    customer.id = row.at("id");
    customer.version = row.at("version");
    customer.created_event = row.at("created_event");
    customer.created_at = row.at("created_at");
    customer.changed_at = row.at("changed_at");
    for (const auto& member : customer_fields()) {
        const auto found = row.find(member.field.name);
        if (found == row.end()) continue;
        if (auto value = read_value(member.field, found->get<std::string>())) member.set(customer, *value);
    }
    return customer;
}

/// The references whose rows go along, each table once.
std::map<std::string, const Reference*> carried_references() {
    std::map<std::string, const Reference*> tables;
    for (const auto& reference : handed_in<Reference>())
        if (!reference.carried.empty()) tables.try_emplace(reference.table, &reference);
    return tables;
}

/// Rows of one table that go with the customer: every column as text or null.
json carried_rows(Transaction& transaction, const Reference& reference, std::int64_t customer) {
    json all = json::array();
    // sql: table and columns come from handed_in<Reference>(), which only the program fills
    auto rows = transaction.query(
        sql::select_from(reference.table, reference.carried) + " WHERE " + reference.column + " = :id", customer);
    while (rows.next()) {
        json row = json::object();
        for (std::size_t column = 0; column < reference.carried.size(); ++column)
            row[reference.carried[column]] =
                rows.is_null(static_cast<int>(column)) ? json(nullptr) : json(rows.string(static_cast<int>(column)));
        all.push_back(std::move(row));
    }
    return all;
}

void put_back(Transaction& transaction, const Reference& reference, const json& rows) {
    // sql: as above
    const auto insert = sql::insert_into(reference.table, reference.carried) + " ON CONFLICT DO NOTHING";
    for (const auto& row : rows) {
        std::vector<sql::Parameter> parameters;
        for (const auto& column : reference.carried) {
            const auto& value = row.at(column);
            parameters.push_back(value.is_null() ? sql::Parameter(nullptr)
                                                 : sql::Parameter(value.get_ref<const std::string&>()));
        }
        transaction.run_execute(insert, parameters);
    }
}

}  // namespace

std::vector<std::string> what_hangs_on(Transaction& transaction, std::int64_t customer) {
    std::vector<std::string> keys;
    for (const auto& reference : handed_in<Reference>()) {
        // sql: as above
        const auto statement = "SELECT 1 FROM " + reference.table + " WHERE " + reference.condition() + " LIMIT 1";
        if (reference.blocks_deletion && transaction.query(statement, customer).next()) keys.push_back(reference.text);
    }
    return keys;
}

std::optional<std::string> take_away(Transaction& transaction, const Customer& customer) {
    auto row = fields_of(customer);
    for (const auto& follow : handed_in<CarriedFollower>()) follow(transaction, customer.id, false);
    for (const auto& [table, reference] : carried_references()) {
        if (auto rows = carried_rows(transaction, *reference, customer.id); !rows.empty()) {
            row["carried"][table] = std::move(rows);
            // sql: as above
            transaction.execute("DELETE FROM " + table + " WHERE " + reference->column + " = :id", customer.id);
        }
    }
    if (!delete_customer(transaction, customer)) return std::nullopt;
    return row.dump();
}

Customer bring_back(Transaction& transaction, const std::string& text, std::string_view at) {
    const auto row = json::parse(text);
    auto customer = customer_of(row);
    customer.version += 1;
    customer.changed_at = at;
    release_numbers(transaction, customer);
    insert_customer(transaction, customer);
    if (const auto carried = row.find("carried"); carried != row.end())
        for (const auto& [table, reference] : carried_references())
            if (const auto rows = carried->find(table); rows != carried->end())
                put_back(transaction, *reference, *rows);
    for (const auto& follow : handed_in<CarriedFollower>()) follow(transaction, customer.id, true);
    return customer;
}

std::string as_json(const Customer& customer) { return fields_of(customer).dump(); }

Customer from_json(std::string_view text) { return customer_of(json::parse(text)); }

}  // namespace kartei::customers
