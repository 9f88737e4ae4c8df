#include "web/endpoint.hpp"

#include <charconv>
#include <stdexcept>

namespace kartei::web {

namespace {

std::int64_t whole_number(const std::string& text) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) throw std::logic_error("not a checked number");
    return number;
}

}  // namespace

std::int64_t Request::id(const std::string& name) const {
    return whole_number(path_parameters.at(name));
}

std::optional<std::string> Request::query_text(const std::string& name) const {
    auto found = query.find(name);
    if (found == query.end() || found->second.empty()) return std::nullopt;
    return found->second.front();
}

std::int64_t Request::query_integer(const std::string& name, std::int64_t otherwise) const {
    auto text = query_text(name);
    return text ? whole_number(*text) : otherwise;
}

std::vector<std::string> Request::query_list(const std::string& name) const {
    auto found = query.find(name);
    return found == query.end() ? std::vector<std::string>{} : found->second;
}

namespace schema {

Json text(int max_length) {
    Json schema = {{"type", "string"}};
    if (max_length > 0) schema["maxLength"] = max_length;
    return schema;
}

Json integer() { return {{"type", "integer"}, {"format", "int64"}}; }
Json boolean() { return {{"type", "boolean"}}; }
Json date() { return {{"type", "string"}, {"format", "date"}}; }
Json instant() { return {{"type", "string"}, {"format", "date-time"}}; }
Json money() { return {{"type", "string"}, {"format", "decimal"}}; }

Json nullable(Json schema) {
    auto type = schema.find("type");
    if (type == schema.end()) {
        if (schema.empty()) return schema;
        return {{"anyOf", Json::array({std::move(schema), {{"type", "null"}}})}};
    }
    if (type->is_string()) *type = Json::array({*type, "null"});
    if (auto values = schema.find("enum"); values != schema.end()) values->push_back(nullptr);
    return schema;
}

Json array(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json object(std::vector<std::pair<std::string, Json>> members, std::vector<std::string> required) {
    Json properties = Json::object();
    for (auto& [name, schema] : members) properties[name] = std::move(schema);
    Json schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

Json choice(std::vector<std::string> values) { return {{"type", "string"}, {"enum", std::move(values)}}; }
Json reference(const std::string& name) { return {{"$ref", "#/components/schemas/" + name}}; }
Json anything() { return Json::object(); }

}  // namespace schema

}  // namespace kartei::web
