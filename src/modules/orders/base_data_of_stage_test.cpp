// What a house says of its venues, subscriptions, promotions and articles: kept by one mechanism, for everybody his.
#include "modules/orders/stage_fixture.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"

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

// decisions.md 25: a house that only sells trips has nothing of the ticket side
TEST_P(BaseDataOfStage, IsNotThereWithoutVenues) {
    const auto set = [&](bool on) {
        const auto done = db().write([&](sql::Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"),
                                                 {{"module_venue", on}});
        });
        ASSERT_TRUE(done);
    };
    const auto venue = made("venues", {{"name", "Kammerspiele"}});
    set(false);
    for (const char* what : {"venues", "halls", "seasons", "productions", "promoters", "genres", "event-tags",
                             "ticket-types", "subscriptions", "promotions", "articles", "label-rules"})
        EXPECT_EQ(on_stage().get("/base-data/" + std::string(what)).status, 404) << what;
    EXPECT_EQ(on_stage().post("/base-data/genres", {{"name", "Oper"}}).status, 404);
    EXPECT_EQ(on_stage().patch(at("venues", venue), {{"town", "Bonn"}}, {if_match(1)}).status, 404);
    EXPECT_EQ(on_stage().del(at("venues", venue), {if_match(1)}).status, 404);
    EXPECT_EQ(on_stage().get("/base-data/banks").status, 200) << "what every house has stays";
    set(true);
    EXPECT_EQ(on_stage().get("/base-data/venues").json["rows"].size(), 2u) << "and nothing is lost";
}

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

// What was changed and changed back since is as it came, so that its creation goes back, too
TEST_P(BaseDataOfStage, ACreationGoesBackWhenItsChangesDid) {
    db().write([](sql::Transaction& t) { t.execute("INSERT INTO label (id, name) VALUES (70, 'Stammgast')"); });
    const auto rule = on_stage().post("/base-data/label-rules", {{"name", "Drei Karten"}, {"label", "Stammgast"},
                                                                 {"kind", "tickets"}, {"least", 3}}).json;
    const auto lowered = on_stage().patch(at("label-rules", rule["id"]), {{"least", 2}}, {if_match(1)});
    ASSERT_EQ(lowered.status, 200) << lowered.text;
    const auto date = on_stage().post("/event-dates", {{"code", "Z1"}, {"name", "Zauberflöte"}}).json;
    const auto id = number("SELECT id FROM event WHERE code = 'Z1'");
    const auto renamed = on_stage().patch("/event-dates/" + std::to_string(id), {{"name", "Tosca"}}, {if_match(1)});
    ASSERT_EQ(renamed.status, 200) << renamed.text;
    const auto venue = on_stage().post("/base-data/venues", {{"name", "Kammerspiele"}}).json;
    const auto moved = on_stage().patch(at("venues", venue["id"]), {{"town", "Bonn"}}, {if_match(1)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    for (const auto& made : {rule, date, venue}) {
        const auto refused = audit::reverse_event(house(), Actor::system(), made["change_event"]);
        ASSERT_TRUE(refused);
        ASSERT_EQ(refused->conflicts.size(), 1u) << made.dump();
        EXPECT_EQ(refused->conflicts.front().found, "error.changed_since");
    }
    for (const auto& back : {lowered.json, renamed.json, moved.json, rule, date, venue}) undo(back["change_event"]);
    EXPECT_EQ(on_stage().get("/base-data/label-rules").json["count"], 0);
    EXPECT_EQ(on_stage().get("/event-dates/" + std::to_string(id)).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM venue WHERE name = 'Kammerspiele'"), 0);
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
