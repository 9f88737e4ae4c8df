#include "lists/question.hpp"

#include "web/field_json.hpp"

namespace kartei::lists {
namespace {

template <class Content>
const Content* held(const std::map<std::string, Value, std::less<>>& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? nullptr : std::get_if<Content>(&found->second);
}

bool says_nothing(const Field& field, const Value& value) {
    if (is_empty(value)) return true;
    if (const auto* yes = std::get_if<bool>(&value)) return !*yes;
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return list->empty();
    return field.kind == FieldKind::choice && !field.choices.empty() &&
           std::get<std::string>(value) == field.choices.front();
}

std::string shown(const Filter& filter, const Value& value, Language language) {
    if (filter.field.kind == FieldKind::choice)
        return text(language, std::string(filter.caption) + "." + std::get<std::string>(value));
    if (filter.field.kind == FieldKind::yes_no) return text(language, "report.yes");
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    if (!list) return write_value(filter.field, value);
    // A list of ids says nothing to people: it has words for how many they are.
    if (const auto counted = std::string(filter.caption) + ".count"; has_text(counted))
        return text(language, counted, {{"count", std::to_string(list->size())}});
    std::string all;
    for (const auto& one : *list)
        all += (all.empty() ? "" : ", ") + (one == without_name ? text(language, "report.without") : one);
    return all;
}

}  // namespace

std::string Question::text(std::string_view name) const {
    const auto* value = held<std::string>(values_, name);
    return value ? *value : std::string();
}

std::vector<std::string> Question::list(std::string_view name) const {
    const auto* value = held<std::vector<std::string>>(values_, name);
    return value ? *value : std::vector<std::string>();
}

std::int64_t Question::integer(std::string_view name) const {
    const auto* value = held<std::int64_t>(values_, name);
    return value ? *value : 0;
}

bool Question::is(std::string_view name) const {
    const auto* value = held<bool>(values_, name);
    return value && *value;
}

void Question::put(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }

nlohmann::json Question::filter_as_json() const {
    auto json = nlohmann::json::object();
    for (const auto& [name, value] : values_)
        std::visit(
            [&](const auto& content) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(content)>, std::monostate>) json[name] = content;
            },
            value);
    return json;
}

ReadQuestion read_question(const std::vector<Filter>& filters, const std::string& type, const nlohmann::json& filter) {
    ReadQuestion read;
    read.question.type = type;
    for (const auto& one : filters) {
        const auto name = std::string(one.field.name);
        if (!filter.contains(name)) continue;
        auto value = check_value(one.field, web::value_of(filter[name]));
        if (!value) {
            for (auto issue : value.refusal().issues) {
                issue.field = one.option;
                read.issues.push_back(std::move(issue));
            }
        } else if (!says_nothing(one.field, *value)) {
            read.question.put(name, std::move(*value));
        }
    }
    return read;
}

std::string in_words(const std::vector<Filter>& filters, const Question& question, Language language) {
    std::string words;
    const auto filled = question.filter_as_json();
    for (const auto& filter : filters) {
        const auto found = filled.find(filter.field.name);
        if (found == filled.end()) continue;
        words += (words.empty() ? "" : "; ") + text(language, filter.caption) + ": " +
                 shown(filter, web::value_of(*found), language);
    }
    return words;
}

}  // namespace kartei::lists
