#include "web/problem.hpp"

#include <gtest/gtest.h>

#include "web/body_pipe.hpp"

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

TEST(BodyPipe, TheWriterWaitsWhileTooMuchIsUnsent) {
    std::atomic<int> woken{0};
    BodyPipe pipe([&] { ++woken; });
    std::atomic<int> pushed{0};
    std::thread writer([&] {
        while (pushed < 100 && pipe.push(std::string(100'000, 'x'))) ++pushed;
        pipe.finish(true);
    });
    std::size_t most = 0, total = 0;
    auto state = BodyPipe::State::open;
    while (state == BodyPipe::State::open) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        auto piece = pipe.take(state);
        most = std::max(most, piece.size());
        total += piece.size();
    }
    writer.join();
    EXPECT_EQ(total, 10'000'000u);
    EXPECT_LE(most, BodyPipe::most_unsent + 100'000);
}

TEST(BodyPipe, AWaitingWriterLearnsThatThePeerHasGone) {
    BodyPipe pipe([] {});
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
