// What follows a merge, and what comes back (docs/decisions/0041): agency data, links of others, versions, creations.
#include <gmock/gmock.h>

#include "modules/merges/merges_fixture.hpp"

namespace kartei::merges {
namespace {

using testing::Contains;
using testing::ElementsAre;

class MergeFollowers : public WithFamilies {};
ON_BOTH_ENGINES(MergeFollowers);

/// customers.md 14: an agency has one row of its own data.
TEST_P(MergeFollowers, AgencyDataIsJoinedFieldByField) {
    const auto one = add_customer({{"name", "Reisebüro Meyer"}, {"kind", "agency"}}),
               other = add_customer({{"name", "Meyer Reisen"}, {"kind", "agency"}}),
               third = add_customer({{"name", "Reiseladen Meyer"}, {"kind", "agency"}});
    const auto add = [&](std::int64_t customer, const char* owner, const char* form, const char* iata) {
        db().write([&](Transaction& transaction) {
            transaction.execute(
                "INSERT INTO agency (id, created_event, customer_id, position, owner, legal_form, iata_number, capital)"
                " VALUES (:id, 1, :customer_id, 1, :owner, :legal_form, :iata_number, 100)",
                take_ids(transaction, "agency"), customer, sql::text_or_null(owner), sql::text_or_null(form),
                sql::text_or_null(iata));
        });
    };
    add(one, "Meyer", "", "");
    add(other, "Öz", "GmbH", "23-2 1");
    add(third, "", "B.V.", "23-2 2");
    const auto before = dump();
    auto wish = plain({one, other, third});
    wish.chosen["agency.iata_number"] = third;
    const auto preview = db().read([&](Transaction& transaction) { return preview_merge(transaction, wish); });
    ASSERT_TRUE(preview);
    std::map<std::string, std::pair<std::int64_t, Value>> seen;
    for (const auto& field : preview->fields) seen[field.name] = {field.proposed, field.value};
    EXPECT_EQ(seen.at("agency.owner"), std::pair(one, Value("Meyer")));
    EXPECT_EQ(seen.at("agency.legal_form"), std::pair(other, Value("GmbH"))) << "he has none: the first other's";
    EXPECT_EQ(seen.at("agency.iata_number"), std::pair(third, Value("23-2 2"))) << "chosen";
    EXPECT_EQ(seen.at("agency.capital"), std::pair(one, Value(std::int64_t{100})));
    EXPECT_FALSE(seen.contains("agency.branches")) << "nobody has it";
    for (const auto& move : preview->moves) EXPECT_NE(move.table, "agency");
    const auto event = merged(wish);
    EXPECT_EQ(number_of("SELECT count(*) FROM agency"), 1);
    EXPECT_EQ(value_of("SELECT owner || '|' || legal_form || '|' || iata_number FROM agency WHERE customer_id = " +
                       std::to_string(one)),
              "Meyer|GmbH|23-2 2");
    ASSERT_TRUE(part(event));
    EXPECT_EQ(difference(before, dump()), "");
    const auto second = merged(plain({one, other}));
    db().write([](Transaction& transaction) {
        transaction.execute("UPDATE agency SET legal_form = 'KG', version = version + 1 WHERE legal_form = 'GmbH'");
    });
    const auto parting =
        db().read([&](Transaction& transaction) { return preview_parting(house(), transaction, second); });
    ASSERT_TRUE(parting);
    EXPECT_THAT(parting->fields, Contains("agency.legal_form"));
    ASSERT_TRUE(part(second));
    EXPECT_EQ(value_of("SELECT legal_form FROM agency WHERE owner = 'Meyer'"), "KG") << "what was typed since stays";
    EXPECT_EQ(value_of("SELECT legal_form FROM agency WHERE owner = 'Öz'"), "GmbH");
}

TEST_P(MergeFollowers, AgencyDataOfTheOthersAloneComeToTheSurvivor) {
    const auto one = add_customer({{"name", "Meyer"}}), other = add_customer({{"name", "Meyer Reisen"}});
    db().write([&](Transaction& transaction) {
        transaction.execute(
            "INSERT INTO agency (id, created_event, customer_id, position, owner) VALUES (:id, 1, :customer, 1, 'Öz')",
            take_ids(transaction, "agency"), other);
    });
    const auto before = dump();
    const auto event = merged(plain({one, other}));
    EXPECT_EQ(number_of("SELECT customer_id FROM agency WHERE owner = 'Öz'"), one);
    ASSERT_TRUE(part(event));
    EXPECT_EQ(difference(before, dump()), "");
}

TEST_P(MergeFollowers, LinksOfOthersFollowAndGoBack) {
    const auto one = add_customer({{"name", "Müller GmbH"}}), other = add_customer({{"name", "Mueller GmbH"}}),
               anna = add_customer({{"name", "Öz"}, {"first_name", "Anna"}}), jan = add_customer({{"name", "Berg"}});
    const auto number = [&](std::int64_t customer) { return *stored(customer)->number; };
    const auto change = [&](std::int64_t customer, const NewValues& values) {
        ASSERT_TRUE(db().write([&](Transaction& transaction) {
            return customers::change_customer(house(), transaction, Actor::system(), customer,
                                              stored(customer)->version, values);
        }));
    };
    change(anna, {{"company", number(other)}, {"turnover_group", number(other)}});
    change(jan, {{"company", number(other)}});
    db().write([&](Transaction& transaction) {
        transaction.execute(
            "INSERT INTO family_member (id, created_event, customer_id, position, name, customer) VALUES "
            "(1, 1, :customer, 1, 'Mueller', :number)",
            jan, number(other));
        profile::follow_rows(transaction, jan, true);
    });
    const auto before = dump();
    const auto preview =
        db().read([&](Transaction& transaction) { return preview_merge(transaction, plain({one, other})); });
    ASSERT_TRUE(preview);
    const auto links = std::find_if(preview->moves.begin(), preview->moves.end(),
                                    [](const Move& move) { return move.table == "customer_link"; });
    ASSERT_NE(links, preview->moves.end());
    EXPECT_EQ(links->count, 4);
    EXPECT_THAT(links->sample, ElementsAre("Anna Öz (" + std::to_string(number(anna)) + ")",
                                           "Berg (" + std::to_string(number(jan)) + ")"));
    const auto of_jan = stored(jan)->version;
    const auto event = merged(plain({one, other}));
    EXPECT_EQ(stored(anna)->company, number(one));
    EXPECT_EQ(stored(anna)->turnover_group, number(one));
    EXPECT_EQ(stored(jan)->company, number(one));
    EXPECT_GT(stored(jan)->version, of_jan);
    EXPECT_EQ(number_of("SELECT customer FROM family_member WHERE id = 1"), number(one));
    expect_sound();
    const auto told = db().read([&](Transaction& transaction) {
        return audit::history_of(house(), transaction, merge_record, anna, 0, 10);
    });
    ASSERT_EQ(told.size(), 1u);
    ASSERT_EQ(told[0].changes.size(), 2u);
    EXPECT_EQ(told[0].changes[0].after, std::to_string(number(one)));
    ASSERT_TRUE(part(event));
    EXPECT_EQ(difference(before, dump()), "");

    const auto second = merged(plain({one, other}));
    change(jan, {{"company", Value()}});
    const auto parting =
        db().read([&](Transaction& transaction) { return preview_parting(house(), transaction, second); });
    ASSERT_TRUE(parting);
    ASSERT_EQ(std::count_if(parting->since.begin(), parting->since.end(),
                            [](const Since& since) { return since.table == "customer_link"; }),
              1);
    ASSERT_TRUE(part(second));
    EXPECT_FALSE(stored(jan)->company) << "what was changed since stays";
    EXPECT_EQ(stored(anna)->company, number(other));
    expect_sound();
}

TEST_P(MergeFollowers, ALinkThatWouldLeadInACircleIsToldBefore) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}}),
               third = add_customer({{"name", "Berg"}});
    for (const auto& [from, to] : {std::pair(third, other), std::pair(one, third)})
        ASSERT_TRUE(db().write([&, from = from, to = to](Transaction& transaction) {
            return customers::change_customer(house(), transaction, Actor::system(), from, 1,
                                              {{"company", *stored(to)->number}});
        }));
    const auto preview =
        db().read([&](Transaction& transaction) { return preview_merge(transaction, plain({one, other})); });
    ASSERT_TRUE(preview);
    EXPECT_THAT(preview->warnings, Contains("merges.warning.link_circle"));
}

/// What was given out as a version of the joined customer never means another state of him.
TEST_P(MergeFollowers, AVersionIsNeverGivenOutTwice) {
    const auto one = add_customer({{"name", "Müller"}}), other = add_customer({{"name", "Mueller"}, {"town", "Bonn"}});
    const auto event = merged(plain({one, other}));
    const auto version = stored(one)->version;
    ASSERT_TRUE(part(event));
    EXPECT_GT(stored(one)->version, version);
    const auto late = db().write([&](Transaction& transaction) {
        return customers::change_customer(house(), transaction, Actor::system(), one, version, {{"town", "Köln"}});
    });
    ASSERT_FALSE(late) << "typed into the joined customer, saved after the parting";
    EXPECT_EQ(late.refusal().kind, RefusalKind::stale);
}

TEST_P(MergeFollowers, ACreationIsUndoneOnlyAfterThePartingOfAMerge) {
    const auto import = db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_customers", "kunden.csv");
        for (std::int64_t id : {101, 102}) {
            customers::Customer customer;
            customer.id = id;
            customer.version = 1;
            customer.created_event = change.event();
            customer.created_at = change.at();
            customer.kind = "private";
            customer.number = 5000 + id;
            customer.name = "Müller";
            customers::insert_customer(transaction, customer);
        }
        change.created("customer", 101, 102);
        change.seal();
        return change.event();
    });
    const auto event = merged(plain({101, 102}));
    const auto undone = audit::reverse_event(house(), Actor::system(), import);
    ASSERT_TRUE(undone);
    EXPECT_EQ(undone->event, 0);
    std::vector<std::string> reasons;
    for (const auto& conflict : undone->conflicts)
        reasons.push_back(std::to_string(conflict.id) + " " + conflict.found);
    EXPECT_THAT(reasons, testing::UnorderedElementsAre("101 error.part_first", "102 error.part_first"));
    ASSERT_TRUE(part(event));
    const auto again = audit::reverse_event(house(), Actor::system(), import);
    ASSERT_TRUE(again);
    EXPECT_GT(again->event, 0);
    EXPECT_FALSE(stored(101) || stored(102));
}

}  // namespace
}  // namespace kartei::merges
