#include "base/random.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace kartei {
namespace {

TEST(Random, UuidsHaveTheirFormAndDiffer) {
    std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        auto made = uuid();
        EXPECT_TRUE(std::regex_match(made, form)) << made;
        seen.insert(made);
    }
    EXPECT_EQ(seen.size(), 1000u);
}

TEST(Random, SecretsAreUrlSafe) {
    EXPECT_EQ(random_bytes(7).size(), 7u);
    auto secret = random_secret(32);
    EXPECT_EQ(secret.size(), 43u);
    EXPECT_EQ(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_NE(secret, random_secret(32));
    for (int i = 0; i < 100; ++i) EXPECT_LT(random_below(3), 3u);
}

}  // namespace
}  // namespace kartei
