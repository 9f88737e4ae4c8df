// Base data: towns of postcodes as people type them, and what fields offer.
#include <gmock/gmock.h>

#include "modules/customers/customer_actions.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/postcode.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

class Parameters : public test::InAHouse {
protected:
    std::vector<std::string> towns(std::string_view country, std::string_view postcode) {
        return db().read([&](Transaction& transaction) { return towns_of(transaction, country, postcode); });
    }
    std::int64_t store(const std::vector<Postcode>& postcodes) {
        return db().write([&](Transaction& transaction) { return store_postcodes(transaction, postcodes).count; });
    }
    std::vector<Choice> choices(std::string_view list, Language language) {
        return db().read([&](Transaction& transaction) { return choices_of(transaction, list, language); });
    }
};
ON_BOTH_ENGINES(Parameters);

// J-069
TEST_P(Parameters, APostcodeLeadsToItsTowns) {
    store({{"DE", "10115", "Berlin"},
           {"DE", "88422", "Dürnau"},
           {"DE", "88422", "Bad Buchau"},
           {"NL", "1012", "Amsterdam"},
           {"LU", "L-1234", "Luxembourg"},
           {"AT", "1012", "Wien"}});
    EXPECT_THAT(towns("DE", "10115"), ElementsAre("Berlin"));
    EXPECT_THAT(towns("DE", " D-10115 "), ElementsAre("Berlin"));
    EXPECT_THAT(towns("DE", "88422"), ElementsAre("Bad Buchau", "Dürnau"));
    EXPECT_THAT(towns("NL", "1012 ab"), ElementsAre("Amsterdam"));
    EXPECT_THAT(towns("NL", "1012AB"), ElementsAre("Amsterdam"));
    EXPECT_THAT(towns("LU", "1234"), ElementsAre("Luxembourg"));
    EXPECT_THAT(towns("LU", "L-1234"), ElementsAre("Luxembourg"));
    EXPECT_THAT(towns("AT", "1012"), ElementsAre("Wien"));
    EXPECT_THAT(towns("DE", "1012"), IsEmpty());
    EXPECT_THAT(towns("", ""), IsEmpty());
}

TEST_P(Parameters, PostcodesAreStoredOnce) {
    const std::vector<Postcode> file{{"NL", "1012", "Amsterdam"},
                                     {"NL", "1012", "Amsterdam"},
                                     {"LU", "L-1234", "Luxembourg"},
                                     {"LU", "1234", "Luxembourg"}};
    EXPECT_EQ(store(file), 2);
    EXPECT_EQ(store(file), 0);
}

TEST_P(Parameters, ANewHouseBeginsWithChoicesInThreeLanguages) {
    for (int time = 0; time < 2; ++time) db().write([](Transaction& transaction) { found_parameters(transaction); });
    for (const char* list : {"category", "salutation", "title", "mailing_kind", "payment_kind", "payment_term"})
        EXPECT_FALSE(choices(list, Language::de).empty()) << list;
    const auto german = choices("payment_kind", Language::de), dutch = choices("payment_kind", Language::nl);
    ASSERT_EQ(german.size(), dutch.size());
    EXPECT_EQ(german[0].code, "unknown") << "what nobody knows comes first";
    EXPECT_EQ(german[1].label, "Bankeinzug");
    EXPECT_EQ(dutch[1].label, "Automatische incasso");
}

/// A salutation that is offered must say the gender it stands for, else the letter greets nobody.
TEST_P(Parameters, SalutationsOfPersonsSayTheirGender) {
    db().write([](Transaction& transaction) { found_parameters(transaction); });
    for (const auto& salutation : choices("salutation", Language::de))
        if (salutation.code != "Familie" && salutation.code != "Firma")
            EXPECT_NE(customers::proposed_gender(salutation.code), "") << salutation.code;
}

TEST_P(Parameters, CountriesAndLanguagesHaveNames) {
    const auto label = [](const std::vector<Choice>& list, const std::string& code) {
        for (const auto& choice : list)
            if (choice.code == code) return choice.label;
        return std::string();
    };
    EXPECT_EQ(label(country_choices(Language::de), "NL"), "Niederlande");
    EXPECT_EQ(label(country_choices(Language::nl), "DE"), "Duitsland");
    EXPECT_EQ(label(language_choices(Language::en), "nl"), "Dutch");
    EXPECT_GT(country_choices(Language::en).size(), 200u);
}

}  // namespace
}  // namespace kartei::parameters
