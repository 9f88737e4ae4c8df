// Rows of this module's tables as records, by their field tables.
#pragma once

#include "sql/field_columns.hpp"

namespace kartei::renewals {

/// "SELECT id, version, FIELDS FROM table" and what follows it.
template <class Record, class... Arguments>
std::vector<Record> read_records(sql::Transaction& transaction, const FieldTable<Record>& table,
                                 const std::string& table_name, std::string_view rest, const Arguments&... arguments) {
    std::vector<Record> records;
    // sql: the names are those of a declared record, what follows them is written where it is asked
    const auto statement = "SELECT id, version, " + column_list(table) + " FROM " + table_name + " " + std::string(rest);
    auto rows = transaction.query(statement, arguments...);
    while (rows.next()) {
        Record record;
        record.id = rows.integer(0);
        record.version = rows.integer(1);
        int column = 2;
        for (const auto& member : table) member.set(record, sql::value_of(member.field, rows, column++));
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace kartei::renewals
