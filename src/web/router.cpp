#include "web/router.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "web/cross_site.hpp"
#include "web/form_body.hpp"
#include "web/json_reader.hpp"
#include "web/openapi.hpp"
#include "web/problem.hpp"
#include "web/query.hpp"
#include "web/schema_check.hpp"
#include "web/sha256.hpp"

namespace kartei::web {

namespace {

/// Does the caller say in which language he wants his answer? What a browser sends with a link or a download is the
/// language of the machine, not the one chosen on the screen (Fetch Metadata: Sec-Fetch-Mode).
bool names_a_language(const Request& request) {
    if (!request.headers.contains("accept-language")) return false;
    const auto mode = request.headers.find("sec-fetch-mode");
    return mode == request.headers.end() || mode->second != "navigate";
}

bool names_an_id(const std::string& name) {
    return name == "id" || name == "number" || name == "position" || name.ends_with("_id");
}

/// The session cookie; its name carries __Host- behind TLS.
std::string session_cookie(const std::string& cookies) {
    for (std::string_view name : {"__Host-sid=", "sid="}) {
        for (auto at = cookies.find(name); at != std::string::npos; at = cookies.find(name, at + 1)) {
            if (at != 0 && cookies[at - 1] != ' ' && cookies[at - 1] != ';') continue;
            auto begin = at + name.size();
            return cookies.substr(begin, cookies.find(';', begin) - begin);
        }
    }
    return {};
}

/// "7" in quotation marks; no lists, no star: a change is made from one state. A proxy that compresses answers makes our
/// tags weak (nginx: W/"7") or adds how it did so (Apache: "7-gzip"); the version they name is the same.
std::optional<std::int64_t> version_of(std::string_view given) {
    if (given.starts_with("W/")) given.remove_prefix(2);
    std::string tag(given);
    for (std::string_view ending : {"-gzip\"", "-br\"", "-zstd\"", "-deflate\"", ";gzip\"", ";br\""})
        if (tag.ends_with(ending)) tag.replace(tag.size() - ending.size(), ending.size(), "\"");
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"' || !is_positive_id(tag.substr(1, tag.size() - 2)))
        return std::nullopt;
    std::int64_t version = 0;
    std::from_chars(tag.data() + 1, tag.data() + tag.size() - 1, version);
    return version;
}

bool is_idempotency_key(std::string_view key) {
    return key.size() >= 8 && key.size() <= 128 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// The gate lets forms through only where the endpoint takes them.
bool is_form(const Request& request) {
    const auto type = request.headers.find("content-type");
    return type != request.headers.end() && is_form_type(type->second);
}

Answer not_found(Language language) {
    return problem(refuse(RefusalKind::not_found, "error.no_such_address"), language);
}

}  // namespace

Router::Router(EndpointTable table, std::vector<NamedSchema> schemas, ServerHooks hooks)
    : table_(std::move(table)), hooks_(std::move(hooks)) {
    table_.push_back(openapi_endpoint(table_, schemas));
    components_["Problem"] = problem_schema();
    for (auto& schema : schemas) components_[schema.name] = std::move(schema.schema);
    for (const auto& schema : components_) demand_known(schema, components_);
    std::set<std::string> taken;
    for (const auto& endpoint : table_) {
        demand_known(endpoint.body_schema, components_);
        for (const auto& answer : endpoint.answers) demand_known(answer.schema, components_);
        auto place = std::string(method_name(endpoint.method)) + " ";
        auto segments = path_segments(endpoint.path);
        for (const auto& segment : segments) place += parameter_name(segment).empty() ? "/" + segment : "/{}";
        if (!taken.insert(place).second) throw std::logic_error("two endpoints at " + place);
        if (!taken.insert(endpoint.name).second) throw std::logic_error("two endpoints called " + endpoint.name);
        places_.push_back({endpoint.method, std::move(segments), &endpoint});
    }
    // Literal segments before parameters: /customers/proposals is not a customer.
    std::stable_sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
        auto literals = [](const Place& place) {
            return std::count_if(place.segments.begin(), place.segments.end(),
                                 [](const auto& segment) { return parameter_name(segment).empty(); });
        };
        return literals(a) > literals(b);
    });
}

static bool is_api(const RequestHead& head) {
    return head.segments.size() > 2 && head.segments[0] == "api" && head.segments[1] == "v1";
}

static bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    if (pattern.size() + 2 != path.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        auto name = parameter_name(pattern[i]);
        if (name.empty() ? pattern[i] != path[i + 2] : path[i + 2].empty()) return false;
    }
    return true;
}

const Router::Place* Router::match(const RequestHead& head, Method method) const {
    for (const auto& place : places_)
        if (place.method == method && matches(place.segments, head.segments)) return &place;
    return nullptr;
}

std::vector<std::string> Router::methods_at(const RequestHead& head) const {
    std::vector<std::string> methods;
    for (auto method : {Method::get, Method::post, Method::put, Method::patch, Method::del})
        if (match(head, method)) {
            methods.emplace_back(method_name(method));
            if (method == Method::get) methods.emplace_back("HEAD");
        }
    return methods;
}

Request Router::request_of(const RequestHead& head, const Peer& peer) const {
    Request request;
    request.method = method_of(head.method).value_or(Method::get);
    request.path = head.path().substr(api_prefix.size());
    for (const auto& [name, value] : head.headers)
        if (!name.starts_with("x-forwarded-") && name != "forwarded") request.headers.emplace(name, value);
    request.session_token = session_cookie(head.header("cookie"));
    request.language = negotiate_language(head.header("accept-language"));
    request.address = peer.address;
    request.from_local_socket = peer.local_socket;
    request.peer_user = peer.user;
    request.actor = Actor{};
    request.actor.name.clear();
    request.actor.language = request.language;
    request.cancelled = std::make_shared<std::atomic<bool>>(false);
    return request;
}

std::variant<Router::Found, Answer> Router::find(const RequestHead& head, const Peer& peer) const {
    auto language = negotiate_language(head.header("accept-language"));
    auto methods = is_api(head) ? methods_at(head) : std::vector<std::string>{};
    if (methods.empty()) return not_found(language);
    auto method = method_of(head.method);
    auto place = method ? match(head, *method) : nullptr;
    if (!place) {
        std::string allowed;
        for (const auto& name : methods) allowed += (allowed.empty() ? "" : ", ") + name;
        auto answer = problem(
            405, refuse(RefusalKind::not_found, "error.method_not_allowed", {{"method", head.method}}), language);
        answer.headers.emplace_back("Allow", allowed);
        return answer;
    }
    Found found{place->endpoint, request_of(head, peer), head.method + " " + head.target};
    for (std::size_t i = 0; i < place->segments.size(); ++i) {
        auto name = parameter_name(place->segments[i]);
        if (name.empty()) continue;
        if (names_an_id(name) && !is_positive_id(head.segments[i + 2])) return not_found(language);
        found.request.path_parameters[name] = head.segments[i + 2];
    }
    if (!peer.local_socket && !is_safe(head.method) && !comes_from_this_site(head))
        return problem(refuse(RefusalKind::forbidden, "error.cross_site"), language);
    if (!is_safe(head.method) && !has_right_content_type(head, *found.endpoint)) {
        auto type = found.endpoint->upload ? "application/octet-stream" : "application/json";
        return problem(refuse(RefusalKind::unsupported, "error.content_type", {{"type", type}}), language);
    }
    auto limit = found.endpoint->upload ? found.endpoint->upload->limit : largest_json_body;
    if (head.content_length.value_or(0) > limit)
        return problem(refuse(RefusalKind::too_large, "error.body_too_large", {{"max", std::to_string(limit)}}),
                       language);
    return found;
}

std::optional<Answer> Router::refused(const Found& found, const Refusal& refusal) const {
    return problem(refusal, found.request.language, nullptr, found.endpoint->record);
}

std::optional<Answer> Router::check_rights(Found& found) const {
    auto& request = found.request;
    bool may_be_known = !request.session_token.empty() || request.from_local_socket;
    auto actor = hooks_.who && may_be_known ? hooks_.who(request) : std::nullopt;
    bool signed_in = actor.has_value();
    if (actor) request.actor = std::move(*actor);
    if (signed_in && !names_a_language(request)) request.language = request.actor.language;
    request.actor.language = request.language;
    const auto& right = found.endpoint->permission;
    if (right.empty()) return std::nullopt;
    if (!signed_in) return refused(found, refuse(RefusalKind::unauthenticated, "error.sign_in"));
    bool changes = request.method != Method::get && !request.from_local_socket;
    if (changes && !(hooks_.token_is_valid && hooks_.token_is_valid(request)))
        return refused(found, refuse(RefusalKind::forbidden, "error.token"));
    if (right != "signed_in" && !request.actor.may(right))
        return refused(found, refuse(RefusalKind::forbidden, "error.permission", {{"permission", right}}));
    return std::nullopt;
}

std::optional<Answer> Router::check_preconditions(Found& found) const {
    auto& request = found.request;
    auto value = [&](const char* name) {
        auto header = request.headers.find(name);
        return header == request.headers.end() ? std::string() : header->second;
    };
    auto missing = [&](const char* key) { return refused(found, refuse(RefusalKind::precondition_required, key)); };
    auto malformed = [&](const char* key) {
        return problem(400, refuse(RefusalKind::invalid, key), request.language);
    };
    if (found.endpoint->precondition == Precondition::if_match) {
        auto tag = value("if-match");
        if (tag.empty()) return missing("error.if_match_missing");
        request.version = version_of(tag);
        if (!request.version) return malformed("error.if_match_malformed");
    }
    if (found.endpoint->precondition == Precondition::idempotency_key) {
        request.idempotency_key = value("idempotency-key");
        if (request.idempotency_key.empty()) return missing("error.idempotency_key_missing");
        if (!is_idempotency_key(request.idempotency_key)) return malformed("error.idempotency_key_malformed");
    }
    return std::nullopt;
}

std::optional<Answer> Router::admit(Found& found) const {
    try {
        if (auto answer = check_rights(found)) return answer;
        auto mark = found.target.find('?');
        auto query = mark == std::string::npos ? std::string_view() : std::string_view(found.target).substr(mark + 1);
        auto values = read_query(query, found.endpoint->parameters);
        if (!values) return problem(400, values.refusal(), found.request.language);
        found.request.query = std::move(*values);
        return check_preconditions(found);
    } catch (const std::exception& error) {
        auto status = hooks_.status_of_failure ? hooks_.status_of_failure(error) : std::nullopt;
        return failure(error, status.value_or(500), found.endpoint->name, found.request.language);
    }
}

std::optional<Answer> Router::read_body(Found& found, std::string_view body) const {
    const auto& schema = found.endpoint->body_schema;
    auto language = found.request.language;
    if (found.endpoint->upload) return std::nullopt;
    if (schema.is_null()) {
        if (body.empty() || (takes_one_click(*found.endpoint) && found.request.headers.contains("content-type")))
            return std::nullopt;
        return problem(400, refuse(RefusalKind::invalid, "error.body_not_allowed"), language);
    }
    if (body.empty()) return problem(400, refuse(RefusalKind::invalid, "error.body_missing"), language);
    auto json = is_form(found.request) ? read_form(body) : read_json(body);
    if (!json) return problem(400, json.refusal(), language);
    auto violations = check_schema(*json, schema, components_);
    Refusal unknown, invalid;
    for (auto& violation : violations) {
        bool is_unknown = violation.sort == SchemaViolation::Sort::unknown_member;
        (is_unknown ? unknown : invalid).issues.push_back(std::move(violation.issue));
    }
    if (!unknown.issues.empty()) return problem(400, unknown, language, nullptr);
    if (!invalid.issues.empty()) return refused(found, invalid);
    found.request.body = std::move(*json);
    return std::nullopt;
}

Answer Router::call(Found& found) const {
    auto result = found.endpoint->handle(found.request);
    if (!result) return *refused(found, result.refusal());
    return std::move(result).value();
}

Answer Router::run(Found& found, std::string_view body, std::string upload_hash) const {
    if (auto answer = admit(found)) return std::move(*answer);
    try {
        if (auto answer = read_body(found, body)) return std::move(*answer);
        found.request.body_hash = sha256_hex({found.target, "\n", found.endpoint->upload ? upload_hash : body});
        return call(found);
    } catch (const std::exception& error) {
        auto status = hooks_.status_of_failure ? hooks_.status_of_failure(error) : std::nullopt;
        return failure(error, status.value_or(500), found.endpoint->name, found.request.language);
    }
}

std::optional<Method> method_of(const std::string& name) {
    if (name == "GET" || name == "HEAD") return Method::get;
    if (name == "POST") return Method::post;
    if (name == "PUT") return Method::put;
    if (name == "PATCH") return Method::patch;
    if (name == "DELETE") return Method::del;
    return std::nullopt;
}

std::string_view method_name(Method method) {
    static constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[static_cast<int>(method)];
}

std::vector<std::string> path_segments(const std::string& path) {
    if (path.empty() || path.front() != '/') throw std::logic_error("the path of an endpoint begins with '/': " + path);
    std::vector<std::string> segments;
    std::string_view rest = std::string_view(path).substr(1);
    while (true) {
        auto slash = rest.find('/');
        segments.emplace_back(rest.substr(0, slash));
        if (segments.back().empty()) throw std::logic_error("empty part in the path of an endpoint: " + path);
        if (slash == std::string_view::npos) return segments;
        rest.remove_prefix(slash + 1);
    }
}

std::string parameter_name(const std::string& segment) {
    bool braces = segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
    return braces ? segment.substr(1, segment.size() - 2) : std::string();
}

}  // namespace kartei::web
