// Where entry proposes a capital and where it leaves letters as they were typed.
#include "modules/customers/capitals.hpp"

#include <gtest/gtest.h>

namespace kartei::customers {
namespace {

std::string name_of(const std::string& typed, const std::string& kind = "private") {
    Customer customer;
    customer.kind = kind;
    customer.name = typed;
    set_capitals(customer, {});
    return customer.name;
}

TEST(Capitals, OneSmallWordOfAPersonsNameBeginsWithOne) {
    EXPECT_EQ(name_of("müller"), "Müller");
    EXPECT_EQ(name_of("öztürk"), "Öztürk");
    EXPECT_EQ(name_of("ijsselstein"), "IJsselstein");
    EXPECT_EQ(name_of("meyer-schmidt"), "Meyer-Schmidt");
    EXPECT_EQ(name_of("müller", "prospect"), "Müller");
}

TEST(Capitals, WhatWasTypedOnPurposeStays) {
    for (auto typed : {"eBay", "van der meer", "zur", "uit de", "du", "de la", "al-hassan", "da", "d'hondt", "’t hart",
                       "o'brien", "MÜLLER", "macDonald", "4you", "meyer schmidt", "", "-"})
        EXPECT_EQ(name_of(typed), typed);
}

TEST(Capitals, CompaniesAreNeverTouched) {
    for (auto kind : {"company", "agency"})
        for (auto typed : {"dm-drogerie", "eBay GmbH", "trivago", "ijsselstein"})
            EXPECT_EQ(name_of(typed, kind), typed);
}

TEST(Capitals, FirstNamesAndPlacesToo) {
    Customer customer;
    customer.kind = "company";
    customer.first_name = "ben";
    customer.street = "kerkstraat";
    customer.town = "ijsselstein";
    auto person = customer;
    person.kind = "private";
    set_capitals(customer, {});
    set_capitals(person, {});
    EXPECT_EQ(customer.first_name + " " + customer.street + " " + customer.town, "ben Kerkstraat IJsselstein");
    EXPECT_EQ(person.first_name, "Ben");
    auto again = person;
    again.town = "frankfurt-am-main";
    set_capitals(again, person);
    EXPECT_EQ(again.town, "frankfurt-am-main");
}

}  // namespace
}  // namespace kartei::customers
