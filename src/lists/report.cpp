#include "lists/report.hpp"

#include <algorithm>

namespace kartei::lists {
namespace {

std::string type_words(const Question& question, Language language) {
    return question.type.empty() ? std::string() : text(language, "report_type." + question.type);
}

Result<std::string> type_asked(const Report& report, const std::string& type) {
    if (type.empty()) return report.types.empty() ? std::string() : std::string(report.types.front());
    if (std::find(report.types.begin(), report.types.end(), type) != report.types.end()) return type;
    std::string known;
    for (const auto one : report.types) known.append(known.empty() ? "" : ", ").append(one);
    return refuse(RefusalKind::invalid, "error.report_unknown_type", {{"type", type}, {"types", known}});
}

}  // namespace

std::string title_of(const Report& report, const Question& question, Language language) {
    const auto caption = text(language, report.caption_key()), type = type_words(question, language);
    return type.empty() ? caption : caption + ": " + type;
}

std::string words_of(const Report& report, const Question& question, Language language) {
    const auto type = type_words(question, language), filter = in_words(report.filters, question, language);
    return type.empty() || filter.empty() ? type + filter : type + "; " + filter;
}

Result<MadeList> make_list(const Report& report, House& house, sql::Transaction& transaction, const Actor& actor,
                           const std::string& type, const nlohmann::json& filter) {
    auto read = read_question(report.filters, TRY(type_asked(report, type)), filter);
    auto list = report.make(house, transaction, actor, read.question, std::nullopt);
    if (read.issues.empty()) {
        if (!list) return list.refusal();
        return MadeList{std::move(read.question), std::move(*list)};
    }
    if (!list)
        for (const auto& issue : list.refusal().issues)
            if (!issue.field.empty()) read.issues.push_back(issue);  // "nothing is chosen" may just be unreadable
    return Refusal{RefusalKind::invalid, std::move(read.issues)};
}

}  // namespace kartei::lists
