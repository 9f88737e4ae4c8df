#include "modules/merges/table_shape.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>

#include "base/module.hpp"
#include "sql/field_columns.hpp"

namespace kartei::merges {
namespace {

using sql::Transaction;

std::vector<std::string> names(sql::Rows rows) {
    std::vector<std::string> list;
    while (rows.next()) list.push_back(rows.string(0));
    return list;
}

struct UniqueColumn {
    std::string index, column;
};

std::vector<std::string> columns_of(Transaction& transaction, const std::string& table) {
    if (transaction.engine() == sql::Engine::sqlite)
        return names(transaction.query("SELECT name FROM pragma_table_info(:name) ORDER BY cid", table));
    return names(
        transaction.query("SELECT CAST(attname AS text) FROM pg_attribute WHERE attrelid = to_regclass(CAST(:name AS "
                          "text)) AND attnum > 0"
                          " AND NOT attisdropped ORDER BY attnum",
                          table));
}

std::vector<std::string> primary_key_of(Transaction& transaction, const std::string& table) {
    if (transaction.engine() == sql::Engine::sqlite)
        return names(transaction.query("SELECT name FROM pragma_table_info(:name) WHERE pk > 0 ORDER BY pk", table));
    return names(transaction.query(
        "SELECT CAST(a.attname AS text) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = "
        "ANY(i.indkey) WHERE i.indrelid = to_regclass(CAST(:name AS text)) AND i.indisprimary ORDER BY a.attnum",
        table));
}

std::vector<UniqueColumn> unique_columns_of(Transaction& transaction, const std::string& table) {
    auto rows =
        transaction.engine() == sql::Engine::sqlite
            ? transaction.query("SELECT l.name, i.name FROM pragma_index_list(:name) l JOIN pragma_index_info(l.name) i"
                                " WHERE l.\"unique\" = 1 AND i.name IS NOT NULL",
                                table)
            : transaction.query(
                  "SELECT CAST(i.indexrelid AS text), CAST(a.attname AS text) FROM pg_index i JOIN pg_attribute a"
                  " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
                  " WHERE i.indrelid = to_regclass(CAST(:name AS text)) AND i.indisunique",
                  table);
    std::vector<UniqueColumn> list;
    while (rows.next()) list.push_back({rows.string(0), rows.string(1)});
    return list;
}

sql::Parameter parameter_of(const RawRow& row, const std::string& column) {
    const auto found = row.find(column);
    if (found == row.end() || found->is_null()) return nullptr;
    return sql::Parameter(found->get_ref<const std::string&>());
}

/// "a = :a AND b = :b", and its parameters behind those that are there.
std::string condition_of(const TableShape& shape, const RawRow& key, std::vector<sql::Parameter>& parameters) {
    std::string condition;
    for (const auto& column : shape.key) {
        condition += (condition.empty() ? "" : " AND ") + column + " = :key_" + column;
        parameters.push_back(parameter_of(key, column));
    }
    return condition;
}

RawRow read_row(const TableShape& shape, const sql::Rows& rows) {
    RawRow row = RawRow::object();
    for (std::size_t i = 0; i < shape.columns.size(); ++i)
        row[shape.columns[i]] =
            rows.is_null(static_cast<int>(i)) ? RawRow(nullptr) : RawRow(rows.string(static_cast<int>(i)));
    return row;
}

/// Asks the catalogue.
TableShape read_shape(Transaction& transaction, const std::string& table, const std::string& column) {
    TableShape shape{table, column, columns_of(transaction, table), primary_key_of(transaction, table), {}};
    std::map<std::string, std::vector<std::string>> uniques;
    for (const auto& [index, name] : unique_columns_of(transaction, table)) uniques[index].push_back(name);
    if (shape.key_holds_customer()) uniques["primary key"] = shape.key;
    for (auto& [index, columns] : uniques) {
        const auto customer = std::find(columns.begin(), columns.end(), column);
        if (customer == columns.end()) continue;
        columns.erase(customer);
        shape.uniques.push_back(columns);
    }
    return shape;
}

}  // namespace

bool TableShape::has(std::string_view name) const {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

bool TableShape::key_holds_customer() const { return std::find(key.begin(), key.end(), column) != key.end(); }

/// The schema stands still while the program runs: it asks once.
TableShape shape_of(Transaction& transaction, const std::string& table, const std::string& column) {
    static std::mutex guard;
    static std::map<std::tuple<sql::Engine, std::string, std::string>, TableShape> known;
    std::lock_guard lock(guard);
    const auto [place, fresh] = known.try_emplace({transaction.engine(), table, column});
    if (fresh || place->second.columns.empty()) place->second = read_shape(transaction, table, column);
    return place->second;
}

// sql: table and columns come from handed_in<customers::Reference>() and from the database's own catalogue

std::vector<RawRow> rows_of(Transaction& transaction, const TableShape& shape, std::int64_t customer) {
    const auto condition = shape.found_by.empty() ? shape.column + " = :id" : shape.found_by;
    // sql: as above
    auto rows = transaction.query(sql::select_from(shape.table, shape.columns) + " WHERE " + condition +
                                      " ORDER BY " + sql::listed(shape.key),
                                  customer);
    std::vector<RawRow> list;
    while (rows.next()) list.push_back(read_row(shape, rows));
    return list;
}

RawRow find_row(Transaction& transaction, const TableShape& shape, const RawRow& key) {
    std::vector<sql::Parameter> parameters;
    const auto condition = condition_of(shape, key, parameters);
    // sql: as above
    auto rows =
        transaction.run_query(sql::select_from(shape.table, shape.columns) + " WHERE " + condition, parameters);
    return rows.next() ? read_row(shape, rows) : RawRow(nullptr);
}

void insert_row(Transaction& transaction, const TableShape& shape, const RawRow& row) {
    std::vector<sql::Parameter> parameters;
    for (const auto& column : shape.columns) parameters.push_back(parameter_of(row, column));
    transaction.run_execute(sql::insert_into(shape.table, shape.columns), parameters);
}

void delete_row(Transaction& transaction, const TableShape& shape, const RawRow& key) {
    std::vector<sql::Parameter> parameters;
    const auto condition = condition_of(shape, key, parameters);
    // sql: as above
    transaction.run_execute("DELETE FROM " + shape.table + " WHERE " + condition, parameters);
}

void update_row(Transaction& transaction, const TableShape& shape, const RawRow& key, const RawRow& values) {
    std::vector<sql::Parameter> parameters;
    std::string assignments;
    for (const auto& [column, value] : values.items()) {
        assignments += (assignments.empty() ? "" : ", ") + column + " = :" + column;
        parameters.push_back(parameter_of(values, column));
    }
    const auto condition = condition_of(shape, key, parameters);
    // sql: as above
    transaction.run_execute("UPDATE " + shape.table + " SET " + assignments + " WHERE " + condition, parameters);
}

RawRow key_of(const TableShape& shape, const RawRow& row) {
    RawRow key = RawRow::object();
    for (const auto& column : shape.key) key[column] = row.at(column);
    return key;
}

}  // namespace kartei::merges
