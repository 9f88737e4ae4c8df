// Every comparison on every kind of field, with what is empty and what is turned round; days and parts of the year.
#include "modules/selections/comparison.hpp"

#include <gmock/gmock.h>

#include "base/texts.hpp"
#include "modules/selections/days.hpp"
#include "modules/selections/pattern.hpp"
#include "modules/selections/source.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using enum FieldKind;

const Measure measure{*read_date("2026-03-01"), "Europe/Berlin", "DE", {}, nullptr};

Cell text_cell(std::string text) { return {text.empty(), 0, std::move(text)}; }
Cell number_cell(std::int64_t number) { return {false, number, ""}; }

bool holds(FieldKind kind, const Cell& cell, const char* is, const json& value = nullptr) {
    const Field field{"field", kind};
    const auto test = compare(measure, field, {is, value, "where"});
    EXPECT_TRUE(test) << is << ": " << test.refusal().issues.at(0).key;
    return test && (*test)(cell);
}
bool holds(const char* held, const char* is, const json& value = nullptr) {
    return holds(text, text_cell(held), is, value);
}
std::string refused(FieldKind kind, const char* is, const json& value = nullptr) {
    const Field field{"field", kind};
    const auto test = compare(measure, field, {is, value, "where"});
    return test ? "" : test.refusal().issues.at(0).field + ": " + test.refusal().issues.at(0).key;
}

TEST(Comparison, TextsAreFolded) {
    EXPECT_TRUE(holds("Müller-Straße", "equal", "MULLER STRASSE"));
    EXPECT_FALSE(holds("Müller", "equal", "Müllers"));
    EXPECT_TRUE(holds("Müller", "not_equal", "Meier"));
    EXPECT_FALSE(holds("Müller", "not_equal", "muller"));
    EXPECT_TRUE(holds("Özdemir", "between", {"n", "p"}));
    EXPECT_TRUE(holds("p", "between", {"n", "P"})) << "both ends are in";
    EXPECT_TRUE(holds("alt", "less", "Älter"));
    EXPECT_FALSE(holds("alt", "less", "ALT"));
    EXPECT_TRUE(holds("alt", "less_or_equal", "ALT"));
    EXPECT_TRUE(holds("neu", "greater", "alt"));
    EXPECT_TRUE(holds("neu", "greater_or_equal", "NEU"));
    EXPECT_TRUE(holds("Ulm", "one_of", {"Bonn", "ulm"}));
    EXPECT_FALSE(holds("Köln", "one_of", {"Bonn", "ulm"}));
}

TEST(Comparison, PartsOfAPatternStandInTheirOrder) {
    EXPECT_TRUE(holds("abba", "like", "*ab*ba*"));
    EXPECT_FALSE(holds("aba", "like", "*ab*ba*")) << "no letter is taken twice";
    EXPECT_FALSE(holds("baab", "like", "*ab*ba*"));
    EXPECT_TRUE(holds("abab", "like", "ab*ab"));
    EXPECT_FALSE(holds("ab", "like", "ab*ab"));
    EXPECT_FALSE(holds("aba", "like", "ab*ba"));
    EXPECT_TRUE(holds("ab", "like", "a**b"));
    EXPECT_TRUE(holds("Ärger am Ufer", "like", "arg*am*u*r"));
    EXPECT_FALSE(holds("Ärger am Ufer", "like", "arg*am*u"));
    EXPECT_TRUE(holds("abcd", "like", "a?c*")) << "with one character the longer way";
    EXPECT_TRUE(holds(email, text_cell("Anna@Web.de"), "like", "*@WEB*"));
}

TEST(Comparison, PatternsTakeAnyNumberOrOne) {
    EXPECT_TRUE(holds("Kanaren", "like", "KANA*"));
    EXPECT_TRUE(holds("Große Kanaren", "like", "*kana*"));
    EXPECT_FALSE(holds("Kana", "like", "kana?"));
    EXPECT_TRUE(holds("Meyer", "like", "me?er"));
    EXPECT_TRUE(holds("New York", "like", "new *"));
    EXPECT_FALSE(holds("Newark", "like", "new *")) << "a blank before the star is asked for";
    EXPECT_TRUE(holds("x", "like", "*"));
    EXPECT_FALSE(holds("", "like", "*")) << "what is empty fits no pattern";
    EXPECT_TRUE(holds("a", "like", "a***"));
    EXPECT_FALSE(holds("ab", "like", "b*a"));
}

// J-133: literally, in the same spelling
TEST(Comparison, LiteralIsTheSameSpelling) {
    EXPECT_TRUE(holds("Lehrer*in", "literal", "Lehrer*in"));
    EXPECT_FALSE(holds("lehrer*in", "literal", "Lehrer*in"));
    EXPECT_FALSE(holds("Lehrer*in ", "literal", "Lehrer*in"));
    EXPECT_FALSE(holds("Lehrerin", "literal", "Lehrer*in"));
}

TEST(Comparison, WhatIsEmptyMeetsOnlyEmptyAndNotEqual) {
    for (const auto& [kind, value] :
         {std::pair(text, json("x")), {integer, json(1)}, {money, json("1.00")}, {date, json("2026-03-01")}}) {
        EXPECT_TRUE(holds(kind, Cell{}, "empty"));
        EXPECT_FALSE(holds(kind, Cell{}, "not_empty"));
        EXPECT_TRUE(holds(kind, Cell{}, "not_equal", value));
        for (const char* is : {"equal", "less", "less_or_equal", "greater", "greater_or_equal"})
            EXPECT_FALSE(holds(kind, Cell{}, is, value)) << is;
        EXPECT_FALSE(holds(kind, Cell{}, "one_of", json::array({value})));
        EXPECT_FALSE(holds(kind, Cell{}, "between", {value, value}));
    }
    EXPECT_TRUE(holds("x", "not_empty"));
    EXPECT_FALSE(holds(integer, number_cell(0), "empty")) << "nought is a number";
}

TEST(Comparison, NumbersAndMoneyAreComparedByValue) {
    EXPECT_TRUE(holds(integer, number_cell(9), "less", 10));
    EXPECT_TRUE(holds(integer, number_cell(10), "between", {10, "12"}));
    EXPECT_TRUE(holds(money, number_cell(500000), "equal", 5000)) << "a number is meant as it is read";
    EXPECT_TRUE(holds(money, number_cell(500001), "greater", "5000"));
    EXPECT_TRUE(holds(money, number_cell(1250), "one_of", {12.5, "1"}));
    EXPECT_TRUE(holds(money, number_cell(-100), "less", "-0.50"));
    EXPECT_TRUE(holds(customer_number, number_cell(100007), "greater_or_equal", 100007));
    EXPECT_FALSE(holds(customer_number, number_cell(100007), "not_equal", 100007));
}

TEST(Comparison, DaysAndInstantsLieOnDaysOfTheHouse) {
    EXPECT_TRUE(holds(date, text_cell("2026-03-01"), "on", "1.3.2026"));
    EXPECT_TRUE(holds(date, text_cell("2026-02-28"), "before", "today"));
    EXPECT_FALSE(holds(date, text_cell("2026-03-01"), "before", "today"));
    EXPECT_TRUE(holds(date, text_cell("2026-03-02"), "after", "today"));
    EXPECT_TRUE(holds(date, text_cell("2026-03-01"), "between", {"2026-03-01", "2026-03-01"}));
    EXPECT_TRUE(holds(date, text_cell("2026-03-01"), "greater_or_equal", "2026-03-01"));
    EXPECT_TRUE(holds(date, text_cell("2026-03-01"), "less_or_equal", "2026-03-01"));
    EXPECT_TRUE(holds(instant, text_cell("2026-02-28T23:30:00Z"), "on", "2026-03-01"))
        << "half past midnight in Berlin";
    EXPECT_FALSE(holds(instant, text_cell("2026-03-01T23:30:00Z"), "on", "2026-03-01"));
    EXPECT_TRUE(holds(instant, text_cell("2026-03-01T23:30:00Z"), "after", "2026-03-01"));
    EXPECT_TRUE(holds(date, text_cell("2025-03-01"), "less", {{"last", 11}, {"unit", "months"}}));
}

TEST(Comparison, RelativeDays) {
    const auto span = [](const json& value, const char* today = "2026-03-01") {
        const auto days = relative_days(value, *read_date(today));
        return days ? write_date(days->first) + " " + write_date(days->last) : "";
    };
    EXPECT_EQ(span({{"last", 30}, {"unit", "days"}}), "2026-01-30 2026-03-01");
    EXPECT_EQ(span({{"next", 2}, {"unit", "weeks"}}), "2026-03-01 2026-03-15");
    EXPECT_EQ(span({{"last", 1}, {"unit", "months"}}, "2026-03-31"), "2026-02-28 2026-03-31");
    EXPECT_EQ(span({{"next", 1}, {"unit", "years"}}, "2024-02-29"), "2024-02-29 2025-02-28");
    EXPECT_EQ(span("today"), "2026-03-01 2026-03-01");
    EXPECT_EQ(span("this_year"), "2026-01-01 2026-12-31");
    EXPECT_EQ(span("last_year"), "2025-01-01 2025-12-31");
    EXPECT_EQ(span("year_before_last"), "2024-01-01 2024-12-31");
    EXPECT_EQ(span("this_season"), "2025-08-01 2026-07-31");
    EXPECT_EQ(span("last_season"), "2024-08-01 2025-07-31");
    EXPECT_EQ(span("this_season", "2026-08-01"), "2026-08-01 2027-07-31");
    for (const json& wrong : {json("next_year"), json{{"last", 1}}, json{{"last", -1}, {"unit", "days"}},
                              json{{"last", 1}, {"unit", "hours"}}, json{{"last", 90000}, {"unit", "years"}}, json(3)})
        EXPECT_EQ(span(wrong), "") << wrong;
}

// J-119: birthdays, whichever year
TEST(Comparison, BirthdaysOfTheTwentyNinthOfFebruaryAreOnTheTwentyEighthInOtherYears) {
    const auto has_birthday = [](const char* born, const json& part, const char* today) {
        return PartOfYear::of(part, *read_date(today))->holds(born);
    };
    EXPECT_TRUE(has_birthday("1980-02-29", {"02-28", "02-28"}, "2026-03-01"));
    EXPECT_FALSE(has_birthday("1980-02-29", {"02-28", "02-28"}, "2028-03-01"));
    EXPECT_TRUE(has_birthday("1980-02-29", {"02-29", "02-29"}, "2028-03-01"));
    EXPECT_TRUE(has_birthday("1980-02-29", 2, "2026-03-01"));
    EXPECT_TRUE(has_birthday("1980-12-31", {"12-20", "01-10"}, "2026-03-01")) << "across New Year's Eve";
    EXPECT_TRUE(has_birthday("1980-01-10", {"12-20", "01-10"}, "2026-03-01"));
    EXPECT_FALSE(has_birthday("1980-01-11", {"12-20", "01-10"}, "2026-03-01"));
    EXPECT_FALSE(PartOfYear::of(13, measure.today));
    EXPECT_FALSE(PartOfYear::of({"02-30", "03-01"}, measure.today));
}

TEST(Comparison, CodesPhonesMailsAndLists) {
    EXPECT_TRUE(holds(country, text_cell("AT"), "equal", "Österreich"));
    EXPECT_TRUE(holds(country, text_cell("AT"), "one_of", {"de", "at"}));
    EXPECT_TRUE(holds(language, text_cell("nl"), "not_equal", "de"));
    EXPECT_TRUE(holds(phone, text_cell("030 / 12 34"), "equal", "0301234"));
    EXPECT_TRUE(holds(phone, text_cell("030 / 12 34"), "like", "030*"));
    EXPECT_TRUE(holds(email, text_cell("Anna.Berg@example.org"), "equal", "anna.berg@example.org"));
    EXPECT_FALSE(holds(email, text_cell("Anna.Berg@example.org"), "equal", "anna-berg@example.org"));
    EXPECT_TRUE(holds(email, text_cell("Anna.Berg@example.org"), "like", "*@example.org"));
    EXPECT_TRUE(holds(text_list, text_cell("a@x.org;b@y.org"), "equal", "B@Y.org"));
    EXPECT_FALSE(holds(text_list, text_cell("a@x.org;b@y.org"), "not_equal", "b@y.org"))
        << "not equal: none of them is";
    EXPECT_TRUE(holds(yes_no, number_cell(1), "equal", true));
    EXPECT_TRUE(holds(yes_no, number_cell(0), "not_equal", true));
    EXPECT_FALSE(holds(yes_no, number_cell(0), "equal", true));
}

TEST(Comparison, PostcodesStayWithinOneCountryAndOneLength) {
    const Field field{"postcode", text};
    const auto between = [&](const char* postcode, const char* country, const json& ends) {
        return (*compare_postcodes(measure, field, {"between", ends, "where"}))(text_cell(postcode),
                                                                                text_cell(country));
    };
    EXPECT_TRUE(between("10115", "DE", {"10000", "19999"}));
    EXPECT_TRUE(between("D-10115", "", {"10000", "19999"})) << "without a country he lives in the house's";
    EXPECT_FALSE(between("1010", "AT", {"10000", "19999"}));
    EXPECT_FALSE(between("13001", "FR", {"10000", "19999"}));
    EXPECT_FALSE(between("1010", "DE", {"10000", "19999"}));
    EXPECT_TRUE(between("1011 AB", "NL", {"NL-1000", "NL-1999"}));
    EXPECT_FALSE(between("", "DE", {"10000", "19999"}));
    EXPECT_FALSE(compare_postcodes(measure, field, {"between", {"1000", "19999"}, "where"}));
}

TEST(Comparison, WhatCannotBeComparedSoIsRefusedWithItsPlace) {
    EXPECT_EQ(refused(yes_no, "like", "*"), "where: error.selection_comparison");
    EXPECT_EQ(refused(text, "equal"), "where: error.selection_one_value");
    EXPECT_EQ(refused(text, "equal", ""), "where: error.selection_one_value");
    EXPECT_EQ(refused(text, "between", {"a"}), "where: error.selection_two_values");
    EXPECT_EQ(refused(text, "one_of", json::array()), "where: error.selection_several_values");
    EXPECT_EQ(refused(integer, "equal", "ten"), "where: error.not_a_whole_number");
    EXPECT_EQ(refused(date, "on", "31.2.2026"), "where: error.not_a_date");
    EXPECT_EQ(refused(date, "within", "some_day"), "where: error.selection_days");
    EXPECT_EQ(refused(date, "birthday_in", 13), "where: error.selection_part_of_year");
    EXPECT_EQ(refused(instant, "birthday_in", 6), "where: error.selection_part_of_year");
    EXPECT_EQ(refused(country, "equal", "Atlantis"), "where: error.not_a_country");
    EXPECT_EQ(refused(yes_no, "equal", 1), "where: error.not_yes_no");
}

// J-023: nothing is listed by hand: every field of the record can be asked for emptiness or equality
TEST(Comparison, EveryFieldOfTheRecordsHasComparisonsAndACaption) {
    const auto check = [](const Source& source) {
        EXPECT_TRUE(has_text(source.caption)) << source.caption;
        for (const auto& column : source.columns) {
            EXPECT_FALSE(comparisons_of(column.field).empty()) << column.field.name;
            EXPECT_TRUE(has_text(column.caption)) << column.caption;
        }
    };
    check(customer_source());
    for (const auto& source : list_sources()) check(source);
    for (const auto& source : facts()) check(source);
}

}  // namespace
}  // namespace kartei::selections
