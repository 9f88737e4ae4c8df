#include "lists/column.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "lists/local_times.hpp"

namespace kartei::lists {

std::string_view name_of(CellKind kind) {
    switch (kind) {
        case CellKind::text: return "text";
        case CellKind::integer: return "integer";
        case CellKind::money: return "money";
        case CellKind::date: return "date";
        case CellKind::instant: return "instant";
        case CellKind::link: return "link";
        case CellKind::yes_no: return "yes_no";
        case CellKind::month: return "month";
    }
    return "";
}

Result<std::vector<Column>> choose_columns(std::vector<Column> all, const std::vector<std::string>& names) {
    if (names.empty()) return all;
    std::vector<Column> chosen;
    Refusal refusal;
    for (const auto& name : names) {
        auto found = std::find_if(all.begin(), all.end(), [&](const Column& column) { return column.name == name; });
        if (found == all.end()) refusal.issues.push_back({"columns", "error.unknown_column", {{"column", name}}});
        else chosen.push_back(*found);
    }
    if (!refusal.issues.empty()) return refusal;
    return chosen;
}

namespace {

/// "Faust\t2027-02-28T19:30:00" -> "Faust, 28.02.2027 19:30": behind a tab stands a time of the house.
std::string shown_parameter(const std::string& parameter, Language language) {
    const auto tab = parameter.find('\t');
    if (tab == std::string::npos) return parameter;
    return parameter.substr(0, tab) + ", " + shown_times(std::string_view(parameter).substr(tab + 1), language);
}

}  // namespace

std::string caption_of(const Column& column, Language language) {
    if (column.parameter.empty()) return text(language, column.text_key);
    return text(language, column.text_key, {{"name", shown_parameter(column.parameter, language)}});
}

namespace {

/// "2026-03" -> "März 2026".
std::string shown_month(std::string_view month, Language language) {
    const auto* number = month.data() + 5;
    return text(language, "report.month",
                {{"month", std::string(*number == '0' ? number + 1 : number, month.data() + 7)},
                 {"year", std::string(month.substr(0, 4))}});
}

}  // namespace

std::string words_of(const Column& column, std::string_view value, Language language) {
    if (std::find(column.values.begin(), column.values.end(), value) == column.values.end()) {
        const bool is_month = column.kind == CellKind::month && value.size() == 7 && value[4] == '-';
        return is_month ? shown_month(value, language) : std::string(value);
    }
    const auto& key = column.values_key.empty() ? column.text_key : column.values_key;
    return text(language, key + "." + std::string(value));
}

std::string shown_money(std::int64_t minor_units, int digits, Language language) {
    const auto plain = write_money(minor_units, digits);
    const auto point = std::min(plain.find('.'), plain.size());
    const char thousands = language == Language::en ? ',' : '.', decimal = language == Language::en ? '.' : ',';
    std::string shown;
    for (std::size_t at = 0; at < point; ++at) {
        const auto left = point - at;
        if (at > 0 && left % 3 == 0 && plain[at - 1] != '-') shown += thousands;
        shown += plain[at];
    }
    if (point < plain.size()) shown.append(1, decimal).append(plain, point + 1);
    return shown;
}

std::string shown_time(std::string_view local, Language language) {
    if (local.size() < 10) return std::string(local);
    const char mark = language == Language::de ? '.' : language == Language::nl ? '-' : '/';
    std::string text(local.substr(8, 2));
    text += mark;
    text.append(local.substr(5, 2)) += mark;
    text.append(local.substr(0, 4));
    return local.size() < 16 ? text : text.append(" ").append(local.substr(11, 5));
}

web::Json row_schema(const std::vector<Column>& columns, const std::vector<RowKey>& keys) {
    using namespace web::schema;
    std::vector<std::pair<std::string, web::Json>> members;
    std::vector<std::string> names;
    for (const auto& column : columns) {
        auto schema = column.kind == CellKind::integer   ? integer()
                      : column.kind == CellKind::money   ? money()
                      : column.kind == CellKind::date    ? date()
                      : column.kind == CellKind::instant ? instant()
                      : column.kind == CellKind::yes_no  ? boolean()
                                                         : text();
        members.emplace_back(column.name, nullable(std::move(schema)));
        names.push_back(column.name);
    }
    for (const auto& key : keys) members.emplace_back(key.name, integer());
    return object(std::move(members), std::move(names));
}

}  // namespace kartei::lists
