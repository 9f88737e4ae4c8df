#include <gtest/gtest.h>

#include "base/sound.hpp"

namespace kartei {
namespace {

TEST(Sound, SpellingsOfOneNameMeet) {
    EXPECT_EQ(sound_of("meyer"), "67");
    EXPECT_EQ(sound_of("maier"), "67");
    EXPECT_EQ(sound_of("meijer"), "67");
    EXPECT_EQ(sound_of("wikipedia"), "3412");
    EXPECT_EQ(sound_of("brecht"), sound_of("bregt"));
    EXPECT_EQ(sound_of("schaefer"), sound_of("schaffer"));
    EXPECT_NE(sound_of("meyer"), sound_of("mayrhofer"));
}

TEST(Sound, WhatIsNotHeardHasNone) {
    EXPECT_EQ(sound_of(""), "");
    EXPECT_EQ(sound_of("4711"), "");
    EXPECT_EQ(sound_of("h"), "");
}

}  // namespace
}  // namespace kartei
