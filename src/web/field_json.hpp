// A field's value as JSON, and its schema: what the field table says once, the API says in the same words. Empty values
// are null; yes/no is never empty; money is a decimal string; lists are arrays. Knows no record.
#pragma once

#include "base/field.hpp"
#include "web/endpoint.hpp"

namespace kartei::web {

Json value_json(const Field& field, const Value& value, const ReadingRules& rules = {});

/// A JSON scalar or array of texts as a value; whether it fits the field is check_value()'s business. null is empty.
Value value_of(const Json& json);

/// As it is answered.
Json value_schema(const Field& field);
/// As it may be sent: any form that read_value() understands, or null. Lengths are left to the field table, which words
/// them better.
Json input_schema(const Field& field);

/// The declaration of a field for GET /fields.
Json field_json(const Field& field);
Json field_schema();

/// Names of kinds and privacy classes as the API writes them.
std::string_view kind_name(FieldKind kind);

/// All fields of a record, in the order of its table.
template <class Record>
void write_fields(Json& json, const FieldTable<Record>& table, const Record& record, const ReadingRules& rules = {}) {
    for (const auto& member : table)
        if (member.field.kind != FieldKind::blind_index)
            json[std::string(member.field.name)] = value_json(member.field, member.get(record), rules);
}

template <class Record>
std::vector<std::pair<std::string, Json>> value_schemas(const FieldTable<Record>& table) {
    std::vector<std::pair<std::string, Json>> schemas;
    for (const auto& member : table)
        if (member.field.kind != FieldKind::blind_index)
            schemas.emplace_back(member.field.name, value_schema(member.field));
    return schemas;
}

/// Of all fields that can be sent.
template <class Record>
std::vector<std::pair<std::string, Json>> input_schemas(const FieldTable<Record>& table) {
    std::vector<std::pair<std::string, Json>> schemas;
    for (const auto& member : table)
        if (member.field.kind != FieldKind::blind_index && !member.field.has(read_only))
            schemas.emplace_back(member.field.name, input_schema(member.field));
    return schemas;
}

}  // namespace kartei::web
