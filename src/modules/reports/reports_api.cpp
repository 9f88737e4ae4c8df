#include "modules/reports/reports_api.hpp"

#include "modules/reports/export_job.hpp"
#include "modules/reports/filter_words.hpp"
#include "modules/reports/print_page.hpp"
#include "modules/reports/report_pages.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::reports {
namespace {

using web::JsonWriter;
using namespace web::endpoint_names;
using namespace web::schema;

using Runs = std::shared_ptr<ReportRuns>;

constexpr int first_page = 100;
constexpr const char* style_path = "/reports/print.css";

std::vector<std::string> type_names() {
    std::vector<std::string> names;
    for (const auto& entry : report_types) names.emplace_back(entry.name);
    return names;
}

/// Who may not look customers up gets no ids of them (customer-lists.md 12, View customer).
bool may_open(const Actor& actor) { return actor.may("customers.read"); }

void write_run(const Run& run, Language language, JsonWriter& json) {
    json.name("id").integer(run.id).name("type").text(name_of(run.type()));
    json.name("events").integer(static_cast<std::int64_t>(run.report->selection().events.size()));
    json.name("created_at").text(run.created_at).name("filter").raw(filter_as_json(run.filter).dump());
    json.name("words").text(in_words(run.type(), run.filter, language));
    write_columns(*run.report, language, json);
}

Result<Answer> make_run(House& house, const Runs& runs, Request& request) {
    const auto type = *report_type_of(request.body["type"].get<std::string>());
    const auto run =
        TRY(runs->make(request.actor, type, filter_from_json(request.body.value("filter", Json::object()))));
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_run(*run, request.language, json);
    house.database.read([&](sql::Transaction& transaction) {
        write_page(house, transaction, *run, {}, first_page, may_open(request.actor), text, json);
    });
    json.end_object();
    runs->count(run);  // after the first page, which somebody waits for
    auto answer = Answer::raw(std::move(text));
    answer.status = 201;
    answer.location = "/api/v1/reports/runs/" + std::to_string(run->id);
    return answer;
}

Result<Answer> read_run(const Runs& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_run(*run, request.language, json);
    json.end_object();
    return Answer::raw(std::move(text));
}

Result<Answer> read_rows(House& house, const Runs& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    PageWanted wanted{request.query_integer("offset", 0), request.query_text("cursor"),
                      static_cast<int>(request.query_integer("limit", first_page))};
    const auto place = TRY(place_of(house, *run, wanted));
    std::string text;
    JsonWriter json(text);
    json.begin_object().name("offset").integer(place.row);
    house.database.read([&](sql::Transaction& transaction) {
        write_page(house, transaction, *run, place, wanted.limit, may_open(request.actor), text, json);
    });
    json.end_object();
    runs->count(run);
    return Answer::raw(std::move(text));
}

Result<Answer> read_totals(const Runs& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    runs->count(run);
    const auto counts = run->counts();
    if (!counts.totals)
        return Answer::ok(
            {{"state", "counting"}, {"rows", 0}, {"customers", 0}, {"tickets", 0}, {"so_far", counts.so_far}});
    const auto& totals = *counts.totals;
    return Answer::ok({{"state", "done"},
                       {"rows", totals.rows},
                       {"customers", totals.customers},
                       {"tickets", totals.tickets},
                       {"so_far", totals.rows}});
}

Result<Answer> start_export(House& house, const Runs& runs, jobs::Jobs& jobs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    const auto options = TRY(export_options(request.body, run->report->columns()));
    const auto job = TRY(start_export_job(house, runs, jobs, request.actor, request.language, run, options));
    return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
}

Result<Answer> print_run(House& house, const Runs& runs, Request& request) {
    const auto run = TRY(runs->open(request.actor, request.id()));
    PrintOptions options;
    options.order = request.query_text("order") == "seat" ? PrintOrder::seat : PrintOrder::name;
    options.barcode = request.query_text("barcode") == "true";
    options.language = request.language;
    options.made_by = request.actor.name;
    options.style_path = "/api/v1" + std::string(style_path);
    const auto page = TRY(house.database.read(
        [&](sql::Transaction& transaction) { return print_page(house, transaction, *run, options); }));
    runs->record_export(request.actor, run->id, "print", page.rows, audit::sha256(page.html));
    return Answer::raw(page.html, "text/html");
}

Json filter_schema() {
    const auto names = array(text(200));
    return object({{"events", names},
                   {"productions", names},
                   {"seasons", names},
                   {"promoters", names},
                   {"genres", names},
                   {"tags", names},
                   {"from", text(20)},
                   {"to", text(20)},
                   {"scope", choice({"coming", "past", "all"})}});
}

Json columns_schema() {
    return array(object({{"name", text()},
                         {"caption", text()},
                         {"priority", integer()},
                         {"kind", choice({"text", "integer", "money", "date", "instant", "link"})},
                         {"values", {{"type", "object"}}}},
                        {"name", "caption", "priority", "kind"}));
}

/// Column names depend on the type and on the house's permissions.
Json rows_schema() { return array({{"type", "object"}}); }

Json run_schema(bool with_rows) {
    std::vector<std::pair<std::string, Json>> members{{"id", integer()},
                                                      {"type", choice(type_names())},
                                                      {"events", integer()},
                                                      {"created_at", instant()},
                                                      {"filter", filter_schema()},
                                                      {"words", text()},
                                                      {"columns", columns_schema()}};
    std::vector<std::string> required{"id", "type", "events", "created_at", "filter", "words", "columns"};
    if (with_rows) {
        members.push_back({"rows", rows_schema()});
        members.push_back({"cursor", nullable(text())});
        required.insert(required.end(), {"rows", "cursor"});
    }
    return object(std::move(members), std::move(required));
}

Endpoint make_endpoint(House& house, Runs runs) {
    Endpoint endpoint{
        Method::post, "/reports/customers/runs", "make_customer_list", "reports.customers",
        "Makes a customer list (T-006, T-019) and gives its first 100 rows, by name, first name, order number. Refused "
        "without any"
        " filter (a scope alone is none) and for names nobody knows. Every list that was made is on record."};
    endpoint.body_schema = object({{"type", choice(type_names())}, {"filter", filter_schema()}}, {"type"});
    endpoint.answers = {
        {201, "The list, its columns and first rows; a row is an object column name -> value", run_schema(true)}};
    endpoint.handle = [&house, runs](Request& request) { return make_run(house, runs, request); };
    endpoint.record = "event";
    return endpoint;
}

Endpoint run_endpoint(Runs runs) {
    Endpoint endpoint{Method::get, "/reports/runs/{id}", "read_customer_list", "reports.customers",
                      "A list that the caller made: type, filter, columns."};
    endpoint.answers = {{200, "The list without rows", run_schema(false)}};
    endpoint.handle = [runs](Request& request) { return read_run(runs, request); };
    return endpoint;
}

Endpoint rows_endpoint(House& house, Runs runs) {
    Endpoint endpoint{Method::get, "/reports/runs/{id}/rows", "read_customer_list_rows", "reports.customers",
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

Endpoint totals_endpoint(Runs runs) {
    Endpoint endpoint{
        Method::get, "/reports/runs/{id}/totals", "read_customer_list_totals", "reports.customers",
        "Rows, customers and tickets of a list; they are counted in the background, so_far says how far it is."};
    endpoint.answers = {{200, "Counts",
                         object({{"state", choice({"counting", "done"})},
                                 {"rows", integer()},
                                 {"customers", integer()},
                                 {"tickets", integer()},
                                 {"so_far", integer()}},
                                {"state", "rows", "customers", "tickets", "so_far"})}};
    endpoint.handle = [runs](Request& request) { return read_totals(runs, request); };
    return endpoint;
}

Endpoint export_endpoint(House& house, Runs runs, jobs::Jobs& jobs) {
    Endpoint endpoint{Method::post, "/reports/runs/{id}/exports", "export_customer_list", "reports.export",
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

Endpoint print_endpoint(House& house, Runs runs) {
    Endpoint endpoint{
        Method::get, "/reports/runs/{id}/print", "print_customer_list", "reports.print",
        "The list as a page for printing: guest lists by event date, by name or by seat (T-034). At most 20,000 rows."};
    endpoint.parameters = {
        {"order", "by name unless told; by seat in types with a row per ticket", choice({"name", "seat"})},
        {"barcode", "with the barcodes in plain text", boolean()}};
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

web::EndpointTable reports_endpoints(House& house, std::shared_ptr<ReportRuns> runs, jobs::Jobs& jobs) {
    return {make_endpoint(house, runs), run_endpoint(runs),   rows_endpoint(house, runs), totals_endpoint(runs),
            export_endpoint(house, runs, jobs), print_endpoint(house, runs), style_endpoint()};
}

}  // namespace kartei::reports
