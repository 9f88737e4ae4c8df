#include "web/openapi.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "web/form_body.hpp"
#include "web/reply.hpp"
#include "web/router.hpp"

namespace kartei::web {

namespace {

using Document = nlohmann::ordered_json;

Document with_description(Document object, const std::string& description) {
    if (!description.empty()) object["description"] = description;
    return object;
}

Document path_parameter(const std::string& name) {
    bool id = name == "id" || name == "number" || name == "position" || name.ends_with("_id");
    Document schema =
        id ? Document{{"type", "integer"}, {"format", "int64"}, {"minimum", 1}} : Document{{"type", "string"}};
    return {{"name", name}, {"in", "path"}, {"required", true}, {"schema", schema}};
}

Document query_parameter(const ParameterDeclaration& parameter) {
    Document object = {{"name", parameter.name}, {"in", "query"}, {"required", parameter.required}};
    object = with_description(std::move(object), parameter.description);
    object["schema"] = Document(parameter.schema);
    return object;
}

Document common_parameter(const char* name) { return {{"$ref", std::string("#/components/parameters/") + name}}; }

Document parameters_of(const Endpoint& endpoint) {
    Document list = Document::array();
    for (const auto& segment : path_segments(endpoint.path))
        if (auto name = parameter_name(segment); !name.empty()) list.push_back(path_parameter(name));
    for (const auto& parameter : endpoint.parameters) list.push_back(query_parameter(parameter));
    if (endpoint.precondition == Precondition::if_match) list.push_back(common_parameter("IfMatch"));
    if (endpoint.precondition == Precondition::idempotency_key) list.push_back(common_parameter("IdempotencyKey"));
    if (endpoint.method != Method::get && !endpoint.permission.empty()) list.push_back(common_parameter("Token"));
    return list;
}

Document content(const std::string& media_type, const Json& schema) {
    Document inner = Document::object();
    if (!schema.is_null()) inner["schema"] = Document(schema);
    return {{media_type, inner}};
}

/// Which refusals can come from here, besides the handler's own.
std::vector<int> problems_of(const Endpoint& endpoint) {
    std::vector<int> statuses = {400};
    if (!endpoint.permission.empty()) statuses.push_back(401);
    if (!endpoint.permission.empty() || endpoint.method != Method::get) statuses.push_back(403);
    statuses.push_back(404);
    if (endpoint.method != Method::get) statuses.insert(statuses.end(), {409, 413, 415, 422});
    if (endpoint.precondition == Precondition::if_match) statuses.push_back(412);
    if (endpoint.precondition != Precondition::none) statuses.push_back(428);
    statuses.push_back(429);
    std::sort(statuses.begin(), statuses.end());
    return statuses;
}

Document answers_of(const Endpoint& endpoint) {
    Document answers = Document::object();
    for (const auto& answer : endpoint.answers) {
        auto status = std::to_string(answer.status);
        auto description = answer.description.empty() ? std::string(reason_phrase(answer.status)) : answer.description;
        if (!answers.contains(status)) answers[status] = {{"description", description}};
        bool bodiless = answer.schema.is_null() && (answer.status == 204 || answer.media_type == "application/json");
        if (!bodiless) answers[status]["content"].update(content(answer.media_type, answer.schema));
    }
    for (int status : problems_of(endpoint))
        if (auto name = std::to_string(status); !answers.contains(name))
            answers[name] = {{"$ref", "#/components/responses/Problem"}};
    answers["default"] = {{"$ref", "#/components/responses/Problem"}};
    return answers;
}

Document operation_of(const Endpoint& endpoint) {
    Document operation = {{"operationId", endpoint.name}, {"summary", endpoint.summary}};
    operation["tags"] = {path_segments(endpoint.path).front()};
    if (endpoint.permission.empty()) operation["security"] = Document::array();
    else operation["x-permission"] = endpoint.permission;
    if (auto parameters = parameters_of(endpoint); !parameters.empty()) operation["parameters"] = parameters;
    if (endpoint.upload) {
        operation["requestBody"] = {{"required", true}, {"content", content("application/octet-stream", nullptr)}};
        operation["x-limit"] = endpoint.upload->limit;
    } else if (!endpoint.body_schema.is_null()) {
        operation["requestBody"] = {{"required", true}, {"content", content("application/json", endpoint.body_schema)}};
        if (takes_form(endpoint.body_schema))
            operation["requestBody"]["content"].update(
                content("application/x-www-form-urlencoded", endpoint.body_schema));
    }
    operation["responses"] = answers_of(endpoint);
    return operation;
}

Document header_parameter(const char* name, const char* description, bool required, Json schema) {
    return {{"name", name},
            {"in", "header"},
            {"required", required},
            {"description", description},
            {"schema", Document(schema)}};
}

Document components_of(const std::vector<NamedSchema>& schemas) {
    Json named = Json::object();  // sorted by name
    named["Problem"] = problem_schema();
    for (const auto& schema : schemas) named[schema.name] = schema.schema;
    Document components;
    components["schemas"] = Document(named);
    components["parameters"] = {
        {"IdempotencyKey",
         header_parameter("Idempotency-Key", "Random name of this request: the same key never creates twice.", true,
                          {{"type", "string"}, {"minLength", 8}, {"maxLength", 128}})},
        {"IfMatch",
         header_parameter("If-Match", "Version the change was made from, in quotation marks, as ETag gave it.", true,
                          {{"type", "string"}})},
        {"Token",
         header_parameter("X-Kartei-Token", "Token of the session, from GET /session.", true, {{"type", "string"}})}};
    components["responses"] = {
        {"Problem", {{"description", "A refusal or a failure (RFC 9457), in the language of the request."},
                     {"content", content("application/problem+json", schema::reference("Problem"))}}}};
    components["securitySchemes"] = {
        {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "sid"},
                     {"description", "Session cookie; its name is __Host-sid behind TLS."}}}};
    return components;
}

void check_references(const Document& value, const Document& components) {
    if (value.is_object()) {
        auto reference = value.find("$ref");
        if (reference != value.end() && reference->is_string()) {
            auto path = reference->get<std::string>().substr(1);
            static constexpr std::string_view prefix = "/components";
            if (!path.starts_with(prefix) ||
                !components.contains(nlohmann::ordered_json::json_pointer(path.substr(prefix.size()))))
                throw std::logic_error("openapi: nothing is called " + path);
        }
    }
    for (const auto& inner : value)
        if (inner.is_structured()) check_references(inner, components);
}

bool describes_itself(const EndpointTable& table) {
    return std::any_of(table.begin(), table.end(),
                       [](const auto& endpoint) { return endpoint.path == "/openapi.json"; });
}

Endpoint description_endpoint() {
    Endpoint endpoint{Method::get, "/openapi.json", "read_openapi", "",
                      "This description of the interface (OpenAPI 3.1)."};
    endpoint.answers = {{200, "OpenAPI document", schema::anything()}};
    return endpoint;
}

}  // namespace

Json problem_schema() {
    auto issue = schema::object({{"field", schema::text()}, {"key", schema::text()}, {"message", schema::text()}},
                                {"field", "key", "message"});
    auto problem = schema::object({{"type", schema::text()},
                                   {"title", schema::text()},
                                   {"status", schema::integer()},
                                   {"detail", schema::text()},
                                   {"reference", schema::text()},
                                   {"issues", schema::array(issue)}},
                                  {"type", "title", "status", "issues"});
    problem["additionalProperties"] = true;  // RFC 9457, 3.2: extension members, such as `current` of a 412
    return problem;
}

Document openapi_document(const EndpointTable& table, const std::vector<NamedSchema>& schemas) {
    auto all = table;
    if (!describes_itself(table)) all.push_back(description_endpoint());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::tie(a.path, a.method) < std::tie(b.path, b.method);
    });
    Document document;
    document["openapi"] = "3.1.0";
    document["info"] = {{"title", "Kartei"}, {"version", "1"},
                        {"summary", "Customer register and customer lists."},
                        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
    document["servers"] = {{{"url", std::string(api_prefix)}}};
    document["security"] = {{{"session", Document::array()}}};
    document["paths"] = Document::object();
    for (const auto& endpoint : all) {
        std::string method(method_name(endpoint.method));
        std::transform(method.begin(), method.end(), method.begin(),
                       [](char c) { return static_cast<char>(c | 0x20); });
        document["paths"][endpoint.path][method] = operation_of(endpoint);
    }
    document["components"] = components_of(schemas);
    check_references(document, document["components"]);
    return document;
}

std::string openapi_text(const EndpointTable& table, const std::vector<NamedSchema>& schemas) {
    return openapi_document(table, schemas).dump(2) + "\n";
}

Endpoint openapi_endpoint(const EndpointTable& table, const std::vector<NamedSchema>& schemas) {
    auto endpoint = description_endpoint();
    auto text = std::make_shared<const std::string>(openapi_text(table, schemas));
    endpoint.handle = [text](Request&) -> Result<Answer> { return Answer::raw(*text); };
    return endpoint;
}

}  // namespace kartei::web
