// What only the whole program shows: how it starts, how it ends, and what stands beside it.
#include "tests/support/running_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/support/databases.hpp"
#include "tests/support/raw_http.hpp"

namespace kartei::test {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

class TheProgram : public OnBothEngines {
protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
        fs::create_directories(folder_);
        fresh().close();  // the program opens it
    }
    void TearDown() override {
        for (const auto pid : stopped_) ::kill(pid, SIGCONT);
        OnBothEngines::TearDown();
    }
    std::vector<std::string> with_house(std::vector<std::string> words) const {
        const auto& target = const_cast<TheProgram*>(this)->fresh().location().target;
        const auto database = engine() == sql::Engine::sqlite ? "sqlite:" + target : target;
        for (const auto& word : {std::string("--database"), database, std::string("--key-file"),
                                 (folder_ / "house.key").string(), std::string("--socket"),
                                 (folder_ / "socket").string()})
            words.push_back(word);
        return words;
    }
    std::vector<std::string> with_health(int port) const {
        return with_house({"--health-port", std::to_string(port), "--connect-seconds", "2"});
    }
    int run(std::vector<std::string> words, std::string input = "") {
        RunningProgram program(with_house(std::move(words)), {std::move(input)});
        const auto code = program.wait(std::chrono::minutes(5));
        said_ = program.said();
        return code.value_or(-1000);
    }
    /// The processes of PostgreSQL that work for our database get this signal.
    void stop_backends(int number) {
        if (number == SIGSTOP) {
            const auto aside = sql::Database::open(fresh().location());
            stopped_ = aside->read([](sql::Transaction& transaction) {
                std::vector<pid_t> pids;
                auto rows = transaction.query(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                while (rows.next()) pids.push_back(static_cast<pid_t>(rows.integer(0)));
                return pids;
            });
            ASSERT_FALSE(stopped_.empty());
        }
        for (const auto pid : stopped_) EXPECT_EQ(::kill(pid, number), 0) << pid;
    }

    std::vector<pid_t> stopped_;
    std::string said_;
    fs::path folder_ = temporary_path(".program");
};
ON_BOTH_ENGINES(TheProgram);

std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

TEST_P(TheProgram, EndsWhenItIsAskedTo) {
    RunningServer server(with_house({}));
    RawConnection idle(server.port());
    idle.send(get("/api/v1/session"));
    EXPECT_EQ(idle.receive()->status, 200);
    server.signal(SIGTERM);
    EXPECT_EQ(server.wait(), 0) << server.said();
    EXPECT_FALSE(fs::exists(folder_ / "socket"));
}

TEST_P(TheProgram, TakesWhatIsTypedBesideARunningServer) {
    RunningServer server(with_house({}));
    ASSERT_EQ(run({"user", "add", "erika", "--role", "administrator", "--password-stdin"},
                  "vier blaue Kamele trinken\n"),
              0)
        << said_;
    RawConnection connection(server.port());
    const std::string body = R"({"name":"erika","password":"vier blaue Kamele trinken"})";
    connection.send("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: "
                    "application/json\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(connection.receive().value_or(RawAnswer{}).status, 200);
    // A file of some pieces, with bytes that are no UTF-8.
    std::string rows = "number;name;town\n";
    for (int i = 1; i <= 1'500; ++i)
        rows += std::to_string(500'000 + i) + ";M\xfcller " + std::to_string(i) + ";K\xf6ln" + std::string(200, ' ') + "\n";
    ASSERT_GT(rows.size(), 256u * 1024);
    ASSERT_EQ(run({"import", "customers", "-", "--encoding", "windows-1252"}, rows), 0) << said_;
    ASSERT_EQ(run({"search", "müller 1499"}), 0);
    EXPECT_THAT(said_, HasSubstr("501499"));
}

TEST_P(TheProgram, AnswersWhetherItIsReadyWhateverHangs) {
    const int port = free_port();
    RunningServer server(with_health(port));
    EXPECT_EQ(ask(port, get("/readyz")).status, 200);
    if (engine() == sql::Engine::postgresql) {
        stop_backends(SIGSTOP);
        EXPECT_EQ(ask(port, get("/readyz")).status, 503);
        EXPECT_EQ(ask(port, get("/healthz")).status, 200);
        EXPECT_THAT(ask(port, get("/metrics")).body, HasSubstr("kartei_connections"));
    }
    // Connections enough for everybody else to be turned away.
    std::vector<std::unique_ptr<RawConnection>> connections;
    for (int i = 0; i < 210; ++i) {
        connections.push_back(std::make_unique<RawConnection>(server.port()));
        connections.back()->send("GET / HTT");
    }
    EXPECT_EQ(ask(port, get("/healthz")).status, 200);
    server.signal(SIGTERM);
    EXPECT_TRUE(server.wait()) << "hangs with its database";
}

// Nobody asks anything: what the program does by itself with the database hangs alone.
TEST_P(TheProgram, EndsThoughItsOwnWorkHangs) {
    RunningServer server(with_house({}));
    if (engine() == sql::Engine::postgresql) {
        stop_backends(SIGSTOP);
        std::this_thread::sleep_for(seconds(2));
    }
    server.signal(SIGTERM);
    EXPECT_TRUE(server.wait()) << "hangs with its database";
}

TEST_P(TheProgram, TellsWhenThereIsTooLittleMemory) {
    ASSERT_EQ(run({"migrate"}), 0) << said_;
    RunningProgram program(with_house({"serve", "--port", "0"}), {"", 200u << 20});
    EXPECT_EQ(program.wait(), 3);
    EXPECT_THAT(program.said(), HasSubstr("too little memory"));
}

TEST_P(TheProgram, ShowsNoPasswordInTheProcessList) {
    RunningServer server(with_house({}));
    const auto line = server.command_line();
    EXPECT_THAT(line, HasSubstr("serve"));
    EXPECT_THAT(line, HasSubstr("--key-file"));
    if (engine() == sql::Engine::sqlite) return;
    const auto& address = fresh().location().target;
    const auto colon = address.find(':', address.find("://") + 3);
    const auto password = address.substr(colon + 1, address.find('@') - colon - 1);
    ASSERT_GE(password.size(), 8u);
    EXPECT_THAT(line, Not(HasSubstr(password)));
    EXPECT_THAT(line, HasSubstr("postgresql://"));
    EXPECT_THAT(server.said(), HasSubstr("fsync = off")) << "the server of the tests syncs nothing";
    EXPECT_THAT(server.said(), HasSubstr("superuser"));
}

}  // namespace
}  // namespace kartei::test
