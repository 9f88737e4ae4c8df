#include "base/text.hpp"

#include <gtest/gtest.h>

namespace kartei {
namespace {

TEST(Text, TidyTrimsAndComposes) {
    EXPECT_EQ(tidy("  Anna \t\n"), "Anna");
    EXPECT_EQ(tidy("\u00A0Zo\u0065\u0308\uFEFF"), "Zoë");
    EXPECT_EQ(tidy("van  der Berg"), "van  der Berg");
    EXPECT_EQ(tidy(" \u3000 "), "");
}

TEST(Text, BrokenUtf8IsSeen) {
    EXPECT_TRUE(is_utf8("Müller 東京 🎫"));
    EXPECT_FALSE(is_utf8("M\xFCller"));
    EXPECT_FALSE(is_utf8("cut \xC3"));
    EXPECT_FALSE(is_utf8("\xC0\x80"));          // overlong
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // half of a surrogate pair
}

TEST(Text, CountsCharactersNotBytes) {
    EXPECT_EQ(length_in_characters("Müller"), 6);
    EXPECT_EQ(length_in_characters("🎫é"), 2);
    EXPECT_EQ(first_characters("Größe", 3), "Grö");
    EXPECT_EQ(first_characters("ab", 5), "ab");
}

TEST(Text, ControlCharacters) {
    EXPECT_FALSE(has_control_character("a\tb"));
    EXPECT_TRUE(has_control_character("a\nb"));
    EXPECT_FALSE(has_control_character("a\r\nb", true));
    EXPECT_TRUE(has_control_character(std::string_view("a\0b", 3), true));
    EXPECT_TRUE(has_control_character("a\x7F"));
    EXPECT_TRUE(has_control_character("a\u0085"));
    EXPECT_TRUE(has_control_character("a\u2028z"));
}

TEST(Text, FoldedForOrder) {
    EXPECT_EQ(fold("MÜLLER-Lüdenscheidt"), "muller ludenscheidt");
    EXPECT_EQ(fold("Weiß"), "weiss");
    EXPECT_EQ(fold("Ærø Œuvre"), "aero oeuvre");
    EXPECT_EQ(fold("Ĳsbrand Łódź Đặng"), "ijsbrand lodz dang");
    EXPECT_EQ(fold("  'O''Brien', & Söhne. "), "o brien sohne");
    EXPECT_EQ(fold("Zo\u0065\u0308"), fold("Zoë"));
    EXPECT_EQ(fold("ＡＢＣ１２"), "abc12");
    EXPECT_EQ(fold("Дмитрий Ελένη 東京"), "дмитрии ελενη 東京");
    EXPECT_EQ(fold("?"), "");
}

TEST(Text, SpellingsMeetInSearch) {
    EXPECT_EQ(search_fold("Müller"), search_fold("Mueller"));
    EXPECT_EQ(search_fold("Müller"), search_fold("Muller"));
    EXPECT_EQ(search_fold("Løvenskjold"), search_fold("Loevenskjold"));
    EXPECT_EQ(search_fold("IJsbrand"), search_fold("Ysbrand"));
    EXPECT_EQ(search_fold("Jäger"), search_fold("JAEGER"));
    EXPECT_NE(search_fold("Maler"), search_fold("Moler"));
}

TEST(Text, WordsOfAFoldedText) {
    EXPECT_EQ(words(fold("van der Berg")), (std::vector<std::string_view>{"van", "der", "berg"}));
    EXPECT_TRUE(words("").empty());
}

TEST(Text, NameWithoutLetterOrDigit) {
    EXPECT_FALSE(has_letter_or_digit("? -"));
    EXPECT_TRUE(has_letter_or_digit("-ß"));
    EXPECT_EQ(digits_of("+49 (030) １２"), "4903012");
}

/// The digits of a number with the last one made right.
std::string with_check_digit(std::string number) {
    while (!number.empty() && number.back() == ' ') number.pop_back();
    for (char digit = '0'; digit <= '9'; ++digit) {
        number.back() = digit;
        int sum = 0, place = 0;
        for (auto at = number.size(); at-- > 0;) {
            if (number[at] < '0' || number[at] > '9') continue;
            const int value = (number[at] - '0') * (place++ % 2 == 0 ? 1 : 2);
            sum += value > 9 ? value - 9 : value;
        }
        if (sum % 10 == 0) break;
    }
    return number;
}

TEST(Text, CardNumbersAreRecognised) {
    for (auto number : {"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "378282246310005",
                        "5555555555554444", "2223003122003222", "30569309025904", "6011111111111117",
                        "3530111333300000", "4222222222222", "Karte 4111 1111 1111 1111 123 gültig 12/28",
                        "12/28 4111111111111111", "x4111111111111111x", "6304 0000 0000 0000 000 5555 5555 5555 4444"})
        EXPECT_TRUE(contains_card_number(number)) << number;
}

TEST(Text, CardNumbersAreRecognisedHoweverTheyAreWritten) {
    for (const char* gap :
         {".",   "\u00a0", "  ",     "\t",     "\n",     "\r\n", "_",      "/",      ":",      "|",     "\u2013",
          " - ", " | ",    "\u2011", "\u2009", "\u202f", ",",    "\u00b7", "\u00ad", "\u200b", "\u3000"})
        for (const auto& groups : {std::vector<std::string>{"4111", "1111", "1111", "1111"},
                                   {"3782", "822463", "10005"},
                                   {"3056", "930902", "5904"},
                                   {"41111111", "11111111"},
                                   {"4111", "1111", "1111", "1111", "12", "28"}}) {
            std::string number;
            for (const auto& group : groups) number += (number.empty() ? "" : gap) + group;
            EXPECT_TRUE(contains_card_number(number)) << number;
            EXPECT_TRUE(contains_card_number("Karte: " + number + ", bis 12/28")) << number;
        }
    EXPECT_TRUE(contains_card_number("４１１１１１１１１１１１１１１１")) << "full-width digits";
    EXPECT_TRUE(contains_card_number("４１１１ １１１１ １１１１ １１１１"));
    EXPECT_TRUE(contains_card_number("٤١١١١١١١١١١١١١١١")) << "Arabic digits";
    for (const char* of_scheme : {"2200123456789019", "2204 1201 0000 0008 ", "3530111333300000", "213112345678901",
                                  "180012345678906", "135412345678911", "1354 12345 678911", "9792030000000000"}) {
        std::string digits = of_scheme;
        EXPECT_TRUE(contains_card_number(with_check_digit(digits))) << digits;
    }
}

TEST(Text, ListsDatesAndAmountsAreNoCardNumbers) {
    for (auto text :
         {"4711\n4712\n4713\n4714\n4715\n4716\n4717\n4718\n4719\n4720\n4721", "01.12.2026 19:30, 02.12.2026 20:00",
          "4.111,11 | 1.111,11 | 1.111,11", "Reihe 4/5/6, Platz 41:42:43", "52.520008, 13.404954",
          "2026-11-29T15:30:00.000Z", "+49 151 12345674 / +49 30 1234567"})
        EXPECT_FALSE(contains_card_number(text)) << text;
}

TEST(Text, OtherNumbersAreNoCardNumbers) {
    for (auto number :
         {"4111111111111112", "+49 151 12345674", "+4915112345674", "DE89370400440532013000", "1234567890123",
          "030 1234567", "2024-05-01 19:30", "41111111111111110000000", "9999 9999 9999 9995", ""})
        EXPECT_FALSE(contains_card_number(number)) << number;
    EXPECT_TRUE(contains_card_number("+4111 1111 1111 1111")) << "a plus excuses 15 digits at most";
}

}  // namespace
}  // namespace kartei
