// What one caller does, or what hangs behind the server, keeps nobody else waiting: slow readers, many sign-ins, a database
// that does not answer, too little memory.
#include <gtest/gtest.h>

#include <thread>

#include "web/little_server_test.hpp"
#include "web/worker_pool.hpp"

namespace kartei::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::RawConnection;

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

void expect_healthy(const LittleServer& server) {
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/whoami")).status, 200);
}

TEST(UnderPressure, SlowReadersKeepNobodyWaiting) {
    ServerOptions options;
    options.stream_workers = 1;
    LittleServer server(options);
    std::vector<std::unique_ptr<RawConnection>> slow;
    for (int i = 0; i < 8; ++i) {
        slow.push_back(std::make_unique<RawConnection>(server.port()));
        slow.back()->send(get("/api/v1/rows?count=20000"));  // and reads nothing
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(test::ask(server.port(), get("/api/v1/rows?count=20000")).body.size(), 20'000'000u);
    for (auto& connection : slow) {  // nothing of theirs is lost
        const auto answer = connection->receive();
        ASSERT_TRUE(answer);
        EXPECT_TRUE(answer->complete);
        EXPECT_EQ(answer->body.size(), 20'000'000u);
    }
}

TEST(UnderPressure, AStreamHasAnEndHoweverSlowlyItIsRead) {
    ServerOptions options;
    options.stream_time = milliseconds(300);
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(get("/api/v1/rows?count=1000000"));
    std::string rest;
    EXPECT_TRUE(connection.is_closed_within(seconds(20), &rest));
    EXPECT_LT(rest.size(), 1'000'000'000u) << "its reader sees that something is missing";
}

TEST(UnderPressure, WhatWaitsForSlowReadersIsLimited) {
    ServerOptions options;
    options.most_spooled = 10'000'000;
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(get("/api/v1/rows?count=100000"));
    std::this_thread::sleep_for(milliseconds(300));
    std::string rest;
    EXPECT_TRUE(connection.is_closed_within(seconds(20), &rest));
    EXPECT_LT(rest.size(), 100'000'000u);
    EXPECT_EQ(test::ask(server.port(), get("/api/v1/rows?count=3")).body.size(), 3'000u) << "there is room again";
}

std::string get_from(const std::string& address, const std::string& target) {
    return get(target, "X-Forwarded-For: " + address + "\r\n");
}

TEST(UnderPressure, PasswordsAreWorkedOutBesideTheOthersAndInTurns) {
    ServerOptions options;
    options.workers = 1;
    options.secret_workers = 1;
    options.behind_proxy = true;
    options.longest_secret_queue = 8;
    options.longest_secret_queue_of_one_address = 5;
    LittleServer server(options);
    server.happenings.open_gate(false);
    std::vector<std::unique_ptr<RawConnection>> waiting;
    const auto ask_from = [&](const std::string& address) -> RawConnection& {
        waiting.push_back(std::make_unique<RawConnection>(server.port()));
        waiting.back()->send(get_from(address, "/api/v1/hash"));
        return *waiting.back();
    };
    ask_from("192.0.2.1");
    {
        std::unique_lock lock(server.happenings.mutex);
        server.happenings.changed.wait(lock, [&] { return server.happenings.hashed.size() == 1; });
    }
    for (int i = 0; i < 5; ++i) ask_from("192.0.2.1");
    std::this_thread::sleep_for(milliseconds(300));
    expect_healthy(server);  // the only worker is free
    EXPECT_EQ(ask_from("192.0.2.1").receive()->status, 503) << "one address has no more than its share";
    for (const auto* address : {"192.0.2.2", "192.0.2.3", "192.0.2.4"}) {
        ask_from(address);
        std::this_thread::sleep_for(milliseconds(100));
    }
    EXPECT_EQ(ask_from("192.0.2.5").receive()->status, 503) << "nor are there more than eight";
    server.happenings.open_gate(true);
    for (auto& connection : waiting) connection->receive(milliseconds(2000));
    std::lock_guard lock(server.happenings.mutex);
    ASSERT_EQ(server.happenings.hashed.size(), 9u);
    const std::vector<std::string> first(server.happenings.hashed.begin(), server.happenings.hashed.begin() + 5);
    EXPECT_EQ(first, (std::vector<std::string>{"192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"}))
        << "nobody waits for all the others of one address";
}

TEST(UnderPressure, ReadinessIsAnsweredWhateverHangs) {
    ServerOptions options;
    options.health_port = 0;
    options.health_time = milliseconds(200);
    options.most_connections = 3;
    Happenings happenings;
    happenings.gate_open = false;
    auto hooks = little_hooks();
    std::atomic<int> asked{0};
    hooks.ready = [&] {
        ++asked;
        std::unique_lock lock(happenings.mutex);
        happenings.changed.wait(lock, [&] { return happenings.gate_open; });
        return true;
    };
    Server server(options, little_table(happenings), little_schemas(), hooks);
    server.start();
    std::vector<std::unique_ptr<RawConnection>> all;
    for (int i = 0; i < 3; ++i) all.push_back(std::make_unique<RawConnection>(server.port()));
    EXPECT_EQ(test::ask(server.port(), get("/")).status, 503) << "no room for others";
    for (int i = 0; i < 12; ++i) EXPECT_EQ(test::ask(server.health_port(), get("/readyz")).status, 503) << i;
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(test::ask(server.health_port(), get("/healthz")).status, 200);
    EXPECT_EQ(test::ask(server.health_port(), get("/metrics")).status, 200);
    happenings.open_gate(true);
    while (test::ask(server.health_port(), get("/readyz")).status != 200) std::this_thread::sleep_for(milliseconds(5));
    server.stop();
}

TEST(UnderPressure, WhatHandlersWaitForIsBrokenOffAtTheEnd) {
    ServerOptions options;
    options.stop_time = milliseconds(100);
    Happenings happenings;
    happenings.gate_open = false;
    auto hooks = little_hooks();
    hooks.give_up = [&] { happenings.open_gate(true); };
    Server server(options, little_table(happenings), little_schemas(), hooks);
    server.start();
    RawConnection connection(server.port());
    connection.send(get("/api/v1/hash"));  // does not look whether its caller is still there
    while (happenings.handled == 0) std::this_thread::sleep_for(milliseconds(5));
    server.stop();
}

TEST(UnderPressure, TooLittleMemoryForOneRequestIsToldAndNoMore) {
    LittleServer server;
    const auto answer = test::ask(server.port(), request_of("GET", "/memory"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find("error.out_of_memory"), std::string::npos) << answer.body;
    WorkerPool pool({1, 4, 4, 0});
    std::atomic<int> done{0};
    pool.submit([] { throw std::bad_alloc(); });
    pool.submit([&] { ++done; });
    while (done == 0) std::this_thread::sleep_for(milliseconds(1));
    expect_healthy(server);
}

TEST(UnderPressure, AnEventStreamEndsWhenItsListenerIsNoLongerTrusted) {
    ServerOptions options;
    options.trust_time = milliseconds(20);
    LittleServer server(options);
    RawConnection connection(server.port());
    connection.send(get("/api/v1/events"));
    connection.receive_until("\r\n\r\n");
    server.happenings.wait_for_events()->push("data: 1\n\n");
    connection.receive_until("data: 1");
    server.happenings.trusted = false;
    EXPECT_NE(connection.receive_until("0\r\n\r\n").find("0\r\n\r\n"), std::string::npos);
}

}  // namespace
}  // namespace kartei::web
