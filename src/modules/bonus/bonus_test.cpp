// Points by hand, the list, the statement, who may see them, merging, and the module switched off.
#include "modules/bonus/with_bonus_test.hpp"

#include "tests/support/pdf_pages.hpp"

namespace kartei::bonus {
namespace {

class BonusByHand : public WithBonus {};
ON_BOTH_ENGINES(BonusByHand);

// J-016, J-224: the points of a stored customer; entered by hand, tied to no booking
TEST_P(BonusByHand, PointsAreGivenTakenAndTakenBack) {
    const auto anna = customer();
    EXPECT_EQ(balance(anna), 0);
    const auto given = enter(anna, 500, {{"expires_on", "2026-12-31"}});
    ASSERT_EQ(given.status, 201) << given.text;
    EXPECT_EQ(given.json["balance"], 500);
    EXPECT_EQ(given.json["worth"], "5.00");
    const auto lot = given.json["lots"][0];
    EXPECT_EQ(lot["booking"], nullptr);
    EXPECT_EQ(lot["text"], "Gutschein zum Jubiläum");
    EXPECT_EQ(lot["ends_on"], "2026-12-31");
    EXPECT_EQ(given.json["expiring"], (Json{{"points", 500}, {"on", "2026-12-31"}}));
    const auto taken = enter(anna, -120, {{"text", "Prospekt"}});
    ASSERT_EQ(taken.status, 201) << taken.text;
    EXPECT_EQ(taken.json["balance"], 380);
    const auto history = chief().get(path_of(anna) + "/history");
    EXPECT_NE(history.text.find("+500 Gutschein zum Jubiläum"), std::string::npos);
    EXPECT_EQ(undo(taken.json["change_event"]).status, 200);
    EXPECT_EQ(balance(anna), 500);
    const auto undone = undo(given.json["change_event"]);
    ASSERT_EQ(undone.status, 200) << undone.text;
    EXPECT_EQ(balance(anna), 0);
    EXPECT_EQ(points(anna)["lots"].size(), 0u);
    // The undo is undone.
    EXPECT_EQ(undo(undone.json["change_event"]).status, 200);
    EXPECT_EQ(balance(anna), 500);
    EXPECT_EQ(wrong(), 0);
    expect_sound();
}

TEST_P(BonusByHand, TheSameRequestTwiceGivesOnce) {
    const auto anna = customer();
    const Json body{{"points", 100}, {"text", "Treue"}};
    const test::Headers once{{"Idempotency-Key", "bonus-100"}};
    const auto first = chief().post(path_of(anna) + "/bonus", body, once);
    const auto second = chief().post(path_of(anna) + "/bonus", body, once);
    EXPECT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(second.json, first.json);
    EXPECT_EQ(balance(anna), 100);
}

TEST_P(BonusByHand, WhatCannotBeIsSaidAtOnce) {
    const auto anna = customer();
    EXPECT_EQ(issues_of(enter(anna, 0, {{"text", " "}, {"entered_on", "2026-03-02"}})),
              (std::vector<std::string>{"text: error.required", "points: error.required",
                                        "entered_on: error.bonus_in_the_future"}));
    EXPECT_EQ(issues_of(enter(anna, 5, {{"expires_on", "2026-02-28"}})),
              (std::vector<std::string>{"expires_on: error.ends_before_it_begins"}));
    EXPECT_EQ(issues_of(enter(anna, 200'000'000)), (std::vector<std::string>{"points: error.bonus_too_many"}));
    // Never more than is there.
    EXPECT_EQ(enter(anna, 100).status, 201);
    EXPECT_EQ(issues_of(enter(anna, -101)), (std::vector<std::string>{"points: error.bonus_not_there"}));
    EXPECT_EQ(enter(anna, -100).status, 201);
    EXPECT_EQ(balance(anna), 0);
}

TEST_P(BonusByHand, RedeemedPointsAreNotTakenBack) {
    const auto anna = customer();
    const auto given = enter(anna, 500);
    const auto taken = enter(anna, -400);
    const auto refused = undo(given.json["change_event"]);
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.text.find("These points have been redeemed since"), std::string::npos) << refused.text;
    EXPECT_EQ(balance(anna), 100);
    EXPECT_EQ(undo(taken.json["change_event"]).status, 200);
    EXPECT_EQ(undo(given.json["change_event"]).status, 200);
    EXPECT_EQ(balance(anna), 0);
}

// J-198: out of the programme
TEST_P(BonusByHand, WhoIsExcludedGetsNone) {
    const auto anna = customer({{"name", "Eriksson"}, {"no_bonus_points", true}});
    EXPECT_EQ(points(anna)["takes_part"], false);
    EXPECT_EQ(enter(anna, 10).status, 409);
    EXPECT_EQ(balance(anna), 0);
}

TEST_P(BonusByHand, AYearWithoutNewPointsLosesAllWhereTheHouseSaysSo) {
    const auto anna = customer();
    EXPECT_EQ(enter(anna, 300, {{"entered_on", "2024-06-01"}}).status, 201);
    EXPECT_EQ(enter(anna, 200, {{"entered_on", "2025-02-28"}}).status, 201);
    EXPECT_EQ(balance(anna), 500);
    set_parameter("bonus_expire_idle", true);
    EXPECT_EQ(balance(anna), 0);
    EXPECT_EQ(points(anna)["expired"], 500);
    EXPECT_EQ(listed(), std::to_string(anna.at("number").get<int>()) +
                            ",\"Eriksson, Anna\",0.00,0,500,0,500,0,0,\n");
    EXPECT_EQ(enter(anna, 70).status, 201);
    EXPECT_EQ(balance(anna), 70);
    set_parameter("bonus_expire_idle", false);
    EXPECT_EQ(balance(anna), 570);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusByHand, TheListShowsEverybodyAndOne) {
    const auto anna = customer(), bert = customer({{"name", "Berg"}, {"first_name", "Bert"}});
    customer({{"name", "Ohne"}});
    thousand(anna);
    enter(anna, 50, {{"expires_on", "2026-06-30"}});
    enter(anna, -30);
    enter(bert, 7, {{"entered_on", "2026-01-01"}});
    const auto line_of_anna =
        std::to_string(anna.at("number").get<int>()) + ",\"Eriksson, Anna\",1000.00,1000,50,30,0,1020,20,2026-06-30\n";
    const auto line_of_bert = std::to_string(bert.at("number").get<int>()) + ",\"Berg, Bert\",0.00,0,7,0,0,7,0,\n";
    EXPECT_EQ(listed(), line_of_bert + line_of_anna);
    EXPECT_EQ(listed({"--customer", std::to_string(anna.at("number").get<int>())}), line_of_anna);
    EXPECT_EQ(listed({"--on", "2026-02-01"}), line_of_bert);
    enter(bert, -7);
    EXPECT_EQ(listed({"--left"}), line_of_anna);
}

TEST_P(BonusByHand, TheStatementGoesOverAsManyPagesAsItNeeds) {
    const auto anna = customer();
    for (int entry = 0; entry < 60; ++entry) enter(anna, 10, {{"text", "Punkte Nr. " + std::to_string(entry)}});
    const auto statement = chief().get(path_of(anna) + "/bonus/statement.pdf");
    ASSERT_EQ(statement.status, 200) << statement.text;
    EXPECT_EQ(statement.text.substr(0, 5), "%PDF-");
    EXPECT_EQ(test::pages_of(statement.text), 2u);
}

TEST_P(BonusByHand, OnlyWhoHasTheRightSeesAndEnters) {
    const auto anna = customer();
    for (const auto* who : {"clerk", "stranger", "desk"}) {
        EXPECT_EQ(as(who).get(path_of(anna) + "/bonus").status, 403) << who;
        EXPECT_EQ(as(who).get(path_of(anna) + "/bonus/statement.pdf").status, 403) << who;
        EXPECT_EQ(as(who).post(path_of(anna) + "/bonus", {{"points", 1}, {"text", "x"}}).status, 403) << who;
    }
    const auto given = enter(anna, 5);
    EXPECT_EQ(desk().post("/change-events/" + given.json["change_event"].dump() + "/reversal", nullptr).status, 403);
    EXPECT_EQ(balance(anna), 5);
}

// decisions.md 33
TEST_P(BonusByHand, HiddenCustomersAreNotThere) {
    const auto anna = customer();
    enter(anna, 5);
    hide(anna);
    Actor clerk;
    clerk.name = "clerk";
    clerk.permissions = {"bonus.read", "bonus.change", "reports.export"};
    const auto id = anna.at("id").get<std::int64_t>();
    db().write([&](sql::Transaction& transaction) -> Result<Done> {
        EXPECT_FALSE(points_of(house(), transaction, clerk, id));
        EXPECT_FALSE(enter_points(house(), transaction, clerk, id, {1, "x", "", ""}));
        EXPECT_FALSE(may_see_records(transaction, clerk, "bonus_entry", 1, 1));
        EXPECT_TRUE(points_of(house(), transaction, Actor::system(), id));
        return Done{};
    });
    EXPECT_EQ(listed({}, clerk), "");
    EXPECT_NE(listed(), "");
}

TEST_P(BonusByHand, MergingMovesPointsAndPartingReturnsThem) {
    const auto anna = customer(), other = customer({{"name", "Ericson"}, {"first_name", "Anna"}});
    enter(anna, 10);
    enter(other, 200);
    const auto booking = thousand(other);
    ASSERT_EQ(redeem(booking, "3.00").status, 201);
    EXPECT_EQ(balance(other), 900);
    const auto survivor = anna.at("id").get<std::int64_t>(), merged = other.at("id").get<std::int64_t>();
    const auto done =
        chief().post("/merges", {{"survivor", survivor},
                                 {"merged", {merged}},
                                 {"versions", {{std::to_string(survivor), 1}, {std::to_string(merged), 1}}}});
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(balance(anna), 910);
    EXPECT_EQ(by_booking(anna, booking)["points"], 1000);
    EXPECT_EQ(wrong(), 0);
    const auto parted = undo(done.json["change_event"]);
    ASSERT_EQ(parted.status, 200) << parted.text;
    EXPECT_EQ(balance(anna), 10);
    EXPECT_EQ(balance(other), 900);
    EXPECT_EQ(wrong(), 0);
}

TEST_P(BonusByHand, PointsGoWithACustomerAndComeBackWithHim) {
    const auto anna = customer();
    enter(anna, 15);
    const auto now = chief().get(path_of(anna)).json.at("version").get<std::int64_t>();
    const auto gone = chief().del(path_of(anna), version(now));
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(listed(), "");
    EXPECT_EQ(undo(gone.json["change_event"]).status, 200);
    EXPECT_EQ(balance(anna), 15);
}

// J-017: the module can be absent: not found, nothing shown, nothing earned, and all as it was when it comes back
TEST_P(BonusByHand, SwitchedOffIsNotThere) {
    const auto anna = customer();
    thousand(anna);
    set_parameter("module_bonus", false);
    EXPECT_EQ(chief().get(path_of(anna) + "/bonus").status, 404);
    EXPECT_EQ(chief().get(path_of(anna) + "/bonus/statement.pdf").status, 404);
    EXPECT_EQ(enter(anna, 5).status, 404);
    const auto other = thousand(anna);
    EXPECT_EQ(issues_of(redeem(other, "1.00")), (std::vector<std::string>{"kind: error.no_bonus_here"}));
    listed({}, Actor::system(), 1);
    EXPECT_THAT(keys_of(read(other, "chief")["warnings"]), testing::Not(testing::Contains("booking_bonus_below_zero")));
    set_parameter("module_bonus", true);
    EXPECT_EQ(balance(anna), 1000);
    EXPECT_EQ(wrong(), 0);
}

}  // namespace
}  // namespace kartei::bonus
