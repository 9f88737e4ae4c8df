#include "base/phone.hpp"

#include <gtest/gtest.h>

namespace kartei {
namespace {

TEST(Phone, SpellingsOfOneNumberMeet) {
    for (auto typed : {"030 23125123", "+49 30 23125123", "0049-30-23125123", "(030) 231 25 123", "030/23125-123"})
        EXPECT_EQ(e164(typed, "DE"), "+493023125123") << typed;
    EXPECT_EQ(e164("020 624 1111", "NL"), "+31206241111");
    EXPECT_EQ(e164("0031 20 624 1111", ""), "+31206241111");
}

TEST(Phone, WhatIsNoNumberHasNoInternationalForm) {
    for (auto typed : {"", "12", "unbekannt", "030 23125123", "+999 1234567"}) EXPECT_EQ(e164(typed, ""), "") << typed;
    EXPECT_EQ(e164("12345678901234567890", "DE"), "");
}

TEST(Phone, AsDialledInItsCountry) {
    EXPECT_EQ(national_digits("+49 30 23125-123", "NL"), "03023125123");
    EXPECT_EQ(national_digits("+31 20 624 1111 ext. 12", "DE"), "0206241111");
    EXPECT_EQ(national_digits("5", "DE"), "");
}

}  // namespace
}  // namespace kartei
