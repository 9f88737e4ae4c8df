// The event filter: within one dimension "or", between dimensions "and", "-" for event dates that have none, days of
// the house.
#include "modules/events/event_filter.hpp"

#include <gmock/gmock.h>

#include "modules/events/event_list.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::events {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Names = std::vector<std::string>;

class TheEventFilter : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {  // it is the 1st of March 2026, ten in the morning, in Berlin
            office.event({.code = "A",
                          .production = {"Faust"},
                          .season = "24/25",
                          .promoter = "Haus",
                          .starts_at = "2025-04-01T18:00:00Z",
                          .genres = {"Schauspiel"}});
            office.event({.code = "B",
                          .production = {"Faust", "Festwochen"},
                          .season = "25/26",
                          .promoter = "Haus",
                          .starts_at = "2026-03-01T08:30:00Z",
                          .tags = {"Premiere"}});
            office.event({.code = "C",
                          .season = "25/26",
                          .promoter = "Agentur",
                          .starts_at = "2026-03-01T22:59:59Z",
                          .genres = {"Schauspiel", "Gastspiel"}});
            office.event({.code = "D", .production = {"Festwochen"}, .starts_at = "2026-03-01T23:00:00Z"});
            office.event({.code = "F", .season = "25/26", .starts_at = ""});
        });
    }

    Result<Names> codes(const EventFilter& filter, const Actor& actor = Actor::system()) {
        return house().database.read([&](sql::Transaction& transaction) -> Result<Names> {
            const auto seen = events_of(transaction, actor);
            Names list;
            for (const auto id : TRY(choose_events(house(), transaction, actor, seen, filter)))
                list.push_back(seen.at(id).code);
            return list;
        });
    }
    Names chosen(const EventFilter& filter) { return codes(filter).value(); }
    Names unknown(const EventFilter& filter, const Actor& actor = Actor::system()) {
        Names values;
        const auto result = codes(filter, actor);
        if (!result)
            for (const auto& issue : result.refusal().issues)
                values.push_back(issue.field + " " + issue.parameters.front().second);
        return values;
    }
};
ON_BOTH_ENGINES(TheEventFilter);

// T-007, T-008
TEST_P(TheEventFilter, TakesAnyOfADimensionAndAllOfTheDimensions) {
    EXPECT_THAT(chosen({.seasons = {"24/25", "25/26"}}), ElementsAre("A", "B", "C", "F"));
    EXPECT_THAT(chosen({.productions = {"Faust"}, .seasons = {"25/26"}}), ElementsAre("B"));
    EXPECT_THAT(chosen({.productions = {"Festwochen"}}), ElementsAre("B", "D"))
        << "not only the first production counts";
    EXPECT_THAT(chosen({.events = {"A", "D"}}), ElementsAre("A", "D"));
    EXPECT_THAT(chosen({.events = {"A"}, .seasons = {"25/26"}}), IsEmpty());
    EXPECT_THAT(chosen({.genres = {"Gastspiel", "Schauspiel"}}), ElementsAre("A", "C"));
    EXPECT_THAT(chosen({.tags = {"Premiere"}}), ElementsAre("B"));
    EXPECT_THAT(chosen({.promoters = {"Agentur"}}), ElementsAre("C"));
}

TEST_P(TheEventFilter, FindsWhatHasNoneOfADimension) {
    EXPECT_THAT(chosen({.seasons = {"-"}}), ElementsAre("D"));
    EXPECT_THAT(chosen({.productions = {"-"}}), ElementsAre("C", "F"));
    EXPECT_THAT(chosen({.seasons = {"-", "24/25"}}), ElementsAre("A", "D"));
    EXPECT_THAT(chosen({.promoters = {"-"}, .genres = {"-"}}), ElementsAre("D", "F"));
}

TEST_P(TheEventFilter, CountsDaysInTheHousesZoneWithBothEnds) {
    EXPECT_THAT(chosen({.from = "2026-03-01", .to = "2026-03-01"}), ElementsAre("B", "C"))
        << "23:00 in UTC is the 2nd in Berlin";
    EXPECT_THAT(chosen({.from = "02.03.2026"}), ElementsAre("D"));
    EXPECT_THAT(chosen({.to = "2025-04-01"}), ElementsAre("A")) << "an event date without a start lies in no period";
    const auto bad = codes({.from = "31.02.2026"});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.refusal().issues.front().field, "from");
}

TEST_P(TheEventFilter, TakesTodayForComingUntilMidnight) {
    EXPECT_THAT(chosen({.events = {"A", "B", "C", "D", "F"}, .scope = "coming"}), ElementsAre("B", "C", "D", "F"));
    EXPECT_THAT(chosen({.events = {"A", "B", "C", "D", "F"}, .scope = "past"}), ElementsAre("A"));
    clock().set(*read_instant("2026-03-01T23:00:00Z", "UTC"));
    EXPECT_THAT(chosen({.seasons = {"25/26"}, .scope = "past"}), ElementsAre("B", "C"));
}

TEST_P(TheEventFilter, NamesWhatNobodyKnows) {
    EXPECT_THAT(unknown({.events = {"A", "X", "-"}, .productions = {"Fuast"}, .seasons = {"26/27"}}),
                ElementsAre("event X", "event -", "production Fuast", "season 26/27"));
    EXPECT_THAT(unknown({.scope = "soon"}), ElementsAre("scope soon"));
    house().database.write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_events");
        find_or_create(transaction, change, Shelf::season, "26/27");
        change.seal();
    });
    EXPECT_THAT(unknown({.seasons = {"26/27"}}), IsEmpty()) << "a season that has no event date yet is known";
    EXPECT_THAT(chosen({.seasons = {"26/27"}}), IsEmpty());
}

// customer-lists.md 12: what belongs to others cannot be chosen, nor found out by guessing
TEST_P(TheEventFilter, KnowsNothingOfOthersEventDates) {
    Actor promoter;
    promoter.promoters = std::vector{*house().database.read(
        [](sql::Transaction& transaction) { return find_on_shelf(transaction, Shelf::promoter, "Agentur"); })};
    EXPECT_THAT(codes({}, promoter).value(), ElementsAre("C"));
    EXPECT_THAT(codes({.seasons = {"25/26"}}, promoter).value(), ElementsAre("C"));
    EXPECT_THAT(unknown({.events = {"B"}, .productions = {"Faust"}, .promoters = {"Haus"}}, promoter),
                ElementsAre("event B", "production Faust", "promoter Haus"));
    promoter.promoters->clear();
    EXPECT_THAT(codes({}, promoter).value(), IsEmpty());
}

TEST_P(TheEventFilter, ShowsTheNearestEventDatesFirst) {
    const auto listed = [&](std::string_view words) {
        return house().database.read([&](sql::Transaction& transaction) {
            const auto seen = events_of(transaction, Actor::system());
            Names codes;
            for (const auto* event :
                 in_order(house(), seen, *choose_events(house(), transaction, Actor::system(), seen, {}), words))
                codes.push_back(event->code);
            return codes;
        });
    };
    EXPECT_THAT(listed(""), ElementsAre("B", "C", "D", "F", "A"));
    EXPECT_THAT(listed("FAUST"), ElementsAre("B", "A"));
    EXPECT_THAT(listed("faust 2025"), ElementsAre("A"));
    EXPECT_THAT(listed("02.03.2026"), ElementsAre("D")) << "the day in Berlin";
    EXPECT_THAT(listed("grosser saal"), ElementsAre("B", "C", "D", "F", "A"));
    EXPECT_THAT(listed("nichts davon"), IsEmpty());
}

}  // namespace
}  // namespace kartei::events
