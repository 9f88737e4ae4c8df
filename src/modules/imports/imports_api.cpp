#include "modules/imports/imports_api.hpp"

#include <filesystem>

#include "base/texts.hpp"
#include "jobs/job_title.hpp"
#include "modules/imports/uploads.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::imports {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;
using namespace web::schema;

constexpr std::uint64_t largest_upload = std::uint64_t{2} << 30;
constexpr int recent_imports = 50;
constexpr std::string_view right = "imports.run";

Json names_of_kinds() {
    std::vector<std::string> names;
    for (const auto* kind : import_kinds()) names.emplace_back(kind->name);
    return choice(names);
}

// --- work

Result<Answer> upload(House& house, Request& request) {
    const auto described = TRY(accept_upload(house, request.actor, *request.query_text("what"),
                                             request.query_text("file_name").value_or("file.csv"), request.body_file));
    auto answer =
        Answer::created(described, "/api/v1/imports/" + std::to_string(described.at("id").get<std::int64_t>()));
    answer.version = described.at("version").get<std::int64_t>();
    return answer;
}

Result<Answer> show(House& house, Request& request) {
    auto answer = Answer::ok(TRY(describe_upload(house, request.actor, request.id())));
    answer.version = answer.json.at("version").get<std::int64_t>();
    return answer;
}

Result<Answer> decide(House& house, Request& request) {
    auto answer = Answer::ok(TRY(change_upload(house, request.actor, request.id(), request.body)));
    answer.version = answer.json.at("version").get<std::int64_t>();
    return answer;
}

using ImportWork = Result<ImportResult> (*)(House&, const Actor&, const ImportRequest&, jobs::Progress&);

Result<Answer> start(House& house, jobs::Jobs& jobs, Request& request, std::string_view title, ImportWork work) {
    const auto wanted = TRY(request_of(house, request.actor, request.id()));
    jobs::Order order{"import", jobs::titled(title, {{"file", wanted.file_name}}), request.actor.user_id, 0,
                      std::string(right)};
    auto actor = request.actor;
    actor.language = request.language;
    const auto job =
        TRY(jobs.start(order, [&house, actor, wanted, work](jobs::Progress& progress) -> Result<jobs::Outcome> {
            auto result = TRY(work(house, actor, wanted, progress));
            note_preview(house, wanted.run, result);
            without_paths(result);
            return jobs::Outcome{result};
        }));
    return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
}

/// A list that an import left beside its file; `ending` tells it from the file itself.
Result<Answer> list_of(const ImportRun& run, const std::string& path, const std::string& ending,
                       std::string_view missing) {
    std::error_code ignored;
    if (path.empty() || !std::filesystem::exists(path, ignored))
        return refuse(RefusalKind::not_found, std::string(missing));
    Answer answer;
    answer.file = path;
    answer.media_type = "text/csv";
    answer.file_name = std::filesystem::path(run.file_name).stem().string() + ending;
    return answer;
}

Result<Answer> refused_rows(House& house, Request& request) {
    const auto run = TRY(own_run(house, request.actor, request.id()));
    return list_of(run, run.refused_path, ".refused.csv", "error.import_no_refused");
}

Result<Answer> duplicate_rows(House& house, Request& request) {
    const auto run = TRY(own_run(house, request.actor, request.id()));
    return list_of(run, duplicates_file_of(run), ".duplicates.csv", "error.import_no_duplicates");
}

Json recent(const ImportRun& run, Language language) {
    const auto* kind = find_kind(run.what);
    Json result;
    if (!run.result.empty()) {
        const auto stored = Json::parse(run.result);
        for (const char* name : {"rows", "new", "changed", "unchanged", "refused", "left_empty", "older",
                                 "duplicates"})
            if (const auto count = stored.find(name); count != stored.end() && count->is_number())
                result[name] = *count;
    }
    return {{"id", run.id},
            {"what", run.what},
            {"caption", kind ? kind->title(language) : run.what},
            {"file_name", run.file_name},
            {"created_at", run.created_at},
            {"by", run.user_name},
            {"state", run.state},
            {"result", result},
            {"change_event", run.event ? Json(*run.event) : Json()}};
}

Result<Answer> list(House& house, const Request& request) {
    const auto whose = request.actor.may("imports.all") ? std::nullopt : std::optional(request.actor.user_id);
    Json list = Json::array(), kinds = Json::array();
    house.database.read([&](Transaction& transaction) {
        for (const auto& run : list_runs(transaction, recent_imports, whose))
            list.push_back(recent(run, request.language));
        for (const auto* kind : kinds_for(transaction, request.actor))
            kinds.push_back({{"name", kind->name}, {"caption", kind->title(request.language)}});
    });
    return Answer::ok({{"imports", list}, {"kinds", kinds}});
}

// --- saved mappings

Json mapping_as_json(const SavedMapping& saved) {
    return {{"what", saved.what},
            {"name", saved.name},
            {"mapping", saved.mapping},
            {"source", saved.source},
            {"values", saved.values},
            {"line_breaks_blank", saved.line_breaks_blank}};
}

/// Names are unique for each kind of file; without `what` the first one of that name is meant.
std::optional<SavedMapping> named_mapping(House& house, const Request& request) {
    const auto what = request.query_text("what").value_or("");
    for (const auto& saved :
         house.database.read([&](Transaction& transaction) { return list_mappings(transaction, what); }))
        if (saved.name == request.path_parameters.at("name")) return saved;
    return std::nullopt;
}

Result<Answer> show_mapping(House& house, Request& request) {
    const auto saved = named_mapping(house, request);
    if (!saved)
        return refuse(RefusalKind::not_found, "error.import_no_such_mapping",
                      {{"name", request.path_parameters.at("name")}});
    return Answer::ok(mapping_as_json(*saved));
}

Result<Answer> put_mapping(House& house, Request& request) {
    const SavedMapping saved{request.body.at("what"), request.path_parameters.at("name"),
                             request.body.at("mapping").get<Mapping>(), request.body.value("source", ""),
                             request.body.value("values", ValueMapping()),
                             request.body.value("line_breaks_blank", false)};
    TRY(store_mapping(house, saved));
    return Answer::ok(mapping_as_json(saved));
}

Result<Answer> delete_mapping(House& house, Request& request) {
    const auto saved = named_mapping(house, request);
    if (!saved)
        return refuse(RefusalKind::not_found, "error.import_no_such_mapping",
                      {{"name", request.path_parameters.at("name")}});
    house.database.write([&](Transaction& transaction) { remove_mapping(transaction, saved->what, saved->name); });
    return Answer::nothing();
}

// --- declarations

Json mapping_schema() { return {{"type", "object"}, {"additionalProperties", nullable(text(120))}}; }

/// Field -> what the file writes -> what is meant.
Json values_schema() { return {{"type", "object"}, {"additionalProperties", mapping_schema()}}; }

Json dialect_schema() {
    return object({{"encoding", nullable(text(20))},
                   {"separator", nullable(text(3))},
                   {"quote", text(1)},
                   {"header", boolean()},
                   {"decimal", nullable(text(1))},
                   {"heading_row", nullable(integer())},
                   {"sheet", text(255)},
                   {"sheets", array(text())}});
}

Json options_schema() {
    return object({{"each", boolean()},
                   {"clear_empty", boolean()},
                   {"unreadable_empty", boolean()},
                   {"line_breaks_blank", boolean()},
                   {"capitals", boolean()},
                   {"duplicates", choice({"create", "skip", "hold", "off"})},
                   {"source", text(40)}});
}

Json import_schema() {
    const auto column =
        object({{"heading", text()}, {"sample", array(text())}, {"field", nullable(text())}, {"score", integer()}},
               {"heading", "sample", "field", "score"});
    const auto field =
        object({{"name", text()}, {"caption", text()}, {"required", boolean()}}, {"name", "caption", "required"});
    return object(
        {{"id", integer()},
         {"version", integer()},
         {"what", text()},
         {"file_name", text()},
         {"bytes", integer()},
         {"state", text()},
         {"dialect", dialect_schema()},
         {"columns", array(column)},
         {"fields", array(field)},
         {"mappings", array(text())},
         {"values", values_schema()},
         {"rows_estimate", integer()},
         {"options", options_schema()},
         {"result", nullable(anything())}},
        {"id", "version", "what", "file_name", "bytes", "dialect", "columns", "fields", "mappings", "options"});
}

Json recent_schema() {
    const auto counts = object({{"rows", integer()},
                                {"new", integer()},
                                {"changed", integer()},
                                {"unchanged", integer()},
                                {"refused", integer()},
                                {"left_empty", integer()},
                                {"older", integer()},
                                {"duplicates", integer()}});
    return object({{"id", integer()},
                   {"what", text()},
                   {"caption", text()},
                   {"file_name", text()},
                   {"created_at", instant()},
                   {"by", text()},
                   {"state", text()},
                   {"result", nullable(counts)},
                   {"change_event", nullable(integer())}},
                  {"id", "what", "caption", "file_name", "created_at", "by", "state"});
}

Json saved_schema() {
    return object({{"what", text()}, {"name", text()}, {"mapping", mapping_schema()}, {"source", text()},
                   {"values", values_schema()}, {"line_breaks_blank", boolean()}},
                  {"what", "name", "mapping"});
}

Endpoint declared(Method method, std::string path, std::string name, std::string summary) {
    return {method, std::move(path), std::move(name), std::string(right), std::move(summary)};
}

Endpoint upload_endpoint(House& house) {
    auto endpoint = declared(Method::post, "/imports", "upload_import",
                             "Takes a take-over file (CSV in any dialect or XLSX, 2 GiB at most) and proposes how to "
                             "read it; unknown headings are"
                             " mapped by likeness or dropped.");
    endpoint.parameters = {{"what", "kind of the file", names_of_kinds(), true},
                           {"file_name", "what the user calls it", text(255)}};
    endpoint.upload = web::Upload{largest_upload};
    endpoint.answers = {{201, "The import, ready to be mapped", reference("Import")}};
    endpoint.handle = [&house](Request& request) { return upload(house, request); };
    return endpoint;
}

Endpoint show_endpoint(House& house) {
    auto endpoint = declared(Method::get, "/imports/{id}", "read_import",
                             "An uploaded file, how it is read and what its columns are taken for.");
    endpoint.answers = {{200, "The import", reference("Import")}};
    endpoint.handle = [&house](Request& request) { return show(house, request); };
    return endpoint;
}

Endpoint decide_endpoint(House& house) {
    auto endpoint =
        declared(Method::patch, "/imports/{id}", "decide_import",
                 "Changes how the file is read; what is given in mapping is added to what was decided before, an empty "
                 "field drops the"
                 " column. Until it runs, an uploaded file is its sender's own draft, so no version is asked for.");
    endpoint.body_schema = object({{"dialect", dialect_schema()},
                                   {"mapping", mapping_schema()},
                                   {"use_mapping", text(120)},
                                   {"values", values_schema()},
                                   {"options", options_schema()}});
    endpoint.answers = {{200, "The import", reference("Import")}};
    endpoint.handle = [&house](Request& request) { return decide(house, request); };
    return endpoint;
}

Endpoint job_endpoint(House& house, jobs::Jobs& jobs, std::string path, std::string name, std::string summary,
                      std::string_view title, ImportWork work) {
    auto endpoint = declared(Method::post, std::move(path), std::move(name), std::move(summary));
    endpoint.body_schema = object({});
    endpoint.answers = {{202, "The job; its result holds the counts", object({{"id", integer()}}, {"id"})}};
    endpoint.handle = [&house, &jobs, title, work](Request& request) {
        return start(house, jobs, request, title, work);
    };
    return endpoint;
}

/// Rows of the file that was sent, as CSV with what is to be said of each in front.
Endpoint rows_endpoint(House& house, std::string path, std::string name, const std::string& summary,
                       Result<Answer> (*handle)(House&, Request&)) {
    auto endpoint =
        declared(Method::get, std::move(path), std::move(name),
                 summary + " in front of the row as it was. Sensitive values and card numbers are left out.");
    endpoint.answers = {{200, "CSV", nullptr, "text/csv"}};
    endpoint.handle = [&house, handle](Request& request) { return handle(house, request); };
    return endpoint;
}

Endpoint list_endpoint(House& house) {
    auto endpoint = declared(Method::get, "/imports", "list_imports",
                             "The last 50 imports of the user, with imports.all of everybody, the newest first, and the kinds of files "
                             "that he may take over.");
    endpoint.answers = {{200, "Imports", object({{"imports", array(recent_schema())},
                                                       {"kinds", array(object({{"name", names_of_kinds()}, {"caption", text()}},
                                                                              {"name", "caption"}))}},
                                                      {"imports", "kinds"})}};
    endpoint.handle = [&house](Request& request) { return list(house, request); };
    return endpoint;
}

Endpoint mapping_endpoint(House& house, Method method, std::string name, std::string summary,
                          Result<Answer> (*handle)(House&, Request&)) {
    auto endpoint = declared(method, "/import-mappings/{name}", std::move(name), std::move(summary));
    if (method == Method::put)
        endpoint.body_schema = object({{"what", names_of_kinds()}, {"mapping", mapping_schema()}, {"source", text(40)},
                                       {"values", values_schema()}, {"line_breaks_blank", boolean()}},
                                      {"what", "mapping"});
    else
        endpoint.parameters = {
            {"what", "kind of the file, where two kinds have a mapping of this name", names_of_kinds()}};
    endpoint.answers = {method == Method::del ? web::AnswerDeclaration{204, "Gone", nullptr}
                                              : web::AnswerDeclaration{200, "The mapping", saved_schema()}};
    endpoint.handle = [&house, handle](Request& request) { return handle(house, request); };
    return endpoint;
}

}  // namespace

web::EndpointTable imports_endpoints(House& house, jobs::Jobs& jobs) {
    return {upload_endpoint(house),
            list_endpoint(house),
            show_endpoint(house),
            decide_endpoint(house),
            job_endpoint(house, jobs, "/imports/{id}/previews", "preview_import",
                         "Checks the file and counts; nothing is written.", "imports.job_preview", preview_import),
            job_endpoint(house, jobs, "/imports/{id}/runs", "run_import",
                         "Checks the file and writes it: all or nothing unless the option each says otherwise. One "
                         "import runs at a time; the same file"
                         " with the same mapping again shows the earlier result.",
                         "imports.job_run", run_import),
            rows_endpoint(house, "/imports/{id}/refused", "download_refused_rows",
                          "The refused rows, to be mended and sent again: line, column, value and reason",
                          refused_rows),
            rows_endpoint(house, "/imports/{id}/duplicates", "download_probable_duplicates",
                          "The probable duplicates: line, the customer of the house or the earlier line whom the row "
                          "resembles, score and points",
                          duplicate_rows),
            mapping_endpoint(house, Method::get, "read_import_mapping", "A saved mapping.", show_mapping),
            mapping_endpoint(house, Method::put, "save_import_mapping",
                             "Saves a mapping under a name, in the place of one of that name.", put_mapping),
            mapping_endpoint(house, Method::del, "delete_import_mapping", "Removes a saved mapping.", delete_mapping)};
}

std::vector<web::NamedSchema> imports_schemas() { return {{"Import", import_schema()}}; }

}  // namespace kartei::imports
