#include "modules/privacy/held_rows.hpp"

#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "audit/house_key.hpp"
#include "sql/field_columns.hpp"

namespace kartei::privacy {
namespace {

using nlohmann::json;
using sql::Parameter;
using sql::Transaction;

constexpr std::string_view snapshot_column = "made_from", file_column = "pdf";

ColumnType type_of(std::string_view written) {
    if (written == "INTEGER" || written == "bigint" || written == "integer") return ColumnType::integer;
    return written == "BLOB" || written == "bytea" ? ColumnType::bytes : ColumnType::text;
}

std::vector<Column> read_columns(Transaction& transaction, const std::string& table) {
    auto rows = transaction.engine() == sql::Engine::sqlite
                    ? transaction.query("SELECT name, type, \"notnull\" + pk FROM pragma_table_info(:name) ORDER BY cid", table)
                    : transaction.query(
                          "SELECT CAST(attname AS text), format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 1"
                          " ELSE 0 END FROM pg_attribute WHERE attrelid = to_regclass(CAST(:name AS text))"
                          " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                          table);
    std::vector<Column> all;
    while (rows.next()) all.push_back({rows.string(0), type_of(rows.text(1)), rows.integer(2) > 0});
    return all;
}

bool has(const std::vector<Column>& columns, std::string_view name) {
    for (const auto& one : columns)
        if (one.name == name) return true;
    return false;
}

std::string place_of(const Holding& holding, std::int64_t id, std::string_view column) {
    return holding.table + "|" + std::to_string(id) + "|" + std::string(column);
}

std::string opened(const House& house, const Holding& holding, std::int64_t id, std::string_view column,
                   std::string_view value) {
    const auto place = place_of(holding, id, column);
    auto text = audit::unseal(audit::derived_key(house.keys, holding.sealed_for), value, place);
    if (!text) throw std::runtime_error("a sealed value does not open: " + place);
    return *text;
}

json value_of(const House& house, const Holding& holding, const Column& column, const sql::Rows& rows, int at,
              std::int64_t id) {
    if (rows.is_null(at)) return nullptr;
    if (column.type == ColumnType::integer) return rows.integer(at);
    if (holding.seals(column.name)) return opened(house, holding, id, column.name, rows.text(at));
    return rows.string(at);
}

bool is_taken_out(const Holding& holding, const Column& column) { return !holding.keeps(column.name); }

/// What stands in an emptied column; none: its place is made for each row.
std::string emptied_value(const Column& column) { return column.required ? ":word" : "NULL"; }

/// Columns of a row that are emptied one by one: sealed ones that must not be empty, and snapshots.
bool is_emptied_by_row(const Holding& holding, const Column& column) {
    return column.name == snapshot_column || (holding.seals(column.name) && column.required);
}

void empty_by_row(House& house, Transaction& transaction, const Holding& holding, const Column& column,
                  std::int64_t id) {
    std::string value;
    if (column.name == snapshot_column) {
        // sql: table and column come from the map and the catalogue
        auto rows = transaction.query("SELECT " + column.name + " FROM " + holding.table + " WHERE id = :id", id);
        if (!rows.next() || rows.is_null(0)) return;
        value = without_persons(rows.string(0));
    } else {
        value = audit::seal(audit::derived_key(house.keys, holding.sealed_for), emptied_word,
                            place_of(holding, id, column.name));
    }
    // sql: as above
    transaction.execute("UPDATE " + holding.table + " SET " + column.name + " = :value WHERE id = :id", value, id);
}

std::int64_t empty(House& house, Transaction& transaction, const Holding& holding, std::int64_t customer) {
    const auto& columns = columns_of(transaction, holding.table);
    std::string assignments = has(columns, "version") ? "version = version + 1" : "";
    std::vector<Parameter> parameters;
    bool word_bound = false;
    for (const auto& column : columns) {
        if (!is_taken_out(holding, column) || is_emptied_by_row(holding, column)) continue;
        assignments += (assignments.empty() ? "" : ", ") + column.name + " = " + emptied_value(column);
        if (column.required && !std::exchange(word_bound, true)) parameters.emplace_back(emptied_word);
    }
    parameters.emplace_back(customer);
    const auto ids = ids_of(transaction, holding, customer);
    // sql: as above
    const auto count = transaction.run_execute(
        "UPDATE " + holding.table + " SET " + assignments + " WHERE " + holding.found_by, parameters);
    for (const auto& column : columns)
        if (is_taken_out(holding, column) && is_emptied_by_row(holding, column))
            for (const auto id : ids) empty_by_row(house, transaction, holding, column, id);
    return count;
}

}  // namespace

const std::vector<Column>& columns_of(Transaction& transaction, const std::string& table) {
    static std::mutex guard;
    static std::map<std::pair<sql::Engine, std::string>, std::vector<Column>> known;
    std::lock_guard lock(guard);
    auto& columns = known[{transaction.engine(), table}];
    if (columns.empty()) columns = read_columns(transaction, table);
    return columns;
}

std::vector<std::string> all_tables(Transaction& transaction) {
    auto rows = transaction.engine() == sql::Engine::sqlite
                    ? transaction.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                        " ORDER BY name")
                    : transaction.query("SELECT CAST(c.relname AS text) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                                        " c.relnamespace WHERE c.relkind = 'r' AND n.nspname = current_schema()"
                                        " ORDER BY 1");
    std::vector<std::string> all;
    while (rows.next()) all.push_back(rows.string(0));
    return all;
}

std::int64_t count_rows(Transaction& transaction, const Holding& holding, std::int64_t customer) {
    // sql: table and condition come from the map
    auto rows = transaction.query("SELECT count(*) FROM " + holding.table + " WHERE " + holding.found_by, customer);
    rows.next();
    return rows.integer(0);
}

std::vector<json> held_rows(House& house, Transaction& transaction, const Holding& holding, std::int64_t customer) {
    const auto& columns = columns_of(transaction, holding.table);
    std::string listed;
    for (const auto& column : columns)
        listed += (listed.empty() ? "" : ", ") + (column.type == ColumnType::bytes ? std::string("NULL") : column.name);
    for (const auto& [name, expression] : holding.names) listed += ", " + expression;
    // sql: as above
    auto rows = transaction.query("SELECT " + listed + " FROM " + holding.table + " WHERE " + holding.found_by, customer);
    std::vector<json> all;
    while (rows.next()) {
        const auto id = rows.integer(0);
        json row = json::object();
        int at = 0;
        for (const auto& column : columns) row[column.name] = value_of(house, holding, column, rows, at++, id);
        for (const auto& [name, expression] : holding.names) {
            row[name] = rows.is_null(at) ? json(nullptr) : json(rows.string(at));
            ++at;
        }
        all.push_back(std::move(row));
    }
    return all;
}

std::vector<TakenOut> taken_out(House& house, Transaction& transaction, const Holding& holding, std::int64_t customer) {
    std::vector<Column> columns;
    std::string listed = "id, " + holding.dated;
    for (const auto& column : columns_of(transaction, holding.table)) {
        if (!is_taken_out(holding, column)) continue;
        columns.push_back(column);
        listed += ", " + column.name;
    }
    // sql: as above
    auto rows = transaction.query("SELECT " + listed + " FROM " + holding.table + " WHERE " + holding.found_by, customer);
    std::vector<TakenOut> all;
    while (rows.next()) {
        TakenOut row{rows.integer(0), rows.string(1), json::object(), ""};
        int at = 2;
        for (const auto& column : columns) {
            if (column.name == file_column) row.pdf = rows.is_null(at) ? "" : rows.bytes(at);
            else if (!rows.is_null(at)) row.values[column.name] = value_of(house, holding, column, rows, at, row.id);
            ++at;
        }
        if (!row.values.empty() || !row.pdf.empty()) all.push_back(std::move(row));
    }
    return all;
}

std::int64_t take_out(House& house, Transaction& transaction, const Holding& holding, std::int64_t customer) {
    if (holding.fate == Fate::emptied) return empty(house, transaction, holding, customer);
    if (holding.fate != Fate::goes) return 0;
    // sql: as above
    return transaction.execute("DELETE FROM " + holding.table + " WHERE " + holding.found_by, customer);
}

std::vector<std::int64_t> ids_of(Transaction& transaction, const Holding& holding, std::int64_t customer) {
    std::vector<std::int64_t> ids;
    // sql: as above
    auto rows = transaction.query("SELECT id FROM " + holding.table + " WHERE " + holding.found_by, customer);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::int64_t count_unemptied(Transaction& transaction, const Holding& holding, const std::vector<std::int64_t>& ids) {
    std::string condition;
    for (const auto& column : columns_of(transaction, holding.table))
        if (is_taken_out(holding, column) && !is_emptied_by_row(holding, column))
            condition += (condition.empty() ? "" : " OR ") +
                         (column.required ? column.name + " <> :word" : column.name + " IS NOT NULL");
    if (condition.empty()) return 0;
    std::int64_t count = 0;
    for (const auto id : ids) {
        std::vector<Parameter> parameters{id};
        if (condition.find(":word") != std::string::npos) parameters.emplace_back(emptied_word);
        // sql: as above
        auto rows = transaction.run_query(
            "SELECT 1 FROM " + holding.table + " WHERE id = :id AND (" + condition + ")", parameters);
        count += rows.next() ? 1 : 0;
    }
    return count;
}

std::string without_persons(const std::string& snapshot) {
    auto paper = json::parse(snapshot, nullptr, false);
    if (!paper.is_object())
        return json{{"erased", true}, {"kind", ""}, {"address", json::array()}, {"tax_number", ""}, {"lines", json::array()}}
            .dump();
    for (const char* list : {"address", "people"})
        if (paper.contains(list)) paper[list] = json::array();
    for (const char* word : {"tax_number", "letter_salutation", "closing", "agency", "handler"})
        if (paper.contains(word)) paper[word] = "";
    if (paper.contains("lines"))
        for (auto& line : paper["lines"]) line["details"] = "";
    if (paper.contains("payments"))
        for (auto& payment : paper["payments"]) payment["holder"] = payment["text"] = "";
    paper["erased"] = true;
    return paper.dump();
}

}  // namespace kartei::privacy
