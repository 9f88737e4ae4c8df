// A house that is killed while it is made, or brought to a newer schema, is whole at the next start.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <random>
#include <thread>

#include "tests/support/databases.hpp"
#include "tests/support/running_program.hpp"
#include "tests/support/soak.hpp"

namespace kartei::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class OpeningKilled : public testing::TestWithParam<sql::Engine> {
protected:
    void SetUp() override {
        const auto wanted = engines();
        if (std::find(wanted.begin(), wanted.end(), GetParam()) == wanted.end())
            GTEST_SKIP() << "not among KARTEI_TEST_ENGINES";
    }
};
ON_BOTH_ENGINES(OpeningKilled);

TEST_P(OpeningKilled, AtAnyMomentLeavesAHouseThatOpens) {
    std::mt19937 chance{std::random_device{}()};
    std::chrono::microseconds whole{0};
    for (int round = 0; round <= kills(6); ++round) {
        const auto folder = temporary_path(".opening");
        fs::create_directories(folder);
        FreshDatabase fresh(GetParam(), false);
        fresh.close();
        if (GetParam() == sql::Engine::sqlite) fs::remove(fresh.location().target);
        const std::vector<std::string> house = {
            "--database", (GetParam() == sql::Engine::sqlite ? "sqlite:" : "") + fresh.location().target, "--key-file",
            (folder / "house.key").string()};
        const auto with_house = [&](const char* command) {
            std::vector<std::string> words = {command};
            words.insert(words.end(), house.begin(), house.end());
            return words;
        };
        const auto begin = Clock::now();
        RunningProgram opening(with_house("migrate"));
        if (round > 0) {  // the first one shows how long it takes
            std::this_thread::sleep_for(std::uniform_int_distribution<std::int64_t>(0, whole.count())(chance) *
                                        std::chrono::microseconds(1));
            opening.signal(SIGKILL);
        }
        opening.wait();
        if (round == 0) whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
        RunningProgram again(with_house("migrate"));  // killed before there was a file, no other command begins the house
        ASSERT_EQ(again.wait(), 0) << "round " << round << ": " << again.said();
        RunningProgram check(with_house("check"));
        ASSERT_EQ(check.wait(), 0) << "round " << round << ": " << check.said();
        fs::remove_all(folder);
    }
}

}  // namespace
}  // namespace kartei::test
