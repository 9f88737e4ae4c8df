#include "base/pasted_text.hpp"

#include <gtest/gtest.h>

namespace kartei {
namespace {

TEST(PastedText, WhatNobodySeesGoes) {
    EXPECT_EQ(without_invisible("Mül\u00ADler"), "Müller") << "soft hyphen";
    EXPECT_EQ(without_invisible("ute\u200B@example.de\uFEFF"), "ute@example.de") << "zero-width blanks";
    EXPECT_EQ(without_invisible("\u202A030 123\u202C\u200E"), "030 123")
        << "marks of direction, as Windows copies phones";
    EXPECT_EQ(without_invisible("Anna\u00A0Maria\u202FB."), "Anna Maria B.") << "no-break blanks";
    EXPECT_EQ(without_invisible("Mül\u200Dler"), "Müller");
    EXPECT_EQ(without_invisible("علی\u200Cرضا"), "علی\u200Cرضا") << "Persian needs its joiners";
    EXPECT_EQ(without_invisible("👩\u200D👧"), "👩\u200D👧") << "and so do families";
}

TEST(PastedText, BlanksAndFillersOfOtherScriptsGoToo) {
    for (const auto blank : {"\u3000", "\u2800", "\u3164", "\uFFA0", "\u205F", "\u2009"})
        EXPECT_EQ(without_invisible("Bad" + std::string(blank) + "Orb"), "Bad Orb") << blank;
    for (const auto unseen : {"\uFE0F", "\U000E0041", "\uFFFC", "\u115F", "\uFFFA"})
        EXPECT_EQ(without_invisible("ute" + std::string(unseen) + "@example.de"), "ute@example.de");
    EXPECT_EQ(without_invisible("\u2764\uFE0F"), "\u2764\uFE0F") << "a heart keeps its colour";
    EXPECT_EQ(without_invisible("\u845B\U000E0100"), "\u845B\U000E0100") << "a Japanese name its form";
}

TEST(PastedText, WholeNumbersThatBecameDecimals) {
    EXPECT_EQ(without_point_zero("1067.0"), "1067");
    for (const auto text : {"1.50", "1.0.0", ".0", "A1.0", "1067", "1067.00"}) EXPECT_EQ(without_point_zero(text), text);
}

TEST(PastedText, LineBreaks) {
    for (const auto text : {"a\nb", "a\r\nb", "a\rb", "a\u2028b", "a\vb", "a \n b", "a\n\n b"}) {
        EXPECT_TRUE(has_line_break(text));
        EXPECT_EQ(with_line_breaks_as(text, ' '), "a b") << text;
    }
    EXPECT_FALSE(has_line_break("a b"));
    EXPECT_EQ(with_line_breaks_as("a  b", ' '), "a  b");
}

TEST(PastedText, FormulaThatKeepsZeros) {
    EXPECT_EQ(without_formula_wrapper("=\"01067\""), "01067");
    EXPECT_EQ(without_formula_wrapper("=\"say \"\"hi\"\"\""), "say \"hi\"");
    EXPECT_EQ(without_formula_wrapper("=\"\""), "");
    for (const auto text : {"=1+1", "=\"a\"&\"b\"", "=\"", "\"01067\"", "= \"1\""})
        EXPECT_EQ(without_formula_wrapper(text), text) << "is none";
}

TEST(PastedText, NumbersThatASpreadsheetShortened) {
    for (const auto text : {"3,16123E+11", "3.16123E+11", "-1,5e+15", "4E+12", "1,2E-07"})
        EXPECT_TRUE(is_scientific_notation(text)) << text;
    for (const auto text : {"1E5", "E+1", "3,E+1", "12,5E+3", "3,1E+", "3,1E+11x", "316123456789", "A1E+3", ""})
        EXPECT_FALSE(is_scientific_notation(text)) << text;
}

TEST(PastedText, FormulasThatFailed) {
    for (const auto text : {"#REF!", "#N/A", "#BEZUG!", "#NV", "#WAARDE!", "#DEEL/0!"})
        EXPECT_TRUE(is_spreadsheet_error(text));
    for (const auto text : {"#1", "REF!", "#ref", ""}) EXPECT_FALSE(is_spreadsheet_error(text));
}

}  // namespace
}  // namespace kartei
