#include "base/sepa.hpp"

#include <gtest/gtest.h>

namespace kartei {
namespace {

Date day(const char* written) { return *read_date(written); }

TEST(Sepa, TextsAreWrittenInTheCharactersOfTheBanks) {
    EXPECT_EQ(sepa_text("Müller & Söhne", 70), "Mueller + Soehne");
    EXPECT_EQ(sepa_text("Łukasz O’Connor", 70).substr(0, 6), "Lukasz");
    EXPECT_EQ(sepa_text("Иванов", 70), "Ivanov");
    EXPECT_EQ(sepa_text("€§", 70).find_first_of("€§"), std::string::npos);
    EXPECT_EQ(sepa_text("abc def", 4), "abc");
}

TEST(Sepa, ReferencesOfMandates) {
    EXPECT_TRUE(is_sepa_reference("M-2026/17+(A)'"));
    for (const char* wrong : {"", "M_1", "/M", "M//1", "M ", "123456789012345678901234567890123456"})
        EXPECT_FALSE(is_sepa_reference(wrong)) << wrong;
}

TEST(Sepa, CreditorIdentifiersHaveCheckDigits) {
    EXPECT_EQ(creditor_identifier_of("de98 zzz 09999999999"), "DE98ZZZ09999999999");
    EXPECT_EQ(creditor_identifier_of("DE99ZZZ09999999999"), "");
    EXPECT_EQ(creditor_identifier_of("98ZZZ"), "");
}

TEST(Sepa, TargetHasHolidays) {
    for (const char* closed : {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-02-28"})
        EXPECT_FALSE(is_target_day(day(closed))) << closed;
    for (const char* open : {"2026-05-14", "2026-12-24", "2026-10-05", "2026-04-07"})
        EXPECT_TRUE(is_target_day(day(open))) << open;
    EXPECT_EQ(write_date(target_day_from(day("2026-12-25"))), "2026-12-28");
}

TEST(Sepa, MonthsEndWhereTheMonthEnds) {
    EXPECT_EQ(write_date(add_months(day("2024-02-29"), 36)), "2027-02-28");
    EXPECT_EQ(write_date(add_months(day("2023-03-02"), 36)), "2026-03-02");
}

}  // namespace
}  // namespace kartei
