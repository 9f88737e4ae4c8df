#include "base/phone.hpp"

#include <gmock/gmock.h>
#include <phonenumbers/phonenumberutil.h>

#include <random>
#include <string>

namespace kartei {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

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

std::string read_by_library(const std::string& phone, const char* country) {
    i18n::phonenumbers::PhoneNumber number;
    const auto* numbers = i18n::phonenumbers::PhoneNumberUtil::GetInstance();
    if (numbers->Parse(phone, country, &number) != i18n::phonenumbers::PhoneNumberUtil::NO_PARSING_ERROR ||
        !numbers->IsValidNumber(number))
        return {};
    std::string written;
    numbers->Format(number, i18n::phonenumbers::PhoneNumberUtil::E164, &written);
    return written;
}

TEST(Phone, WhatIsReadPlainlyIsReadAsTheLibraryReadsIt) {
    std::mt19937 random(20);
    int valid = 0;
    for (const auto& [country, code] :
         {std::pair("DE", "49"), {"NL", "31"}, {"AT", "43"}, {"CH", "41"}, {"BE", "32"}, {"FR", "33"}})
        for (int i = 0; i < 3000; ++i) {
            std::string national(1, static_cast<char>('1' + random() % 9));
            for (auto more = 4 + random() % 10; more > 0; --more) national += static_cast<char>('0' + random() % 10);
            for (const auto& typed : {"+" + std::string(code) + " " + national, "0" + national, "(0" + national + ")",
                                      "0" + national.substr(0, 3) + "/" + national.substr(3)}) {
                const auto read = e164(typed, country);
                // The code of the country twice: see below.
                if (read.empty() && typed[0] == '+' && national.starts_with(code)) continue;
                EXPECT_EQ(read, read_by_library(typed, country)) << typed << ' ' << country;
                valid += !read.empty();
            }
        }
    EXPECT_GT(valid, 5000);
}

TEST(Phone, ACountryCodeWithoutItsPlusIsNoAreaCode) {
    for (auto typed : {"491601234567", "49 160 1234567", "49 (0) 160 1234567", "1601234567", "+49 (0)160 1234567"})
        EXPECT_EQ(e164(typed, "DE"), "+491601234567") << typed;
    EXPECT_EQ(e164("4930 23125123", "DE"), "+493023125123");
    EXPECT_EQ(e164("49(0)345279580", "DE"), "+49345279580");
    EXPECT_EQ(e164("31612345678", "NL"), "+31612345678");
    EXPECT_EQ(e164("0031-6-12345678", "DE"), "+31612345678");
    EXPECT_EQ(e164("+39 06 69812345", "DE"), "+390669812345") << "in Italy the zero is part of the number";
    for (auto typed : {"31612345678", "23125123", "30 23125123", "231251"})
        EXPECT_EQ(e164(typed, "DE"), "") << typed << ": of the same town, or of another country?";
}

TEST(Phone, ACountryCodeThatStandsTwiceIsNoAreaCode) {
    for (auto typed : {"0049491713920001", "+49 49 171 3920001", "00 49 49 171 3920001", "+49493023125123"})
        EXPECT_EQ(e164(typed, "DE"), "") << typed;
    EXPECT_EQ(e164("+43 43 664 1234567", "DE"), "");
    EXPECT_EQ(e164("+49 491 1234567", "DE"), "+494911234567") << "Leer";
    EXPECT_EQ(e164("0491 1234567", "DE"), "+494911234567");
}

TEST(Phone, LettersAreNoDigitsAndExtensionsStandApart) {
    for (auto typed : {"030 23125123 App. 12", "030 23125123 -12", "030 23125123x12", "030 23125123 (Durchwahl 12)",
                       "030 23125123 ext 12", "030 23125123 #12", "Tel.: 030 23125123 toestel 12"}) {
        const auto written = written_phones(typed);
        ASSERT_EQ(written.size(), 1u) << typed;
        EXPECT_EQ(written[0].extension, "12") << typed;
        EXPECT_EQ(e164(typed, "DE"), "+493023125123") << typed;
    }
    for (auto typed : {"030 23125123 privat", "030 23125123 (B\u00fcro)", "Tel.: 030 23125123", "T 030 23125123",
                       "030\u00a023125\u2011123", "\uFF10\uFF13\uFF10 23125123", "030 23125123 ab 18.00 Uhr"})
        EXPECT_EQ(e164(typed, "DE"), "+493023125123") << typed;
    for (auto typed : {"0800 FLOWERS", "0800FLOWERS", "030 23I25123", "o30 23125123", "030 2312512a"})
        EXPECT_EQ(e164(typed, "DE"), "") << typed;
}

TEST(Phone, TwoNumbersInOneCellAreNeverGlued) {
    for (auto typed : {"030 23125123 u. 0171 3920001", "030 23125123/0171 3920001", "030 23125123 0171 3920001",
                       "030 23125123 / (0171) 3920001", "030 23125123, 0171 3920001", "030 23125123+49 171 3920001"}) {
        EXPECT_EQ(written_phones(typed).size(), 2u) << typed;
        EXPECT_EQ(e164(typed, "DE"), "+493023125123") << typed;
        EXPECT_THAT(phone_keys(typed), ElementsAre("3023125123", "1713920001")) << typed;
    }
    EXPECT_EQ(written_phones("030 / 2312 - 0123").size(), 1u);
}

TEST(Phone, AllWritingsOfANumberHaveOneKey) {
    for (auto typed : {"+49 171 1234567", "0049 171 1234567", "0171 1234567", "+49 (0)171/12345-67", "491711234567",
                       "Mobil 0171-1234567", "1711234567"}) {
        EXPECT_EQ(phone_key(typed, "DE"), "1711234567") << typed;
        EXPECT_THAT(phone_keys(typed), Contains("1711234567")) << typed;
    }
    EXPECT_THAT(phone_keys("31612345678"), ElementsAre("31612345678", "612345678")) << "by what was stored too";
    EXPECT_THAT(phone_keys("+34 912 345 678"), ElementsAre("912345678"));
    EXPECT_THAT(phone_keys("030 23125123 App. 12"), ElementsAre("3023125123", "302312512312"));
    EXPECT_EQ(phone_key("+31 20 123 4567", ""), phone_key("020 1234567", "NL"));
    EXPECT_THAT(phone_keys("?"), IsEmpty());
    EXPECT_THAT(phone_keys("110"), ElementsAre("110"));
}

TEST(Phone, AsDialledInItsCountry) {
    EXPECT_EQ(national_digits("+49 30 23125-123", "NL"), "03023125123");
    EXPECT_EQ(national_digits("+31 20 624 1111 ext. 12", "DE"), "0206241111");
    EXPECT_EQ(national_digits("5", "DE"), "");
}

}  // namespace
}  // namespace kartei
