#include "sql/field_columns.hpp"

#include <utility>

#include "base/text.hpp"

namespace kartei::sql {

Parameter parameter_of(const Field& field, const Value& value, std::vector<std::string>& kept) {
    if (field.kind == FieldKind::yes_no) return Parameter(value == Value(true) ? 1 : 0);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return Parameter(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return text_or_null(kept.emplace_back(*text));
    if (std::holds_alternative<std::vector<std::string>>(value))
        return text_or_null(kept.emplace_back(write_value(field, value)));
    return Parameter(nullptr);
}

Value value_of(const Field& field, const Rows& rows, int column) {
    if (field.kind == FieldKind::yes_no) return rows.integer(column) != 0;
    if (rows.is_null(column)) return {};
    if (field.is_number()) return rows.integer(column);
    if (field.kind == FieldKind::text_list) return split_list(rows.text(column));
    return rows.string(column);
}

Columns columns_of(Columns first, std::span<const Field> fields) {
    for (const auto& field : fields) first.emplace_back(field.name);
    return first;
}

std::string listed(const Columns& columns, std::string_view before) {
    std::string list;
    for (const auto& column : columns) list.append(list.empty() ? "" : ", ").append(before).append(column);
    return list;
}

std::string assigned(const Columns& columns) {
    std::string list;
    for (const auto& column : columns)
        list.append(list.empty() ? "" : ", ").append(column).append(" = :").append(column);
    return list;
}

// sql: tables and columns are those that the program declares, or that the database's own catalogue names

std::string select_from(std::string_view table, const Columns& columns) {
    // sql: as above
    return "SELECT " + listed(columns) + " FROM " + std::string(table);
}

std::string insert_into(std::string_view table, const Columns& columns) {
    // sql: as above
    return "INSERT INTO " + std::string(table) + " (" + listed(columns) + ") VALUES (" + listed(columns, ":") + ")";
}

}  // namespace kartei::sql
