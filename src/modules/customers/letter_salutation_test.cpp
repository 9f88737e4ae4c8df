// How a customer is greeted, in whose language, and what a greeting follows.
#include "modules/customers/letter_salutation.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customers_fixture.hpp"

namespace kartei::customers {
namespace {

Customer man(std::string name, std::string prefix = "", std::string title = "") {
    Customer customer;
    customer.kind = "private";
    customer.gender = "male";
    customer.name = std::move(name);
    customer.name_prefix = std::move(prefix);
    customer.title = std::move(title);
    return customer;
}

// J-094
TEST(LetterSalutation, SalutationSaysTheGender) {
    for (auto word : {"Frau", "mevrouw", "Mevr.", "mw.", "Mrs", "MS.", "Fräulein"})
        EXPECT_EQ(proposed_gender(word), "female") << word;
    for (auto word : {"Herr", "de heer", "Dhr.", "Mr."}) EXPECT_EQ(proposed_gender(word), "male") << word;
    for (auto word : {"Firma", "Familie", "", "Herrenberg"}) EXPECT_EQ(proposed_gender(word), "") << word;
}

TEST(LetterSalutation, DutchWritesThePrefixWithACapitalAndTheTitleSmall) {
    const auto dutch = [](const Customer& customer) { return proposed_letter_salutation(customer, Language::nl); };
    EXPECT_EQ(dutch(man("Berg", "van den", "Dr.")), "Geachte heer dr. Van den Berg");
    EXPECT_EQ(dutch(man("van der Meer")), "Geachte heer Van der Meer") << "wherever it was entered";
    EXPECT_EQ(dutch(man("Meer", "van der", "Prof. Dr.")), "Geachte heer prof. dr. Van der Meer");
    EXPECT_EQ(dutch(man("d'Hondt")), "Geachte heer D'Hondt");
    EXPECT_EQ(dutch(man("'t Hart")), "Geachte heer 't Hart");
    EXPECT_EQ(dutch(man("der Heide", "von", "Dipl.-Ing.")), "Geachte heer Dipl.-Ing. Von der Heide");
    EXPECT_EQ(proposed_letter_salutation(man("van der Meer"), Language::de), "Sehr geehrter Herr van der Meer");
    EXPECT_EQ(proposed_letter_salutation(man("Berg", "van den", "Dr."), Language::en), "Dear Dr van den Berg");
}

TEST(LetterSalutation, WithoutNameForCompaniesAndTheUnknown) {
    auto company = man("Müller GmbH");
    company.kind = "company";
    EXPECT_EQ(proposed_letter_salutation(company, Language::de), "Sehr geehrte Damen und Herren");
    for (auto missing : {"?", "-", "."})
        EXPECT_EQ(proposed_letter_salutation(man(missing), Language::nl), "Geachte dames en heren");
    auto diverse = man("Noor");
    diverse.gender = "diverse";
    EXPECT_EQ(proposed_letter_salutation(diverse, Language::en), "Dear Sir or Madam");
}

TEST(LetterSalutation, TheLanguageIsTheCustomersThenHisCountrysThenTheHouses) {
    const auto language = [](std::string own, std::string country, std::string_view house) {
        auto customer = man("Berg");
        customer.language = std::move(own);
        customer.country = std::move(country);
        return language_code(language_of_letters(customer, house));
    };
    EXPECT_EQ(language("en", "NL", "DE"), "en");
    EXPECT_EQ(language("", "NL", "DE"), "nl");
    EXPECT_EQ(language("", "AT", "NL"), "de");
    EXPECT_EQ(language("", "IE", "DE"), "en");
    EXPECT_EQ(language("", "FR", "DE"), "de") << "the house does not speak it";
    EXPECT_EQ(language("fr", "NL", "DE"), "de");
    EXPECT_EQ(language("", "", "BE"), "nl");
}

class LetterSalutations : public WithCustomers {};
ON_BOTH_ENGINES(LetterSalutations);

TEST_P(LetterSalutations, NeverInTheLanguageOfWhoeverSitsAtTheScreen) {
    auto english = clerk();
    english.language = Language::en;
    const auto saved = create({{"name", "Müller"}, {"salutation", "Frau"}}, english);
    EXPECT_EQ(saved->customer.letter_salutation, "Sehr geehrte Frau Müller");
    const auto renamed = change(saved->customer.id, 1, {{"name", "Weber"}}, english);
    EXPECT_EQ(renamed->customer.letter_salutation, "Sehr geehrte Frau Weber");
    const auto moved = change(saved->customer.id, 2, {{"country", "NL"}}, english);
    EXPECT_EQ(moved->customer.letter_salutation, "Geachte mevrouw Weber");
    const auto other = change(saved->customer.id, 3, {{"salutation", "Herr"}, {"language", "en"}}, english);
    EXPECT_EQ(other->customer.letter_salutation, "Dear Mr Weber") << "the gender nobody changed follows too";
}

TEST_P(LetterSalutations, WhatSomebodyWroteStays) {
    const auto saved = create({{"name", "Müller"}, {"salutation", "Frau"}, {"letter_salutation", "Liebe Anna,"}});
    EXPECT_EQ(saved->customer.letter_salutation, "Liebe Anna") << "J-064";
    const auto renamed = change(saved->customer.id, 1, {{"name", "Weber"}});
    EXPECT_EQ(renamed->customer.letter_salutation, "Liebe Anna");
    const auto own = change(saved->customer.id, 2, {{"letter_salutation", "Hallo A, , "}});
    EXPECT_EQ(own->customer.letter_salutation, "Hallo A");
    const auto emptied = change(saved->customer.id, 3, {{"letter_salutation", Value()}});
    EXPECT_EQ(change(saved->customer.id, 4, {{"name", "Kunz"}})->customer.letter_salutation, "");
}

}  // namespace
}  // namespace kartei::customers
