// Decisions about customers, without a database.
#include "modules/customers/customer_rules.hpp"

#include <gmock/gmock.h>

namespace kartei::customers {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Customer person(std::string first_name, std::string name, std::string prefix = "") {
    Customer customer;
    customer.kind = "private";
    customer.first_name = std::move(first_name);
    customer.name = std::move(name);
    customer.name_prefix = std::move(prefix);
    return customer;
}

std::vector<std::string> terms(const Customer& customer, TermKind kind) {
    std::vector<std::string> list;
    for (const auto& term : terms_of(customer))
        if (term.kind == kind) list.push_back(term.term);
    return list;
}

// J-050
TEST(CustomerRules, MatchcodeIsNameStarFirstName) {
    EXPECT_EQ(proposed_matchcode(person("Anna", "Müller")), "Müller*Anna");
    EXPECT_EQ(proposed_matchcode(person("", "Schreinerei Müller")), "Schreinerei Müller");
    const std::string long_name(58, 'x');
    EXPECT_EQ(proposed_matchcode(person("Änne", long_name)), long_name + "*Ä") << "cut at 60 characters, not bytes";
}

// J-046, J-050, J-094
TEST(CustomerRules, ProposalsFillOnlyWhatIsEmpty) {
    auto customer = person("Anna", "Müller");
    customer.salutation = "Frau";
    fill_proposals(customer, "2026-03-01", "DE", Language::de);
    EXPECT_EQ(customer.matchcode, "Müller*Anna");
    EXPECT_EQ(customer.gender, "female");
    EXPECT_EQ(customer.letter_salutation, "Sehr geehrte Frau Müller");
    EXPECT_EQ(customer.first_contact_on, "2026-03-01");
    EXPECT_EQ(customer.country, "DE");

    auto own = person("Anna", "Müller");
    own.matchcode = "SIEMENS";
    own.gender = "none";
    own.letter_salutation = "Liebe Anna";
    own.first_contact_on = "1999-12-31";
    own.country = "AT";
    const auto before = own;
    fill_proposals(own, "2026-03-01", "DE", Language::de);
    EXPECT_TRUE(differences(customer_fields(), before, own).empty());
}

// J-094
TEST(CustomerRules, SalutationSaysTheGender) {
    for (auto word : {"Frau", "mevrouw", "Mevr.", "mw.", "Mrs", "MS.", "Fräulein"})
        EXPECT_EQ(proposed_gender(word), "female") << word;
    for (auto word : {"Herr", "de heer", "Dhr.", "Mr."}) EXPECT_EQ(proposed_gender(word), "male") << word;
    for (auto word : {"Firma", "Familie", "", "Herrenberg"}) EXPECT_EQ(proposed_gender(word), "") << word;
}

TEST(CustomerRules, LetterSalutationSpeaksTheCustomersLanguage) {
    auto customer = person("Jan", "Berg", "van den");
    customer.gender = "male";
    customer.title = "Dr.";
    customer.language = "nl";
    EXPECT_EQ(proposed_letter_salutation(customer, Language::de), "Geachte heer Dr. Van den Berg");
    customer.language = "en";
    EXPECT_EQ(proposed_letter_salutation(customer, Language::de), "Dear Dr van den Berg");
    customer.language = "fr";
    EXPECT_EQ(proposed_letter_salutation(customer, Language::de), "Sehr geehrter Herr Dr. van den Berg");
}

TEST(CustomerRules, LetterSalutationWithoutNameForCompaniesAndTheUnknown) {
    auto company = person("", "Müller GmbH");
    company.kind = "company";
    company.gender = "male";
    EXPECT_EQ(proposed_letter_salutation(company, Language::de), "Sehr geehrte Damen und Herren");
    auto unknown = person("", "?");
    unknown.gender = "male";
    EXPECT_EQ(proposed_letter_salutation(unknown, Language::nl), "Geachte dames en heren");
    EXPECT_EQ(proposed_letter_salutation(person("Kim", "Noor"), Language::en), "Dear Sir or Madam");
    auto diverse = person("Kim", "Noor");
    diverse.gender = "diverse";
    EXPECT_EQ(proposed_letter_salutation(diverse, Language::en), "Dear Sir or Madam");
}

// J-056, J-058
TEST(CustomerRules, FirstNameStandsBeforeTheLastName) {
    EXPECT_EQ(full_name(person("Anna", "Müller")), "Anna Müller");
    EXPECT_EQ(full_name(person("Jan", "Berg", "van den")), "Jan van den Berg");
    EXPECT_EQ(full_name(person("", "Müller GmbH")), "Müller GmbH");
}

TEST(CustomerRules, NamesAreOrderedAsInATelephoneBook) {
    EXPECT_LT(name_key("Müller", "Zoe"), name_key("Muller-Schulz", "Anna"));
    EXPECT_EQ(name_key("MÜLLER", "Änne"), name_key("müller", "anne"));
    EXPECT_LT(name_key("Zwick", ""), name_key("?", "Anna")) << "names that count as missing come last";
    EXPECT_EQ(name_key("?", ""), name_key("-", ""));
}

TEST(CustomerRules, EveryIssueAtOnce) {
    Customer customer;
    customer.number = 0;
    std::vector<std::string> fields;
    for (const auto& issue : issues_of(customer)) fields.push_back(issue.field);
    EXPECT_THAT(fields, testing::UnorderedElementsAre("kind", "name", "number"));
    EXPECT_THAT(issues_of(person("", "?")), IsEmpty()) << "a name without a letter is accepted";
}

// J-068
TEST(CustomerRules, OneLineOfStreetIsSplit) {
    struct Case {
        std::string typed, street, number, suffix;
    };
    for (const auto& [typed, street, number, suffix] :
         std::vector<Case>{{"Lindenstraße 12a", "Lindenstraße", "12", "a"},
                           {"Straße des 17. Juni 135", "Straße des 17. Juni", "135", ""},
                           {"Kerkstraat 5 bis", "Kerkstraat", "5", "bis"},
                           {"Am Markt 3-5", "Am Markt", "3-5", ""},
                           {"Am Markt", "Am Markt", "", ""},
                           {"12 Acacia Avenue", "12 Acacia Avenue", "", ""},
                           {"Straße des 17. Juni", "Straße des 17. Juni", "", ""},
                           {"Q 7", "Q", "7", ""},
                           {"Hauptstr. 7 III", "Hauptstr.", "7", "III"},
                           {"", "", "", ""}}) {
        Customer customer;
        customer.street = typed;
        split_street(customer);
        EXPECT_EQ(customer.street, street) << typed;
        EXPECT_EQ(customer.house_number, number) << typed;
        EXPECT_EQ(customer.house_number_suffix, suffix) << typed;
    }
    Customer apart;
    apart.street = "Straße 42";
    apart.house_number = "7";
    split_street(apart);
    EXPECT_EQ(apart.street, "Straße 42");
    EXPECT_EQ(apart.house_number, "7");
}

// J-051, J-057
TEST(CustomerRules, TermsLeadFromEveryWordOfTheLastNameOnly) {
    auto customer = person("Anna Lena", "Müller-Schulz", "von");
    customer.matchcode = "Müller*Anna";
    EXPECT_THAT(terms(customer, TermKind::matchcode), ElementsAre("muller*anna"));
    const auto names = terms(customer, TermKind::name);
    ASSERT_EQ(names.size(), 4u) << "each word, and all of them written as one";
    for (const auto& name : names) EXPECT_THAT(name, HasSubstr("\x01 von muller schulz anna lena"));
    EXPECT_THAT(names, Not(Contains(testing::StartsWith("anna"))));
}

TEST(CustomerRules, EqualWordsAreOneTerm) {
    auto customer = person("Jan", "Berg Berg");
    customer.email = "jan@example.com";
    customer.alternative_emails = {"JAN@example.com", "berg@example.org"};
    customer.phone_mobile = "+49 171 1234567";
    customer.phone_private = "0171/1234567";
    EXPECT_EQ(terms(customer, TermKind::name).size(), 2u) << "the word, and both written as one";
    EXPECT_THAT(terms(customer, TermKind::email),
                ElementsAre("jan@example.com", "example.com", "berg@example.org", "example.org"));
    EXPECT_THAT(terms(customer, TermKind::phone), ElementsAre("1711234567"));
}

TEST(CustomerRules, PhonesMeetWithAndWithoutTheCountry) {
    for (auto typed : {"+49 171 1234567", "0049 171 1234567", "0171 1234567", "+49 (0)171/12345-67"})
        EXPECT_EQ(phone_term(typed), "1711234567") << typed;
    EXPECT_EQ(phone_term("+31 20 123 4567"), phone_term("020 1234567"));
    EXPECT_EQ(phone_term("?"), "");
}

TEST(CustomerRules, EveryFieldHasItsCaptionAndEveryChoiceItsWord) {
    for (const auto& member : customer_fields()) {
        EXPECT_TRUE(has_text("customer." + std::string(member.field.name))) << member.field.name;
        for (auto choice : member.field.choices)
            EXPECT_TRUE(has_text("customer." + std::string(member.field.name) + "." + std::string(choice))) << choice;
    }
}

}  // namespace
}  // namespace kartei::customers
