// ASVS 3.5.1 to 3.5.3: every changing endpoint against every way in which a foreign site can make a browser send a
// request.
#include "web/cross_site.hpp"

#include <gtest/gtest.h>

#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

struct Target {
    const char* method;
    const char* path;
    const char* body;
    const char* headers;
    bool is_public;
};

const std::vector<Target> targets = {
    {"POST", "/things", R"({"name":"a"})", "Idempotency-Key: 12345678\r\n", false},
    {"PATCH", "/things/1", R"({"name":"a"})", "If-Match: \"7\"\r\n", false},
    {"DELETE", "/things/1", "", "If-Match: \"7\"\r\n", false},
    {"POST", "/actions", "", "", false},
    {"POST", "/session", R"({"name":"bob","password":"secret"})", "", true},
};

int status(const LittleServer& server, const Target& target, const std::string& headers, const std::string& type) {
    std::string body = target.body;
    auto text = std::string(target.method) + " /api/v1" + target.path +
                " HTTP/1.1\r\nHost: localhost\r\nCookie: sid=alice\r\n" + target.headers + headers;
    if (!body.empty()) text += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return test::ask(server.port(), text + "\r\n" + body).status;
}

const std::string token = "X-Kartei-Token: token-of-alice\r\n";
const std::string json = "application/json";

TEST(CrossSite, RequestsOfForeignSitesAreRefused) {
    LittleServer server;
    for (const auto& target : targets)
        for (const char* headers :
             {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: nonsense\r\n",
              "Origin: https://evil.example\r\n", "Origin: null\r\n", "Origin: http://localhost:81\r\n",
              "Origin: http://localhost.evil.example\r\n", "Origin: localhost\r\n", "Origin: file://\r\n",
              "Origin:\r\n", "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost\r\n"})
            EXPECT_EQ(status(server, target, token + headers, json), 403) << target.method << target.path << headers;
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(CrossSite, FormsAndPlainTextAreRefused) {
    LittleServer server;
    for (const auto& target : targets) {
        if (!*target.body) continue;
        for (const char* type :
             {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "text/json",
              "application/octet-stream", "application/json; charset=iso-8859-1", "application/jsonp", ""})
            EXPECT_EQ(status(server, target, token, type), 415) << target.method << target.path << type;
    }
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(CrossSite, TheTokenMustBelongToTheSession) {
    LittleServer server;
    for (const auto& target : targets)
        for (const char* wrong :
             {"", "X-Kartei-Token:\r\n", "X-Kartei-Token: token-of-bob\r\n", "X-Kartei-Token: nonsense\r\n"})
            EXPECT_EQ(status(server, target, wrong, json) == 403, !target.is_public)
                << target.method << target.path << wrong;
}

TEST(CrossSite, OurOwnPagesMayChangeThings) {
    LittleServer server;
    for (const auto& target : targets)
        for (const char* headers :
             {"", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n", "Origin: http://localhost\r\n",
              "Origin: https://LOCALHOST:443\r\n", "Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:5173\r\n"})
            for (const char* type : {"application/json", "application/json; charset=UTF-8", "Application/JSON"})
                EXPECT_EQ(status(server, target, token + headers, type) / 100, 2)
                    << target.method << target.path << headers << type;
}

TEST(CrossSite, AFormWithoutBodyIsRefusedToo) {
    LittleServer server;
    auto form = "POST /api/v1/actions HTTP/1.1\r\nHost: localhost\r\nCookie: sid=alice\r\n" + token +
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n";
    EXPECT_EQ(test::ask(server.port(), form).status, 415);
}

TEST(CrossSite, ReadingNeedsNoToken) {
    LittleServer server;
    EXPECT_EQ(test::ask(server.port(), "GET /api/v1/things/1 HTTP/1.1\r\nHost: localhost\r\nCookie: sid=alice\r\n\r\n")
                  .status,
              200);
}

}  // namespace
}  // namespace kartei::web
