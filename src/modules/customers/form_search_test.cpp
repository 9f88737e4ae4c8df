// The search form: criteria hold together.
#include "modules/customers/form_search.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customer_kind.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customers_fixture.hpp"
#include "modules/customers/value_help.hpp"

namespace kartei::customers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::array criteria_of_links{&FormQuestion::commission_from, &FormQuestion::billing_address_from,
                                       &FormQuestion::surcharges_from, &FormQuestion::company,
                                       &FormQuestion::turnover_group,  &FormQuestion::joint_salutation_with,
                                       &FormQuestion::fees_from,       &FormQuestion::agency};

class FormSearch : public WithCustomers {
protected:
    void SetUp() override {
        WithCustomers::SetUp();
        if (IsSkipped()) return;
        ASSERT_TRUE(create({{"name", "Müller"},
                            {"first_name", "Anna"},
                            {"street", "Lindenstr. 12"},
                            {"postcode", "10115"},
                            {"town", "Berlin"},
                            {"birth_date", "1980-05-01"},
                            {"email", "anna.m@example.com"},
                            {"phone_mobile", "+49 171 1234567"},
                            {"code1", "CLUB-77"}}));
        ASSERT_TRUE(create({{"name", "Müller"}, {"first_name", "Bernd"}, {"matchcode", "SIEMENS"}, {"town", "Bonn"},
                            {"postcode", "53111"}, {"category", "VIP"}}));
        ASSERT_TRUE(create({{"name", "Müllerin"}, {"first_name", "Anna"}, {"town", "Berlin"}, {"postcode", "10117"}}));
        ASSERT_TRUE(create({{"name", "Schreinerei Müller"}, {"kind", "company"}, {"debtor_number", std::int64_t{4711}}},
                           Actor::system()));
    }
    Result<Hits> ask(const FormQuestion& question) {
        return db().read([&](Transaction& transaction) { return search_by_form(transaction, question); });
    }
    std::vector<std::string> names(const FormQuestion& question) {
        std::vector<std::string> list;
        const auto found = ask(question);
        EXPECT_TRUE(found);
        if (found)
            for (const auto& hit : found->hits) list.push_back(full_name(hit.customer));
        return list;
    }
    std::vector<std::string> by(std::string FormQuestion::*member, const std::string& typed,
                                const std::string& name = "") {
        FormQuestion question;
        question.name = name;
        question.*member = typed;
        return names(question);
    }
};
ON_BOTH_ENGINES(FormSearch);

// J-012, J-040, J-044, J-073, J-074, J-079
TEST_P(FormSearch, EveryCriterionFinds) {
    EXPECT_THAT(by(&FormQuestion::number, "100002"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(by(&FormQuestion::debtor_number, "4711"), ElementsAre("Schreinerei Müller"));
    EXPECT_THAT(by(&FormQuestion::street, "Lindenstraße"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::town, "berl"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(by(&FormQuestion::postcode, "101"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(by(&FormQuestion::phone, "0171/1234"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::email, "m@example"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::birth_date, "1.5.1980"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::code1, "club"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::kind, "company"), ElementsAre("Schreinerei Müller"));
    EXPECT_THAT(by(&FormQuestion::category, "vip"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(by(&FormQuestion::matchcode, "mul*an"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(by(&FormQuestion::order, "4711"), IsEmpty());
}

// J-053, J-054, J-055
TEST_P(FormSearch, TheNameFindsNamesAndMatchcodes) {
    EXPECT_THAT(by(&FormQuestion::name, "siemens"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(by(&FormQuestion::name, "müller"),
                ElementsAre("Anna Müller", "Bernd Müller", "Anna Müllerin", "Schreinerei Müller"));
    EXPECT_THAT(by(&FormQuestion::town, "Berlin", "Müller"), ElementsAre("Anna Müller", "Anna Müllerin"));
}

// J-057
TEST_P(FormSearch, AFirstNameNeedsTheCompleteLastName) {
    EXPECT_THAT(by(&FormQuestion::first_name, "An", "Müller"), ElementsAre("Anna Müller"));
    EXPECT_THAT(by(&FormQuestion::first_name, "Anna", "Mül"), IsEmpty());
    FormQuestion alone;
    alone.first_name = "Anna";
    ASSERT_FALSE(ask(alone));
    EXPECT_EQ(ask(alone).refusal().issues.at(0).key, "error.first_name_needs_name");
}

/// Three who work for one company, each spelt otherwise, and whom the company invoices.
class WorkAndLinks : public FormSearch {
protected:
    void SetUp() override {
        FormSearch::SetUp();
        if (IsSkipped()) return;
        const auto company = create({{"name", "ACME"}, {"kind", "company"}});
        ASSERT_TRUE(company);
        number_ = *company->customer.number;
        std::int64_t at = 0;
        for (const char* spelling : {"Acme GmbH", "ACME GmbH", "Acmé Gmbh"})
            ASSERT_TRUE(create({{"name", "Kraft"},
                                {"first_name", std::string(1, static_cast<char>('A' + at++))},
                                {"employer", std::string(spelling)},
                                {"occupation", std::string("Köchin")},
                                {"position", std::string("Küchenchefin")}}));
    }
    std::int64_t number_ = 0;
};
ON_BOTH_ENGINES(WorkAndLinks);

// J-133: decisions.md 23 reads "same spelling needed" as a literal comparison beside a folded one and value help
TEST_P(WorkAndLinks, OccupationEmployerAndPositionAreAskedForInAnySpellingOrLiterally) {
    EXPECT_THAT(by(&FormQuestion::employer, "acme"), ElementsAre("A Kraft", "B Kraft", "C Kraft"));
    EXPECT_THAT(by(&FormQuestion::employer, "\"Acme GmbH\""), ElementsAre("A Kraft"));
    EXPECT_THAT(by(&FormQuestion::employer, "\"Acme\""), IsEmpty());
    EXPECT_THAT(by(&FormQuestion::employer, "\"Acme GmbH\"", "Kraft"), ElementsAre("A Kraft")) << "beside a name too";
    EXPECT_THAT(by(&FormQuestion::employer, "ACME GMBH", "Müller"), IsEmpty());
    EXPECT_THAT(by(&FormQuestion::occupation, "koch"), ElementsAre("A Kraft", "B Kraft", "C Kraft"));
    EXPECT_THAT(by(&FormQuestion::occupation, "\"Kochin\""), IsEmpty());
    EXPECT_THAT(by(&FormQuestion::position, "küchenchef"), ElementsAre("A Kraft", "B Kraft", "C Kraft"));
}

// J-133
TEST_P(WorkAndLinks, ValueHelpOffersTheSpellingsThatAreKnown) {
    ASSERT_TRUE(create({{"name", "Kraft"}, {"first_name", "D"}, {"employer", std::string("ACME GmbH")}}));
    const auto values =
        db().read([](Transaction& transaction) { return known_values(transaction, "employer", "acm"); });
    ASSERT_EQ(values.size(), 3u);
    EXPECT_EQ(values[0].value, "ACME GmbH") << "the one that most customers have";
    EXPECT_EQ(values[0].count, 2);
    EXPECT_TRUE(db().read([](Transaction& transaction) { return known_values(transaction, "name", "k"); }).empty());
}

// J-172
TEST_P(WorkAndLinks, EveryLinkIsACriterion) {
    const auto agency = create({{"name", "Sonne"}, {"kind", "agency"}});
    ASSERT_TRUE(agency);
    for (std::size_t i = 0; i < links.size(); ++i) {
        const std::string name(1, static_cast<char>('F' + i));
        const auto number = links[i].field == "agency" ? *agency->customer.number : number_;
        ASSERT_TRUE(create({{"name", "Verknüpft"}, {"first_name", name}, {std::string(links[i].field), number}}));
        EXPECT_THAT(by(criteria_of_links[i], std::to_string(number)), ElementsAre(name + " Verknüpft"))
            << links[i].field;
        EXPECT_THAT(by(criteria_of_links[i], std::to_string(number), "Kraft"), IsEmpty()) << "all hold together";
        EXPECT_THAT(by(criteria_of_links[i], "987654321"), IsEmpty());
    }
    const auto company = db().read([&](Transaction& transaction) { return *id_of_number(transaction, number_); });
    const auto moved = db().write([&](Transaction& transaction) {
        return change_kind(house(), transaction, Actor::system(), company, 1, {"agency", true, false});
    });
    ASSERT_TRUE(moved);
    EXPECT_EQ(by(&FormQuestion::company, std::to_string(*moved->customer.number)).size(), 1u)
        << "who names a former number is found by the new one";
    FormQuestion unreadable;
    unreadable.company = "ACME";
    ASSERT_FALSE(ask(unreadable));
    EXPECT_EQ(ask(unreadable).refusal().issues.at(0).field, "company");
}

// J-189, J-195
TEST_P(FormSearch, HiddenOnesStayHiddenUnlessAskedFor) {
    ASSERT_TRUE(create({{"name", "Verborgen"}, {"hidden_in_search", true}, {"booking_block", true}}, Actor::system()));
    EXPECT_THAT(by(&FormQuestion::name, "Verborgen"), IsEmpty());
    FormQuestion question;
    question.name = "Verborgen";
    question.with_hidden = true;
    const auto found = ask(question);
    ASSERT_TRUE(found && found->hits.size() == 1u);
    EXPECT_TRUE(found->hits[0].customer.booking_block);
}

TEST_P(FormSearch, BadInputIsSaidAllAtOnce) {
    EXPECT_EQ(ask({}).refusal().issues.at(0).key, "error.nothing_to_search");
    FormQuestion question;
    question.number = "12a";
    question.birth_date = "31.2.1990";
    ASSERT_FALSE(ask(question));
    EXPECT_EQ(ask(question).refusal().issues.size(), 2u);
    for (auto odd : {"%", "'; --", "***", "?"}) EXPECT_THAT(by(&FormQuestion::name, odd), IsEmpty()) << odd;
}

}  // namespace
}  // namespace kartei::customers
