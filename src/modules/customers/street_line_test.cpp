// What a line of street and number is taken apart into, and what stays whole.
#include "modules/customers/street_line.hpp"

#include <gtest/gtest.h>

#include "modules/customers/print_address.hpp"

namespace kartei::customers {
namespace {

struct Case {
    std::string typed, street, number, suffix;
};

std::string shown(const Customer& customer) {
    return customer.street + "|" + customer.house_number + "|" + customer.house_number_suffix;
}

Customer split(const std::string& typed) {
    Customer customer;
    customer.street = typed;
    split_street(customer);
    return customer;
}

// J-068
TEST(StreetLine, WhatIsCertainIsTakenApart) {
    for (const auto& [typed, street, number, suffix] :
         std::vector<Case>{{"Lindenstraße 12a", "Lindenstraße", "12", "a"},
                           {"Straße des 17. Juni 135", "Straße des 17. Juni", "135", ""},
                           {"10. Oktober-Straße 12", "10. Oktober-Straße", "12", ""},
                           {"Kerkstraat 5 bis", "Kerkstraat", "5", "bis"},
                           {"Kerkstraat 123-III", "Kerkstraat", "123", "III"},
                           {"Keizersgracht 4 hs", "Keizersgracht", "4", "hs"},
                           {"Am Markt 3-5", "Am Markt", "3-5", ""},
                           {"Am Markt 3 - 7", "Am Markt", "3 - 7", ""},
                           {"Am Markt 3 bis 7", "Am Markt", "3 bis 7", ""},
                           {"Am Markt 9 1/4", "Am Markt", "9", "1/4"},
                           {"Landstraßer Hauptstraße 8/2/11", "Landstraßer Hauptstraße", "8/2/11", ""},
                           {"Hauptstr. 7 III", "Hauptstr.", "7", "III"},
                           {"Lindenstraße 12 Wohnung 4", "Lindenstraße", "12", "Wohnung 4"},
                           {"Via Roma 12/A", "Via Roma", "12/A", ""},
                           {"Rue de la Loi 16 bte 6", "Rue de la Loi", "16", "bte 6"}})
        EXPECT_EQ(shown(split(typed)), street + "|" + number + "|" + suffix) << typed;
}

TEST(StreetLine, WhatIsNotCertainStaysWhole) {
    for (auto typed :
         {"Am Markt", "12 Acacia Avenue", "Straße des 17. Juni", "Q 7", "Q 7, 3", "Plein 1813", "Plein 40-45",
          "Wohnung 4", "Postfach 12 34", "Straße 42", "Route N7 km 5", "Lindenstr. 12 3. OG",
          "Lindenstr. 12, Wohnung 4", "An der B 4", "Nr. 12", "Haus Nr. 12", "Kerkstraat 12 4", "Flat 2, 10 Downing Street", ""})
        EXPECT_EQ(shown(split(typed)), std::string(typed) + "||") << typed;
}

TEST(StreetLine, WhatIsPrintedHoldsWhatWasTyped) {
    const auto without_blanks = [](std::string text) { return std::erase(text, ' '), text; };
    for (auto typed :
         {"Lindenstraße 12a", "Via Roma 12/A", "Am Markt 3 - 7", "Am Markt 9 1/4", "Landstraßer Hauptstraße 8/2/11", "Q 7, 3",
          "Plein 1813", "Lindenstraße 12 Wohnung 4", "Rue de la Loi 16 bte 6", "Lindenstr. 12 3. OG"})
        for (auto country : {"DE", "AT", "NL", "BE"}) {
            auto customer = split(typed);
            customer.country = country;
            EXPECT_EQ(without_blanks(print_address(customer, country).at(0)), without_blanks(typed)) << country;
        }
}

TEST(StreetLine, AHouseNumberBringsItsSuffixAlong) {
    for (const auto& [typed, street, number, suffix] : std::vector<Case>{{"123-III", "", "123", "III"},
                                                                         {"12a", "", "12", "a"},
                                                                         {"12 bte 6", "", "12", "bte 6"},
                                                                         {"3 - 7", "", "3 - 7", ""},
                                                                         {"8/2/11", "", "8/2/11", ""}}) {
        Customer customer;
        customer.house_number = typed;
        split_house_number(customer);
        EXPECT_EQ(shown(customer), street + "|" + number + "|" + suffix) << typed;
    }
    Customer apart;
    apart.street = "Lindenweg 42";
    apart.house_number = "7";
    split_street(apart);
    EXPECT_EQ(shown(apart), "Lindenweg 42|7|");
}

}  // namespace
}  // namespace kartei::customers
