#include "base/phone.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

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

/// A hyphen of typography between two digits says nothing to anybody, but such a number is read by the library alone.
std::string read_by_library(std::string phone, std::string_view country) {
    const auto last = phone.find_last_of("0123456789");
    return e164(phone.insert(last, "\u2010"), country);
}

TEST(Phone, WhatIsReadPlainlyIsReadAsTheLibraryReadsIt) {
    std::mt19937 random(20);
    int valid = 0;
    for (const auto& [country, code] :
         {std::pair("DE", "49"), {"NL", "31"}, {"AT", "43"}, {"CH", "41"}, {"BE", "32"}, {"FR", "33"}})
        for (int i = 0; i < 3000; ++i) {
            std::string national(1, static_cast<char>('0' + random() % 10));
            for (auto more = 4 + random() % 10; more > 0; --more) national += static_cast<char>('0' + random() % 10);
            for (const auto& typed : {"+" + std::string(code) + " " + national, "0" + national, "(0" + national + ")",
                                      national.substr(0, 3) + "/" + national.substr(3)}) {
                const auto read = e164(typed, country);
                EXPECT_EQ(read, read_by_library(typed, country)) << typed << ' ' << country;
                valid += !read.empty();
            }
        }
    EXPECT_GT(valid, 5000);
}

TEST(Phone, AsDialledInItsCountry) {
    EXPECT_EQ(national_digits("+49 30 23125-123", "NL"), "03023125123");
    EXPECT_EQ(national_digits("+31 20 624 1111 ext. 12", "DE"), "0206241111");
    EXPECT_EQ(national_digits("5", "DE"), "");
}

}  // namespace
}  // namespace kartei
