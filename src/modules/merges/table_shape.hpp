// What the database itself says about a table that points at customers: columns, primary key, and what must be unique.
// So a merge moves rows of tables it has never heard of (customers::Reference). Knows no table by name.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::merges {

/// A row as text or null by column, as the database writes it.
using RawRow = nlohmann::json;

struct TableShape {
    std::string table;
    std::string column;                             ///< the one that points at a customer
    std::vector<std::string> columns;
    std::vector<std::string> key;                   ///< primary key
    std::string found_by;                           ///< condition on the rows of customer :id; "" = `column` equals it
    std::vector<std::vector<std::string>> uniques;  ///< keys that hold `column`, without it: at most one per customer

    bool has(std::string_view name) const;
    bool key_holds_customer() const;
};

TableShape shape_of(sql::Transaction& transaction, const std::string& table, const std::string& column);

/// Rows that point at a customer, in the order of their key.
std::vector<RawRow> rows_of(sql::Transaction& transaction, const TableShape& shape, std::int64_t customer);
/// The row with a key (an object by column); null when there is none.
RawRow find_row(sql::Transaction& transaction, const TableShape& shape, const RawRow& key);
void insert_row(sql::Transaction& transaction, const TableShape& shape, const RawRow& row);
void delete_row(sql::Transaction& transaction, const TableShape& shape, const RawRow& key);
/// Writes new values into the row with a key.
void update_row(sql::Transaction& transaction, const TableShape& shape, const RawRow& key, const RawRow& values);

RawRow key_of(const TableShape& shape, const RawRow& row);

}  // namespace kartei::merges
