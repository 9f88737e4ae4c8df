// The server as its callers see it: streams, events, files, uploads, the local socket, health, and how it stops.
#include "web/server.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "tests/support/api_client.hpp"
#include "web/little_server_test.hpp"
#include "web/local_client.hpp"

namespace kartei::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::ApiClient;
using test::RawConnection;

namespace fs = std::filesystem;

class Folder {
public:
    Folder() {
        char name[] = "/tmp/kartei-web-test-XXXXXX";
        path = mkdtemp(name);
    }
    ~Folder() { fs::remove_all(path); }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})); }
    std::string path;
};

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

TEST(Server, StreamsArriveWhole) {
    LittleServer server;
    for (int count : {0, 1, 3, 20'000}) {
        RawConnection connection(server.port());
        connection.send(get("/api/v1/rows?count=" + std::to_string(count)));
        auto answer = connection.receive();
        ASSERT_TRUE(answer && answer->complete);
        EXPECT_EQ(answer->body.size(), count * 1000u);
        EXPECT_EQ(answer->header("content-type"), "text/plain; charset=utf-8");
        connection.send(get("/api/v1/whoami"));
        EXPECT_EQ(connection.receive()->status, 200) << "the connection goes on";
    }
}

TEST(Server, OldClientsGetStreamsUntilTheEndOfTheConnection) {
    LittleServer server;
    auto answer = test::ask(server.port(), "GET /api/v1/rows HTTP/1.0\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(answer.body.size(), 3000u);
    EXPECT_EQ(answer.header("transfer-encoding"), "");
}

TEST(Server, AStreamThatFailsIsAProblemOrCutOff) {
    LittleServer server;
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/broken-rows")).status, 500);
    // Nobody waits for the reader: where it failed before the first byte was sent, it is a problem still.
    auto late = test::ask(server.port(), get("/api/v1/broken-rows?late=1"));
    if (late.status == 500) EXPECT_TRUE(late.complete);
    else EXPECT_TRUE(late.status == 200 && !late.complete) << late.status;
}

TEST(Server, AStreamEndsWhenItsReaderGoes) {
    LittleServer server;
    {
        RawConnection connection(server.port());
        connection.send(get("/api/v1/rows?count=100000000"));
        connection.receive_until("aaaa");
    }
    while (server.happenings.streams_ended == 0) std::this_thread::sleep_for(milliseconds(5));
}

TEST(Server, EventsArriveAtOnceWithHeartbeats) {
    ServerOptions options;
    options.heartbeat_time = milliseconds(50);
    options.request_time = milliseconds(100);
    options.workers = 1;
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(get("/api/v1/events"));
    auto head = connection.receive_until("\r\n\r\n");
    EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
    auto events = server.happenings.wait_for_events();
    EXPECT_TRUE(events->push(EventStream::event("progress", "{\"done\":1}\nmore", "7")));
    EXPECT_NE(connection.receive_until("\n\n").find("id: 7\nevent: progress\ndata: {\"done\":1}\ndata: more\n\n"),
              std::string::npos);
    for (int i = 0; i < 4; ++i) EXPECT_NE(connection.receive_until(":\n\n").find(":\n\n"), std::string::npos);
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/whoami")).status, 200) << "the only worker is free";
    EXPECT_TRUE(events->push(EventStream::event("", "last")));
    events->close();
    EXPECT_NE(connection.receive_until("0\r\n\r\n").find("data: last"), std::string::npos);
    EXPECT_FALSE(events->push("x"));
}

TEST(Server, EventsEndWhenTheReaderGoesOrIsTooSlow) {
    LittleServer server;
    {
        RawConnection connection(server.port());
        connection.send(get("/api/v1/events"));
        connection.receive_until("\r\n\r\n");
    }
    auto events = server.happenings.wait_for_events();
    while (!events->is_closed()) std::this_thread::sleep_for(milliseconds(5));
    EXPECT_FALSE(events->push("x"));
    EventStream unread;
    int pushed = 0;
    while (unread.push(std::string(1000, 'x'))) ++pushed;
    EXPECT_EQ(pushed, static_cast<int>(EventStream::largest_backlog / 1000));
}

TEST(Server, UploadsPassThroughAFileThatIsRemoved) {
    Folder folder;
    std::ofstream(folder.path + "/kartei-upload-left01") << "left behind by a crash";
    ServerOptions options;
    options.upload_folder = folder.path;
    LittleServer server(options);
    EXPECT_EQ(folder.files(), 0u);
    ApiClient bob(server.port());
    bob.set_cookie("sid=bob");
    bob.set_token("token-of-bob");
    for (std::size_t size : {0u, 1u, 70'000u, 1024u * 1024u}) {
        auto answer = bob.upload("/files", std::string(size, 'x'));
        ASSERT_EQ(answer.status, 200);
        EXPECT_EQ(answer.json["bytes"], size);
    }
    EXPECT_TRUE(server.happenings.last_upload.starts_with(folder.path));
    EXPECT_EQ(bob.upload("/files", "a").json["hash"], bob.upload("/files", "a").json["hash"]);
    EXPECT_NE(bob.upload("/files", "a").json["hash"], bob.upload("/files", "b").json["hash"]);
    EXPECT_EQ(bob.upload("/files", std::string(1024 * 1024 + 1, 'x')).status, 413);
    EXPECT_EQ(bob.post("/files", {{"a", 1}}).status, 415);
    EXPECT_EQ(folder.files(), 0u);
}

TEST(Server, UploadsOfStrangersAreRefusedBeforeTheyAreRead) {
    Folder folder;
    ServerOptions options;
    options.upload_folder = folder.path;
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send("POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                    "Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(connection.receive()->status, 401);
    EXPECT_TRUE(connection.is_closed_within(seconds(10)));
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(Server, UploadsInChunksAreLimitedWhileTheyArrive) {
    Folder folder;
    ServerOptions options;
    options.upload_folder = folder.path;
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(
        "POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nCookie: "
        "sid=bob\r\n"
        "X-Kartei-Token: token-of-bob\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(connection.receive()->status, 100);
    std::string piece = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    bool open = true;
    for (int i = 0; open && i < 100; ++i) open = connection.send(piece);
    EXPECT_EQ(connection.receive().value_or(test::RawAnswer{}).status, 413);
    EXPECT_TRUE(connection.is_closed_within(seconds(10)));
    while (folder.files() > 0) std::this_thread::sleep_for(milliseconds(5));
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(Server, ADiskWithoutRoomIs507) {
    Folder folder;
    ServerOptions options;
    options.upload_folder = folder.path + "/gone";
    fs::create_directory(options.upload_folder);
    LittleServer server(options);
    fs::remove(options.upload_folder);
    ApiClient bob(server.port());
    bob.set_cookie("sid=bob");
    bob.set_token("token-of-bob");
    EXPECT_EQ(bob.upload("/files", "a").status, 500);
    EXPECT_EQ(bob.get("/full").status, 507);
}

TEST(Server, FilesAreAttachmentsWithSafeNames) {
    Folder folder;
    std::string content(300'000, 'z');
    std::ofstream(folder.path + "/guests.csv") << content;
    LittleServer server;
    auto answer = test::ask(server.port(), get("/api/v1/file?path=" + percent_encoded(folder.path + "/guests.csv")));
    EXPECT_EQ(answer.body, content);
    EXPECT_EQ(answer.header("content-disposition"),
              "attachment; filename=\"G_ste _am_24.csv\"; filename*=UTF-8''G%C3%A4ste%20%22am%2224.csv");
    EXPECT_NE(answer.header("content-security-policy").find("; sandbox"), std::string::npos);
    EXPECT_EQ(answer.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/file")).status, 500);
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/file?path=/tmp")).status, 500);
}

TEST(Server, TheLocalSocketKnowsWhoCallsAndNeedsNoSession) {
    Folder folder;
    ServerOptions options;
    options.socket_path = folder.path + "/kartei.sock";
    options.port.reset();
    {
        LittleServer server(options);
        EXPECT_EQ(server.port(), 0);
        struct stat about {};
        ASSERT_EQ(stat(options.socket_path.c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0777, 0600u);
        LocalClient client(options.socket_path);
        EXPECT_TRUE(client.is_answered());
        auto who = Json::parse(client.get("/whoami").body);
        EXPECT_EQ(who["peer"], getuid());
        EXPECT_EQ(who["local"], true);
        EXPECT_EQ(who["name"], "system");
        EXPECT_EQ(who["address"], "local");
        EXPECT_EQ(client.post("/actions", "").status, 204);
        auto made = client.post("/things", R"({"name":"Ä"})", {}, {{"Idempotency-Key", "12345678"}});
        EXPECT_EQ(made.status, 201);
        EXPECT_EQ(Json::parse(made.body)["name"], "Ä");
        EXPECT_EQ(client.post("/things", R"({"name":"Ä"})").status, 428);
        std::size_t bytes = 0;
        auto rows = client.get("/rows?count=5000", [&](std::string_view piece) { bytes += piece.size(); return true; });
        EXPECT_EQ(bytes, 5'000'000u);
        EXPECT_EQ(rows.media_type, "text/plain; charset=utf-8");
        try {  // what breaks before the first piece has gone out is told as any fault is
            EXPECT_EQ(client.get("/broken-rows?late=1", [](std::string_view) { return true; }).status, 500);
        } catch (const std::system_error&) {
        }
        int pieces = 0;
        client.get("/rows?count=100000", [&](std::string_view) { return ++pieces < 3; });
        EXPECT_EQ(pieces, 3);
        std::ofstream(folder.path + "/list.csv") << std::string(600'000, 'x');
        EXPECT_EQ(Json::parse(client.upload("/files", folder.path + "/list.csv").body)["bytes"], 600'000);
        EXPECT_THROW(LittleServer second(options), std::system_error) << "a second server must not take the socket";
    }
    EXPECT_FALSE(fs::exists(options.socket_path));
    EXPECT_FALSE(LocalClient(options.socket_path).is_answered());
    EXPECT_THROW(LocalClient(options.socket_path).get("/whoami"), std::system_error);
}

TEST(Server, ASocketLeftByADeadServerIsReplaced) {
    Folder folder;
    ServerOptions options;
    options.socket_path = folder.path + "/kartei.sock";
    {
        LittleServer dead(options);
        fs::rename(options.socket_path, folder.path + "/kept");
    }
    fs::rename(folder.path + "/kept", options.socket_path);
    LittleServer server(options);
    EXPECT_TRUE(LocalClient(options.socket_path).is_answered());
    std::ofstream(folder.path + "/precious") << "no socket";
    options.socket_path = folder.path + "/precious";
    EXPECT_THROW(LittleServer second(options), std::system_error);
    EXPECT_TRUE(fs::is_regular_file(options.socket_path));
}

TEST(Server, HealthHasADoorOfItsOwn) {
    ServerOptions options;
    options.health_port = 0;
    LittleServer server(options);
    int health = server.server.health_port();
    EXPECT_EQ(test::ask(health, get("/healthz")).status, 200);
    EXPECT_EQ(test::ask(health, get("/readyz")).status, 200);
    test::ask(server.port(), get("/api/v1/whoami"));
    auto metrics = test::ask(health, get("/metrics"));
    EXPECT_NE(metrics.body.find("kartei_requests_total{operation=\"who_am_i\",status=\"200\"} 1\n"), std::string::npos);
    EXPECT_EQ(test::ask(health, get("/api/v1/whoami")).status, 404);
    for (const char* path : {"/healthz", "/readyz", "/metrics"})
        EXPECT_EQ(test::ask(server.port(), get(path)).status, 404) << path;
}

TEST(Server, BehindAProxyTheLastForwardedAddressCounts) {
    ServerOptions options;
    options.behind_proxy = options.behind_tls = true;
    LittleServer server(options);
    auto address = [&](const std::string& chain) {
        auto answer = test::ask(server.port(), get("/api/v1/whoami", "X-Forwarded-For: " + chain + "\r\n"));
        EXPECT_NE(answer.header("strict-transport-security").find("max-age=31536000"), std::string::npos);
        return Json::parse(answer.body)["address"].get<std::string>();
    };
    EXPECT_EQ(address("9.9.9.9, 192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(address("2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(address("9.9.9.9, nonsense"), "127.0.0.1");
    LittleServer direct;
    auto answer = test::ask(direct.port(), get("/api/v1/whoami", "X-Forwarded-For: 192.0.2.7\r\n"));
    EXPECT_EQ(Json::parse(answer.body)["address"], "127.0.0.1");
    EXPECT_EQ(answer.header("strict-transport-security"), "");
}

TEST(Server, RequestsInOneGoAreAnsweredInTheirOrder) {
    LittleServer server;
    std::string bytes;
    for (int i = 1; i <= 50; ++i)
        bytes += i % 3 == 0
                     ? request_of("PATCH", "/things/" + std::to_string(i), R"({"name":"x"})", "If-Match: \"7\"\r\n")
                     : request_of("GET", "/things/" + std::to_string(i));
    auto answers = test::ask_all(server.port(), bytes);
    ASSERT_EQ(answers.size(), 50u);
    for (int i = 1; i <= 50; ++i) EXPECT_EQ(Json::parse(answers[i - 1].body)["id"], i);
}

TEST(Server, BodiesMayArriveInPiecesAndChunks) {
    LittleServer server;
    std::string body = R"({"name":"bob","password":"secret"})";
    std::string chunks;
    for (char c : body) chunks += std::string("1;ext=\"a\"\r\n") + c + "\r\n";
    std::string text =
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n" +
        chunks + "0\r\nCookie: sid=alice\r\n\r\n" + get("/api/v1/whoami");
    RawConnection connection(server.port());
    for (std::size_t i = 0; i < text.size(); i += 7) connection.send(std::string_view(text).substr(i, 7));
    EXPECT_EQ(connection.receive()->status, 200);
    auto who = connection.receive();
    ASSERT_TRUE(who);
    EXPECT_EQ(Json::parse(who->body)["name"], "") << "a trailer is no header";
}

TEST(Server, StoppingFinishesWhatRuns) {
    auto server = std::make_unique<LittleServer>();
    server->happenings.open_gate(false);
    RawConnection running(server->port()), idle(server->port()), events(server->port());
    idle.send(get("/api/v1/whoami"));
    EXPECT_EQ(idle.receive()->status, 200);
    events.send(get("/api/v1/events"));
    events.receive_until("\r\n\r\n");
    running.send(get("/api/v1/waiting"));
    while (server->happenings.handled < 3) std::this_thread::sleep_for(milliseconds(5));
    auto stopped = std::async(std::launch::async, [&] { server->server.stop(); });
    EXPECT_TRUE(idle.is_closed_within(seconds(10)));
    EXPECT_TRUE(events.is_closed_within(seconds(10)));
    server->happenings.open_gate(true);
    auto answer = running.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(answer->header("connection"), "close");
    stopped.get();
    EXPECT_EQ(server->happenings.cancelled, 0);
}

TEST(Server, StoppingDoesNotWaitForever) {
    ServerOptions options;
    options.stop_time = milliseconds(50);
    LittleServer server(options);
    server.happenings.open_gate(false);
    RawConnection running(server.port()), streaming(server.port());
    running.send(get("/api/v1/waiting"));
    streaming.send(get("/api/v1/rows?count=100000000"));
    streaming.receive_until("aaaa");
    while (server.happenings.handled < 2) std::this_thread::sleep_for(milliseconds(5));
    server.server.stop();
    EXPECT_EQ(server.happenings.cancelled, 1);
    EXPECT_EQ(server.happenings.streams_ended, 1);
}

TEST(Server, ATakenPortIsAnError) {
    LittleServer server;
    ServerOptions options;
    options.port = static_cast<std::uint16_t>(server.port());
    EXPECT_THROW(LittleServer second(options), std::system_error);
}

TEST(Server, ServesManyCallersAtOnce) {
    LittleServer server;
    std::vector<std::thread> callers;
    std::atomic<int> wrong{0};
    for (int caller = 0; caller < 16; ++caller)
        callers.emplace_back([&, caller] {
            RawConnection connection(server.port());
            for (int i = 1; i <= 100; ++i) {
                auto id = caller * 1000 + i;
                connection.send(request_of("GET", "/things/" + std::to_string(id)));
                auto answer = connection.receive();
                if (!answer || answer->status != 200 || Json::parse(answer->body)["id"] != id) ++wrong;
            }
        });
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kartei::web
