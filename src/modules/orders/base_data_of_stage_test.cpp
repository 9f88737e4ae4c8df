// What a house says of its venues, subscriptions, promotions and articles: kept by one mechanism, for everybody his.
#include "modules/orders/stage_fixture.hpp"

namespace kartei::orders {
namespace {

using test::if_match;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BaseDataOfStage : public OnStage {};
ON_BOTH_ENGINES(BaseDataOfStage);

TEST_P(BaseDataOfStage, AHallNamesItsVenueAndFollowsItsNewName) {
    const auto venue = made("venues", {{"name", "Kammerspiele"}, {"town", "Bonn"}});
    const auto hall = made("halls", {{"name", "Studio"}, {"venue", "KAMMERSPIELE"}});
    EXPECT_EQ(on_stage().get("/base-data/halls?q=studio").json["rows"][0]["venue"], "Kammerspiele");
    const auto renamed = on_stage().patch(at("venues", venue), {{"name", "Oper"}}, {if_match(1)});
    ASSERT_EQ(renamed.status, 200) << renamed.text;
    EXPECT_EQ(on_stage().get("/base-data/halls?q=studio").json["rows"][0]["venue"], "Oper");
    EXPECT_THAT(on_stage().post("/base-data/halls", {{"name", "Foyer"}, {"venue", "Operr"}}).issues(),
                ElementsAre("venue: error.not_in_base_data"));
    EXPECT_THAT(on_stage().del(at("venues", venue), {if_match(2)}).issues(), ElementsAre(": error.used_by.hall"));
    undo(renamed.json["change_event"]);
    EXPECT_EQ(on_stage().get("/base-data/halls?q=studio").json["rows"][0]["venue"], "Kammerspiele");
    ASSERT_EQ(on_stage().del(at("halls", hall), {if_match(1)}).status, 200);
    EXPECT_EQ(on_stage().del(at("venues", venue), {if_match(3)}).status, 200);
}

TEST_P(BaseDataOfStage, WhatIsUsedStaysAndSaysByWhom) {
    const auto season = made("seasons", {{"name", "2031/32"}, {"starts_on", "2031-09-01"}, {"ends_on", "2032-06-30"}});
    const auto made_event = on_stage().post(
        "/event-dates", {{"code", "Z1"}, {"name", "Zauberflöte"}, {"season", "2031/32"}, {"hall", "Großer Saal"}});
    ASSERT_EQ(made_event.status, 201) << made_event.text;
    const auto refused = on_stage().del(at("seasons", season), {if_match(1)});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.text, HasSubstr("Zauberflöte"));
    const auto retired = on_stage().patch(at("seasons", season), {{"retired", true}}, {if_match(1)});
    EXPECT_EQ(retired.json["retired"], true);
    EXPECT_THAT(on_stage().post("/base-data/seasons",
                                {{"name", "X"}, {"starts_on", "2031-09-01"}, {"ends_on", "2031-01-01"}}).issues(),
                ElementsAre("ends_on: error.ends_before_it_begins"));
}

TEST_P(BaseDataOfStage, SubscriptionsNameTheirDatesAndHowManyAreChosen) {
    made("seasons", {{"name", "2031/32"}});
    const Json flexible{{"name", "Wahl"}, {"season", "2031/32"}, {"kind", "flexible"}, {"price", "45.00"},
                        {"events", {"E1", "E2"}}, {"choose_least", 2}, {"choose_most", 2}, {"colour", "#1a7f37"}};
    const auto id = made("subscriptions", flexible);
    auto row = on_stage().get("/base-data/subscriptions").json["rows"][0];
    EXPECT_EQ(row["events"], (Json{"E1", "E2"}));
    EXPECT_EQ(row["price"], "45.00");
    const auto changed = on_stage().patch(at("subscriptions", id), {{"events", {"E2"}}, {"choose_least", 1},
                                                                    {"choose_most", nullptr}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    undo(changed.json["change_event"]);
    EXPECT_EQ(on_stage().get("/base-data/subscriptions").json["rows"][0]["events"], (Json{"E1", "E2"}));
    auto too_many = flexible;
    too_many["name"] = "Anderes";
    too_many["choose_least"] = 3;
    too_many["choose_most"] = 1;
    EXPECT_THAT(on_stage().post("/base-data/subscriptions", too_many).issues(),
                ElementsAre("choose_least: error.chooses_more_than_offered", "choose_most: error.most_below_least"));
    EXPECT_THAT(on_stage().post("/base-data/subscriptions", flexible).issues(),
                ElementsAre("season: error.exists_already"));
}

// Customer-lists.md 12: who is bound to promoters sees and changes what is his.
TEST_P(BaseDataOfStage, APromoterSeesAndChangesHisOwn) {
    made("promotions", {{"name", "Haus"}, {"percent", "10"}});
    made("promotions", {{"name", "Nur Nord"}, {"percent", "10"}, {"events", {"X1"}}});
    EXPECT_THAT(names_of("promotions", "nord"), ElementsAre("Nur Nord"));
    EXPECT_THAT(names_of("promoters", "nord"), ElementsAre("Agentur Nord"));
    EXPECT_THAT(names_of("promotions", "anna"), ElementsAre("Haus", "Nur Nord"));
    EXPECT_EQ(on_stage("nord").post("/base-data/promotions", {{"name", "Alle"}, {"percent", "50"}}).status, 403);
    EXPECT_EQ(on_stage("nord").post("/base-data/promotions", {{"name", "Fremd"}, {"percent", "50"},
                                                              {"events", {"E1"}}}).status, 403);
    EXPECT_EQ(on_stage("nord").post("/base-data/promotions", {{"name", "Meine"}, {"percent", "50"},
                                                              {"events", {"X1"}}}).status, 201);
    EXPECT_EQ(on_stage("nord").post("/base-data/genres", {{"name", "Oper"}}).status, 403);
    const auto house_one = on_stage().get("/base-data/promotions?q=haus").json["rows"][0]["id"].get<std::int64_t>();
    EXPECT_EQ(on_stage("nord").patch(at("promotions", house_one), {{"percent", "99"}}, {if_match(1)}).status, 404);
    EXPECT_EQ(on_stage("nord").post("/event-dates", {{"code", "N1"}, {"name", "Fremd"}, {"promoter", "Haus"}}).status,
              403);
    EXPECT_EQ(on_stage("nord").get("/event-dates/" + std::to_string(e1_)).status, 404);
}

TEST_P(BaseDataOfStage, UndoOfAnEntryThatIsUsedSaysSo) {
    const auto genre = on_stage().post("/base-data/genres", {{"name", "Operette"}});
    ASSERT_EQ(on_stage().post("/event-dates", {{"code", "Z2"}, {"name", "Fledermaus"}, {"genres", {"Operette"}}}).status,
              201);
    const auto done = audit::reverse_event(house(), Actor::system(), genre.json["change_event"]);
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->conflicts.empty());
    EXPECT_THAT(names_of("genres", "anna"), Contains("Operette"));
}

}  // namespace
}  // namespace kartei::orders
