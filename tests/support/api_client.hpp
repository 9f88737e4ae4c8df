// The client of the tests: blocking, keeps the cookie and the token of the session, and judges EVERY answer by the
// OpenAPI document of the server it talks to. An answer whose status, media type, body or security headers do not fit
// fails the running test. It also remembers which operations were called, so that a last test can name those that never
// were.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/raw_http.hpp"

namespace kartei::test {

using Json = nlohmann::json;
using Headers = std::vector<std::pair<std::string, std::string>>;

struct ApiAnswer {
    int status = 0;
    std::string text;
    Json json;                                   ///< null when the body is not JSON
    std::map<std::string, std::string> headers;  ///< lower-case names

    std::int64_t version() const;                ///< of the ETag; 0 without
    std::string header(const std::string& name) const;
    /// "field: key" of every issue of a problem, sorted.
    std::vector<std::string> issues() const;
};

/// {"If-Match", "\"7\""}
std::pair<std::string, std::string> if_match(std::int64_t version);

class ApiClient {
public:
    /// Reads the document of the server. Answers are asked for in `language`.
    explicit ApiClient(int port, std::string language = "en");
    ~ApiClient();
    ApiClient(ApiClient&&) noexcept;
    ApiClient& operator=(ApiClient&&) noexcept;

    // Paths are below /api/v1 and already percent-encoded. Idempotency-Key is made up where the operation wants one and
    // the caller gives none; If-Match is the caller's.
    ApiAnswer get(const std::string& path, const Headers& headers = {});
    ApiAnswer post(const std::string& path, const Json& body = nullptr, const Headers& headers = {});
    ApiAnswer put(const std::string& path, const Json& body, const Headers& headers = {});
    ApiAnswer patch(const std::string& path, const Json& body, const Headers& headers = {});
    ApiAnswer del(const std::string& path, const Headers& headers = {});
    ApiAnswer upload(const std::string& path, const std::string& bytes, const Headers& headers = {});

    /// POST /session; keeps the cookie and the token. False when refused.
    bool sign_in(const std::string& name, const std::string& password);

    void set_token(std::string token) { token_ = std::move(token); }
    void set_cookie(std::string cookie) { cookie_ = std::move(cookie); }  ///< "sid=…", "" = none
    const std::string& cookie() const { return cookie_; }
    const std::string& token() const { return token_; }
    const Json& document() const;

    /// operationIds of every server seen by this process that no client has called with success (2xx) yet.
    static std::set<std::string> never_called();
    static std::set<std::string> called();

private:
    struct Operation;
    class Judge;

    ApiAnswer request(const std::string& method, const std::string& path, const std::string& body,
                      const char* media_type, const Headers& headers);
    RawAnswer exchange(const std::string& bytes);
    void keep_session(const RawAnswer& answer);

    int port_;
    std::string language_, cookie_, token_;
    std::unique_ptr<RawConnection> connection_;
    std::shared_ptr<const Judge> judge_;
};

}  // namespace kartei::test
