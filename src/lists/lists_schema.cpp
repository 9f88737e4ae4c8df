#include "lists/lists_schema.hpp"

#include "web/field_json.hpp"

namespace kartei::lists {
namespace {

using web::Json;
using namespace web::schema;

std::vector<std::string> names_of(const std::vector<std::string_view>& types) { return {types.begin(), types.end()}; }

Json filter_schema(const Report& report) {
    std::vector<std::pair<std::string, Json>> members;
    for (const auto& filter : report.filters)
        members.emplace_back(filter.field.name, web::input_schema(filter.field));
    return object(std::move(members));
}

Json columns_schema() {
    return array(object({{"name", text()},
                         {"caption", text()},
                         {"priority", integer()},
                         {"kind", choice({"text", "integer", "money", "date", "instant", "link", "yes_no", "month"})},
                         {"width", integer()},
                         {"values", {{"type", "object"}}}},
                        {"name", "caption", "priority", "kind"}));
}

}  // namespace

Json report_schema() {
    const auto type = object({{"name", text()}, {"caption", text()}}, {"name", "caption"});
    return object({{"name", text()},
                   {"caption", text()},
                   {"types", array(type)},
                   {"filters", array({{"type", "object"}})},
                   {"columns", columns_schema()},
                   {"may_make", boolean()},
                   {"may_export", boolean()},
                   {"may_print", boolean()}},
                  {"name", "caption", "types", "filters", "columns", "may_make", "may_export", "may_print"});
}

Json question_schema(const Report& report) {
    if (report.types.empty()) return object({{"filter", filter_schema(report)}});
    return object({{"type", choice(names_of(report.types))}, {"filter", filter_schema(report)}}, {"type"});
}

Json rows_schema() { return array({{"type", "object"}}); }

Json run_schema(bool with_rows) {
    std::vector<std::pair<std::string, Json>> members{{"id", integer()},          {"report", text()},
                                                      {"type", text()},           {"events", integer()},
                                                      {"created_at", instant()},  {"filter", {{"type", "object"}}},
                                                      {"title", text()},          {"words", text()},
                                                      {"columns", columns_schema()}};
    std::vector<std::string> required{"id", "report", "type", "created_at", "filter", "title", "words", "columns"};
    if (with_rows) {
        members.push_back({"rows", rows_schema()});
        members.push_back({"cursor", nullable(text())});
        required.insert(required.end(), {"rows", "cursor"});
    }
    return object(std::move(members), std::move(required));
}

Json totals_schema() {
    const auto sum = object({{"name", text()}, {"value", Json{{"type", {"integer", "string"}}}}, {"text", text()}},
                            {"name", "value", "text"});
    return object({{"state", choice({"counting", "done"})},
                   {"rows", integer()},
                   {"so_far", integer()},
                   {"sums", array(sum)}},
                  {"state", "rows", "so_far", "sums"});
}

}  // namespace kartei::lists
