#include "modules/parameters/settings_api.hpp"

#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/number_ranges.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

std::string_view type_name(ParameterType type) {
    static constexpr std::array<std::string_view, 6> names{"yes_no", "integer", "text", "choice", "captions", "fields"};
    return names.at(static_cast<std::size_t>(type));
}

/// Codes with their words in the asker's language.
Json choices_json(Transaction& transaction, const Parameter& parameter, Language language) {
    Json list = Json::array();
    for (auto code : parameter.choices)
        list.push_back(
            {{"code", code}, {"label", text(language, "parameter." + parameter.name + "." + std::string(code))}});
    if (!parameter.list.empty())
        for (const auto& choice : choices_of(transaction, parameter.list, language))
            list.push_back({{"code", choice.code}, {"label", choice.label}});
    return list;
}

Json parameter_json(Transaction& transaction, const Parameter& parameter, const ParameterValues& values,
                    Language language) {
    Json json{{"name", parameter.name},
              {"type", type_name(parameter.type)},
              {"value", json_of(parameter, values.text(parameter.name))},
              {"default", json_of(parameter, parameter.standard)}};
    if (parameter.type == ParameterType::choice) json["choices"] = choices_json(transaction, parameter, language);
    if (parameter.type == ParameterType::integer) json["least"] = parameter.least, json["most"] = parameter.most;
    if (!parameter.kind.empty()) json["kind"] = parameter.kind;
    if (!parameter.field.empty()) json["field"] = parameter.field;
    return json;
}

Answer all_parameters(Transaction& transaction, Language language) {
    const auto values = parameters_of(transaction);
    Json groups = Json::array();
    for (const auto& parameter : declared_parameters()) {
        if (groups.empty() || groups.back()["name"] != parameter.group)
            groups.push_back({{"name", parameter.group}, {"parameters", Json::array()}});
        groups.back()["parameters"].push_back(parameter_json(transaction, parameter, *values, language));
    }
    const auto version = version_of(transaction, "parameters");
    auto answer = Answer::ok({{"version", version}, {"groups", std::move(groups)}});
    answer.version = version;
    return answer;
}

Result<Answer> change_all(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto event =
            TRY(change_parameters(house, transaction, request.actor, *request.version, request.body));
        auto answer = all_parameters(transaction, request.language);
        if (event > 0) answer.json["change_event"] = event;
        return answer;
    });
}

// --- captions
// ---------------------------------------------------------------------------------------------------------------

void put_caption(Json& json, const ParameterValues& values, const std::string& field, const std::string& parameter,
                 Language language) {
    const auto caption = values.caption(parameter);
    json[field] = caption.empty() ? Json(nullptr) : Json(caption.in(language));
}

/// What the browser opens to dial; "" where the house asks a call service itself, whose address nobody else is shown.
std::string dial_template(const ParameterValues& values) {
    const auto& set = values.text("call_template");
    if (set.starts_with("http")) return "";
    return set.find("{number}") == std::string::npos ? "tel:{number}" : set;
}

Json captions_json(const ParameterValues& values, const std::string& kind, Language language) {
    Json json = Json::object();
    for (const auto& parameter : declared_parameters())
        if (parameter.type == ParameterType::captions && (parameter.kind.empty() || parameter.kind == kind))
            put_caption(json, values, parameter.field, parameter.name, language);
    Json listed = Json::array();
    for (const char* code : {"code1", "code2"})
        if (values.yes(std::string(code) + "_as_list")) listed.push_back(code);
    json["mandatory"] = values.list("mandatory_fields_" + kind);
    json["locked"] = values.list("locked_fields");
    json["listed"] = std::move(listed);
    json["absent"] = absent_fields(values);
    json["absent_modules"] = Json::array();
    for (const auto& parameter : declared_parameters())
        if (parameter.group == "modules" && !values.yes(parameter.name))
            json["absent_modules"].push_back(parameter.name.substr(std::string_view("module_").size()));
    json["dials"] = module_is_on(values, "telephony");  // J-085
    json["dial_template"] = dial_template(values);
    if (!values.yes("show_free5")) json["absent"].push_back("free5");
    json["card_date_format"] = values.text("card_date_format");
    json["code1_length"] = values.yes("code1_six_characters") ? 6 : 40;
    return json;
}

Result<Answer> captions(House& house, const Request& request) {
    const auto kind = request.query_text("kind").value_or("private");
    return house.database.read([&](Transaction& transaction) {
        return Answer::ok(captions_json(*parameters_of(transaction), kind, request.language));
    });
}

Json captions_schema() {
    std::vector<std::pair<std::string, Json>> members;
    for (const auto& parameter : declared_parameters())
        if (parameter.type == ParameterType::captions && (parameter.kind.empty() || parameter.kind == "private"))
            members.emplace_back(parameter.field, schema::nullable(schema::text()));
    for (const char* list : {"mandatory", "locked", "listed", "absent", "absent_modules"})
        members.emplace_back(list, schema::array(schema::text()));
    members.emplace_back("dials", schema::boolean());
    members.emplace_back("dial_template", schema::text());
    members.emplace_back("card_date_format", schema::choice({"mm/yy", "mmyy"}));
    members.emplace_back("code1_length", schema::integer());
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return schema::object(members, names);
}

// --- ranges of numbers
// ---------------------------------------------------------------------------------------------------------------

Json range_json(const PlainRow& row) {
    Json json{{"id", row.id}, {"version", row.version}};
    for (const auto& field : number_range_record().fields)
        json[std::string(field.name)] = web::value_json(field, row.values.find(field.name)->second);
    return json;
}

Result<Answer> ranges(House& house) {
    return house.database.read([&](Transaction& transaction) {
        Json list = Json::array();
        for (const auto& row : all_rows(transaction, number_range_record())) list.push_back(range_json(row));
        return Answer::ok({{"ranges", std::move(list)}});
    });
}

Result<Answer> put_range(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        PlainValues values;
        for (const auto& [name, value] : request.body.items()) values.emplace(name, web::value_of(value));
        const auto saved =
            TRY(change_range(house, transaction, request.actor, request.path_parameters.at("kind"),
                             request.path_parameters.at("target"), *request.version, values));
        auto json = range_json(saved.row);
        if (saved.event > 0) json["change_event"] = saved.event;
        auto answer = Answer::ok(std::move(json));
        answer.version = saved.row.version;
        return answer;
    });
}

const Json range_input = schema::object({{"start", schema::integer()},
                                         {"last", schema::nullable(schema::integer())},
                                         {"gap_search", schema::boolean()},
                                         {"same_as_customer", schema::boolean()},
                                         {"propose", schema::boolean()}});

}  // namespace

web::EndpointTable settings_endpoints(House& house) {
    return {
        {Method::get, "/parameters", "list_parameters", "signed_in",
         "What the house has set for itself, by group. Captions are the texts parameter.NAME, explanations "
         "parameter.NAME.effect; a caption names its field, and a parameter of one kind of customer the kind.",
         {}, nullptr, {}, {{200, "The parameters and their common version.", schema::reference("ParameterGroups")}}, {},
         [&house](Request& request) -> Result<Answer> {
             return house.database.read(
                 [&](Transaction& transaction) { return all_parameters(transaction, request.language); });
         }},
        {Method::patch, "/parameters", "change_parameters", "parameters.manage",
         "Changes the parameters that are given, null gives the default back; audited and undone like any change.", {},
         schema::anything(), {}, {{200, "The parameters as they are now.", schema::reference("ParameterGroups")}},
         Precondition::if_match, [&house](Request& request) { return change_all(house, request); }, "parameter"},
        {Method::get, "/captions", "get_captions", "signed_in",
         "Captions of the free fields of a kind of customer in the asker's language, null = the standard caption "
         "(J-072, J-108, J-177); and which fields are mandatory, locked, kept to a list, or absent.",
         {{"kind", "Kind of customer; private when not given.",
           schema::choice({"private", "company", "agency", "prospect"})}},
         nullptr, {}, {{200, "The captions.", schema::reference("Captions")}}, {},
         [&house](Request& request) { return captions(house, request); }},
        {Method::get, "/number-ranges", "list_number_ranges", "signed_in",
         "Where customer and debtor numbers begin and end, for each kind (J-034, J-035, J-038); `last` null: where the "
         "next range begins.", {}, nullptr, {},
         {{200, "Eight ranges.", schema::object({{"ranges", schema::array(schema::reference("NumberRange"))}},
                                                {"ranges"})}},
         {}, [&house](Request&) { return ranges(house); }},
        {Method::put, "/number-ranges/{kind}/{target}", "change_number_range", "parameters.manage",
         "Changes a range. Numbers already given stay; the next one is looked for from the start (gap_search) or after "
         "the highest. Ranges of two kinds never overlap; those with one start are shared.",
         {}, range_input, {}, {{200, "The range.", schema::reference("NumberRange")}}, Precondition::if_match,
         [&house](Request& request) { return put_range(house, request); }, "number_range"},
    };
}

std::vector<web::NamedSchema> settings_schemas() {
    const auto parameter = schema::object(
        {{"name", schema::text()},
         {"type", schema::choice({"yes_no", "integer", "text", "choice", "captions", "fields"})},
         {"value", schema::anything()},
         {"default", schema::anything()},
         {"choices", schema::array(schema::reference("Choice"))},
         {"least", schema::integer()},
         {"most", schema::integer()},
         {"kind", schema::text()},
         {"field", schema::text()}},
        {"name", "type", "value", "default"});
    const auto group = schema::object({{"name", schema::text()}, {"parameters", schema::array(parameter)}},
                                      {"name", "parameters"});
    return {{"ParameterGroups", schema::object({{"version", schema::integer()},
                                                {"groups", schema::array(group)},
                                                {"change_event", schema::integer()}},
                                               {"version", "groups"})},
            {"Captions", captions_schema()},
            {"NumberRange", schema::object({{"id", schema::integer()},
                                            {"version", schema::integer()},
                                            {"kind", schema::text()},
                                            {"target", schema::choice({"customer", "debtor"})},
                                            {"start", schema::integer()},
                                            {"last", schema::nullable(schema::integer())},
                                            {"gap_search", schema::boolean()},
                                            {"same_as_customer", schema::boolean()},
                                            {"propose", schema::boolean()},
                                            {"change_event", schema::integer()}},
                                           {"id", "version", "kind", "target", "start", "last", "gap_search",
                                            "same_as_customer", "propose"})}};
}

}  // namespace kartei::parameters
