// The nine rules of the gate as pure functions, and the same cases against a real server: what is refused there must
// also close the connection and must never be followed by a second answer (request smuggling).
#include "web/gate.hpp"

#include <gtest/gtest.h>

#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

struct Case {
    const char* name;
    std::string bytes;
    int status;
};

std::string get(const std::string& lines) { return "GET /api/v1/things HTTP/1.1\r\n" + lines + "\r\n"; }
std::string host(const std::string& lines) { return get("Host: localhost\r\n" + lines); }
std::string target(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }
std::string post(const std::string& lines, const std::string& body) {
    return "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + lines + "\r\n" +
           body;
}

const std::string smuggled = "GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n";
const std::string sign_in = R"({"name":"bob","password":"secret"})";
const std::string length = "Content-Length: " + std::to_string(sign_in.size()) + "\r\n";
const std::string chunked = "Transfer-Encoding: chunked\r\n";

std::vector<Case> framing_cases() {
    return {
        {"TE.CL", post(chunked + "Content-Length: 4\r\n", "5c\r\n" + smuggled), 400},
        {"CL.TE", post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n" + smuggled), 400},
        {"TE.TE second is identity", post(chunked + "Transfer-Encoding: identity\r\n", "0\r\n\r\n" + smuggled), 400},
        {"TE.TE twice chunked", post(chunked + chunked, "0\r\n\r\n"), 400},
        {"gzip then length", post("Transfer-Encoding: gzip\r\nContent-Length: 5\r\n", "12345"), 400},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", smuggled), 400},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", smuggled), 400},
        {"chunked with quotation marks", post("Transfer-Encoding: \"chunked\"\r\n", smuggled), 400},
        {"chunked with parameter", post("Transfer-Encoding: chunked;q=1\r\n", smuggled), 400},
        {"identity", post("Transfer-Encoding: identity\r\n" + length, sign_in), 400},
        {"empty coding", post("Transfer-Encoding:\r\n", smuggled), 400},
        {"blank before the colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n" + smuggled), 400},
        {"tab before chunked", post("Transfer-Encoding:\tchunked\r\n", "0\r\n\r\n" + smuggled), 400},
        {"vertical tab before chunked",
         post(std::string("Transfer-Encoding:\x0b") + "chunked\r\n", "0\r\n\r\n" + smuggled),
         400},
        {"folded chunked", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n" + smuggled), 400},
        {"chunked in 1.0",
         "POST /api/v1/session HTTP/1.0\r\nHost: localhost\r\n" + chunked + "\r\n0\r\n\r\n" + smuggled, 400},
        {"two equal lengths", post(length + length, sign_in), 400},
        {"two different lengths", post(length + "Content-Length: 0\r\n", sign_in + smuggled), 400},
        {"list of lengths", post("Content-Length: 34, 34\r\n", sign_in), 400},
        {"length with plus", post("Content-Length: +34\r\n", sign_in), 400},
        {"negative length", post("Content-Length: -1\r\n", ""), 400},
        {"hexadecimal length", post("Content-Length: 0x22\r\n", sign_in), 400},
        {"length with blank inside", post("Content-Length: 3 4\r\n", sign_in), 400},
        {"empty length", post("Content-Length:\r\n", ""), 400},
        {"length over 64 bits", post("Content-Length: 18446744073709551617\r\n", "x"), 400},
        {"length of 19 digits", post("Content-Length: 9999999999999999999\r\n", "x"), 400},
        {"chunk size over 64 bits", post(chunked, "FFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n"), 400},
        {"negative chunk size", post(chunked, "-1\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size with plus", post(chunked, "+1\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size with 0x", post(chunked, "0x1\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size empty", post(chunked, "\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk longer than its size", post(chunked, "2\r\nxyz\r\n0\r\n\r\n"), 400},
        {"chunk without its line end", post(chunked, "2\r\nxy0\r\n\r\n"), 400},
        {"bare LF after the chunk size", post(chunked, "2\nxy\r\n0\r\n\r\n"), 400},
        {"bare LF in a chunk extension", post(chunked, "2;a\nxy\r\n0\r\n\r\n"), 400},
        {"bare LF after the chunk", post(chunked, "2\r\nxy\n0\r\n\r\n"), 400},
        {"endless chunk extension", post(chunked, "2;" + std::string(40'000, 'a')), 400},
        {"endless trailer", post(chunked, "0\r\nA: " + std::string(40'000, 'a')), 400},
        {"body on GET", host("Content-Length: 5\r\n") + "12345", 400},
        {"chunked body on GET", host(chunked) + "0\r\n\r\n", 400},
        {"body on HEAD", "HEAD /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", 400},
        {"body on DELETE", "DELETE /api/v1/things/1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", 400},
        {"chunked then nothing", post("Transfer-Encoding: chunked,\r\n", "0\r\n\r\n" + smuggled), 400},
        {"chunked and trailers", post("Transfer-Encoding: chunked, trailers\r\n", "0\r\n\r\n" + smuggled), 400},
        {"cow", post("Transfer-Encoding: cow\r\n" + length, sign_in), 400},
        {"coding in two headers", post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"NUL before chunked", post(std::string("Transfer-Encoding: \0chunked\r\n", 29), "0\r\n\r\n" + smuggled), 400},
        {"CR before the coding", post("X-A: b\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled), 400},
        {"LF before the coding", post("X-A: b\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled), 400},
        {"blank before the length's colon", post("Content-Length : 0\r\n", smuggled), 400},
        {"length in full-width digits", post("Content-Length: \xef\xbc\x95\r\n", "12345"), 400},
        {"length with fraction", post("Content-Length: 34.0\r\n", sign_in), 400},
        {"length with exponent", post("Content-Length: 1e1\r\n", sign_in), 400},
        {"folded length", post("Content-Length:\r\n 34\r\n", sign_in), 400},
        {"chunk size with blank before", post(chunked, " 1\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size of letters", post(chunked, "xyz\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size with a dot", post(chunked, "1.0\r\nx\r\n0\r\n\r\n"), 400},
        {"chunk size with underscore", post(chunked, "1_0\r\nx\r\n0\r\n\r\n"), 400},
        {"bare CR after the chunk size", post(chunked, "2\rxy\r\n0\r\n\r\n"), 400},
        {"bare CR in a chunk extension", post(chunked, "2;a\rb\r\nxy\r\n0\r\n\r\n"), 400},
        {"bare LF in the trailer", post(chunked, "0\r\nX-A: b\n\r\n\r\n"), 400},
        {"folded trailer", post(chunked, "0\r\n X-A: b\r\n\r\n"), 400},
        {"gzip body", post("Content-Encoding: gzip\r\n" + length, sign_in), 415},
        {"unknown expectation", post("Expect: coffee\r\n" + length, sign_in), 417},
    };
}

std::vector<Case> header_cases() {
    return {
        {"no Host", get(""), 400},
        {"two Hosts", host("Host: localhost\r\n"), 400},
        {"two different Hosts", host("Host: evil.example\r\n"), 400},
        {"empty Host", get("Host:\r\n"), 400},
        {"foreign Host", get("Host: evil.example\r\n"), 400},
        {"Host that begins like ours", get("Host: localhost.evil.example\r\n"), 400},
        {"Host with user", get("Host: localhost@evil.example\r\n"), 400},
        {"Host with path", get("Host: localhost/evil\r\n"), 400},
        {"Host with a bad port", get("Host: localhost:80a\r\n"), 400},
        {"Host with an empty port", get("Host: localhost:\r\n"), 400},
        {"no Host in 1.0", "GET /api/v1/things HTTP/1.0\r\n\r\n", 400},
        {"folded header", host("X-A: 1\r\n 2\r\n"), 400},
        {"header folded with a tab", host("X-A: 1\r\n\t2\r\n"), 400},
        {"first header begins with a blank", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", 400},
        {"NUL in a value", host(std::string("X-A: a") + '\0' + "b\r\n"), 400},
        {"CR in a value", host("X-A: a\rb\r\n"), 400},
        {"LF in a value", host("X-A: a\nX-B: b\r\n"), 400},
        {"escape in a value", host("X-A: \x1b[2J\r\n"), 400},
        {"DEL in a value", host("X-A: \x7f\r\n"), 400},
        {"header without colon", host("X-A\r\n"), 400},
        {"header without name", host(": a\r\n"), 400},
        {"blank in a header name", host("X A: a\r\n"), 400},
        {"brackets in a header name", host("X(A): a\r\n"), 400},
        {"umlaut in a header name", host("X-\xc3\xa4: a\r\n"), 400},
        {"two Authorizations", host("Authorization: a\r\nAuthorization: b\r\n"), 400},
        {"two Cookies", host("Cookie: sid=alice\r\nCookie: sid=bob\r\n"), 400},
        {"two If-Matches", host("If-Match: \"1\"\r\nif-match: \"2\"\r\n"), 400},
        {"two Idempotency-Keys", host("Idempotency-Key: 12345678\r\nIdempotency-Key: 12345678\r\n"), 400},
        {"two Content-Types", host("Content-Type: text/plain\r\nContent-Type: application/json\r\n"), 400},
        {"two tokens", host("X-Kartei-Token: a\r\nX-Kartei-Token: b\r\n"), 400},
        {"two Expects", host("Expect: 100-continue\r\nExpect: 100-continue\r\n"), 400},
        {"two Content-Encodings", host("Content-Encoding: gzip\r\nContent-Encoding: br\r\n"), 400},
        {"two Sec-Fetch-Sites", host("Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site\r\n"), 400},
        {"two Last-Event-IDs", host("Last-Event-ID: 1\r\nLast-Event-ID: 2\r\n"), 400},
        {"Host in IPv6 without bracket", get("Host: ::1\r\n"), 400},
        {"Host with an open bracket", get("Host: [::1\r\n"), 400},
        {"Host with a dot at the end", get("Host: localhost.\r\n"), 400},
        {"Host as a list", get("Host: localhost, evil.example\r\n"), 400},
        {"Host with a long port", get("Host: localhost:000080\r\n"), 400},
        {"Host in full-width letters", get("Host: \xef\xbd\x8cocalhost\r\n"), 400},
        {"tab in a value", host("X-A: a\tb\r\n"), 400},
        {"bell in a value", host("X-A: \x07\r\n"), 400},
        {"bracket in a header name", host("[X]: a\r\n"), 400},
        {"slash in a header name", host("X/A: a\r\n"), 400},
        {"NUL in a header name", host(std::string("X\0A: a\r\n", 8)), 400},
        {"two Origins", host("Origin: http://localhost\r\nOrigin: http://evil.example\r\n"), 400},
    };
}

std::vector<Case> request_line_cases() {
    return {
        {"empty line first", "\r\n" + host(""), 400},
        {"bare LF lines", "GET /api/v1/things HTTP/1.1\nHost: localhost\n\n", 400},
        {"bare LF after the request line", "GET /api/v1/things HTTP/1.1\nHost: localhost\r\n\r\n", 400},
        {"bare CR", "GET /api/v1/things HTTP/1.1\rHost: localhost\r\n\r\n", 400},
        {"two blanks", "GET  /api/v1/things HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"tab instead of blank", "GET\t/api/v1/things HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"blank at the end", "GET /api/v1/things HTTP/1.1 \r\nHost: localhost\r\n\r\n", 400},
        {"blank in the target", target("/api/v1/things x"), 400},
        {"no version", "GET /api/v1/things\r\nHost: localhost\r\n\r\n", 400},
        {"no target", "GET HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"small letters in the version", "GET / http/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"version without digit", "GET / HTTP/1.x\r\nHost: localhost\r\n\r\n", 400},
        {"version with three digits", "GET / HTTP/1.10\r\nHost: localhost\r\n\r\n", 400},
        {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505},
        {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: localhost\r\n\r\n", 505},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n", 505},
        {"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"small letters in the method", "get / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"unknown method", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"separator in the method", "GE(T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"TLS on the plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
        {"binary noise", std::string("\x00\xff\xfe\x01", 4), 400},
        {"absolute form", target("http://localhost/api/v1/things"), 400},
        {"authority form", target("localhost:80"), 400},
        {"star", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"fragment", target("/api/v1/things#a"), 400},
        {"raw umlaut", target("/api/v1/things?q=\xc3\xa4"), 400},
        {"backslash", target("/api\\v1"), 400},
        {"quotation mark", target("/api/v1/things?q=\"a\""), 400},
        {"angle brackets", target("/api/v1/<script>"), 400},
        {"climbing path", target("/../etc/passwd"), 400},
        {"climbing inside", target("/api/v1/../v1/things"), 400},
        {"dot segment", target("/api/./v1/things"), 400},
        {"escaped climbing", target("/%2e%2e/etc/passwd"), 400},
        {"half-escaped climbing", target("/.%2E/etc/passwd"), 400},
        {"two slashes", target("//api/v1/things"), 400},
        {"slashes inside", target("/api//v1/things"), 400},
        {"NUL in the path", target("/api/v1/things%00.html"), 400},
        {"NUL in the query", target("/api/v1/things?q=%00"), 400},
        {"line break in the path", target("/api/v1/%0d%0aSet-Cookie:x"), 400},
        {"line break in the query", target("/api/v1/things?q=%0D%0Aa"), 400},
        {"broken escape", target("/api/v1/%zz"), 400},
        {"cut escape", target("/api/v1/%4"), 400},
        {"escaped bytes that are not UTF-8", target("/api/v1/%ff"), 400},
        {"overlong UTF-8", target("/api/v1/%c0%ae%c0%ae/x"), 400},
        {"escaped surrogate", target("/api/v1/%ed%a0%80"), 400},
    };
}

std::vector<Case> all_cases() {
    auto cases = framing_cases();
    for (auto* more : {&header_cases, &request_line_cases}) {
        auto list = more();
        cases.insert(cases.end(), list.begin(), list.end());
    }
    return cases;
}

// 4.3, R21: every malformed request gets exactly one answer, a problem, and the connection is closed.
TEST(Gate, MalformedRequestsGetOneProblemAndAClosedConnection) {
    LittleServer server;
    auto cases = all_cases();
    ASSERT_GE(cases.size(), 150u);
    for (const auto& one : cases) {
        test::RawConnection connection(server.port());
        connection.send(one.bytes);
        auto answer = connection.receive(std::chrono::seconds(10), one.bytes.starts_with("HEAD"));
        ASSERT_TRUE(answer) << one.name;
        EXPECT_EQ(answer->status, one.status) << one.name << "\n" << answer->body;
        EXPECT_EQ(answer->header("content-type"), "application/problem+json") << one.name;
        EXPECT_EQ(answer->header("connection"), "close") << one.name;
        EXPECT_FALSE(answer->header("content-security-policy").empty()) << one.name;
        connection.finish_sending();
        std::string rest;
        EXPECT_TRUE(connection.is_closed_within(std::chrono::seconds(10), &rest)) << one.name;
        EXPECT_EQ(rest, one.bytes.starts_with("HEAD") ? rest : "") << one.name << ": a second answer";
    }
    EXPECT_EQ(server.happenings.handled, 0);
    auto after = test::ask(server.port(), host(""));
    EXPECT_EQ(after.status, 200);
}

std::optional<GateViolation> violation_of(const std::string& bytes) {
    auto result = check_head(bytes.substr(0, bytes.find("\r\n\r\n") + 4), GateRules{});
    if (auto violation = std::get_if<GateViolation>(&result)) return *violation;
    return std::nullopt;
}

TEST(Gate, NamesTheRuleThatIsBroken) {
    EXPECT_EQ(violation_of(post("Transfer-Encoding: xchunked\r\n", ""))->rule, 1);
    EXPECT_EQ(violation_of(post(chunked + "Content-Length: 4\r\n", ""))->rule, 2);
    EXPECT_EQ(violation_of("POST / HTTP/1.0\r\nHost: localhost\r\n" + chunked + "\r\n")->rule, 3);
    EXPECT_EQ(violation_of(get("Host: evil.example\r\n"))->rule, 4);
    EXPECT_EQ(violation_of(get(""))->rule, 4);
    EXPECT_EQ(violation_of(post(length + length, ""))->rule, 5);
    EXPECT_EQ(violation_of(host("X-A: 1\r\n 2\r\n"))->rule, 6);
    EXPECT_EQ(violation_of(target("/../x"))->rule, 7);
    EXPECT_EQ(violation_of(host("Content-Length: 1\r\n"))->rule, 8);
    EXPECT_EQ(violation_of(host("Cookie: a=b\r\nCookie: c=d\r\n"))->rule, 9);
}

TEST(Gate, AcceptsWhatBrowsersAndProxiesSend) {
    for (const auto& bytes :
         {host(""), get("host:   LOCALHOST:8080  \r\n"), get("Host: [::1]:8443\r\n"), get("Host: 127.0.0.1\r\n"),
          host("Accept: a\r\nAccept: b\r\nX-Name: \xc3\xa4\r\n"), target("/api/v1/things?q=M%C3%BCller+%26+S%C3%B6hne"),
          target("/"), target("/customers/12?tab=orders"), target("/a/b-c_d~e!$&'()*+,;=:@"),
          target("/import-mappings/a%2Fb"), std::string("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"),
          host("Content-Length: 0\r\n"), post(length, ""), post("transfer-encoding: Chunked\r\n", "")})
        EXPECT_FALSE(violation_of(bytes)) << bytes;
}

TEST(Gate, ReadsWhatTheRequestSays) {
    auto result = check_head("PUT /api/v1/a%2Fb/%C3%A4?x=1 HTTP/1.1\r\nHost: localhost\r\nX-One: a\r\nX-One: b\r\n"
                             "Content-Length: 12\r\nExpect: 100-continue\r\nConnection: Close\r\n\r\n", GateRules{});
    const auto& head = std::get<RequestHead>(result);
    EXPECT_EQ(head.segments, (std::vector<std::string>{"api", "v1", "a/b", "ä"}));
    EXPECT_EQ(head.query, "x=1");
    EXPECT_EQ(head.header("x-one"), "a, b");
    EXPECT_EQ(head.content_length, 12u);
    EXPECT_TRUE(head.expects_continue);
    EXPECT_FALSE(head.keep_alive);
}

TEST(Gate, NoticesNonsenseAtItsFirstByte) {
    std::size_t scanned = 0;
    EXPECT_EQ(head_progress("GET / HTTP/1.1\r\nHost:", scanned), HeadProgress::incomplete);
    EXPECT_EQ(head_progress("GET / HTTP/1.1\r\nHost: a\r\n\r\nrest", scanned), HeadProgress::complete);
    EXPECT_EQ(scanned, 27u);
    scanned = 0;
    EXPECT_EQ(head_progress("GET / HTTP/1.1\n", scanned), HeadProgress::malformed);
    scanned = 0;
    EXPECT_EQ(head_progress("\x16", scanned), HeadProgress::malformed);
}

TEST(Gate, FindsTheEndOfAHeadHoweverItArrives) {
    std::string bytes = host("X-A: b\r\n");
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        std::size_t scanned = 0;
        EXPECT_EQ(head_progress(bytes.substr(0, cut), scanned), HeadProgress::incomplete) << cut;
        EXPECT_EQ(head_progress(bytes, scanned), HeadProgress::complete) << cut;
        EXPECT_EQ(scanned, bytes.size());
    }
}

}  // namespace
}  // namespace kartei::web
