// Keys: what they seal opens nowhere else.
#include "audit/keys.hpp"

#include <gtest/gtest.h>

namespace kartei::audit {
namespace {

TEST(Keys, WrappedKeyOpensForItsPersonOnly) {
    const auto ring = KeyRing::random(), other = KeyRing::random();
    const auto key = new_key();
    const auto wrapped = ring.wrap(key, 7);
    EXPECT_EQ(ring.unwrap(wrapped, 7), key);
    EXPECT_THROW(ring.unwrap(wrapped, 8), std::runtime_error);
    EXPECT_THROW(other.unwrap(wrapped, 7), std::runtime_error);
}

TEST(Keys, SealedTextOpensAtItsPlaceOnly) {
    const auto key = new_key();
    const auto sealed = seal(key, "Jürgen", "customer|7|name");
    EXPECT_EQ(unseal(key, sealed, "customer|7|name"), "Jürgen");
    EXPECT_FALSE(unseal(key, sealed, "customer|8|name"));
    EXPECT_FALSE(unseal(new_key(), sealed, "customer|7|name"));
    auto bent = sealed;
    bent[bent.size() / 2] = bent[bent.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unseal(key, bent, "customer|7|name"));
    EXPECT_NE(seal(key, "Jürgen", "customer|7|name"), sealed) << "equal values must not look equal";
}

TEST(Keys, BlindIndexSaysEqualAndNothingElse) {
    const auto ring = KeyRing::random();
    EXPECT_EQ(ring.blind_index("a", "x"), ring.blind_index("a", "x"));
    EXPECT_NE(ring.blind_index("a", "x"), ring.blind_index("b", "x"));
    EXPECT_NE(ring.blind_index("a", "x"), KeyRing::random().blind_index("a", "x"));
}

}  // namespace
}  // namespace kartei::audit
