#include "modules/reports/filter_words.hpp"

namespace kartei::reports {
namespace {

using events::EventFilter;

struct Dimension {
    const char* member;   ///< in JSON
    const char* caption;  ///< text key
    std::vector<std::string> EventFilter::*values;
};
constexpr Dimension dimensions[] = {{"events", "event.event", &EventFilter::events},
                                    {"productions", "event.production", &EventFilter::productions},
                                    {"seasons", "event.season", &EventFilter::seasons},
                                    {"promoters", "event.promoter", &EventFilter::promoters},
                                    {"genres", "event.genre", &EventFilter::genres},
                                    {"tags", "event.tag", &EventFilter::tags}};

}  // namespace

nlohmann::json filter_as_json(const EventFilter& filter) {
    auto json = nlohmann::json::object();
    for (const auto& dimension : dimensions)
        if (!(filter.*dimension.values).empty()) json[dimension.member] = filter.*dimension.values;
    if (!filter.from.empty()) json["from"] = filter.from;
    if (!filter.to.empty()) json["to"] = filter.to;
    if (filter.scope != "all") json["scope"] = filter.scope;
    return json;
}

EventFilter filter_from_json(const nlohmann::json& json) {
    EventFilter filter;
    for (const auto& dimension : dimensions)
        if (json.contains(dimension.member))
            filter.*dimension.values = json[dimension.member].get<std::vector<std::string>>();
    filter.from = json.value("from", "");
    filter.to = json.value("to", "");
    filter.scope = json.value("scope", "all");
    return filter;
}

std::string in_words(ReportType type, const EventFilter& filter, Language language) {
    auto words = caption_of(type, language);
    auto add = [&](const std::string& caption, const std::string& value) { words += "; " + caption + ": " + value; };
    for (const auto& dimension : dimensions) {
        std::string values;
        for (const auto& value : filter.*dimension.values)
            values += (values.empty() ? "" : ", ") +
                      (value == events::without_name ? text(language, "report.without") : value);
        if (!values.empty()) add(text(language, dimension.caption), values);
    }
    if (!filter.from.empty()) add(text(language, "event.from"), filter.from);
    if (!filter.to.empty()) add(text(language, "event.to"), filter.to);
    if (filter.scope == "coming") add(text(language, "event.scope"), text(language, "report.scope.coming"));
    if (filter.scope == "past") add(text(language, "event.scope"), text(language, "report.scope.past"));
    return words;
}

std::string caption_of(ReportType type, Language language) {
    return text(language, "report_type." + std::string(name_of(type)));
}

}  // namespace kartei::reports
