#include "web/query.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "web/gate.hpp"

namespace kartei::web {

namespace {

std::optional<std::int64_t> as_integer(std::string_view text) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string type_of(const Json& schema) { return schema.value("type", "string"); }

bool fits(const std::string& value, const Json& schema) {
    auto type = type_of(schema);
    if (type == "integer") {
        auto number = as_integer(value);
        return number && (!schema.contains("minimum") || *number >= schema["minimum"].get<std::int64_t>()) &&
               (!schema.contains("maximum") || *number <= schema["maximum"].get<std::int64_t>());
    }
    if (type == "boolean") return value == "true" || value == "false";
    if (length_in_characters(value) > schema.value("maxLength", longest_query_value)) return false;
    auto values = schema.find("enum");
    return values == schema.end() || std::find(values->begin(), values->end(), Json(value)) != values->end();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> split_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!query.empty()) {
        auto end = query.find('&');
        auto piece = query.substr(0, end);
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        if (piece.empty()) continue;
        auto equal = piece.find('=');
        auto value = equal == std::string_view::npos ? std::string_view() : piece.substr(equal + 1);
        pairs.emplace_back(percent_decoded(piece.substr(0, equal), true).value_or(""),
                           percent_decoded(value, true).value_or(""));
    }
    return pairs;
}

Result<std::map<std::string, std::vector<std::string>>> read_query(std::string_view query,
                                                                   const std::vector<ParameterDeclaration>& declared) {
    std::map<std::string, std::vector<std::string>> values;
    Refusal refusal;
    for (auto& [name, value] : split_query(query)) {
        auto found = std::find_if(declared.begin(), declared.end(), [&](const auto& one) { return one.name == name; });
        if (found == declared.end()) {
            refusal.issues.push_back({name, "error.unknown_parameter", {}});
            continue;
        }
        bool several = type_of(found->schema) == "array";
        auto& held = values[name];
        if (!held.empty() && !several) refusal.issues.push_back({name, "error.repeated_parameter", {}});
        else if (!fits(value, several ? found->schema.value("items", Json::object()) : found->schema))
            refusal.issues.push_back({name, "error.bad_parameter", {}});
        held.push_back(std::move(value));
    }
    for (const auto& parameter : declared)
        if (parameter.required && !values.contains(parameter.name))
            refusal.issues.push_back({parameter.name, "error.required", {}});
    if (!refusal.issues.empty()) return refusal;
    return values;
}

bool is_positive_id(std::string_view text) {
    if (text.empty() || text.front() < '1' || text.front() > '9') return false;
    return as_integer(text).has_value();
}

}  // namespace kartei::web
