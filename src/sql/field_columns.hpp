// The fields of a record as columns of its table: how a value is bound and read, and the statements that name all
// columns. The same for customers, for the lists of a profile and for small records. Knows kinds of fields and no
// record. Invariant: empty is NULL, a yes/no is 0 or 1, money is minor units, several texts are joined by ';'.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"
#include "sql/database.hpp"

namespace kartei::sql {

/// A value as its column holds it. Its text is put into `kept`, which must have room for it (reserve): the parameter
/// looks at it, and it must not move.
Parameter parameter_of(const Field& field, const Value& value, std::vector<std::string>& kept);
/// What a column holds. A yes/no that is NULL is no.
Value value_of(const Field& field, const Rows& rows, int column);

using Columns = std::vector<std::string>;
/// Columns that every row of a table has, and behind them those of its fields.
Columns columns_of(Columns first, std::span<const Field> fields);

/// "a, b, c"; with `before` ":" the parameters of those names.
std::string listed(const Columns& columns, std::string_view before = "");
/// "a = :a, b = :b"
std::string assigned(const Columns& columns);
/// "SELECT a, b FROM table"
std::string select_from(std::string_view table, const Columns& columns);
/// "INSERT INTO table (a, b) VALUES (:a, :b)"
std::string insert_into(std::string_view table, const Columns& columns);

}  // namespace kartei::sql
