#include "modules/books/datev_format.hpp"

#include <gmock/gmock.h>

namespace kartei::books {
namespace {

/// Fields of a line as a reader of the format takes them apart; whatever is in quotes keeps them.
std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char letter : line) {
        if (letter == '"') quoted = !quoted;
        if (letter == ';' && !quoted) fields.emplace_back();
        else fields.back() += letter;
    }
    return fields;
}

TEST(DatevFormat, APostingHas125FieldsAndADebtor254) {
    EXPECT_EQ(posting_fields().size(), 125u);
    EXPECT_EQ(debtor_fields().size(), 254u);
    EXPECT_EQ(posting_fields()[0].name, "Umsatz (ohne Soll/Haben-Kz)");
    EXPECT_EQ(posting_fields()[13].name, "Buchungstext");
    EXPECT_EQ(posting_fields()[113].name, "Festschreibung");
    EXPECT_EQ(posting_fields()[124].name, "Abw. Skontokonto");
    EXPECT_EQ(debtor_fields()[0].name, "Konto");
    EXPECT_EQ(debtor_fields()[15].name, "Straße");
    EXPECT_EQ(debtor_fields()[253].name, "Letzte Frist");
}

TEST(DatevFormat, TextsStandInQuotesNumbersDoNot) {
    DatevLine row(posting_fields());
    row.put(1, "119,00"), row.put(2, "S"), row.put(7, "10001"), row.put(14, "Hotel \"Sonne\";\nzwei Zimmer");
    const auto line = row.written();
    ASSERT_TRUE(line.ends_with("\r\n"));
    const auto fields = fields_of(line.substr(0, line.size() - 2));
    ASSERT_EQ(fields.size(), 125u);
    EXPECT_EQ(fields[0], "119,00");
    EXPECT_EQ(fields[1], "\"S\"");
    EXPECT_EQ(fields[3], "") << "a number that is not given";
    EXPECT_EQ(fields[2], "\"\"") << "a text that is not given";
    EXPECT_EQ(fields[6], "10001");
    EXPECT_EQ(fields[13], "\"Hotel \"\"Sonne\"\"; zwei Zimmer\"");
}

TEST(DatevFormat, TextsAreCutToTheirLengthInWholeLetters) {
    DatevLine row(posting_fields());
    std::string text;
    for (int i = 0; i < 70; ++i) text += "ü";
    row.put(14, text);
    const auto field = fields_of(to_windows_1252(row.written()))[13];
    EXPECT_EQ(field, "\"" + std::string(60, '\xfc') + "\"");
}

TEST(DatevFormat, LettersAreThoseOfWindows) {
    EXPECT_EQ(to_windows_1252("Müller & Söhne – 5 €"), "M\xfcller & S\xf6hne \x96 5 \x80");
    EXPECT_EQ(to_windows_1252("Łódź 日"), "l\xf3" "dz ?") << "a letter it has not becomes its plain one";
}

TEST(DatevFormat, TheHeaderHas31FieldsInTheirOrder) {
    const auto line = header_line({.made_at = "20260301100000000", .made_by = "anna", .label = "Kartei 1",
                                   .consultant = 1001, .client = 7, .fiscal_year = "20260101", .from = "20260301",
                                   .to = "20260331", .currency = "EUR"});
    EXPECT_EQ(line,
              "\"EXTF\";700;21;\"Buchungsstapel\";13;20260301100000000;;\"RE\";\"anna\";\"\";1001;7;20260101;4;20260301;"
              "20260331;\"Kartei 1\";\"\";1;0;0;\"EUR\";;\"\";;;\"\";;;\"\";\"\"\r\n");
    EXPECT_EQ(fields_of(line).size(), 31u);
}

TEST(DatevFormat, AmountsDaysAndNumbersOfDocuments) {
    EXPECT_EQ(datev_amount(123'456, 2), "1234,56");
    EXPECT_EQ(datev_amount(5, 2), "0,05");
    EXPECT_EQ(datev_day("2026-03-01"), "0103");
    EXPECT_EQ(compact_day("2026-03-01"), "20260301");
    EXPECT_EQ(document_field("R 2026_1/7ß"), "R-2026-1/7--");
}

}  // namespace
}  // namespace kartei::books
