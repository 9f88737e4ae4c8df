// The rules of the gate, each by itself, and what it asks of the house.
#include "modules/mailing/gate.hpp"

#include "modules/mailing/sendings_fixture.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using parameters::ContactRule;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

Customer somebody() {
    Customer one;
    one.id = 2, one.town = "Bonn", one.email = "anna@example.com", one.phone_mobile = "+49 171 1234567";
    return one;
}

const parameters::ParameterValues standard{};

string why(const Customer& customer, Channel channel, Purpose purpose, const std::function<void(Circumstances&)>& set = {}) {
    Circumstances all{channel, purpose, standard};
    if (set) set(all);
    return string(why_dropped(customer, all));
}

TEST(Gate, AdvertisingNeedsAPermissionUnlessTheLawSaysOtherwise) {
    const auto anna = somebody();
    const auto under = [&](ContactRule law, bool given, bool withdrawn) {
        return why(anna, Channel::phone, Purpose::advertising, [&](Circumstances& all) {
            all.law = law, all.is_permitted = given, all.is_withdrawn = withdrawn;
        });
    };
    EXPECT_EQ(under(ContactRule::permission, false, false), "no_permission");
    EXPECT_EQ(under(ContactRule::permission, true, false), "");
    EXPECT_EQ(under(ContactRule::permission, false, true), "permission_withdrawn");
    EXPECT_EQ(under(ContactRule::opt_out, false, false), "");
    EXPECT_EQ(under(ContactRule::opt_out, false, true), "permission_withdrawn");
    EXPECT_EQ(under(ContactRule::forbidden, true, false), "forbidden_by_law");
    EXPECT_EQ(why(anna, Channel::letter, Purpose::contract), "") << "his own business needs none";
    EXPECT_EQ(why(anna, Channel::letter, Purpose::information, [](Circumstances& all) { all.needs_permission = true; }),
              "no_permission")
        << "one that was named is asked for";
}

// J-183, J-191: lifted for his own business, never for advertising
TEST(Gate, WhoIsInNoSelectionNeverGetsAdvertising) {
    auto anna = somebody();
    anna.no_selection = true;
    const auto lifted = [](Circumstances& all) { all.is_lifted = true, all.is_permitted = true; };
    EXPECT_EQ(why(anna, Channel::email, Purpose::contract), "no_selection");
    EXPECT_EQ(why(anna, Channel::email, Purpose::contract, lifted), "");
    EXPECT_EQ(why(anna, Channel::email, Purpose::information, lifted), "");
    EXPECT_EQ(why(anna, Channel::email, Purpose::advertising, lifted), "no_selection");
}

TEST(Gate, WhatStandsInTheProfileDecides) {
    const auto with = [](const std::function<void(Customer&)>& set, Channel channel = Channel::email) {
        auto one = somebody();
        set(one);
        return why(one, channel, Purpose::contract);
    };
    EXPECT_EQ(with([](Customer& one) { one.mailing_kind = "deceased"; }), "deceased");
    EXPECT_EQ(with([](Customer& one) { one.mailing_kind = "none"; }), "mailing_kind");
    EXPECT_EQ(with([](Customer& one) { one.email = ""; }), "no_email");
    EXPECT_EQ(with([](Customer& one) { one.email = "anna@nowhere"; }), "bad_email");
    EXPECT_EQ(with([](Customer& one) { one.town = ""; }, Channel::letter), "no_address");
    EXPECT_EQ(with([](Customer& one) { one.id = customers::anonymous_customer; }), "anonymous");
    EXPECT_EQ(with([](Customer& one) { one.hidden_in_search = true; }), "hidden_in_search");
    EXPECT_EQ(with([](Customer&) {}, Channel::sms), "not_on_sms_list");
}

class GateOfAHouse : public WithSendings {
protected:
    std::vector<string> asked(const GateOrder& order) {
        std::vector<string> all;
        db().read([&](Transaction& transaction) {
            Gate gate(house(), transaction, order);
            std::vector<std::int64_t> ids;
            for (const auto& [name, id] : ids_) ids.push_back(id);
            const auto gated = gate.issue_all(Actor::system(), ids);
            for (const auto& one : gated.issued) all.push_back(one.customer().name + " " + one.proof().at.substr(0, 10));
            for (const auto& one : gated.dropped) all.push_back(one.name + ": " + one.reason);
        });
        return all;
    }
};
ON_BOTH_ENGINES(GateOfAHouse);

TEST_P(GateOfAHouse, ThePermissionIsTheProofAndOneWithdrawnSilencesNobodyElse) {
    reachable("Anna", {{"email", string("family@example.com")}}), reachable("Bert", {{"email", string("Family@example.com")}});
    declare("Anna", "given"), declare("Bert", "withdrawn");
    GateOrder order{Channel::email, Purpose::advertising};
    order.permission = db().read([](Transaction& transaction) { return consents::all_permissions(transaction).at(0).first; });
    EXPECT_THAT(asked(order), ElementsAre("Anna 2025-05-01", "Bert: permission_withdrawn"));
    declare("Bert", "given", "2025-06-01T00:00:00Z");
    EXPECT_THAT(asked(order), ElementsAre("Anna 2025-05-01", "Bert 2025-06-01"));
    order.once_per_address = true;
    EXPECT_THAT(asked(order), ElementsAre("Anna 2025-05-01", "Bert: double_address"));
}

TEST_P(GateOfAHouse, AHouseholdIsWrittenToOnceIfTheRunSaysSo) {
    reachable("Adler", {{"first_name", string("Anna")}}), reachable("Zeder");
    ids_["Bert Adler"] = 0;
    reachable("Bert Adler", {{"name", string("Adler")}, {"first_name", string("Bert")}});
    GateOrder order{Channel::letter, Purpose::contract};
    EXPECT_THAT(asked(order), UnorderedElementsAre("Adler ", "Adler ", "Zeder "));
    order.once_per_address = true;
    EXPECT_THAT(asked(order), UnorderedElementsAre("Adler ", "Bert Adler: double_address", "Zeder "));
}

// J-160: two who are greeted together get one letter, in both names
TEST_P(GateOfAHouse, TwoWhoAreGreetedTogetherAreOneRecipient) {
    reachable("Anna", {{"name", string("Adler")}, {"first_name", string("Anna")}, {"letter_salutation", string("Liebe Anna")}});
    reachable("Bert", {{"name", string("Adler")}, {"first_name", string("Bert")}, {"letter_salutation", string("Lieber Bert")}});
    db().read([&](Transaction& transaction) {
        Gate gate(house(), transaction, {Channel::letter, Purpose::contract});
        const auto both = gate.issue_for_two(*customers::find_customer(transaction, ids_.at("Anna")),
                                             *customers::find_customer(transaction, ids_.at("Bert")), Language::de, nullptr);
        ASSERT_TRUE(both);
        EXPECT_EQ(both->customer().first_name, "Anna und Bert");
        EXPECT_EQ(both->customer().letter_salutation, "Liebe Anna, lieber Bert");
    });
}

TEST_P(GateOfAHouse, SuppressionListsHoldForEverythingButHisOwnBusiness) {
    reachable("Anna"), reachable("Bert");
    declare("Anna", "given"), declare("Bert", "given");
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_suppressions");
        consents::store_suppressions(transaction, change,
                                     {{consents::suppression_hash_of_email("ANNA@example.com "), "Robinson"}});
        change.seal();
    });
    EXPECT_THAT(asked({Channel::email, Purpose::information}), ElementsAre("Bert ", "Anna: suppressed"));
    EXPECT_THAT(asked({Channel::email, Purpose::contract}), ElementsAre("Anna ", "Bert "));
}

TEST_P(GateOfAHouse, TheLawOfACountryHoldsFromItsDay) {
    reachable("Anna", {{"country", string("NL")}, {"phone_mobile", string("+31 6 12345678")}});
    const GateOrder order{Channel::phone, Purpose::advertising};
    EXPECT_THAT(asked(order), ElementsAre("Anna ")) << "before the first of July he may be called until he objects";
    clock().set(*read_instant("2026-07-01T09:00:00Z", "UTC"));
    EXPECT_THAT(asked(order), ElementsAre("Anna: no_permission"));
}

}  // namespace
}  // namespace kartei::mailing
