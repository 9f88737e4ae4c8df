// ASVS 3.4: security headers on every kind of answer; no header of ours can be broken open.
#include "web/reply.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "web/little_server_test.hpp"
#include "web/static_files.hpp"

namespace kartei::web {
namespace {

void expect_security_headers(const test::RawAnswer& answer, const std::string& what) {
    auto policy = answer.header("content-security-policy");
    for (const char* part : {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
                             "base-uri 'none'", "require-trusted-types-for 'script'"})
        EXPECT_NE(policy.find(part), std::string::npos) << what << part;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << what;
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << what;
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer") << what;
    EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin") << what;
    EXPECT_EQ(answer.header("cross-origin-resource-policy"), "same-origin") << what;
    EXPECT_NE(answer.header("permissions-policy").find("camera=(self)"), std::string::npos) << what;
    EXPECT_FALSE(answer.header("cache-control").empty()) << what;
    EXPECT_EQ(answer.header("access-control-allow-origin"), "") << what;
    EXPECT_EQ(answer.header("server"), "") << what;
}

TEST(Reply, EveryKindOfAnswerCarriesTheSecurityHeaders) {
    auto folder = std::filesystem::temp_directory_path() / ("kartei-reply-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder / "assets");
    std::ofstream(folder / "index.html") << "<!doctype html>";
    std::ofstream(folder / "assets/index-ABCD1234.js") << "1";
    ServerOptions options;
    options.ui_folder = folder.string();
    options.health_port = 0;
    options.head_time = std::chrono::milliseconds(100);
    LittleServer server(options);
    std::filesystem::remove_all(folder);
    auto get = [](const std::string& target, const std::string& headers = "") {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    };
    std::map<std::string, int> kinds = {{get("/api/v1/things"), 200},
                                        {get("/api/v1/nothing"), 404},
                                        {get("/api/v1/things/1"), 401},
                                        {get("/api/v1/things?x=1"), 400},
                                        {get("/api/v1/page"), 200},
                                        {get("/api/v1/rows"), 200},
                                        {get("/api/v1/failure"), 500},
                                        {get("/api/v1/full"), 507},
                                        {get("/api/v1/injected"), 500},
                                        {get("/api/v1/file"), 500},
                                        {get("/api/v1/file?path=/etc/hostname"), 200},
                                        {get("/api/v1/waiting"), 204},
                                        {get("/api/v1/openapi.json"), 200},
                                        {get("/"), 200},
                                        {get("/customers/12"), 200},
                                        {get("/assets/index-ABCD1234.js"), 200},
                                        {get("/assets/none.js"), 404},
                                        {get("/", "If-None-Match: *\r\n"), 304},
                                        {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 405},
                                        {"nonsense\r\n\r\n", 400},
                                        {get("/" + std::string(9000, 'a')), 414},
                                        {get("/", "X-A: " + std::string(9000, 'a') + "\r\n"), 431},
                                        {"GET / HTTP/1.1\r\nHost: lo", 408},
                                        {"GET / HTTP/3.0\r\n\r\n", 505},
                                        {get("/", "Expect: x\r\n"), 417},
                                        {request_of("POST", "/actions"), 204},
                                        {request_of("POST", "/things", "{}"), 428},
                                        {request_of("DELETE", "/things"), 405},
                                        {request_of("POST", "/things", "{", "Idempotency-Key: 12345678\r\n"), 400},
                                        {request_of("POST", "/things", "{}", "Idempotency-Key: 12345678\r\n"), 422},
                                        {request_of("PATCH", "/things/1", "{}", "If-Match: \"1\"\r\n"), 412},
                                        {request_of("POST", "/things", "{}", "Origin: null\r\n"), 428}};
    for (const auto& [bytes, status] : kinds) {
        auto answer = test::ask(server.port(), bytes);
        EXPECT_EQ(answer.status, status) << bytes.substr(0, 60);
        expect_security_headers(answer, bytes.substr(0, 60));
        if (bytes.find("/api/v1") != std::string::npos) {
            EXPECT_EQ(answer.header("cache-control"), "no-store") << bytes.substr(0, 60);
        }
    }
    for (const char* path : {"/healthz", "/readyz", "/metrics", "/"})
        expect_security_headers(test::ask(server.server.health_port(), get(path)), path);
    test::RawConnection events(server.port());
    events.send(get("/api/v1/events"));
    EXPECT_NE(events.receive_until("\r\n\r\n").find("X-Content-Type-Options: nosniff"), std::string::npos);
}

TEST(Reply, HeadersCannotBeBrokenOpen) {
    Reply reply;
    for (std::string value : {"a\r\nb", "a\nb", "a\rb", std::string("a\0b", 3).c_str(), "\x1b", "\x7f", "\t"}) {
        if (value == "a") value = std::string("a\0b", 3);
        EXPECT_THROW(reply.set("X-A", value), std::invalid_argument);
    }
    for (const char* name : {"", "X A", "X:A", "X\r\nY", "X\xc3\xa4"})
        EXPECT_THROW(reply.set(name, "a"), std::invalid_argument) << name;
    reply.set("X-A", "ä");
    EXPECT_EQ(reply.headers.size(), 1u);
    LittleServer server;
    auto answer = test::ask(server.port(), "GET /api/v1/injected HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.header("set-cookie"), "");
}

TEST(Reply, FileNamesAreQuotedForOldAndNewBrowsers) {
    EXPECT_EQ(content_disposition("list.csv"), "attachment; filename=\"list.csv\"; filename*=UTF-8''list.csv");
    EXPECT_EQ(content_disposition("../../etc/passwd"), "attachment; filename=\"passwd\"; filename*=UTF-8''passwd");
    EXPECT_EQ(content_disposition("C:\\a\\b.csv"), "attachment; filename=\"b.csv\"; filename*=UTF-8''b.csv");
    EXPECT_EQ(content_disposition("a\";x=\"b"), "attachment; filename=\"a__x__b\"; filename*=UTF-8''a%22%3Bx%3D%22b");
    EXPECT_EQ(content_disposition("a\r\nSet-Cookie: b"),
              "attachment; filename=\"aSet-Cookie_ b\"; filename*=UTF-8''aSet-Cookie%3A%20b");
}

TEST(Reply, SaysHowTheBodyEnds) {
    Reply reply = reply_of(Answer::ok({{"a", 1}}));
    Framing framing;
    framing.length = 7;
    EXPECT_NE(reply_head(reply, framing).find("Content-Length: 7\r\n"), std::string::npos);
    EXPECT_EQ(reply_head(reply, framing).find("Transfer-Encoding"), std::string::npos);
    framing.length.reset();
    framing.chunked = true;
    EXPECT_NE(reply_head(reply, framing).find("Transfer-Encoding: chunked\r\n"), std::string::npos);
    framing.keep_alive = false;
    EXPECT_NE(reply_head(reply, framing).find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(reply_of(Answer::nothing()).body, nullptr);
}

}  // namespace
}  // namespace kartei::web
