// The search box: what is typed finds whom, and in which order.
#include "modules/customers/customer_search.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customer_actions.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class CustomerSearch : public test::InAHouse {
protected:
    std::int64_t add(NewValues values) {
        return db()
            .write([&](Transaction& transaction) {
                return create_customer(house(), transaction, Actor::system(), values);
            })
            .value()
            .customer.id;
    }
    void people() {
        add({{"name", "Müller"},
             {"first_name", "Anna"},
             {"postcode", "10115"},
             {"house_number", "12"},
             {"email", "anna.m@example.com"},
             {"phone_mobile", "+49 171 1234567"}});
        add({{"name", "Müller"},
             {"first_name", "Bernd"},
             {"matchcode", "SIEMENS"},
             {"postcode", "10117"},
             {"house_number", "3"}});
        add({{"name", "Müllerin"}, {"first_name", "Anna"}, {"phone_private", "030 171123"}});
        add({{"name", "Berg"},
             {"name_prefix", "van den"},
             {"first_name", "Jan"},
             {"postcode", "1234 AB"},
             {"house_number", "5"},
             {"country", "NL"}});
        add({{"name", "Schreinerei Müller"}, {"kind", "company"}, {"matchcode", "Müller"}, {"code1", "CLUB-77"}});
        add({{"name", "Annas Blumen"},
             {"kind", "company"},
             {"alternative_emails", std::vector<std::string>{"laden@example.org"}}});
        add({{"name", "4you GmbH"}, {"kind", "company"}, {"debtor_number", std::int64_t{4711}}});
    }
    Hits search(const std::string& text, int limit = 20, bool with_hidden = false) {
        return db().read(
            [&](Transaction& transaction) { return search_customers(transaction, text, limit, with_hidden); });
    }
    std::vector<std::string> names(const std::string& text) {
        std::vector<std::string> list;
        for (const auto& hit : search(text).hits) list.push_back(full_name(hit.customer));
        return list;
    }
    std::vector<std::string> matched(const std::string& text) {
        std::vector<std::string> list;
        for (const auto& hit : search(text).hits) list.emplace_back(hit.matched);
        return list;
    }
};
ON_BOTH_ENGINES(CustomerSearch);

// J-011, J-012, J-055
TEST_P(CustomerSearch, LastNamesAreFoundFromTheirBeginningExactOnesFirst) {
    people();
    EXPECT_THAT(names("Müller"), ElementsAre("Schreinerei Müller", "Anna Müller", "Bernd Müller", "Anna Müllerin"));
    EXPECT_THAT(names("mull"),
                UnorderedElementsAre("Schreinerei Müller", "Anna Müller", "Bernd Müller", "Anna Müllerin"));
    EXPECT_THAT(names("MUELLER"), testing::SizeIs(4)) << "umlauts as they are written elsewhere";
    EXPECT_THAT(names("berg"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("van den berg"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("Zacharias"), IsEmpty());
    EXPECT_TRUE(search("Müller").complete);
}

// J-057
TEST_P(CustomerSearch, AFirstNameIsFoundOnlyTogetherWithTheLastName) {
    people();
    EXPECT_THAT(names("Bernd"), IsEmpty());
    EXPECT_THAT(names("Anna"), ElementsAre("Annas Blumen")) << "a name that begins so, and no first name";
    EXPECT_THAT(names("Müller Anna"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(names("Anna Müller"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(names("jan van den berg"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("Bernd Berg"), IsEmpty());
}

// J-051
TEST_P(CustomerSearch, MatchcodesAreFoundBySegments) {
    people();
    EXPECT_THAT(names("siemens"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(matched("siemens"), ElementsAre("matchcode"));
    EXPECT_THAT(names("mul*an"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(names("müller*a"), ElementsAre("Anna Müller", "Anna Müllerin"));
    EXPECT_THAT(names("mull*"), UnorderedElementsAre("Anna Müller", "Anna Müllerin", "Schreinerei Müller"));
    EXPECT_THAT(names("*jan"), IsEmpty()) << "nobody is found by his first name alone (J-057)";
    EXPECT_THAT(names("mul*x"), IsEmpty());
    EXPECT_THAT(names("m_l*an"), IsEmpty()) << "an underscore is no placeholder";
}

// J-040
TEST_P(CustomerSearch, NumbersAreFoundExactly) {
    people();
    EXPECT_THAT(names("100001"), ElementsAre("Anna Müller"));
    EXPECT_THAT(matched("100001"), ElementsAre("number"));
    EXPECT_THAT(names("#100002"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(names("4711"), ElementsAre("4you GmbH"));
    db().write([](Transaction& transaction) {
        transaction.execute("INSERT INTO former_number (kind, number, customer_id) VALUES ('customer', 88, 2)");
    });
    EXPECT_THAT(names("88"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("#99999999999999999999"), IsEmpty());
    EXPECT_THAT(names("0"), IsEmpty()) << "the anonymous customer is nobody's";
    EXPECT_THAT(names("Anonym"), IsEmpty());
}

TEST_P(CustomerSearch, ABirthDateIsFoundAsPeopleWriteIt) {
    people();
    add({{"name", "Geburt"}, {"birth_date", "1980-05-17"}});
    for (const auto* typed : {"17.05.1980", "17.5.1980", "1980-05-17", "17-05-1980"})
        EXPECT_THAT(names(typed), ElementsAre("Geburt")) << typed;
    EXPECT_THAT(names("18.05.1980"), IsEmpty());
}

TEST_P(CustomerSearch, PostcodesWithHouseNumberOrName) {
    people();
    EXPECT_THAT(names("10115"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("101"), ElementsAre("Anna Müller", "Bernd Müller"));
    EXPECT_THAT(names("10115 12"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("10115 13"), IsEmpty());
    EXPECT_THAT(names("1234AB 5"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("1234 ab 5"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("1234"), ElementsAre("Jan van den Berg"));
    EXPECT_THAT(names("10117 mül"), ElementsAre("Bernd Müller"));
    EXPECT_THAT(names("D-10115"), ElementsAre("Anna Müller"));
    EXPECT_THAT(matched("1234AB"), ElementsAre("postcode"));
}

TEST_P(CustomerSearch, PhonesInEveryWriting) {
    people();
    for (auto typed : {"+49 171 1234", "0171/1234", "0049 171 1234567", "01711234567"})
        EXPECT_THAT(names(typed), ElementsAre("Anna Müller")) << typed;
    EXPECT_THAT(matched("0171 1234"), ElementsAre("phone"));
    EXPECT_THAT(names("+49"), IsEmpty()) << "too little to say anything";
}

TEST_P(CustomerSearch, EveryWritingOfANumberFindsItHoweverItWasStored) {
    add({{"name", "Berg"}, {"phone_private", "030 23125123 App. 12"}});
    add({{"name", "Kunz"}, {"phone_business", "4940 12345678"}});
    add({{"name", "Vos"}, {"country", "NL"}, {"phone_mobile", "31612345678"}});
    add({{"name", "Weber"}, {"fax", "Fax: +49 (0)89 / 123 45-678 Büro"}});
    add({{"name", "Zwei"}, {"phone_private", "0341 9876543 u. 0171 3920001"}});
    add({{"name", "Ohne"}, {"phone_private", "493412300123"}});
    add({{"name", "Mit"}, {"phone_private", "0341 2300123"}});
    for (auto typed : {"030 23125123", "+493023125123", "493023125123", "0049 30 23125123", "030 23125123 App. 12",
                       "Tel.: 030 23125123", "030/23125-123"})
        EXPECT_THAT(names(typed), ElementsAre("Berg")) << typed;
    for (auto typed : {"040 12345678", "+49 40 12345678", "494012345678", "4940 12345678"})
        EXPECT_THAT(names(typed), ElementsAre("Kunz")) << typed;
    for (auto typed : {"31612345678", "+31612345678", "0612345678", "0031 6 12345678"})
        EXPECT_THAT(names(typed), ElementsAre("Vos")) << typed;
    for (auto typed : {"089 12345678", "498912345678", "+49 (0)89 12345678"})
        EXPECT_THAT(names(typed), ElementsAre("Weber")) << typed;
    for (auto typed : {"0341 9876543", "0171 3920001", "+491713920001"})
        EXPECT_THAT(names(typed), ElementsAre("Zwei")) << typed;
    for (auto typed : {"493412300123", "0341 2300123", "+49 341 2300123", "49 341 2300123"})
        EXPECT_THAT(names(typed), UnorderedElementsAre("Ohne", "Mit")) << typed;
}

TEST_P(CustomerSearch, ApostrophesOfEveryKeyboardMeet) {
    for (auto name : {"O'Connell", "O\u2019Connell", "O\u02BCConnell", "O`Connell", "O\u00B4Connell", "OConnell",
                      "O Connell"})
        add({{"name", name}});
    for (auto typed : {"O'Connell", "O\u2019Connell", "O\u02BCConnell", "oconnell", "O Connell"})
        EXPECT_EQ(names(typed).size(), 7u) << typed;
}

TEST_P(CustomerSearch, ANameTypedWithoutItsBlankIsFound) {
    add({{"name", "王"}, {"first_name", "小明"}});
    add({{"name", "김"}, {"first_name", "민수"}});
    for (auto typed : {"王小明", "王 小明", "王", "王小"}) EXPECT_THAT(names(typed), ElementsAre("小明 王")) << typed;
    EXPECT_THAT(names("김민수"), ElementsAre("민수 김"));
    EXPECT_THAT(names("小明"), IsEmpty()) << "J-057";
}

TEST_P(CustomerSearch, PostcodesOfEveryCountry) {
    add({{"name", "Abel"}, {"postcode", "D-10115"}, {"house_number", "7"}});
    add({{"name", "Bern"}, {"postcode", "CH-8001"}, {"country", "CH"}});
    add({{"name", "Smith"}, {"postcode", "SW1A 1AA"}, {"house_number", "10"}, {"country", "GB"}});
    add({{"name", "Byrne"}, {"postcode", "D02X285"}, {"country", "IE"}});
    for (auto typed : {"10115", "D-10115", "d 10115", "D10115 7", "10115 abel"})
        EXPECT_THAT(names(typed), ElementsAre("Abel")) << typed;
    for (auto typed : {"8001", "CH 8001", "ch-8001"}) EXPECT_THAT(names(typed), ElementsAre("Bern")) << typed;
    for (auto typed : {"SW1A 1AA", "sw1a1aa", "SW1A", "SW1A 1AA 10", "sw1a 1aa smith"})
        EXPECT_THAT(names(typed), ElementsAre("Smith")) << typed;
    EXPECT_THAT(names("D02 X285"), ElementsAre("Byrne"));
    add({{"name", "Nowak"}, {"postcode", "00-950"}, {"country", "PL"}});
    add({{"name", "Svoboda"}, {"postcode", "110 00"}, {"country", "CZ"}});
    add({{"name", "Miller"}, {"postcode", "12345-6789"}, {"country", "US"}});
    for (auto typed : {"00-950", "00950"}) EXPECT_THAT(names(typed), ElementsAre("Nowak")) << typed;
    for (auto typed : {"110 00", "11000", "CZ-110 00"}) EXPECT_THAT(names(typed), ElementsAre("Svoboda")) << typed;
    for (auto typed : {"12345-6789", "12345"}) EXPECT_THAT(names(typed), ElementsAre("Miller")) << typed;
    EXPECT_THAT(matched("SW1A 1AA"), ElementsAre("postcode"));
}

// J-057
TEST_P(CustomerSearch, AFirstNameAloneFindsNobodyBehindAStarToo) {
    add({{"name", "Berg"}, {"first_name", "Otto"}});
    for (auto typed : {"*Otto", "* Otto", "*", "otto"}) EXPECT_THAT(names(typed), IsEmpty()) << typed;
    EXPECT_THAT(names("berg*otto"), ElementsAre("Otto Berg"));
}

TEST_P(CustomerSearch, MailsAndCodes) {
    people();
    EXPECT_THAT(names("anna.m@"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("@Laden"), ElementsAre("Annas Blumen"));
    EXPECT_THAT(matched("laden@example.org"), ElementsAre("email"));
    EXPECT_THAT(names("club"), ElementsAre("Schreinerei Müller"));
    EXPECT_THAT(matched("CLUB-77"), ElementsAre("code1"));
    EXPECT_THAT(names("4you"), ElementsAre("4you GmbH"));
}

TEST_P(CustomerSearch, NothingTypedFindsNothing) {
    people();
    for (auto typed : {"", "  ", "?", "-", "#", "@", "+", "%", "_"}) EXPECT_THAT(names(typed), IsEmpty()) << typed;
}

TEST_P(CustomerSearch, HiddenCustomersAreShownOnlyWhenAskedFor) {
    const auto id = add({{"name", "Müller"}, {"hidden_in_search", true}, {"number", std::int64_t{55}}});
    EXPECT_THAT(names("Müller"), IsEmpty());
    EXPECT_THAT(names("55"), IsEmpty());
    const auto found = search("Müller", 20, true);
    ASSERT_EQ(found.hits.size(), 1u);
    EXPECT_EQ(found.hits[0].customer.id, id);
}

TEST_P(CustomerSearch, MoreThanTheLimitIsSaid) {
    for (int i = 0; i < 45; ++i)
        add({{"name", "Müller"}, {"first_name", "Nr " + std::to_string(i)}, {"hidden_in_search", i < 40}});
    EXPECT_EQ(search("Müller", 5).hits.size(), 5u);
    const auto visible = search("Müller", 6);
    EXPECT_EQ(visible.hits.size(), 5u) << "hidden ones do not take the place of others";
    EXPECT_TRUE(visible.complete);
    const auto cut = search("Müller", 3);
    EXPECT_EQ(cut.hits.size(), 3u);
    EXPECT_FALSE(cut.complete);
}

TEST_P(CustomerSearch, WhatIsChangedIsFoundAsItIsNow) {
    const auto id = add({{"name", "Müller"}, {"email", "old@example.com"}});
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return change_customer(house(), transaction, Actor::system(), id, 1, {{"name", "Weber"}, {"email", Value()}});
    }));
    EXPECT_THAT(names("Müller"), IsEmpty());
    EXPECT_THAT(names("old@"), IsEmpty());
    EXPECT_THAT(names("Weber"), ElementsAre("Weber"));
}

// J-055
TEST_P(CustomerSearch, AMisspeltNameIsFoundBehindTheOnesThatFit) {
    people();
    for (auto typed : {"Mülller", "Mullre", "Miller", "Müler"}) {
        EXPECT_THAT(names(typed), testing::Contains("Anna Müller")) << typed;
        EXPECT_THAT(matched(typed), testing::Each("similar")) << typed;
    }
    EXPECT_THAT(names("Anna Mülller"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("Anma Müller"), testing::Contains("Anna Müller")) << "the first name may be wrong too";
    EXPECT_THAT(names("Bärg"), ElementsAre("Jan van den Berg"));
    add({{"name", "Müler"}});
    EXPECT_THAT(names("Müler"), testing::ElementsAre("Müler", testing::_, testing::_, testing::_));
    EXPECT_EQ(matched("Müler").front(), "matchcode");
    EXPECT_EQ(matched("Müler").back(), "similar");
    EXPECT_THAT(names("Sonnenschein"), IsEmpty());
}

TEST_P(CustomerSearch, PrefixesAndHyphensDoNotMatter) {
    people();
    add({{"name", "Meyer-Schmidt"}, {"first_name", "Eva"}});
    add({{"name", "Vandenberg"}, {"first_name", "Piet"}});
    for (auto typed : {"v.d. Berg", "vandenberg", "van den Berg", "vd Berg jan"})
        EXPECT_THAT(names(typed), testing::Contains("Jan van den Berg")) << typed;
    for (auto typed : {"van den Berg", "van-den-berg"})
        EXPECT_THAT(names(typed), testing::Contains("Piet Vandenberg")) << typed;
    for (auto typed : {"Meyerschmidt", "meyer schmidt", "Schmidt", "Meyer-Schm", "Eva Meyerschmidt"})
        EXPECT_THAT(names(typed), testing::Contains("Eva Meyer-Schmidt")) << typed;
}

TEST_P(CustomerSearch, PartsOfMailsAreFound) {
    people();
    EXPECT_THAT(names("m@example.com"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("@example.org"), ElementsAre("Annas Blumen"));
    EXPECT_THAT(names("example.com"), ElementsAre("Anna Müller"));
    EXPECT_THAT(names("491711234567"), ElementsAre("Anna Müller")) << "a phone without its plus";
}

TEST_P(CustomerSearch, AWordGoesWithTheLastNameThatHasIt) {
    people();
    const auto id = add({{"name", "Xylander"}});
    EXPECT_THAT(names("Xilander"), ElementsAre("Xylander"));
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return change_customer(house(), transaction, Actor::system(), id, 1, {{"name", "Weber"}});
    }));
    EXPECT_THAT(names("Xilander"), IsEmpty());
    EXPECT_EQ(db().read([](Transaction& transaction) { return check_lines(transaction); }), 0);
}

TEST_P(CustomerSearch, WhateverIsTypedIsAnswered) {
    people();
    std::string long_one;
    for (int i = 0; i < 300; ++i) long_one += "ü";
    for (const auto& typed :
         {std::string("a"), long_one, std::string("!\"§$%&/()=?`"),
          std::string("\xd7\x9e\xd7\x99\xd7\x9c\xd7\x9c\xd7\xa8"), std::string("\xf0\x9f\x98\x80"),
          std::string("'; DROP TABLE customer; --"), std::string("%' OR '1'='1"), std::string("****"),
          std::string("_____"), std::string("@@@"), std::string("+++49"), std::string("a b c d e f g h")})
        EXPECT_LE(search(typed).hits.size(), 20u) << typed;
    EXPECT_THAT(names("\xd7\x9e\xd7\x99\xd7\x9c\xd7\x9c\xd7\xa8"), IsEmpty());
    add({{"name", "\xd7\x9e\xd7\x99\xd7\x9c\xd7\x9c\xd7\xa8"}});
    EXPECT_THAT(names("\xd7\x9e\xd7\x99\xd7\x9c\xd7\x9c\xd7\xa8"), testing::SizeIs(1)) << "right to left";
    EXPECT_THAT(names("\xd7\x9e\xd7\x99\xd7\x9c\xd7\xa8"), testing::SizeIs(1)) << "and misspelt";
}

TEST_P(CustomerSearch, AnEarlierHouseGetsItsTermsAnew) {
    people();
    db().write([](Transaction& transaction) {
        transaction.execute("DELETE FROM name_spelling");
        transaction.execute("DELETE FROM customer_term WHERE kind > 6");
    });
    renew_terms(db());
    EXPECT_THAT(names("Mülller"), testing::Not(IsEmpty()));
    EXPECT_EQ(db().read([](Transaction& transaction) { return check_lines(transaction); }), 0);
}

TEST_P(CustomerSearch, AnEarlierHouseGetsItsPhonesReadAnew) {
    const auto id = add({{"name", "Berg"}, {"phone_mobile", "491601234567"}, {"phone_private", "030 23125123"}});
    db().write([](Transaction& transaction) {
        transaction.execute("UPDATE customer SET phone_mobile_e164 = '+49491601234567' WHERE name = 'Berg'");
    });
    renew_terms(db());
    const auto berg = *db().read([&](Transaction& transaction) { return find_customer(transaction, id); });
    EXPECT_EQ(berg.phone_mobile_e164 + " " + berg.phone_private_e164, "+491601234567 +493023125123");
}

TEST_P(CustomerSearch, ABoundedPartOfTheIndexIsRead) {
    db().write([](Transaction& transaction) {
        auto terms = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
        const std::string term = "meyer\x01 meyer ";
        for (std::int64_t id = 100; id < 100 + 2 * most_rows_per_search; ++id)
            terms->add({static_cast<int>(TermKind::name), term + std::to_string(id), id});
        terms->finish();
    });
    const auto found = search("xaver meyer");
    EXPECT_THAT(found.hits, IsEmpty());
    EXPECT_FALSE(found.complete);
}

}  // namespace
}  // namespace kartei::customers
