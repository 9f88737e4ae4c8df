// Letters of a word processor over HTTP: kept, fetched, put away.
#include "base/text.hpp"
#include "documents/office.hpp"
#include "modules/mailing/letter_files.hpp"
#include "modules/mailing/letter_lists.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using parameters::PlainRow;
using sql::Transaction;
using namespace web::endpoint_names;

constexpr const char* right = "sendings.send";

Json row_json(const PlainRow& row) {
    return {{"id", row.id},
            {"version", row.version},
            {"name", row.text("name")},
            {"language", row.text("language")},
            {"format", row.text("format")},
            {"file_name", row.text("file_name")},
            {"bytes", row.integer("bytes")},
            {"uploaded_at", row.text("uploaded_at")},
            {"uploaded_by", row.text("uploaded_by")}};
}

Json named(const std::string& name, const std::string& key, Language language) {
    return {{"name", name}, {"caption", has_text(key) ? text(language, key) : name}};
}

/// What a letter may name, each with what it is called on the screens.
Json field_names(Language language) {
    Json all = Json::array();
    for (const auto& name : letter_file_fields()) {
        const auto own = "letter_file.field." + name;
        all.push_back(named(name, has_text(own) ? own : "customer." + name, language));
    }
    return all;
}
Json list_names(Language language) {
    Json all = Json::array();
    for (const auto& list : letter_lists()) {
        auto one = named(list.name, "letter_file.list." + list.name, language);
        one["fields"] = Json::array();
        for (const auto& field : list.fields)
            one["fields"].push_back(named(list.name + "." + field, list.record + "." + field, language));
        all.push_back(std::move(one));
    }
    return all;
}

Result<Answer> list(House& house, Language language) {
    return house.database.read([&](Transaction& transaction) {
        Json files = Json::array();
        for (const auto& row : all_rows(transaction, letter_file_record())) files.push_back(row_json(row));
        return Answer::ok({{"files", std::move(files)},
                           {"fields", field_names(language)},
                           {"lists", list_names(language)},
                           {"sets_pdf", !documents::office().program.empty()}});
    });
}

Result<Answer> keep(House& house, const Request& request) {
    const auto kept =
        TRY(keep_letter_file(house, request.actor,
                             {request.query_text("name").value_or(""), request.query_text("language").value_or(""),
                              request.query_text("file_name").value_or("letter"), request.body_file}));
    auto answer = Answer::created(row_json(kept.row), "/api/v1/letter-files/" + std::to_string(kept.row.id));
    answer.json["change_event"] = kept.event;
    answer.version = kept.row.version;
    return answer;
}

Result<Answer> original(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto row = find_row(transaction, letter_file_record(), request.id());
        auto bytes = row ? original_of(house, transaction, *row) : std::nullopt;
        if (!bytes) return refuse(RefusalKind::not_found, "error.no_such_record");
        auto answer = Answer::raw(std::move(*bytes), "application/octet-stream");
        answer.file_name = row->text("file_name");
        return answer;
    });
}

Result<Answer> put_away(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok({{"change_event", TRY(remove_letter_file(house, transaction, request.actor, request.id(),
                                                                   *request.version))}});
    });
}

std::vector<std::pair<std::string, Json>> file_members() {
    const auto integer = schema::integer(), text = schema::text();
    return {{"id", integer},        {"version", integer}, {"name", text},  {"language", schema::choice({"de", "nl", "en"})},
            {"format", text},       {"file_name", text},  {"bytes", integer}, {"uploaded_at", schema::instant()},
            {"uploaded_by", text}};
}

Endpoint endpoint(Method method, const char* path, const char* name, const char* summary, web::AnswerDeclaration answer,
                  std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{.method = method, .path = path, .name = name, .permission = right, .summary = summary};
    made.answers = {std::move(answer)};
    made.handle = std::move(handle);
    made.record = "letter_file";
    return made;
}

}  // namespace

EndpointTable letter_files_endpoints(House& house) {
    auto kept = file_members();
    kept.emplace_back("change_event", schema::integer());
    auto take = endpoint(Method::post, "/letter-files", "keep_letter_file",
                         "Keeps a letter of a word processor (DOCX or ODT, 10 MiB at most) as a template; one of the same "
                         "name and language gives way to it. 422 names each field that is none with the nearest one; "
                         "macros and what would be fetched from elsewhere are refused. {{#if field}}, {{#if field = value}}, "
                         "{{else}}, {{/if}} and {{#each list}}, {{/each}} make conditions and lists.",
                         {201, "The template.", schema::object(kept)},
                         [&house](Request& request) { return keep(house, request); });
    take.parameters = {{"name", "That of the file when not given.", web::schema::text(120)},
                       {"language", "Of whom it is sent to; the house's when not given.",
                        schema::choice({"de", "nl", "en"})},
                       {"file_name", "What the user calls the file.", web::schema::text(255)}};
    take.upload = web::Upload{documents::largest_template};
    auto remove = endpoint(Method::del, "/letter-files/{id}", "remove_letter_file", "Puts a template away.",
                           {200, "The change, for undoing it.",
                            schema::object({{"change_event", schema::integer()}}, {"change_event"})},
                           [&house](Request& request) { return put_away(house, request); });
    remove.precondition = Precondition::if_match;
    const auto name = schema::object({{"name", schema::text()}, {"caption", schema::text()}}, {"name", "caption"});
    const auto list_name = schema::object(
        {{"name", schema::text()}, {"caption", schema::text()}, {"fields", schema::array(name)}}, {"name", "caption", "fields"});
    return {endpoint(Method::get, "/letter-files", "list_letter_files",
                     "Letters of a word processor that serve as templates, the fields and lists they may name, and whether "
                     "letters are set as PDF here (LibreOffice).",
                     {200, "The templates.",
                      schema::object({{"files", schema::array(schema::object(file_members()))},
                                      {"fields", schema::array(name)},
                                      {"lists", schema::array(list_name)},
                                      {"sets_pdf", schema::boolean()}},
                                     {"files", "fields", "lists", "sets_pdf"})},
                     [&house](Request& request) { return list(house, request.language); }),
            std::move(take),
            endpoint(Method::get, "/letter-files/{id}/original", "get_letter_file", "The file as it was uploaded.",
                     {200, "The file.", nullptr, "application/octet-stream"},
                     [&house](Request& request) { return original(house, request); }),
            std::move(remove)};
}

}  // namespace kartei::mailing
