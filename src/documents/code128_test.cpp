// Code 128 against the worked check symbols of its standard, and read back module by module.
#include "documents/code128.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

namespace kartei::documents {
namespace {

using std::string;
using testing::ElementsAre;

TEST(Code128Barcode, CheckSymbolsAreThoseOfTheStandard) {
    EXPECT_EQ(check_symbol({103, 48, 42, 42, 17, 18, 19, 35}), 54) << "PJJ123C, code set A";
    EXPECT_EQ(check_symbol({104, 33, 41, 45, 99, 12, 34}), 87) << "AIM1234";
    EXPECT_EQ(check_symbol({105, 10}), 12) << "(105 + 1 * 10) mod 103";
    EXPECT_EQ(check_symbol({105, 102, 42, 18, 40, 20, 50, 101, 16}), 92) << "GS1-128, (42)184020501 with code set A";
}

TEST(Code128Barcode, DigitsArePackedInPairsWhereThatIsShorter) {
    EXPECT_THAT(code128("AIM1234")->symbols, ElementsAre(104, 33, 41, 45, 99, 12, 34, 87));
    EXPECT_THAT(code128("12345678")->symbols, ElementsAre(105, 12, 34, 56, 78, 47));
    EXPECT_THAT(code128("12")->symbols, ElementsAre(105, 12, (105 + 12) % 103));
    EXPECT_THAT(code128("1")->symbols, ElementsAre(104, 17, (104 + 17) % 103));
    EXPECT_THAT(code128("12345")->symbols, ElementsAre(105, 12, 34, 100, 21, (105 + 12 + 68 + 300 + 84) % 103));
    EXPECT_EQ(code128("A12B")->symbols.size(), 6u) << "two digits in the middle stay as they are";
    EXPECT_EQ(code128("00012345678901234567")->dark.size(), 12 * 11 + 13u) << "twenty digits are ten symbols";
}

/// What a reader makes of the modules: the values, by their widths, which must be different ones.
string read_back(const Code128& code) {
    std::map<std::vector<bool>, int> values;
    const auto pattern_of = [](const Code128& from, std::size_t symbol) {
        return std::vector<bool>(from.dark.begin() + static_cast<long>(symbol * 11),
                                 from.dark.begin() + static_cast<long>(symbol * 11 + 11));
    };
    for (char one = ' '; one <= '~'; ++one) values[pattern_of(*code128(string(1, one)), 1)] = one - ' ';
    for (int pair = 0; pair < 100; ++pair) {
        const string digits{static_cast<char>('0' + pair / 10), static_cast<char>('0' + pair % 10)};
        values[pattern_of(*code128(digits), 1)] = pair;
    }
    EXPECT_EQ(values.size(), 100u);
    string text;
    bool in_pairs = code.symbols.front() == 105;
    for (std::size_t symbol = 1; symbol + 1 < code.symbols.size(); ++symbol) {
        const int value = code.symbols[symbol];
        if (value < 95) {
            EXPECT_EQ(values[pattern_of(code, symbol)], value);
        }
        if (!in_pairs && value == 99) in_pairs = true;
        else if (in_pairs && value == 100) in_pairs = false;
        else if (in_pairs) text += {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
        else text += static_cast<char>(value + ' ');
    }
    return text;
}

TEST(Code128Barcode, EveryTextIsReadBack) {
    for (const string text : {"A", "1", "123", "1234567", "AB12345678CD", "AB1234", "1234AB", "123ABC", "~ !z", "A12345B",
                              "00012345678901234567", "OLD-4711/2"})
        EXPECT_EQ(read_back(*code128(text)), text);
}

TEST(Code128Barcode, EverySymbolIsElevenModulesAndBeginsDark) {
    for (char one = ' '; one <= '~'; ++one) {
        const auto code = *code128(string(1, one));
        ASSERT_EQ(code.dark.size(), 3 * 11 + 13u);
        int dark = 0;
        for (std::size_t at = 11; at < 22; ++at) dark += code.dark[at];
        EXPECT_EQ(dark % 2, 0) << one << ": the bars of every symbol are an even number of modules";
        EXPECT_TRUE(code.dark[11]);
        EXPECT_FALSE(code.dark[21]);
        EXPECT_TRUE(code.dark.back());
    }
}

TEST(Code128Barcode, WhatItCannotSayIsNotDrawn) {
    EXPECT_FALSE(code128(""));
    EXPECT_FALSE(code128("Müller"));
    EXPECT_FALSE(code128("a\nb"));
}

}  // namespace
}  // namespace kartei::documents
