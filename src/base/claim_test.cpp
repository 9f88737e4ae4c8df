// Who lives keeps what he works on; what a dead process left is free.
#include "base/claim.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

namespace kartei {
namespace {

TEST(Claims, HoldAsLongAsTheirProcessLives) {
    const auto path = std::filesystem::temp_directory_path() / ("kartei-claim-" + std::to_string(::getpid()));
    std::ofstream(path) << "half an upload";
    EXPECT_FALSE(Claim::stands(path));
    {
        const Claim mine(path);
        EXPECT_TRUE(Claim::stands(path)) << "also in the same process";
    }
    EXPECT_FALSE(Claim::stands(path));
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const auto child = ::fork();
    if (child == 0) {
        const Claim others(path);
        (void)!::write(ready[1], "r", 1);
        ::pause();
        ::_exit(0);
    }
    char byte;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    EXPECT_TRUE(Claim::stands(path));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_FALSE(Claim::stands(path));
    std::filesystem::remove(path);
    ::close(ready[0]);
    ::close(ready[1]);
}

}  // namespace
}  // namespace kartei
