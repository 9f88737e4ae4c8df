#include "lists/lists_api.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "lists/export_job.hpp"
#include "lists/lists_schema.hpp"
#include "lists/pages.hpp"
#include "lists/print.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::lists {
namespace {

using web::JsonWriter;
using namespace web::endpoint_names;
using namespace web::schema;

using SharedRuns = std::shared_ptr<Runs>;

constexpr int first_page = 100;
constexpr const char* style_path = "/reports/print.css";

Json filter_json(const Filter& filter, Language language) {
    auto json = web::field_json(filter.field);
    json["option"] = filter.option;
    json["caption"] = text(language, filter.caption);
    if (filter.field.kind != FieldKind::choice) return json;
    json["words"] = Json::object();
    for (const auto choice : filter.field.choices)
        json["words"][std::string(choice)] = text(language, std::string(filter.caption) + "." + std::string(choice));
    return json;
}

Json report_json(const Report& report, const Actor& actor, Language language) {
    Json types = Json::array(), filters = Json::array();
    for (const auto type : report.types)
        types.push_back({{"name", type}, {"caption", text(language, "report_type." + std::string(type))}});
    for (const auto& filter : report.filters) filters.push_back(filter_json(filter, language));
    return {{"name", report.name},
            {"caption", text(language, report.caption_key())},
            {"types", std::move(types)},
            {"filters", std::move(filters)},
            {"columns", columns_json(report.columns, language)},
            {"may_make", actor.may(report.right)},
            {"may_export", actor.may(report.right) && actor.may(report.export_right)},
            {"may_print", actor.may(report.right) && actor.may(report.print_right)}};
}

Answer list_reports(const Runs& runs, const Request& request) {
    Json reports = Json::array();
    for (const auto& report : runs.reports())
        reports.push_back(report_json(report, request.actor, request.language));
    return Answer::ok({{"reports", std::move(reports)}});
}

void write_run(const Run& run, Language language, JsonWriter& json) {
    json.name("id").integer(run.id).name("report").text(run.report->name).name("type").text(run.question.type);
    for (const auto& [name, number] : run.list->extent()) json.name(name).integer(number);
    json.name("created_at").text(run.created_at).name("filter").raw(run.question.filter_as_json().dump());
    json.name("title").text(title_of(*run.report, run.question, language));
    json.name("words").text(words_of(*run.report, run.question, language));
    json.name("columns").raw(columns_json(run.list->columns(), language).dump());
}

Result<Answer> make_run(House& house, const SharedRuns& runs, const Report& report, Request& request) {
    const auto run = TRY(runs->make(request.actor, report, request.body.value("type", ""),
                                    request.body.value("filter", Json::object())));
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_run(*run, request.language, json);
    house.database.read(
        [&](sql::Transaction& transaction) { write_page(house, transaction, *run, {}, first_page, text, json); });
    json.end_object();
    runs->count(run);  // after the first page, which somebody waits for
    auto answer = Answer::raw(std::move(text));
    answer.status = 201;
    answer.location = "/api/v1/reports/runs/" + std::to_string(run->id);
    return answer;
}

Result<Answer> read_run(const SharedRuns& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_run(*run, request.language, json);
    json.end_object();
    return Answer::raw(std::move(text));
}

Result<Answer> read_rows(House& house, const SharedRuns& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    PageWanted wanted{request.query_integer("offset", 0), request.query_text("cursor"),
                      static_cast<int>(request.query_integer("limit", first_page))};
    const auto place = TRY(place_of(house, *run, wanted));
    std::string text;
    JsonWriter json(text);
    json.begin_object().name("offset").integer(place.row);
    house.database.read(
        [&](sql::Transaction& transaction) { write_page(house, transaction, *run, place, wanted.limit, text, json); });
    json.end_object();
    runs->count(run);
    return Answer::raw(std::move(text));
}

Json sum_json(const House& house, const Sum& sum, std::int64_t value, Language language) {
    const auto digits = house.rules.currency_digits;
    return {{"name", sum.name},
            {"value", sum.kind == CellKind::money ? Json(write_money(value, digits)) : Json(value)},
            {"text", words_of(sum, value, digits, language)}};
}

Result<Answer> read_totals(const House& house, const SharedRuns& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    runs->count(run);
    const auto counts = run->counts();
    Json sums = Json::array();
    if (!counts.totals)
        return Answer::ok({{"state", "counting"}, {"rows", 0}, {"so_far", counts.so_far}, {"sums", std::move(sums)}});
    const auto& totals = *counts.totals;
    for (std::size_t i = 0; i < totals.sums.size(); ++i)
        sums.push_back(sum_json(house, run->list->sums()[i], totals.sums[i], request.language));
    return Answer::ok(
        {{"state", "done"}, {"rows", totals.rows}, {"so_far", totals.rows}, {"sums", std::move(sums)}});
}

/// A right that goes with the report of the run.
Result<Done> demand(const Actor& actor, const std::string& right) {
    if (actor.may(right)) return Done{};
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", right}});
}

Result<Answer> start_export(House& house, const SharedRuns& runs, jobs::Jobs& jobs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    TRY(demand(request.actor, run->report->export_right));
    const auto options = TRY(export_options(request.body, run->list->columns()));
    const auto job = TRY(start_export_job(house, runs, jobs, request.actor, request.language, run, options));
    return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
}

Result<Answer> print_run(House& house, const SharedRuns& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    TRY(demand(request.actor, run->report->print_right));
    PrintOptions options;
    options.by_seat = request.query_text("order") == "seat";
    options.barcode = request.query_text("barcode") == "true";
    options.columns = request.query_list("column");
    options.language = request.language;
    options.made_by = request.actor.name;
    options.style_path = "/api/v1" + std::string(style_path);
    const auto page = TRY(house.database.read([&](sql::Transaction& transaction) {
        return print_list({house, transaction, *run->report, run->question, *run->list, options});
    }));
    runs->record_export(request.actor, run->id, "print", page.rows, audit::sha256(page.html));
    return Answer::raw(page.html, "text/html");
}

Endpoint reports_endpoint(SharedRuns runs) {
    Endpoint endpoint{Method::get, "/reports", "list_reports", "signed_in",
                      "The lists that can be made, each with what can be asked of it and what the caller may do."};
    endpoint.answers = {{200, "Reports", object({{"reports", array(report_schema())}}, {"reports"})}};
    endpoint.handle = [runs](Request& request) -> Result<Answer> { return list_reports(*runs, request); };
    return endpoint;
}

Endpoint make_endpoint(House& house, SharedRuns runs, const Report& report) {
    auto name = report.name;
    std::replace(name.begin(), name.end(), '-', '_');
    Endpoint endpoint{
        Method::post, "/reports/" + report.name + "/runs", "make_list_of_" + name, report.right,
        "Makes the list (T-006, T-019) and gives its first 100 rows. Refused, everything at once, for what cannot be"
        " asked so. Every list that was made is on record."};
    endpoint.body_schema = question_schema(report);
    endpoint.answers = {{201, "The list, its columns and first rows; a row is an object column name -> value",
                         run_schema(true)}};
    endpoint.handle = [&house, runs, &report](Request& request) { return make_run(house, runs, report, request); };
    endpoint.record = report.record;
    return endpoint;
}

Endpoint run_endpoint(SharedRuns runs) {
    Endpoint endpoint{Method::get, "/reports/runs/{id}", "read_list", "signed_in",
                      "A list that the caller made: report, type, filter, columns. It takes the right to its report."};
    endpoint.answers = {{200, "The list without rows", run_schema(false)}};
    endpoint.handle = [runs](Request& request) { return read_run(runs, request); };
    return endpoint;
}

Endpoint rows_endpoint(House& house, SharedRuns runs) {
    Endpoint endpoint{Method::get, "/reports/runs/{id}/rows", "read_list_rows", "signed_in",
                      "Rows of a list from a row number or a cursor. Until the totals are counted, row numbers more "
                      "than 5000 beyond what was"
                      " read before are refused with 503; afterwards any will do (T-011)."};
    endpoint.parameters = {{"offset", "number of the first row, from 0", {{"type", "integer"}, {"minimum", 0}}},
                           {"cursor", "where the page before ended; instead of offset", text(1000)},
                           {"limit", "rows, 100 unless told", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}};
    endpoint.answers = {{200, "Rows; cursor is null at the end",
                         object({{"offset", integer()}, {"rows", rows_schema()}, {"cursor", nullable(text())}},
                                {"offset", "rows", "cursor"})}};
    endpoint.handle = [&house, runs](Request& request) { return read_rows(house, runs, request); };
    endpoint.record = "report";
    return endpoint;
}

Endpoint totals_endpoint(House& house, SharedRuns runs) {
    Endpoint endpoint{Method::get, "/reports/runs/{id}/totals", "read_list_totals", "signed_in",
                      "How many rows a list has and what they add up to; that is counted in the background, so_far "
                      "says how far it is."};
    endpoint.answers = {{200, "Counts", totals_schema()}};
    endpoint.handle = [&house, runs](Request& request) { return read_totals(house, runs, request); };
    return endpoint;
}

Endpoint export_endpoint(House& house, SharedRuns runs, jobs::Jobs& jobs) {
    Endpoint endpoint{Method::post, "/reports/runs/{id}/exports", "export_list", "signed_in",
                      "Starts a job that writes the whole list as a file, with every column unless some are named "
                      "(T-017, T-018); its result is"
                      " the manifest. The file is fetched from the job. Every export is on record."};
    endpoint.body_schema = object({{"format", choice({"csv", "xlsx", "json"})},
                                   {"csv", choice({"standard", "excel-de", "excel-nl"})},
                                   {"headings", choice({"names", "de", "nl", "en"})},
                                   {"columns", array(text(200))}},
                                  {"format"});
    endpoint.answers = {{202, "The job", object({{"id", integer()}}, {"id"})}};
    endpoint.handle = [&house, runs, &jobs](Request& request) { return start_export(house, runs, jobs, request); };
    endpoint.record = "report";
    return endpoint;
}

Endpoint print_endpoint(House& house, SharedRuns runs) {
    Endpoint endpoint{
        Method::get, "/reports/runs/{id}/print", "print_list", "signed_in",
        "The list as a page for printing, a table of the wanted columns; a list of seats as a guest list by event date,"
        " by name or by seat (T-034). At most 20,000 rows."};
    endpoint.parameters = {{"column", "those on the sheet, in this order; all unless told", array(text(200))},
                           {"order", "guest lists: by name unless told", choice({"name", "seat"})},
                           {"barcode", "guest lists: with the barcodes in plain text", boolean()}};
    endpoint.answers = {{200, "The page", nullptr, "text/html"}};
    endpoint.handle = [&house, runs](Request& request) { return print_run(house, runs, request); };
    endpoint.record = "report";
    return endpoint;
}

Endpoint style_endpoint() {
    Endpoint endpoint{Method::get, style_path, "read_print_style", "", "The style sheet of printed lists."};
    endpoint.answers = {{200, "The style sheet", nullptr, "text/css"}};
    endpoint.handle = [](Request&) -> Result<Answer> {
        auto answer = Answer::raw(std::string(print_style()), "text/css");
        answer.headers.emplace_back("Cache-Control", "public, max-age=3600");
        return answer;
    };
    return endpoint;
}

}  // namespace

web::EndpointTable lists_endpoints(House& house, std::shared_ptr<Runs> runs, jobs::Jobs& jobs) {
    web::EndpointTable table{reports_endpoint(runs), run_endpoint(runs), rows_endpoint(house, runs),
                             totals_endpoint(house, runs), export_endpoint(house, runs, jobs),
                             print_endpoint(house, runs), style_endpoint()};
    for (const auto& report : runs->reports()) table.push_back(make_endpoint(house, runs, report));
    return table;
}

}  // namespace kartei::lists
