// R19, R20: slow and oversized requests are refused, and the next caller notices nothing of them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/support/api_client.hpp"
#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::RawConnection;

ServerOptions quick() {
    ServerOptions options;
    options.head_time = milliseconds(200);
    options.idle_time = milliseconds(200);
    options.keep_alive_time = milliseconds(200);
    options.request_time = milliseconds(1500);
    return options;
}

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

void expect_healthy(const LittleServer& server) {
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/whoami")).status, 200);
}

/// Sends in pieces, so that the server can refuse before the end; the answer and then the end of the connection.
test::RawAnswer push(int port, const std::string& head, const std::string& piece, int times) {
    RawConnection connection(port);
    bool open = connection.send(head);
    for (int i = 0; open && i < times; ++i) open = connection.send(piece);
    auto answer = connection.receive(seconds(10)).value_or(test::RawAnswer{});
    EXPECT_TRUE(connection.is_closed_within(seconds(10)));
    return answer;
}

TEST(ServerLimits, OversizedHeads) {
    LittleServer server;
    const auto empty = get("/api/v1/whoami").size();
    struct {
        const char* name;
        std::string bytes;
        int status;
    } cases[] = {
        {"8,192 bytes", get("/api/v1/whoami", "X-A: " + std::string(8192 - empty - 7, 'a') + "\r\n"), 200},
        {"8,193 bytes", get("/api/v1/whoami", "X-A: " + std::string(8193 - empty - 7, 'a') + "\r\n"), 431},
        {"9,000 bytes in one header", get("/api/v1/whoami", "X-A: " + std::string(9000, 'a') + "\r\n"), 431},
        {"endless header", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + std::string(100'000, 'a'), 431},
        {"endless header name", "GET / HTTP/1.1\r\nHost: localhost\r\n" + std::string(100'000, 'a'), 431},
        {"long but fitting target", get("/api/v1/things?q=" + std::string(8000, 'a')), 400},
        {"target of 8,200 bytes", get("/api/v1/things?q=" + std::string(8200, 'a')), 414},
        {"endless target", "GET /" + std::string(100'000, 'a'), 414},
        {"endless method", std::string(100'000, 'A'), 414},
        {"1,000 cookies", get("/", "Cookie: " + std::string(20'000, 'c') + "\r\n"), 431},
    };
    for (const auto& one : cases) {
        auto answer = test::ask(server.port(), one.bytes);
        EXPECT_EQ(answer.status, one.status) << one.name;
    }
    std::string many;
    for (int i = 0; i < 101; ++i) many += "X-" + std::to_string(i) + ": a\r\n";
    EXPECT_EQ(test::ask(server.port(), get("/", many)).status, 431);
    expect_healthy(server);
}

TEST(ServerLimits, OversizedBodies) {
    LittleServer server;
    auto json = [](std::uint64_t length) {
        return "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
               "application/json\r\nContent-Length: " +
               std::to_string(length) + "\r\n\r\n";
    };
    const std::string chunked = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n";
    const std::string blanks(64 * 1024, ' ');
    EXPECT_EQ(push(server.port(), json(1024 * 1024 + 1), blanks, 16).status, 413);
    EXPECT_EQ(test::ask(server.port(), json(1024 * 1024 + 1)).status, 413) << "before a byte of the body was read";
    EXPECT_EQ(test::ask(server.port(), json(100'000'000'000'000'000)).status, 413);
    EXPECT_EQ(push(server.port(), chunked, "10000\r\n" + blanks + "\r\n", 1600).status, 413) << "100 MB of blanks";
    EXPECT_EQ(push(server.port(), chunked, "FFFFFFFF\r\n" + blanks, 1).status, 413) << "a chunk of 4 GB";
    std::string small_chunks;
    for (int i = 0; i < 300'000; ++i) small_chunks += "1\r\n \r\n";
    EXPECT_EQ(test::ask(server.port(), chunked + small_chunks + "0\r\n\r\n").status, 400)
        << "300,000 chunks of one blank";
    std::string fitting = "{\"name\":\"bob\",\"password\":\"secret\"" + std::string(1024 * 1024 - 34, ' ') + "}";
    EXPECT_EQ(test::ask(server.port(), json(fitting.size()) + fitting).status, 200) << fitting.size();
    expect_healthy(server);
}

TEST(ServerLimits, LyingLengths) {
    LittleServer server(quick());
    auto head = [](int length) {
        return "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
               "application/json\r\nContent-Length: " +
               std::to_string(length) + "\r\n\r\n";
    };
    const std::string body = R"({"name":"bob","password":"secret"})";
    RawConnection too_short(server.port());
    too_short.send(head(500) + body);
    EXPECT_EQ(too_short.receive()->status, 408);
    EXPECT_TRUE(too_short.is_closed_within(seconds(10)));
    auto answers = test::ask_all(server.port(), head(static_cast<int>(body.size()) - 5) + body);
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].status, 400);
    EXPECT_EQ(answers[1].status, 408) << "the rest never becomes a request";
    RawConnection gone(server.port());
    gone.send(head(500) + body);
    gone.finish_sending();
    EXPECT_TRUE(gone.is_closed_within(seconds(10)));
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST(ServerLimits, SlowHeadsBodiesAndIdleConnectionsAreClosed) {
    LittleServer server(quick());
    RawConnection silent(server.port()), half(server.port()), drop(server.port()), body(server.port()),
        kept(server.port());
    half.send("GET / HTTP/1.1\r\nHost: loc");
    drop.send("GET / HTTP/1.1\r\n");
    body.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        "50\r\n\r\n{");
    kept.send(get("/api/v1/whoami"));
    EXPECT_EQ(kept.receive()->status, 200);
    std::thread dripping([&] {  // a byte now and then does not extend the time of a head
        for (int i = 0; i < 100; ++i) {
            if (!drop.send("X")) return;
            std::this_thread::sleep_for(milliseconds(20));
        }
    });
    EXPECT_TRUE(silent.is_closed_within(seconds(10)));
    EXPECT_EQ(half.receive()->status, 408);
    EXPECT_TRUE(half.is_closed_within(seconds(10)));
    EXPECT_EQ(body.receive()->status, 408);
    EXPECT_TRUE(body.is_closed_within(seconds(10)));
    EXPECT_EQ(drop.receive().value_or(test::RawAnswer{}).status, 408);
    dripping.join();
    EXPECT_TRUE(drop.is_closed_within(seconds(10)));
    EXPECT_TRUE(kept.is_closed_within(seconds(10)));
    expect_healthy(server);
}

TEST(ServerLimits, ADrippingBodyIsTooSlow) {
    auto options = quick();
    options.request_time = seconds(60);
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        "5000\r\n\r\n");
    bool open = true;
    for (int i = 0; open && i < 200; ++i) {
        open = connection.send(" ");
        std::this_thread::sleep_for(milliseconds(20));
        if (open && i == 50) break;
    }
    EXPECT_EQ(connection.receive().value_or(test::RawAnswer{}).status, 408);
}

TEST(ServerLimits, ASlowReaderIsCutOff) {
    LittleServer server(quick());
    RawConnection connection(server.port());
    connection.send(get("/api/v1/rows?count=100000"));
    std::this_thread::sleep_for(milliseconds(100));  // it reads nothing; 100 MB do not fit into any buffer
    EXPECT_TRUE(connection.is_closed_within(seconds(20)));
    expect_healthy(server);
}

TEST(ServerLimits, AnEndlessHandlerIsToldToStop) {
    LittleServer server(quick());
    server.happenings.open_gate(false);
    RawConnection connection(server.port());
    connection.send(get("/api/v1/waiting"));
    EXPECT_EQ(connection.receive()->status, 503);
    while (server.happenings.cancelled == 0) std::this_thread::sleep_for(milliseconds(5));
}

TEST(ServerLimits, AHandlerLearnsThatItsCallerHasGone) {
    LittleServer server;
    server.happenings.open_gate(false);
    {
        RawConnection connection(server.port());
        connection.send(get("/api/v1/waiting"));
        while (server.happenings.handled == 0) std::this_thread::sleep_for(milliseconds(5));
    }
    while (server.happenings.cancelled == 0) std::this_thread::sleep_for(milliseconds(5));
    expect_healthy(server);
}

TEST(ServerLimits, AFullQueueIsAnsweredWith503AndRetryAfter) {
    ServerOptions options;
    options.workers = 2;
    options.longest_queue = 3;
    LittleServer server(options);
    server.happenings.open_gate(false);
    std::vector<std::unique_ptr<RawConnection>> waiting;
    auto ask = [&] {
        waiting.push_back(std::make_unique<RawConnection>(server.port()));
        waiting.back()->send(get("/api/v1/waiting"));
    };
    for (int i = 0; i < 2; ++i) ask();
    while (server.happenings.handled < 2) std::this_thread::sleep_for(milliseconds(5));
    for (int i = 0; i < 4; ++i) ask();
    int refused = 0, answered = 0;
    server.happenings.open_gate(false);
    std::thread opens([&] {
        std::this_thread::sleep_for(milliseconds(300));
        server.happenings.open_gate(true);
    });
    for (auto& connection : waiting) {
        auto answer = connection->receive();
        ASSERT_TRUE(answer);
        answered += answer->status == 204;
        if (answer->status == 503) {
            ++refused;
            EXPECT_FALSE(answer->header("retry-after").empty());
        }
    }
    opens.join();
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(answered, 5);
    expect_healthy(server);
}

TEST(ServerLimits, ConnectionsAreCounted) {
    ServerOptions options;
    options.most_connections_from_loopback = 20;
    LittleServer server(options);
    std::vector<std::unique_ptr<RawConnection>> connections;
    for (int i = 0; i < 20; ++i) {
        connections.push_back(std::make_unique<RawConnection>(server.port()));
        connections.back()->send(get("/api/v1/whoami"));
        EXPECT_EQ(connections.back()->receive()->status, 200) << i;
    }
    RawConnection one_more(server.port());
    auto answer = one_more.receive();
    EXPECT_EQ(answer.value_or(test::RawAnswer{}).status, 503);
    EXPECT_TRUE(one_more.is_closed_within(seconds(10)));
    connections.clear();
    for (int i = 0; i < 1000; ++i)
        if (test::ask(server.port(), get("/api/v1/whoami")).status == 200) return;
    FAIL() << "closed connections are still counted";
}

TEST(ServerLimits, AConnectionServesOnlySoManyRequests) {
    ServerOptions options;
    options.most_requests_per_connection = 5;
    LittleServer server(options);
    std::string bytes;
    for (int i = 0; i < 7; ++i) bytes += get("/api/v1/whoami");
    auto answers = test::ask_all(server.port(), bytes);
    ASSERT_EQ(answers.size(), 5u);
    EXPECT_EQ(answers[3].header("connection"), "");
    EXPECT_EQ(answers[4].header("connection"), "close");
}

TEST(ServerLimits, ManySlowConnectionsDisturbNobody) {
    auto options = quick();
    options.head_time = seconds(2);
    options.most_connections_from_loopback = 600;
    LittleServer server(options);
    std::vector<std::unique_ptr<RawConnection>> slow;
    for (int i = 0; i < 500; ++i) {
        slow.push_back(std::make_unique<RawConnection>(server.port()));
        slow.back()->send("GET / HTTP/1.1\r\nHost: localhost\r\nX-");
    }
    for (int i = 0; i < 50; ++i) expect_healthy(server);
    for (auto& connection : slow) EXPECT_EQ(connection->receive().value_or(test::RawAnswer{}).status, 408);
}

}  // namespace
}  // namespace kartei::web
