// Decisions about customers, without a database.
#include "modules/customers/customer_rules.hpp"

#include <gmock/gmock.h>

#include "base/texts.hpp"

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
    fill_proposals(customer, "2026-03-01", "DE");
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
    fill_proposals(own, "2026-03-01", "DE");
    EXPECT_TRUE(differences(customer_fields(), before, own).empty());
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

TEST(CustomerRules, NamesWithoutBlanksLeadToTheirTermToo) {
    EXPECT_THAT(terms(person("小明", "王"), TermKind::name), Contains(testing::StartsWith("王小明\x01")));
    EXPECT_EQ(terms(person("Anna", "Berg"), TermKind::name).size(), 1u);
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

TEST(CustomerRules, EveryFieldHasItsCaptionAndEveryChoiceItsWord) {
    for (const auto& member : customer_fields()) {
        EXPECT_TRUE(has_text("customer." + std::string(member.field.name))) << member.field.name;
        for (auto choice : member.field.choices)
            EXPECT_TRUE(has_text("customer." + std::string(member.field.name) + "." + std::string(choice))) << choice;
    }
}

}  // namespace
}  // namespace kartei::customers
