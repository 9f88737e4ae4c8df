#include "web/field_json.hpp"

#include <array>

#include "base/money.hpp"

namespace kartei::web {
namespace {

constexpr std::array<std::string_view, 17> kind_names{
    "text",  "multiline", "integer", "yes_no",   "date",     "instant",   "money",           "choice",
    "email", "phone",     "country", "language", "currency", "text_list", "customer_number", "reference",
    "blind_index"};

bool is_number(const Field& field) { return field.is_number() && field.kind != FieldKind::money; }

Json choice_schema(const Field& field) { return schema::choice({field.choices.begin(), field.choices.end()}); }

}  // namespace

std::string_view kind_name(FieldKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

Json value_json(const Field& field, const Value& value, const ReadingRules& rules) {
    if (auto flag = std::get_if<bool>(&value)) return *flag;
    if (field.kind == FieldKind::yes_no) return false;
    if (auto number = std::get_if<std::int64_t>(&value))
        return field.kind == FieldKind::money ? Json(write_money(*number, rules.currency_digits)) : Json(*number);
    if (auto text = std::get_if<std::string>(&value)) return *text;
    if (auto list = std::get_if<std::vector<std::string>>(&value)) return *list;
    return field.kind == FieldKind::text_list ? Json::array() : Json(nullptr);
}

Value value_of(const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array() && !json.empty()) return json.get<std::vector<std::string>>();
    return {};
}

Json value_schema(const Field& field) {
    switch (field.kind) {
        case FieldKind::yes_no: return schema::boolean();
        case FieldKind::integer:
        case FieldKind::customer_number:
        case FieldKind::reference: return schema::nullable(schema::integer());
        case FieldKind::date: return schema::nullable(schema::date());
        case FieldKind::instant: return schema::nullable(schema::instant());
        case FieldKind::money: return schema::nullable(schema::money());
        case FieldKind::text_list: return schema::array(schema::text());
        case FieldKind::choice: return schema::nullable(field.choices.empty() ? schema::text() : choice_schema(field));
        default: return schema::nullable(schema::text(field.max_length));
    }
}

Json input_schema(const Field& field) {
    if (field.kind == FieldKind::yes_no) return schema::nullable(schema::boolean());
    if (field.kind == FieldKind::text_list) return schema::nullable(schema::array(schema::text()));
    if (is_number(field)) return {{"type", {"integer", "string", "null"}}};
    return schema::nullable(schema::text());
}

Json field_json(const Field& field) {
    static constexpr std::array<std::string_view, 3> privacy{"open", "personal", "sensitive"};
    return {{"name", field.name},
            {"kind", kind_name(field.kind)},
            {"max_length", field.max_length},
            {"required", field.has(required)},
            {"read_only", field.has(read_only)},
            {"privacy", privacy.at(static_cast<std::size_t>(field.privacy))},
            {"listed", field.has(listed)},
            {"on_tab", field.has(on_tab)},
            {"choices", std::vector<std::string>(field.choices.begin(), field.choices.end())}};
}

Json field_schema() {
    return schema::object(
        {{"name", schema::text()},
         {"kind", schema::choice({kind_names.begin(), kind_names.end()})},
         {"max_length", schema::integer()},
         {"required", schema::boolean()},
         {"read_only", schema::boolean()},
         {"privacy", schema::choice({"open", "personal", "sensitive"})},
         {"listed", schema::boolean()},
         {"on_tab", schema::boolean()},
         {"choices", schema::array(schema::text())},
         {"right", schema::text()},
         {"choice_list", schema::text()},
         {"base_data", schema::text()},
         {"own_words", schema::boolean()},
         {"value_help", schema::boolean()}},
        {"name", "kind", "max_length", "required", "read_only", "privacy", "listed", "on_tab", "choices"});
}

}  // namespace kartei::web
