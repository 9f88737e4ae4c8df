#include "jobs/job_title.hpp"

#include <nlohmann/json.hpp>

namespace kartei::jobs {

using nlohmann::json;

std::string titled(std::string_view key, const Parameters& parameters) {
    json values = json::object();
    for (const auto& [name, value] : parameters) values[name] = value;
    return json{{"text", key}, {"values", std::move(values)}}.dump();
}

std::string title_in(Language language, const std::string& title) {
    const auto kept = json::parse(title, nullptr, false);
    if (!kept.is_object() || !kept.contains("text")) return title;
    Parameters parameters;
    for (const auto& [name, value] : kept.at("values").items()) {
        const auto& words = value.get_ref<const std::string&>();
        parameters.emplace_back(name, words.starts_with('@') ? text(language, words.substr(1)) : words);
    }
    return text(language, kept.at("text").get<std::string>(), parameters);
}

}  // namespace kartei::jobs
