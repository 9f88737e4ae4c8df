// The search form: criteria hold together.
#include "modules/customers/form_search.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customers_fixture.hpp"

namespace kartei::customers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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
