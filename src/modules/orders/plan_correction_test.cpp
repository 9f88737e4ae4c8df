// A seat plan that is corrected: a new edition, the coming dates with it, and no ticket without its seat.
#include <gmock/gmock.h>

#include "modules/orders/counter_fixture.hpp"

namespace kartei::orders {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using test::Json;

class PlanCorrection : public AtTheCounter {
protected:
    /// The places as they are sent back: without their numbers and what is empty.
    static Json places_of(const Json& plan) {
        Json places = Json::array();
        for (auto place : plan["places"]) {
            place.erase("id");
            for (const auto* name : {"row", "seat", "entrance", "x", "y", "capacity"})
                if (place.contains(name) && place[name].is_null()) place.erase(name);
            if (place.contains("capacity")) place.erase("kind");
            places.push_back(std::move(place));
        }
        return places;
    }
    test::ApiAnswer correct(const Json& plan, const Json& places, const std::string& who = "anna") {
        return as(who).post("/seat-plans/" + std::to_string(plan["id"].get<std::int64_t>()) + "/corrections",
                            {{"places", places}});
    }
    std::int64_t plan_of(std::int64_t event) { return as("anna").get(path(event, "sale")).json["plan"]; }
    static Json without(Json places, const std::string& row, const std::string& seat) {
        for (auto at = places.begin(); at != places.end(); ++at)
            if (at->value("row", "") == row && at->value("seat", "") == seat) {
                places.erase(at);
                break;
            }
        return places;
    }
};
ON_BOTH_ENGINES(PlanCorrection);

// counter.md 1: a plan with sold seats is changed by a new version, to which its coming dates go
TEST_P(PlanCorrection, TheComingDatesGoToTheNewEdition) {
    ASSERT_EQ(sell("anna", wanted(seat("1", "1")), cash("30.00")).status, 201);
    auto places = places_of(plan_);
    places[1]["kind"] = "restricted";
    places.push_back({{"section", "P"}, {"row", "2"}, {"seat", "6"}, {"price_zone", "II"}, {"x", 50}, {"y", 12}});
    const auto done = correct(plan_, places);
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(done.json["edition"], 2);
    EXPECT_EQ(done.json["dates"], 2);
    EXPECT_EQ(plan_of(e1_), done.json["id"]);
    EXPECT_EQ(plan_of(e2_), done.json["id"]);
    const auto old = plan_;
    plan_ = done.json;
    EXPECT_THAT(states(), ElementsAre("1/1 sold")) << "tickets keep their places";
    EXPECT_NE(seat("2", "6"), 0);
    expect_whole();
    undo(done.json["change_event"]);
    EXPECT_EQ(plan_of(e1_), old["id"]) << "the dates and the edition go back as one";
    EXPECT_EQ(as("anna").get("/seat-plans").json["rows"].size(), 1U);
    plan_ = old;
    EXPECT_THAT(states(), ElementsAre("1/1 sold"));
    expect_whole();
}

// counter.md 1: seats that would vanish under live tickets are listed and the change refused
TEST_P(PlanCorrection, NoSeatVanishesUnderALiveTicket) {
    ASSERT_EQ(sell("anna", wanted(seat("1", "1"), 1, e2_), cash("30.00")).status, 201);
    const auto refused = correct(plan_, without(places_of(plan_), "1", "1"));
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_THAT(refused.issues(), ElementsAre("places: error.seats_would_vanish_at_date"));
    EXPECT_THAT(refused.text, HasSubstr("P, 1, 1"));
    EXPECT_EQ(plan_of(e1_), plan_["id"]) << "nothing was changed";
    EXPECT_EQ(as("anna").get("/seat-plans").json["rows"].size(), 1U);
    EXPECT_EQ(correct(plan_, without(places_of(plan_), "1", "2")).status, 201) << "a free seat may go";
    expect_whole();
}

TEST_P(PlanCorrection, ASectionStaysLargeEnoughForItsTickets) {
    const Json standing_places = Json::array({{{"event", e1_}, {"section", standing()}, {"ticket_type", 1}},
                                              {{"event", e1_}, {"section", standing()}, {"ticket_type", 1}}});
    ASSERT_EQ(sell("anna", standing_places, cash("20.00")).status, 201);
    auto places = places_of(plan_);
    places.back()["capacity"] = 1;
    EXPECT_THAT(correct(plan_, places).issues(), ElementsAre("places: error.section_too_small"));
    places.back()["capacity"] = 2;
    EXPECT_EQ(correct(plan_, places).status, 201);
    expect_whole();
}

// counter.md 1: two rows that share an order are refused
TEST_P(PlanCorrection, TwoRowsThatShareAnOrderAreRefused) {
    auto places = places_of(plan_);
    places.push_back({{"section", "P"}, {"row", "02"}, {"seat", "1"}, {"price_zone", "II"}, {"x", 0}, {"y", 40}});
    EXPECT_THAT(correct(plan_, places).issues(), Contains("row: error.rows_share_order"));
}

TEST_P(PlanCorrection, WhoeverCorrectsAnOldEditionIsTold) {
    auto places = places_of(plan_);
    places[0]["kind"] = "wheelchair";
    ASSERT_EQ(correct(plan_, places).status, 201);
    places[0]["kind"] = "restricted";
    const auto second = correct(plan_, places);
    EXPECT_EQ(second.status, 412) << second.text;
    const auto rows = as("anna").get("/seat-plans").json["rows"];
    const auto same = correct({{"id", rows[0]["id"]}}, places_of(as("anna").get("/seat-plans/" +
        std::to_string(rows[0]["id"].get<std::int64_t>())).json));
    ASSERT_EQ(same.status, 201) << same.text;
    EXPECT_EQ(same.json["change_event"], nullptr) << "what is the same makes no edition";
    EXPECT_EQ(as("anna").get("/seat-plans").json["rows"].size(), 2U);
}

TEST_P(PlanCorrection, WhoSeesSomeDatesAloneCorrectsNothing) {
    auto places = places_of(plan_);
    places[0]["kind"] = "wheelchair";
    EXPECT_EQ(correct(plan_, places, "nord").status, 403);
    EXPECT_EQ(plan_of(e1_), plan_["id"]);
}

TEST_P(PlanCorrection, ZonesWithPricesStay) {
    auto places = places_of(plan_);
    for (auto& place : places)
        if (place["price_zone"] == "II") place["price_zone"] = "III";
    EXPECT_THAT(correct(plan_, places).issues(), Contains("prices: error.no_such_price_zone"));
}

TEST_P(PlanCorrection, DatesAreMovedToAnEditionThatCameWithAFile) {
    made_plan({{"hall", "Großer Saal"}, {"places", places_of(plan_)}});
    const auto moved = db().write([&](sql::Transaction& transaction) {
        return move_to_newest_plan(house(), transaction, Actor::system(), "Großer Saal");
    });
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->dates, 2);
    EXPECT_EQ(plan_of(e1_), moved->plan);
    const auto again = db().write([&](sql::Transaction& transaction) {
        return move_to_newest_plan(house(), transaction, Actor::system(), "Großer Saal");
    });
    EXPECT_EQ(again->change_event, 0);
}

TEST_P(PlanCorrection, RangesAreShownBeforeAnythingIsKept) {
    const auto shown = as("anna").post("/seat-plans/arrangement",
                                       {{"ranges", {{{"section", "R"}, {"price_zone", "I"}, {"rows", "1-2"},
                                                     {"seats", "1-6"}, {"numbering", "odd"}, {"aisle_after", {3}}}}}});
    ASSERT_EQ(shown.status, 200) << shown.text;
    ASSERT_THAT(shown.json["places"], SizeIs(6));
    EXPECT_EQ(shown.json["places"][2]["x"], 30) << "an aisle behind 3";
    EXPECT_EQ(as("anna").get("/seat-plans").json["rows"].size(), 1U);
    EXPECT_THAT(as("anna").post("/seat-plans/arrangement",
                                {{"ranges", {{{"section", "R"}, {"price_zone", "I"}, {"rows", "x-y"}, {"seats", "1"}}}}})
                    .issues(),
                ElementsAre("rows: error.not_a_range"));
}

}  // namespace
}  // namespace kartei::orders
