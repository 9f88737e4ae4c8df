#include "base/codes.hpp"

#include <gtest/gtest.h>

namespace kartei {
namespace {

TEST(Codes, CountriesAsPeopleWriteThem) {
    for (auto text : {"DE", "de", "DEU", "D", "Deutschland", "Duitsland", "Germany", "Allemagne", "BRD"})
        EXPECT_EQ(country_code(text), "DE") << text;
    for (auto text : {"NL", "Niederlande", "Nederland", "Netherlands", "Holland"})
        EXPECT_EQ(country_code(text), "NL") << text;
    for (auto text : {"UK", "U.K.", "England", "Schottland", "United Kingdom", "Groot-Brittannië"})
        EXPECT_EQ(country_code(text), "GB") << text;
    for (auto [text, code] : {std::pair("The Netherlands", "NL"),
                              {"die Niederlande", "NL"},
                              {"NED", "NL"},
                              {"GER", "DE"},
                              {"deutsch", "DE"},
                              {"U.S.A.", "US"},
                              {"XKX", "XK"},
                              {"RKS", "XK"},
                              {"EL", "GR"},
                              {"Elfenbeinküste", "CI"},
                              {"Bosnien", "BA"},
                              {"Moldawien", "MD"},
                              {"Weißrussland", "BY"},
                              {"Vatikan", "VA"},
                              {"SUI", "CH"},
                              {"Ivoorkust", "CI"},
                              {"Oesterreich", "AT"},
                              {"Daenemark", "DK"},
                              {"SUEDAFRIKA", "ZA"},
                              {"Deutschland (DE)", "DE"},
                              {"PR China", "CN"},
                              {"Dubai", "AE"}})
        EXPECT_EQ(country_code(text), code) << text;
    EXPECT_EQ(country_code("Österreich"), "AT");
    EXPECT_EQ(country_code("Schweiz"), "CH");
    EXPECT_EQ(country_code("B"), "BE");
    for (auto text : {"", "ZZ", "Atlantis", "49", "?"}) EXPECT_EQ(country_code(text), "") << text;
}

TEST(Codes, TheSignBeforeAPostcodeNamesItsCountry) {
    for (auto [postcode, country] : {std::pair("A-1010", "AT"),
                                     {"CH 8001", "CH"},
                                     {"NL-1234 AB", "NL"},
                                     {"L4968", "LU"},
                                     {"d-10115", "DE"},
                                     {"FL-9490", "LI"},
                                     {"10115", ""},
                                     {"SW1A 1AA", ""},
                                     {"O-8010", ""},
                                     {"", ""}})
        EXPECT_EQ(country_of_sign(postcode), country) << postcode;
}

TEST(Codes, LanguagesAndCurrencies) {
    for (auto text : {"nl", "NL", "nl-BE", "Niederländisch", "Nederlands", "Dutch"})
        EXPECT_EQ(language_code_of(text), "nl") << text;
    EXPECT_EQ(language_code_of("xx"), "");
    EXPECT_EQ(currency_code("eur"), "EUR");
    EXPECT_EQ(currency_code("€"), "EUR");
    EXPECT_EQ(currency_code("DEM"), "") << "no longer in use";
    EXPECT_EQ(currency_code("EURO"), "");
    EXPECT_EQ(currency_decimals("JPY"), 0);
    EXPECT_EQ(currency_decimals("CHF"), 2);
}

TEST(Codes, NamesInTheThreeLanguages) {
    EXPECT_EQ(country_name("AT", Language::de), "Österreich");
    EXPECT_EQ(country_name("AT", Language::nl), "Oostenrijk");
    EXPECT_EQ(language_name("de", Language::en), "German");
}

}  // namespace
}  // namespace kartei
