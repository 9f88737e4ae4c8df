#include "modules/customers/register_table.hpp"

namespace kartei::customers {
namespace {

using documents::ColumnKind;
using documents::TableWriter;

ColumnKind column_kind(FieldKind kind) {
    switch (kind) {
        case FieldKind::integer:
        case FieldKind::customer_number: return ColumnKind::integer;
        case FieldKind::money: return ColumnKind::money;
        case FieldKind::date: return ColumnKind::date;
        case FieldKind::instant: return ColumnKind::date_time;
        case FieldKind::yes_no: return ColumnKind::yes_no;
        default: return ColumnKind::text;
    }
}

void write_cell(TableWriter& table, const Field& field, const Value& value, const ReadingRules& rules) {
    if (is_empty(value)) return table.empty();
    if (auto flag = std::get_if<bool>(&value)) return table.yes_no(*flag);
    if (auto number = std::get_if<std::int64_t>(&value))
        return field.kind == FieldKind::money ? table.money(*number, rules.currency_digits) : table.integer(*number);
    const auto written = write_value(field, value, rules);
    field.kind == FieldKind::date ? table.date(written) : table.text(written);
}

}  // namespace

std::vector<documents::Column> table_columns(std::span<const ExportColumn> columns, std::optional<Language> language) {
    std::vector<documents::Column> table;
    for (const auto& column : columns)
        table.push_back({language ? text(*language, column.caption) : std::string(column.field.name),
                         column_kind(column.field.kind)});
    return table;
}

void write_cells(TableWriter& table, std::span<const ExportColumn> columns, const std::vector<Value>& values,
                 const ReadingRules& rules) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        write_cell(table, columns[i].field, values[i], rules);
}

}  // namespace kartei::customers
