// The best seats: of all choices none scores better; what the words promise.
#include "modules/events/best_seats.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace kartei::events {
namespace {

using testing::ElementsAre;

std::vector<Place> hall(const std::vector<SeatRange>& ranges) {
    auto places = *arranged(*places_of(ranges));
    std::int64_t id = 0;
    for (auto& place : places) place.id = ++id;
    return places;
}

std::vector<std::string> names(const std::vector<Place>& places, const std::optional<BestSeats>& best) {
    std::vector<std::string> list;
    if (best)
        for (const auto id : best->seats)
            list.push_back(places[static_cast<std::size_t>(id) - 1].row +
                           places[static_cast<std::size_t>(id) - 1].seat);
    return list;
}

/// All choices of `count` seats, one after the other: the slow and plain way.
std::optional<SeatScore> least_score(const std::vector<Place>& places, const std::vector<bool>& is_free,
                                     const SeatWish& wish) {
    std::vector<std::size_t> offered;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (is_free[i] && places[i].kind != "wheelchair" &&
            (wish.price_zone.empty() || places[i].price_zone == wish.price_zone))
            offered.push_back(i);
    std::optional<SeatScore> least;
    std::vector<std::size_t> chosen;
    std::function<void(std::size_t)> go = [&](std::size_t from) {
        if (static_cast<std::int64_t>(chosen.size()) == wish.count) {
            const auto score = score_of(places, is_free, chosen);
            if ((!wish.together || score.splits == 0) && (!least || score < *least)) least = score;
            return;
        }
        for (auto i = from; i < offered.size(); ++i) {
            chosen.push_back(offered[i]);
            go(i + 1);
            chosen.pop_back();
        }
    };
    go(0);
    return least;
}

/// A random plan with what is free on it, and what is asked for.
struct RandomPlan {
    std::vector<Place> places;
    std::vector<bool> is_free;
    SeatWish wish;
};

/// `most_rows` of up to fifteen seats; the more seats, the fewer are asked for, as every choice is tried.
RandomPlan random_plan(std::mt19937& chance, int most_rows) {
    auto below = [&](int limit) { return static_cast<int>(chance() % static_cast<unsigned>(limit)); };
    const auto rows = 1 + below(most_rows), wide = most_rows > 3 ? 14 : 9;
    RandomPlan plan;
    plan.places = hall({{"P", "", "1", "1-" + std::to_string(rows), "1-" + std::to_string(3 + below(wide - 2)), "all",
                         {2 + below(3)}, "normal"},
                        {"R", "", "2", "A", "1-" + std::to_string(1 + below(4)), "all", {}, "normal"}});
    for (auto& place : plan.places) {
        plan.is_free.push_back(below(3) > 0);
        if (below(8) == 0) place.kind = "wheelchair";
    }
    const auto most = plan.places.size() <= 20 ? 4 : plan.places.size() <= 45 ? 3 : 2;
    plan.wish = {1 + below(most), below(4) == 0 ? "1" : "", below(4) == 0};
    return plan;
}

// counter.md 2: equal to a search through every choice on random plans. KARTEI_BEST_SEATS_PLANS for that many of up to 120
// seats (bench/results/best_seats.md).
TEST(BestSeats, NoChoiceOfARandomPlanScoresBetter) {
    const auto* asked = std::getenv("KARTEI_BEST_SEATS_PLANS");
    const int rounds = asked ? std::atoi(asked) : 300;
    std::mt19937 chance(7);
    int equal = 0;
    std::size_t largest = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto plan = random_plan(chance, asked ? 8 : 3);
        const auto best = best_seats(plan.places, plan.is_free, plan.wish);
        const auto least = least_score(plan.places, plan.is_free, plan.wish);
        const bool is_equal = best.has_value() == least.has_value() && (!best || best->score == *least);
        EXPECT_TRUE(is_equal) << "round " << round;
        equal += is_equal, largest = std::max(largest, plan.places.size());
    }
    if (asked) std::printf("%d of %d plans equal, the largest of %zu seats\n", equal, rounds, largest);
}

TEST(BestSeats, SitTogetherAndStrandNobody) {
    const auto places = hall({{"P", "", "1", "1", "1-5", "all", {}, "normal"}});
    const std::vector<bool> all(5, true);
    EXPECT_THAT(names(places, best_seats(places, all, {1})), ElementsAre("13"));
    EXPECT_THAT(names(places, best_seats(places, all, {2})), ElementsAre("14", "15"))
        << "nearer to the middle 1 would be left alone";
    EXPECT_THAT(names(places, best_seats(places, {true, true, false, true, true}, {3})), testing::SizeIs(3));
    EXPECT_THAT(names(places, best_seats(places, {true, true, false, true, true}, {3, "", true})), testing::IsEmpty());
}

TEST(BestSeats, AWheelchairPlaceIsNoSeat) {
    auto places = hall({{"P", "", "1", "1", "1-3", "all", {}, "normal"}});
    places[1].kind = "wheelchair";
    EXPECT_FALSE(best_seats(places, {true, true, true}, {3}));
    EXPECT_TRUE(best_seats(places, {true, true, true}, {2}));
}

TEST(BestSeats, NeighboursHaveNoAisleBetweenThem) {
    const auto places = hall({{"P", "", "1", "1", "1-4", "all", {2}, "normal"}});
    EXPECT_THAT(next_to_the_one_before(places), ElementsAre(false, true, false, true));
}

TEST(SeatPlan, RangesMakeRowsAndSeats) {
    const auto places = hall({{"Parkett", "Nord", "I", "Y-AB", "1-10", "odd", {5}, "normal"},
                              {"Stehplätze", "", "II", "", "", "all", {}, "normal", 200}});
    std::vector<std::string> rows;
    for (const auto& place : places)
        if (rows.empty() || rows.back() != place.row) rows.push_back(place.row);
    EXPECT_THAT(rows, ElementsAre("Y", "Z", "AA", "AB", ""));
    EXPECT_EQ(places.size(), 4 * 5 + 1u);
    EXPECT_EQ(places[1].seat, "3");
    EXPECT_EQ(*places[3].x - *places[2].x, 20) << "the aisle behind 5";
    EXPECT_EQ(places.back().capacity, 200);
}

TEST(SeatPlan, RefusesWhatCannotBeOnePlan) {
    auto key = [](std::vector<Place> places) { return arranged(std::move(places)).refusal().issues.front().key; };
    auto seat = [](std::string row, std::string seat) {
        Place place;
        place.section = "P";
        place.row = std::move(row);
        place.seat = std::move(seat);
        place.price_zone = "1";
        return place;
    };
    EXPECT_EQ(key({seat("1", "1"), seat("1", "1")}), "error.seat_twice");
    EXPECT_EQ(key({seat("1", "1"), seat("01", "2")}), "error.rows_share_order");
    EXPECT_EQ(key({seat("1", "")}), "error.required");
    EXPECT_EQ(key({}), "error.plan_without_seats");
    auto counted = seat("", "");
    counted.capacity = 10;
    EXPECT_EQ(key({seat("1", "1"), counted}), "error.seats_and_capacity");
    auto left = seat("1", "1"), right = seat("1", "2");
    left.x = right.x = left.y = right.y = 5;
    EXPECT_EQ(key({left, right}), "error.seats_share_place");
    EXPECT_FALSE(places_of({{"P", "", "1", "Z-A", "1-5"}}));
    EXPECT_FALSE(places_of({{"P", "", "1", "1-5", "x-5"}}));
}

TEST(SeatPlan, RowsAreInTheOrderInWhichPeopleCount) {
    EXPECT_LT(natural_key("9"), natural_key("10"));
    EXPECT_LT(natural_key("Z"), natural_key("AA"));
    EXPECT_EQ(natural_key("1"), natural_key("01"));
    EXPECT_LT(natural_key("12"), natural_key("12b"));
}

}  // namespace
}  // namespace kartei::events
