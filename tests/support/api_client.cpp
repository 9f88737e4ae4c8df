#include "tests/support/api_client.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <random>

#include "web/schema_check.hpp"

namespace kartei::test {

namespace {

std::mutex record_mutex;
std::set<std::string> known_operations, called_operations;

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t begin = 1; begin <= path.size();) {
        auto end = std::min(path.find('/', begin), path.size());
        parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool fits(const std::string& pattern, const std::string& path) {
    auto parts = split(pattern), given = split(path);
    if (parts.size() != given.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].starts_with('{') && parts[i] != given[i]) return false;
    return true;
}

std::string random_key() {
    static std::mt19937_64 random{std::random_device{}()};
    return "test-" + std::to_string(random()) + std::to_string(random());
}

std::string shortened(const std::string& text) { return text.size() > 600 ? text.substr(0, 600) + "…" : text; }

}  // namespace

struct ApiClient::Operation {
    std::string id;
    const Json* description = nullptr;
};

/// Knows the document and compares answers with it.
class ApiClient::Judge {
public:
    explicit Judge(Json document) : document_(std::move(document)) {
        std::lock_guard lock(record_mutex);
        for (const auto& [path, methods] : document_["paths"].items())
            for (const auto& [method, operation] : methods.items()) known_operations.insert(operation["operationId"]);
    }

    const Json& document() const { return document_; }

    /// Literal paths win over those with parameters, as in the server.
    Operation find(const std::string& method, const std::string& path) const {
        Operation best;
        std::ptrdiff_t fewest = 1000;
        for (const auto& [pattern, methods] : document_["paths"].items()) {
            auto parameters = std::count(pattern.begin(), pattern.end(), '{');
            if (!fits(pattern, path) || !methods.contains(lower_case(method)) || parameters >= fewest) continue;
            const auto& operation = methods[lower_case(method)];
            best = {operation["operationId"], &operation};
            fewest = parameters;
        }
        return best;
    }

    bool wants(const Operation& operation, const std::string& parameter) const {
        if (!operation.description || !operation.description->contains("parameters")) return false;
        for (const auto& declared : (*operation.description)["parameters"])
            if (declared.contains("$ref") && declared["$ref"] == "#/components/parameters/" + parameter) return true;
        return false;
    }

    void judge(const Operation& operation, const std::string& asked, const RawAnswer& answer) const {
        auto wrong = [&](const std::string& what) {
            ADD_FAILURE() << asked << " -> " << answer.status << ": " << what << "\n" << shortened(answer.body);
        };
        judge_headers(answer, wrong);
        const Json* declared = declaration(operation, answer.status);
        if (!declared) return wrong("this status is not declared");
        auto type = answer.header("content-type");
        auto media_type = type.substr(0, type.find(';'));
        if (!declared->contains("content")) {
            if (!answer.body.empty()) wrong("a body is not declared");
            return;
        }
        const Json* content = nullptr;
        for (const auto& [name, described] : (*declared)["content"].items())
            if (name.substr(0, name.find(';')) == media_type) content = &described;
        if (!content) return wrong("the media type " + type + " is not declared");
        bool json = media_type == "application/json" || media_type == "application/problem+json";
        if (!json || !content->contains("schema")) return;
        auto body = Json::parse(answer.body, nullptr, false);
        if (body.is_discarded()) return wrong("the body is not JSON");
        for (const auto& violation :
             web::check_schema(body, (*content)["schema"], document_["components"]["schemas"], true))
            wrong("body: " + violation.issue.field + ": " + violation.issue.key);
    }

private:
    template <class Wrong>
    static void judge_headers(const RawAnswer& answer, const Wrong& wrong) {
        for (const char* name :
             {"content-security-policy", "x-content-type-options", "referrer-policy", "cache-control",
              "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy"})
            if (answer.header(name).empty()) wrong(std::string("the header ") + name + " is missing");
        if (answer.status / 100 == 3 && answer.status != 304) wrong("the API never redirects");
        if (!answer.complete) wrong("the body is cut off");
    }

    const Json* declaration(const Operation& operation, int status) const {
        static const Json problem = {{"$ref", "#/components/responses/Problem"}};
        const Json* declared = &problem;
        if (operation.description) {
            const auto& responses = (*operation.description)["responses"];
            auto found = responses.find(std::to_string(status));
            if (found != responses.end()) declared = &*found;
            else if (status < 400) return nullptr;
        } else if (status < 400) return nullptr;
        if (!declared->contains("$ref")) return declared;
        return &document_.at(Json::json_pointer((*declared)["$ref"].get<std::string>().substr(1)));
    }

    Json document_;
};

std::int64_t ApiAnswer::version() const {
    auto tag = header("etag");
    return tag.size() > 2 ? std::stoll(tag.substr(1, tag.size() - 2)) : 0;
}

std::string ApiAnswer::header(const std::string& name) const {
    auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::vector<std::string> ApiAnswer::issues() const {
    std::vector<std::string> list;
    if (json.is_object() && json.contains("issues"))
        for (const auto& issue : json["issues"])
            list.push_back(issue["field"].get<std::string>() + ": " + issue["key"].get<std::string>());
    std::sort(list.begin(), list.end());
    return list;
}

std::pair<std::string, std::string> if_match(std::int64_t version) {
    return {"If-Match", "\"" + std::to_string(version) + "\""};
}

ApiClient::ApiClient(int port, std::string language) : port_(port), language_(std::move(language)) {
    auto answer = exchange("GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    judge_ = std::make_shared<const Judge>(Json::parse(answer.body));
}

ApiClient::~ApiClient() = default;
ApiClient::ApiClient(ApiClient&&) noexcept = default;
ApiClient& ApiClient::operator=(ApiClient&&) noexcept = default;

const Json& ApiClient::document() const { return judge_->document(); }

RawAnswer ApiClient::exchange(const std::string& bytes) {
    for (int attempt = 0;; ++attempt) {  // a kept connection may have been closed meanwhile
        bool fresh = !connection_;
        if (fresh) connection_ = std::make_unique<RawConnection>(port_);
        connection_->send(bytes);
        auto answer = connection_->receive(std::chrono::seconds(120));
        if (!answer || answer->header("connection") == "close") connection_.reset();
        if (answer) return std::move(*answer);
        if (fresh || attempt > 0) throw std::runtime_error("the server gave no answer");
    }
}

void ApiClient::keep_session(const RawAnswer& answer) {
    auto cookie = answer.header("set-cookie");
    auto begin = cookie.find("sid=");
    if (begin == std::string::npos) return;
    cookie_ = cookie.substr(0, cookie.find(';'));
    if (cookie_.ends_with("=")) cookie_.clear();
}

ApiAnswer ApiClient::request(const std::string& method, const std::string& path, const std::string& body,
                             const char* media_type, const Headers& headers) {
    auto operation = judge_->find(method, path.substr(0, path.find('?')));
    auto given = [&](const char* name) {
        return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
    };
    std::string text = method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\n";
    auto add = [&](const char* name, const std::string& value) {
        if (!given(name) && !value.empty()) text += std::string(name) + ": " + value + "\r\n";
    };
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    add("Accept-Language", language_);
    add("Cookie", cookie_);
    if (method != "GET") {
        add("X-Kartei-Token", token_);
        add("Content-Type", media_type);
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        if (judge_->wants(operation, "IdempotencyKey")) add("Idempotency-Key", random_key());
    }
    auto raw = exchange(text + "\r\n" + body);
    judge_->judge(operation, method + " " + path, raw);
    if (raw.status / 100 == 2) {
        std::lock_guard lock(record_mutex);
        called_operations.insert(operation.id);
    }
    keep_session(raw);
    ApiAnswer answer{raw.status, raw.body, nullptr, raw.headers};
    if (raw.header("content-type").find("json") != std::string::npos)
        answer.json = Json::parse(raw.body, nullptr, false);
    return answer;
}

ApiAnswer ApiClient::get(const std::string& path, const Headers& headers) {
    return request("GET", path, "", "", headers);
}

ApiAnswer ApiClient::post(const std::string& path, const Json& body, const Headers& headers) {
    return request("POST", path, body.is_null() ? "" : body.dump(), "application/json", headers);
}

ApiAnswer ApiClient::put(const std::string& path, const Json& body, const Headers& headers) {
    return request("PUT", path, body.dump(), "application/json", headers);
}

ApiAnswer ApiClient::patch(const std::string& path, const Json& body, const Headers& headers) {
    return request("PATCH", path, body.dump(), "application/json", headers);
}

ApiAnswer ApiClient::del(const std::string& path, const Headers& headers) {
    return request("DELETE", path, "", "", headers);
}

ApiAnswer ApiClient::upload(const std::string& path, const std::string& bytes, const Headers& headers) {
    return request("POST", path, bytes, "application/octet-stream", headers);
}

bool ApiClient::sign_in(const std::string& name, const std::string& password) {
    auto answer = post("/session", {{"name", name}, {"password", password}});
    if (answer.status / 100 != 2) return false;
    token_ = answer.json.value("token", "");
    return true;
}

std::set<std::string> ApiClient::never_called() {
    std::lock_guard lock(record_mutex);
    std::set<std::string> missing;
    std::set_difference(known_operations.begin(), known_operations.end(), called_operations.begin(),
                        called_operations.end(), std::inserter(missing, missing.end()));
    return missing;
}

std::set<std::string> ApiClient::called() {
    std::lock_guard lock(record_mutex);
    return called_operations;
}

}  // namespace kartei::test
