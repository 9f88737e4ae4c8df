#include "web/problem.hpp"

#include <gtest/gtest.h>

#include "web/body_pipe.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

namespace kartei::web {
namespace {

TEST(Problem, EveryRefusalHasItsStatusAndATitleInThreeLanguages) {
    const std::pair<RefusalKind, int> statuses[] = {{RefusalKind::invalid, 422},
                                                    {RefusalKind::unauthenticated, 401},
                                                    {RefusalKind::forbidden, 403},
                                                    {RefusalKind::not_found, 404},
                                                    {RefusalKind::conflict, 409},
                                                    {RefusalKind::stale, 412},
                                                    {RefusalKind::precondition_required, 428},
                                                    {RefusalKind::too_large, 413},
                                                    {RefusalKind::unsupported, 415},
                                                    {RefusalKind::too_many_requests, 429},
                                                    {RefusalKind::unavailable, 503}};
    for (auto [kind, status] : statuses) {
        EXPECT_EQ(status_of(kind), status);
        std::set<std::string> titles;
        for (auto language : {Language::de, Language::nl, Language::en}) {
            auto answer = problem(refuse(kind, "error.failure", {{"reference", "X"}}), language);
            EXPECT_EQ(answer.status, status);
            EXPECT_EQ(answer.media_type, "application/problem+json");
            auto title = answer.json["title"].get<std::string>();
            EXPECT_FALSE(title.starts_with("problem.")) << status << " has no title";
            titles.insert(title);
        }
        EXPECT_EQ(titles.size(), 3u) << status;
    }
}

TEST(Problem, NamesEveryIssue) {
    auto answer = problem(
        Refusal{RefusalKind::invalid, {{"name", "error.required", {}}, {"note", "error.type", {{"type", "string"}}}}},
        Language::en);
    ASSERT_EQ(answer.json["issues"].size(), 2u);
    EXPECT_EQ(answer.json["issues"][1]["field"], "note");
    EXPECT_EQ(answer.json["issues"][1]["key"], "error.type");
    EXPECT_NE(answer.json["issues"][1]["message"].get<std::string>().find("string"), std::string::npos);
}

TEST(Problem, BusyAnswersSayWhenToTryAgain) {
    for (auto kind : {RefusalKind::too_many_requests, RefusalKind::unavailable}) {
        auto answer = problem(refuse(kind, "error.unavailable"), Language::de);
        EXPECT_EQ(answer.headers[0].first, "Retry-After");
    }
}

// V14.2: nothing personal in logs.
TEST(Problem, LoggedReasonsHoldNoValues) {
    EXPECT_EQ(without_values("duplicate key 'jan@example.org' in index \"email\""), "duplicate key '' in index \"\"");
    EXPECT_EQ(without_values("Key (email)=(jan@example.org) already exists"), "Key (email)=…");
    EXPECT_EQ(without_values("first line\njan@example.org"), "first line");
    EXPECT_EQ(without_values("the server's answer"), "the server's answer");
    EXPECT_EQ(without_values("open 'jan@example.org"), "open '");
    EXPECT_EQ(without_values("\x1b[2Jred"), "[2Jred");
    EXPECT_LE(without_values(std::string(5000, 'x')).size(), 300u);
}

/// What lies in the open files without a name of this process.
std::string nameless_files() {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
        if (!target.ends_with("(deleted)")) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

TEST(BodyPipe, TheWriterNeverWaitsForASlowReaderAndNothingLiesInClear) {
    SpoolRoom room;
    BodyPipe pipe([] {}, room);
    std::string wanted;
    for (int i = 0; i < 100'000; ++i) {
        const auto line = "NL91ABNA0417164300 " + std::to_string(i) + "\n";
        ASSERT_TRUE(pipe.push(line));  // nobody takes anything
        wanted += line;
    }
    pipe.finish(true);
    EXPECT_GT(room.used, 0u);
    const auto lying = nameless_files();
    EXPECT_GE(lying.size(), room.used);
    EXPECT_EQ(lying.find("NL91ABNA0417164300"), std::string::npos);
    std::string got;
    for (auto state = BodyPipe::State::open; state == BodyPipe::State::open;) {
        const auto piece = pipe.take(state);
        EXPECT_LE(piece.size(), BodyPipe::most_in_memory);
        got += piece;
    }
    EXPECT_EQ(got, wanted);
    EXPECT_EQ(room.used, 0u) << "what was read makes room";
}

TEST(BodyPipe, TooMuchForAllSlowReadersTogetherIsRefused) {
    SpoolRoom room{"", 3'000'000};
    BodyPipe one([] {}, room);
    for (int i = 0; i < 30; ++i) one.push(std::string(100'000, 'x'));
    {
        BodyPipe other([] {}, room);
        EXPECT_THROW(while (other.push(std::string(100'000, 'x'))){}, std::system_error);
    }
    BodyPipe third([] {}, room);
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(third.push(std::string(100'000, 'x'))) << "the other has given back his part";
}

TEST(BodyPipe, BytesComeInOrderWhileTheReaderTakesThem) {
    SpoolRoom room;
    std::atomic<int> woken{0};
    BodyPipe pipe([&] { ++woken; }, room);
    std::atomic<int> pushed{0};
    std::thread writer([&] {
        while (pushed < 100 && pipe.push(std::string(100'000, static_cast<char>('a' + pushed % 26)))) ++pushed;
        pipe.finish(true);
    });
    std::string got;
    auto state = BodyPipe::State::open;
    while (state == BodyPipe::State::open) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        auto piece = pipe.take(state);
        got += piece;
    }
    writer.join();
    ASSERT_EQ(got.size(), 10'000'000u);
    for (std::size_t i = 0; i < 100; ++i)
        EXPECT_EQ(got.substr(i * 100'000, 100'000), std::string(100'000, static_cast<char>('a' + i % 26))) << i;
}

TEST(BodyPipe, AWaitingWriterLearnsThatThePeerHasGone) {
    SpoolRoom room;
    BodyPipe pipe([] {}, room);
    std::thread writer([&] {
        while (pipe.push(std::string(100'000, 'x'))) {
        }
    });
    pipe.close();
    writer.join();
    EXPECT_FALSE(pipe.push("x"));
}

}  // namespace
}  // namespace kartei::web
