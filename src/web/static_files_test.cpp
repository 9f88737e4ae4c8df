#include "web/static_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/raw_http.hpp"
#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
protected:
    StaticFilesTest() {
        put("index.html", "<!doctype html>");
        put("favicon.svg", "<svg/>");
        put("assets/index-BfX3k9Qa.js", "plain script");
        put("assets/index-BfX3k9Qa.js.gz", "gzip script");
        put("assets/index-BfX3k9Qa.js.br", "brotli script");
        put("assets/index-C0ffee12.css", "body{}");
        put("assets/logo.png", "png");
        put("assets/orphan.js.gz", "nobody asked for me");
        put(".env", "secret");
        put("assets/.hidden.js", "secret");
        fs::create_symlink("/etc/hostname", folder / "host.txt");
        files.emplace(folder.string());
    }
    ~StaticFilesTest() override { fs::remove_all(folder); }

    void put(const std::string& name, const std::string& content) {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << content;
    }

    Reply get(const std::string& target, const std::string& headers = "", const std::string& method = "GET") {
        auto head =
            check_head(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n", GateRules{});
        return files->find(std::get<RequestHead>(head));
    }

    static std::string header(const Reply& reply, const std::string& name) {
        for (const auto& [given, value] : reply.headers)
            if (given == name) return value;
        return "";
    }

    fs::path folder = fs::temp_directory_path() / ("kartei-ui-" + std::to_string(getpid()));
    std::optional<StaticFiles> files;
};

TEST_F(StaticFilesTest, FilesHaveTheirMediaTypes) {
    EXPECT_EQ(header(get("/"), "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(get("/favicon.svg"), "Content-Type"), "image/svg+xml; charset=utf-8");
    EXPECT_EQ(header(get("/assets/index-BfX3k9Qa.js"), "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header(get("/assets/index-C0ffee12.css"), "Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(header(get("/assets/logo.png"), "Content-Type"), "image/png");
}

TEST_F(StaticFilesTest, DeepLinksShowTheApplicationAndMissingFilesDoNot) {
    for (const char* path : {"/customers", "/customers/12", "/customers/12/", "/a/b/c?d=e", "/%C3%A4"})
        EXPECT_EQ(*get(path).body, "<!doctype html>") << path;
    for (const char* path : {"/assets/gone.js", "/assets/gone", "/gone.png", "/robots.txt"})
        EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(StaticFilesTest, HashedNamesNeverExpireAndPagesAlwaysAskAgain) {
    EXPECT_EQ(header(get("/assets/index-BfX3k9Qa.js"), "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(get("/assets/logo.png"), "Cache-Control"), "no-cache");
    EXPECT_EQ(header(get("/"), "Cache-Control"), "no-cache");
    EXPECT_EQ(header(get("/favicon.svg"), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, PackedFilesGoToThoseWhoAcceptThem) {
    auto coding = [&](const std::string& accepted) {
        auto reply = get("/assets/index-BfX3k9Qa.js", accepted.empty() ? "" : "Accept-Encoding: " + accepted + "\r\n");
        EXPECT_EQ(header(reply, "Vary"), "Accept-Encoding");
        EXPECT_EQ(header(reply, "Content-Type"), "text/javascript; charset=utf-8");
        return header(reply, "Content-Encoding") + ":" + *reply.body;
    };
    EXPECT_EQ(coding(""), ":plain script");
    EXPECT_EQ(coding("gzip, deflate, br"), "br:brotli script");
    EXPECT_EQ(coding("gzip"), "gzip:gzip script");
    EXPECT_EQ(coding("br;q=0, gzip;q=0.5"), "gzip:gzip script");
    EXPECT_EQ(coding("br;q=0.0, gzip;q=0"), ":plain script");
    EXPECT_EQ(coding("identity"), ":plain script");
    EXPECT_EQ(get("/assets/orphan.js").status, 404);
    EXPECT_EQ(get("/assets/index-BfX3k9Qa.js.gz").status, 404) << "only as a form of the plain file";
}

TEST_F(StaticFilesTest, WhatTheBrowserHasIsNotSentAgain) {
    auto tag = header(get("/"), "ETag");
    auto again = get("/", "If-None-Match: " + tag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, nullptr);
    EXPECT_EQ(header(again, "ETag"), tag);
    EXPECT_EQ(get("/", "If-None-Match: \"other\"\r\n").status, 200);
    EXPECT_EQ(get("/", "If-None-Match: \"other\", W/" + tag + "\r\n").status, 304);
    EXPECT_NE(header(get("/assets/index-BfX3k9Qa.js"), "ETag"),
              header(get("/assets/index-BfX3k9Qa.js", "Accept-Encoding: br\r\n"), "ETag"));
}

TEST_F(StaticFilesTest, NothingOutsideTheFolderIsServed) {
    for (const char* path : {"/.env", "/assets/.hidden.js", "/host.txt"}) EXPECT_NE(get(path).status, 200) << path;
    ServerOptions options;
    options.ui_folder = folder.string();
    LittleServer server(options);
    for (const char* target :
         {"/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cetc%5cpasswd",
          "/assets/../../etc/passwd", "/assets/%2e%2e%2f.env", "//etc/passwd", "/etc/passwd%00.js",
          "/%252e%252e/etc/passwd", "/....//etc/passwd", "/assets/..;/.env", "/%c0%ae%c0%ae/etc/passwd",
          "/file:///etc/passwd", "/.git/config", "/assets%2findex-BfX3k9Qa.js%2f..%2f..%2f.env"}) {
        auto answer = test::ask(server.port(), "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        EXPECT_EQ(answer.body.find("root:"), std::string::npos) << target;
        EXPECT_EQ(answer.body.find("secret"), std::string::npos) << target;
        EXPECT_TRUE(answer.status == 400 || answer.status == 404 || answer.body == "<!doctype html>")
            << target << answer.status;
    }
}

TEST_F(StaticFilesTest, OnlyReadingIsPossible) {
    auto reply = get("/", "", "POST");
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(header(reply, "Allow"), "GET, HEAD");
    EXPECT_EQ(get("/", "", "HEAD").status, 200);
}

TEST_F(StaticFilesTest, WithoutAFolderThereIsNothing) {
    files.emplace("");
    EXPECT_EQ(get("/").status, 404);
    EXPECT_THROW(StaticFiles(folder.string() + "/gone"), std::exception);
}

}  // namespace
}  // namespace kartei::web
