// Event dates: copies, series and several at once, each one change.
#include "modules/events/holidays.hpp"
#include "modules/orders/stage_fixture.hpp"

namespace kartei::orders {
namespace {

using test::if_match;
using testing::ElementsAre;
using testing::SizeIs;

class EventDates : public OnStage {
protected:
    static std::string date_at(std::int64_t id, const std::string& rest = "") {
        return "/event-dates/" + std::to_string(id) + rest;
    }
};
ON_BOTH_ENGINES(EventDates);

TEST(Holidays, AreThoseOfTheCountry) {
    EXPECT_EQ(write_date(events::easter_sunday(2026)), "2026-04-05");
    EXPECT_EQ(write_date(events::easter_sunday(2038)), "2038-04-25");
    EXPECT_EQ(events::holiday_on(*read_date("2026-04-03"), "DE"), "holiday.good_friday");
    EXPECT_EQ(events::holiday_on(*read_date("2026-04-03"), "NL"), "");
    EXPECT_EQ(events::holiday_on(*read_date("2026-04-27"), "NL"), "holiday.kings_day");
}

TEST_P(EventDates, ASeriesShowsItsDatesAndTheHolidaysBetween) {
    const auto dates = on_stage().post(date_at(e1_, "/series"), {{"from", "2031-04-01"}, {"to", "2031-04-30"},
                                                                 {"time", "20:00"}, {"weekdays", {5}}});
    ASSERT_EQ(dates.status, 200) << dates.text;
    ASSERT_THAT(dates.json["dates"], SizeIs(4));
    EXPECT_EQ(dates.json["dates"][0]["starts_at"], "2031-04-04T18:00:00Z") << "20:00 in the house's summer time";
    EXPECT_EQ(dates.json["dates"][1]["holiday"], "Good Friday");
    EXPECT_TRUE(dates.json["dates"][0]["holiday"].is_null());
    const Json second{{"from", "2031-04-01"}, {"to", "2031-04-30"}, {"time", "20:00"}, {"weekdays", {5}}, {"every", 2}};
    EXPECT_THAT(on_stage().post(date_at(e1_, "/series"), second).json["dates"], SizeIs(2));
    EXPECT_THAT(on_stage().post(date_at(e1_, "/series"), {{"from", "2031-04-01"}, {"to", "2031-04-30"},
                                                          {"time", "8 Uhr"}}).issues(),
                ElementsAre("time: error.not_a_time"));
    EXPECT_THAT(on_stage().post(date_at(e1_, "/series"), {{"from", "2031-04-30"}, {"to", "2031-04-01"},
                                                          {"time", "20:00"}}).issues(),
                ElementsAre("to: error.ends_before_it_begins"));
}

TEST_P(EventDates, CopiesHavePlanAndPricesAndGoBackTogether) {
    const auto made = on_stage().post(date_at(e1_, "/copies"),
                                      {{"starts_at", {"2031-04-04T20:00:00", "2031-04-11T20:00:00"}}});
    ASSERT_EQ(made.status, 201) << made.text;
    ASSERT_THAT(made.json["ids"], SizeIs(2));
    const std::int64_t first = made.json["ids"][0];
    const auto copy = on_stage().get(date_at(first)).json;
    EXPECT_EQ(copy["code"], "E1-2031-04-04");
    EXPECT_EQ(copy["starts_at"], "2031-04-04T18:00:00Z");
    const auto sale = on_stage().get(path(first, "sale")).json;
    EXPECT_EQ(sale["state"], "draft");
    EXPECT_EQ(sale["prices"], on_stage().get(path(e1_, "sale")).json["prices"]);
    EXPECT_EQ(sale["plan"], plan_["id"]);
    undo(made.json["change_event"]);
    EXPECT_EQ(on_stage().get(date_at(first)).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM event_price WHERE event_id = " + std::to_string(first)), 0);
    expect_whole();
}

TEST_P(EventDates, SeveralAreChangedAtOnceAndGoBackAtOnce) {
    const auto stopped = on_stage().post("/event-dates/sales", {{"events", {e1_, e2_}}, {"state", "stopped"},
                                                                {"sale_to", "2031-01-01T00:00:00Z"}});
    ASSERT_EQ(stopped.status, 200) << stopped.text;
    for (const auto event : {e1_, e2_}) EXPECT_EQ(on_stage().get(path(event, "sale")).json["state"], "stopped");
    EXPECT_THAT(buy(Json::object(), "30.00", {wanted(seat("1", "1"))}).issues(),
                ElementsAre("tickets: error.not_on_sale"));
    undo(stopped.json["change_event"]);
    for (const auto event : {e1_, e2_}) EXPECT_EQ(on_stage().get(path(event, "sale")).json["state"], "on_sale");
    EXPECT_EQ(on_stage("nord").post("/event-dates/sales", {{"events", {e1_}}, {"state", "stopped"}}).status, 404);
    const Json price{{"ticket_type", "Normal"}, {"price_zone", "I"}, {"price", "35.00"}};
    const auto dearer = on_stage().post("/event-dates/sales", {{"events", {e1_, e2_}}, {"prices", {price}}});
    ASSERT_EQ(dearer.status, 200) << dearer.text;
    EXPECT_EQ(on_stage().get(path(e2_, "sale")).json["prices"][0]["price"], "35.00");
}

TEST_P(EventDates, AreChangedAndSayWhatIsUnknown) {
    const auto made = on_stage().post("/event-dates", {{"code", "N1"}, {"name", "Norma"}, {"season", "2099/00"}});
    EXPECT_THAT(made.issues(), ElementsAre("season: error.not_in_base_data"));
    const auto norma = on_stage().post("/event-dates", {{"code", "N1"}, {"name", "Norma"}, {"promoter", "Haus"},
                                                        {"starts_at", "2031-05-02T19:30:00"}});
    ASSERT_EQ(norma.status, 201) << norma.text;
    const std::int64_t id = norma.json["id"];
    const auto changed = on_stage().patch(date_at(id), {{"subtitle", "Bellini"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(on_stage().patch(date_at(id), {{"subtitle", "x"}}, {if_match(1)}).status, 412);
    EXPECT_THAT(on_stage().patch(date_at(id), {{"ends_at", "2031-05-01T19:30:00"}}, {if_match(2)}).issues(),
                ElementsAre("ends_at: error.ends_before_it_begins"));
    undo(changed.json["change_event"]);
    EXPECT_TRUE(on_stage().get(date_at(id)).json["subtitle"].is_null());
    EXPECT_THAT(on_stage().post("/event-dates", {{"code", "N1"}, {"name", "Norma"}}).issues(),
                ElementsAre("code: error.exists_already"));
}

}  // namespace
}  // namespace kartei::orders
