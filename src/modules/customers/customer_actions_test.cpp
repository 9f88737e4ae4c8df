// What a user can do with a customer.
#include <gmock/gmock.h>

#include <thread>

#include "modules/customers/customers_fixture.hpp"

namespace kartei::customers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class CustomerActions : public WithCustomers {};
ON_BOTH_ENGINES(CustomerActions);

// J-006, J-046, J-050, J-094
TEST_P(CustomerActions, CreatingFillsWhatIsProposed) {
    const auto saved =
        create({{"name", "Müller"}, {"first_name", "Anna"}, {"salutation", "Frau"}, {"street", "Lindenstraße 12a"}});
    ASSERT_TRUE(saved);
    const auto customer = *stored(saved->customer.id);
    EXPECT_EQ(customer.kind, "private");
    EXPECT_EQ(customer.number, 100001);
    EXPECT_EQ(customer.version, 1);
    EXPECT_EQ(customer.created_at, "2026-03-01T09:00:00Z");
    EXPECT_EQ(customer.changed_at, "");
    EXPECT_EQ(customer.first_contact_on, "2026-03-01");
    EXPECT_EQ(customer.matchcode, "Müller*Anna");
    EXPECT_EQ(customer.gender, "female");
    EXPECT_EQ(customer.letter_salutation, "Sehr geehrte Frau Müller");
    EXPECT_EQ(customer.country, "DE");
    EXPECT_EQ(customer.street + "|" + customer.house_number + "|" + customer.house_number_suffix, "Lindenstraße|12|a");
    expect_equal(customer, saved->customer);
    expect_sound();
}

// J-047, J-052
TEST_P(CustomerActions, WhatIsProposedCanBeWrittenByHand) {
    const auto saved = create({{"name", "Schreinerei Müller"},
                               {"matchcode", "Müller"},
                               {"first_contact_on", "2001-05-06"},
                               {"kind", "company"}});
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->customer.matchcode, "Müller");
    EXPECT_EQ(saved->customer.first_contact_on, "2001-05-06");
    const auto changed = change(saved->customer.id, 1, {{"matchcode", "SIEMENS"}, {"first_contact_on", "03.04.2002"}});
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->customer.matchcode, "SIEMENS");
    EXPECT_EQ(changed->customer.first_contact_on, "2002-04-03");
    const auto renamed = change(saved->customer.id, 2, {{"name", "Tischlerei Müller"}});
    EXPECT_EQ(renamed->customer.matchcode, "SIEMENS") << "a matchcode of one's own stays";
}

TEST_P(CustomerActions, ProposalsGoAlongWithTheNameTheyWereMadeFrom) {
    const auto saved = create({{"name", "Müller"}, {"first_name", "Anna"}, {"salutation", "Frau"}});
    const auto changed = change(saved->customer.id, 1, {{"name", "Weber"}});
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->customer.matchcode, "Weber*Anna");
    EXPECT_EQ(changed->customer.letter_salutation, "Sehr geehrte Frau Weber");
}

// J-013, J-048
TEST_P(CustomerActions, ChangingSetsTheTimeOfTheLastChange) {
    const auto saved = create({{"name", "Müller"}});
    clock().advance(std::chrono::hours(5));
    const auto changed = change(saved->customer.id, 1, {{"town", "Bonn"}});
    ASSERT_TRUE(changed);
    EXPECT_EQ(stored(saved->customer.id)->town, "Bonn");
    EXPECT_EQ(stored(saved->customer.id)->changed_at, "2026-03-01T14:00:00Z");
    EXPECT_EQ(stored(saved->customer.id)->version, 2);
    expect_sound();
}

// J-049
TEST_P(CustomerActions, WhatTheProgramSetsCannotBeWritten) {
    const auto saved = create({{"name", "Müller"}});
    for (const char* field : {"booking_block_since", "last_booked_on"})
        EXPECT_THAT(issues(change(saved->customer.id, 1, {{field, "2026-01-01"}}).refusal()),
                    ElementsAre(std::pair<std::string, std::string>(field, "error.read_only")));
    EXPECT_THAT(issues(change(saved->customer.id, 1, {{"changed_at", "2020-01-01"}}).refusal()),
                ElementsAre(std::pair<std::string, std::string>("changed_at", "error.unknown_field")));
}

TEST_P(CustomerActions, SavingTheSameChangesNothing) {
    const auto saved = create({{"name", "Müller"}, {"town", "Bonn"}});
    const auto again = change(saved->customer.id, 1, {{"town", "Bonn"}, {"title", Value()}});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->event, 0);
    EXPECT_EQ(stored(saved->customer.id)->version, 1);
    db().read([](Transaction& transaction) {
        EXPECT_THAT(audit::events(transaction, 0, 10), SizeIs(1)) << "no event without a change";
    });
}

TEST_P(CustomerActions, EveryIssueIsNamedAtOnce) {
    const auto refused = create(
        {{"name", Value()}, {"email", "nobody"}, {"birth_date", "31.02.1990"}, {"kind", "alien"}, {"colour", "blue"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().kind, RefusalKind::invalid);
    using Pair = std::pair<std::string, std::string>;
    EXPECT_THAT(issues(refused.refusal()),
                UnorderedElementsAre(Pair("name", "error.required"), Pair("email", "error.not_an_email"),
                                     Pair("birth_date", "error.date_does_not_exist"),
                                     Pair("kind", "error.not_a_choice"), Pair("colour", "error.unknown_field")));
}

// J-081, J-082
TEST_P(CustomerActions, PhonesAndMailHoldSixtyThreeCharactersEach) {
    const std::string phone = "+49 30 " + std::string(56, '1'), mail = "ü" + std::string(50, 'x') + "@example.com";
    const auto saved = create({{"name", "Müller"},
                               {"phone_private", phone},
                               {"phone_business", phone},
                               {"phone_mobile", phone},
                               {"fax", phone},
                               {"email", mail}});
    ASSERT_TRUE(saved) << saved.refusal().issues.at(0).field;
    EXPECT_EQ(stored(saved->customer.id)->fax, phone);
    EXPECT_EQ(stored(saved->customer.id)->email, mail);
    for (const char* field : {"phone_private", "phone_business", "phone_mobile", "fax"})
        EXPECT_EQ(create({{"name", "Müller"}, {field, phone + "1"}}).refusal().issues.at(0).key, "error.too_long")
            << field;
    EXPECT_EQ(create({{"name", "Müller"}, {"email", "x" + mail}}).refusal().issues.at(0).key, "error.too_long");
}

// J-092, J-094
TEST_P(CustomerActions, BirthDateAndGenderAreKept) {
    const auto saved =
        create({{"name", "Müller"}, {"birth_date", "1980-02-29"}, {"gender", "diverse"}, {"salutation", "Frau"}});
    ASSERT_TRUE(saved);
    EXPECT_EQ(stored(saved->customer.id)->birth_date, "1980-02-29");
    EXPECT_EQ(stored(saved->customer.id)->gender, "diverse") << "what was chosen by hand is not proposed away";
}

// J-068
TEST_P(CustomerActions, AddressAndPostBoxAreKept) {
    const auto saved = create({{"name", "Müller"},
                               {"street", "Am Markt"},
                               {"house_number", "3"},
                               {"address_addition", "Hinterhaus"},
                               {"postcode", "53111"},
                               {"town", "Bonn"},
                               {"country", "Deutschland"},
                               {"po_box", "12 34"},
                               {"po_box_postcode", "53001"},
                               {"po_box_town", "Bonn"}});
    ASSERT_TRUE(saved);
    const auto customer = *stored(saved->customer.id);
    EXPECT_EQ(customer.street, "Am Markt");
    EXPECT_EQ(customer.address_addition, "Hinterhaus");
    EXPECT_EQ(customer.postcode + " " + customer.town, "53111 Bonn");
    EXPECT_EQ(customer.country, "DE");
    EXPECT_EQ(customer.po_box + "|" + customer.po_box_postcode + "|" + customer.po_box_town, "12 34|53001|Bonn");
}

TEST_P(CustomerActions, NumbersAndBlocksNeedRightsOfTheirOwn) {
    const auto key = [](const Result<Saved>& result) { return result ? "saved" : result.refusal().issues.at(0).key; };
    EXPECT_EQ(key(create({{"name", "Müller"}, {"number", std::int64_t{42}}})), "error.no_right_to_field");
    auto chief = clerk();
    chief.permissions.insert({"customers.number", "customers.booking_block"});
    const auto saved = create({{"name", "Müller"}, {"number", std::int64_t{42}}}, chief);
    ASSERT_TRUE(saved);
    EXPECT_EQ(key(change(saved->customer.id, 1, {{"booking_block", true}})), "error.no_right_to_field");
    EXPECT_EQ(key(change(saved->customer.id, 1, {{"number", std::int64_t{43}}}, chief)), "error.number_only_at_entry");
    const auto blocked =
        change(saved->customer.id, 1, {{"booking_block", true}, {"booking_block_reason", "zahlt nicht"}}, chief);
    ASSERT_TRUE(blocked);
    EXPECT_EQ(blocked->customer.booking_block_since, "2026-03-01");
    const auto free = change(saved->customer.id, 2, {{"booking_block", false}}, chief);
    EXPECT_EQ(free->customer.booking_block_since, "");
}

TEST_P(CustomerActions, LinksMustLeadToACustomer) {
    const auto company = create({{"name", "Müller GmbH"}, {"kind", "company"}});
    const auto refused = create({{"name", "Weber"}, {"company", std::int64_t{999}}});
    EXPECT_EQ(refused.refusal().issues.at(0).key, "error.no_such_customer");
    EXPECT_TRUE(create({{"name", "Weber"}, {"company", *company->customer.number}}));
}

TEST_P(CustomerActions, CardNumbersAreRefusedInEveryTextField) {
    for (const auto& member : customer_fields()) {
        if (member.field.kind != FieldKind::text || member.field.max_length < 19) continue;
        NewValues values{{"name", "Müller"}};
        values[std::string(member.field.name)] = "4111 1111 1111 1111";
        const auto refused = create(values);
        ASSERT_FALSE(refused) << member.field.name;
        EXPECT_EQ(refused.refusal().issues.at(0).key, "error.card_number") << member.field.name;
    }
}

TEST_P(CustomerActions, TheAnonymousCustomerStaysAsHeIs) {
    EXPECT_EQ(change(anonymous_customer, 1, {{"name", "Müller"}}, Actor::system()).refusal().kind,
              RefusalKind::conflict);
    EXPECT_EQ(remove(*stored(anonymous_customer)).refusal().kind, RefusalKind::conflict);
    EXPECT_EQ(change(4711, 1, {{"name", "Müller"}}).refusal().kind, RefusalKind::not_found);
}

TEST_P(CustomerActions, AStaleVersionIsRefusedAndTheHistorySaysWhoDidWhat) {
    const auto saved = create({{"name", "Müller"}});
    auto other = clerk();
    other.name = "bert";
    ASSERT_TRUE(change(saved->customer.id, 1, {{"town", "Köln"}}, other));
    EXPECT_EQ(change(saved->customer.id, 1, {{"town", "Bonn"}}).refusal().kind, RefusalKind::stale);
    EXPECT_EQ(stored(saved->customer.id)->town, "Köln");
    db().read([&](Transaction& transaction) {
        const auto since = audit::changes_since_version(house(), transaction, "customer", saved->customer.id, 1);
        ASSERT_THAT(since, SizeIs(1));
        EXPECT_EQ(since[0].user_name, "bert");
        EXPECT_EQ(since[0].changes.at(0).field, "town");
        EXPECT_EQ(since[0].changes.at(0).after, "Köln");
    });
}

TEST_P(CustomerActions, OfWritersAtOnceOneWinsPerVersion) {
    const auto saved = create({{"name", "Müller"}});
    std::atomic<int> won = 0, stale = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer)
        writers.emplace_back([&, writer] {
            auto result = change(saved->customer.id, 1, {{"town", "Ort " + std::to_string(writer)}});
            if (result) ++won;
            else if (result.refusal().kind == RefusalKind::stale) ++stale;
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(stale, 7);
    EXPECT_EQ(stored(saved->customer.id)->version, 2);
    expect_sound();
}

}  // namespace
}  // namespace kartei::customers
