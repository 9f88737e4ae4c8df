#include "web/schema_check.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "web/form_body.hpp"

namespace kartei::web {

namespace {

using Json = nlohmann::json;
using Sort = SchemaViolation::Sort;

bool is_type(const Json& value, const std::string& type) {
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "null") return value.is_null();
    throw std::logic_error("schema: unknown type " + type);
}

/// 9 stands for a digit, anything else for itself.
bool looks_like(std::string_view text, std::string_view pattern) {
    return text.size() == pattern.size() && std::equal(text.begin(), text.end(), pattern.begin(), [](char c, char p) {
        return p == '9' ? c >= '0' && c <= '9' : c == p;
    });
}

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    auto point = text.find('.');
    auto digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

bool fits_format(const std::string& text, const std::string& format) {
    if (format == "date") return looks_like(text, "9999-99-99");
    if (format == "date-time")
        return looks_like(text, "9999-99-99T99:99:99Z") || looks_like(text, "9999-99-99T99:99:99.999Z");
    if (format == "decimal") return is_decimal(text);
    return true;
}

void refuse_unknown_keywords(const Json& schema) {
    static const std::set<std::string_view> known = {"type",    "properties",  "required",  "additionalProperties",
                                                     "items",   "enum",        "anyOf",     "$ref",
                                                     "minimum", "maximum",     "maxLength", "maxItems",
                                                     "format",  "description", "default",   "example",
                                                     "title",   "readOnly",    form_keyword};
    for (const auto& [name, content] : schema.items())
        if (!known.contains(name)) throw std::logic_error("schema: keyword " + name + " is not supported");
}

const Json& resolve(const std::string& reference, const Json& components) {
    static constexpr std::string_view prefix = "#/components/schemas/";
    if (!reference.starts_with(prefix)) throw std::logic_error("schema: reference " + reference);
    auto found = components.find(reference.substr(prefix.size()));
    if (found == components.end()) throw std::logic_error("schema: nothing is called " + reference);
    return *found;
}

std::string joined(const Json& values) {
    std::string list;
    for (const auto& value : values)
        if (value.is_string()) list += (list.empty() ? "" : ", ") + value.get<std::string>();
    return list;
}

class Judge {
public:
    Judge(const Json& components, bool formats) : components_(components), formats_(formats) {}

    void judge(const Json& value, const Json& schema, const std::string& field) {
        if (violations.size() >= 100 || schema.is_boolean()) return;
        if (schema.value("readOnly", false)) return add(Sort::wrong_value, field, "error.read_only", {});
        if (auto reference = schema.find("$ref"); reference != schema.end())
            judge(value, resolve(*reference, components_), field);
        if (auto choices = schema.find("anyOf"); choices != schema.end()) judge_choices(value, *choices, field);
        if (auto type = schema.find("type"); type != schema.end() && !fits_type(value, *type)) {
            add(Sort::wrong_type, field, "error.type",
                {{"type", type->is_string() ? type->get<std::string>() : type->dump()}});
            return;
        }
        if (auto values = schema.find("enum"); values != schema.end() && !values->empty() &&
                                               std::find(values->begin(), values->end(), value) == values->end())
            add(Sort::wrong_value, field, "error.not_a_choice", {{"choices", joined(*values)}});
        if (value.is_string()) judge_text(value.get_ref<const std::string&>(), schema, field);
        if (value.is_number()) judge_number(value, schema, field);
        if (value.is_array()) judge_items(value, schema, field);
        if (value.is_object()) judge_members(value, schema, field);
    }

    std::vector<SchemaViolation> violations;

private:
    void add(Sort sort, const std::string& field, const char* key, Parameters parameters) {
        violations.push_back({sort, {field, key, std::move(parameters)}});
    }

    static bool fits_type(const Json& value, const Json& type) {
        if (type.is_string()) return is_type(value, type);
        return std::any_of(type.begin(), type.end(), [&](const Json& one) { return is_type(value, one); });
    }

    /// Reports the violations of the choice that fits best, so that the caller learns something.
    void judge_choices(const Json& value, const Json& choices, const std::string& field) {
        std::vector<SchemaViolation> best;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            Judge choice(components_, formats_);
            choice.judge(value, choices[i], field);
            if (choice.violations.empty()) return;
            if (i == 0 || (value.is_object() && choice.violations.size() < best.size()))
                best = std::move(choice.violations);
        }
        violations.insert(violations.end(), best.begin(), best.end());
    }

    void judge_text(const std::string& text, const Json& schema, const std::string& field) {
        auto longest = schema.find("maxLength");
        int length = length_in_characters(text);
        if (longest != schema.end() && length > longest->get<int>())
            add(Sort::wrong_value, field, "error.too_long",
                {{"max", longest->dump()}, {"length", std::to_string(length)}});
        auto format = schema.find("format");
        if (formats_ && format != schema.end() && !fits_format(text, *format))
            add(Sort::wrong_value, field, "error.type", {{"type", format->get<std::string>()}});
    }

    void judge_number(const Json& value, const Json& schema, const std::string& field) {
        auto least = schema.find("minimum"), most = schema.find("maximum");
        if (least != schema.end() && value < *least)
            add(Sort::wrong_value, field, "error.too_small", {{"min", least->dump()}});
        if (most != schema.end() && value > *most)
            add(Sort::wrong_value, field, "error.too_big", {{"max", most->dump()}});
    }

    void judge_items(const Json& value, const Json& schema, const std::string& field) {
        auto most = schema.find("maxItems");
        if (most != schema.end() && value.size() > most->get<std::size_t>())
            add(Sort::wrong_value, field, "error.too_many", {{"max", most->dump()}});
        auto items = schema.find("items");
        if (items == schema.end()) return;
        for (std::size_t i = 0; i < value.size(); ++i) judge(value[i], *items, field + "[" + std::to_string(i) + "]");
    }

    void judge_members(const Json& value, const Json& schema, const std::string& field) {
        static const Json none = Json::object();
        auto inner = [&](const std::string& name) { return field.empty() ? name : field + "." + name; };
        const auto& properties = schema.contains("properties") ? schema["properties"] : none;
        auto others = schema.find("additionalProperties");
        for (const auto& [name, content] : value.items()) {
            if (auto property = properties.find(name); property != properties.end())
                judge(content, *property, inner(name));
            else if (others != schema.end() && others->is_object()) judge(content, *others, inner(name));
            else if (others != schema.end() && *others == false)
                add(Sort::unknown_member, inner(name), "error.unknown_member", {});
        }
        if (auto required = schema.find("required"); required != schema.end())
            for (const auto& name : *required)
                if (!value.contains(name.get_ref<const std::string&>()))
                    add(Sort::missing, inner(name), "error.required", {});
    }

    const Json& components_;
    bool formats_;
};

void demand_known_type(const Json& type) {
    static const Json nothing;
    if (type.is_string()) is_type(nothing, type);
    else for (const auto& one : type) is_type(nothing, one);
}

}  // namespace

void demand_known(const Json& schema, const Json& components) {
    if (!schema.is_object()) return;  // true, false or none
    refuse_unknown_keywords(schema);
    if (schema.contains("type")) demand_known_type(schema["type"]);
    if (schema.contains("$ref")) resolve(schema["$ref"], components);
    if (schema.contains("properties"))
        for (const auto& property : schema["properties"]) demand_known(property, components);
    if (schema.contains("anyOf"))
        for (const auto& choice : schema["anyOf"]) demand_known(choice, components);
    for (const char* inner : {"items", "additionalProperties"})
        if (schema.contains(inner)) demand_known(schema[inner], components);
}

std::vector<SchemaViolation> check_schema(const Json& value, const Json& schema, const Json& components, bool formats) {
    Judge judge(components, formats);
    judge.judge(value, schema, "");
    return std::move(judge.violations);
}

}  // namespace kartei::web
