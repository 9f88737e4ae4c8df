// The solution of a renewal against a search through everything that is possible, on small random houses.
#include "modules/renewals/solve.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

namespace kartei::renewals {
namespace {

using testing::ElementsAre;

std::vector<SeatOffered> row_of(int seats) {
    std::vector<SeatOffered> row;
    for (int i = 0; i < seats; ++i) {
        SeatOffered seat{"P", "1", std::to_string(i + 1), "", "I", 1, true, 1, i * 10, 0, i};
        row.push_back(seat);
    }
    return row;
}

Claimant holder(int seat, int wish = -1, FallBack fall_back = FallBack::keep, std::int64_t sit_with = 0) {
    return {seat, seat, wish, fall_back, Stand::takes_part, sit_with};
}

std::vector<int> seats_of(const std::vector<Assigned>& solved) {
    std::vector<int> seats;
    for (const auto& one : solved) seats.push_back(one.seat);
    return seats;
}

TEST(Solve, AWishForAFreeSeatIsGrantedAndTheOthersStay) {
    const auto solved = solve(row_of(4), {holder(0, 3), holder(1)});
    EXPECT_THAT(seats_of(solved), ElementsAre(3, 1));
    EXPECT_EQ(solved[0].outcome, Outcome::granted);
    EXPECT_EQ(solved[1].outcome, Outcome::kept);
}

TEST(Solve, NobodyLosesASeatHeDidNotGiveUp) {
    const auto solved = solve(row_of(3), {holder(0, 1), holder(1)});
    EXPECT_THAT(seats_of(solved), ElementsAre(0, 1));
    EXPECT_EQ(solved[0].outcome, Outcome::denied);
    EXPECT_EQ(solved[0].in_the_way, 1);
    Claimant pauses = holder(1);
    pauses.stand = Stand::sabbatical;
    EXPECT_THAT(seats_of(solve(row_of(3), {holder(0, 1), pauses})), ElementsAre(0, -1)) << "a sabbatical keeps it";
    pauses.stand = Stand::given_up;
    EXPECT_THAT(seats_of(solve(row_of(3), {holder(0, 1), pauses})), ElementsAre(1, -1)) << "given up it is anybody's";
}

TEST(Solve, SeatsAreExchangedInChainsAndCircles) {
    EXPECT_THAT(seats_of(solve(row_of(4), {holder(0, 1), holder(1, 2), holder(2, 3)})), ElementsAre(1, 2, 3));
    const auto circle = solve(row_of(2), {holder(0, 1), holder(1, 0)});
    EXPECT_THAT(seats_of(circle), ElementsAre(1, 0));
    EXPECT_EQ(circle[0].outcome, Outcome::exchanged);
}

TEST(Solve, WhoComesFirstGetsTheSeatThatTwoWant) {
    const auto solved = solve(row_of(3), {holder(0, 2), holder(1, 2)});
    EXPECT_THAT(seats_of(solved), ElementsAre(2, 1));
    EXPECT_EQ(solved[1].in_the_way, 0);
}

TEST(Solve, ThoseWhoSitTogetherMoveTogetherOrNotAtAll) {
    auto seats = row_of(6);
    const std::vector<Claimant> pair{holder(0, 3, FallBack::keep, 7), holder(1, 4, FallBack::keep, 7)};
    EXPECT_THAT(seats_of(solve(seats, pair)), ElementsAre(3, 4));
    seats[4].is_free = false;
    EXPECT_THAT(seats_of(solve(seats, pair)), ElementsAre(0, 1));
}

TEST(Solve, FallBacksAreFollowed) {
    auto seats = row_of(6);
    seats[4].is_free = false;
    EXPECT_THAT(seats_of(solve(seats, {holder(0, 4, FallBack::next_best)})), ElementsAre(3));
    const auto call = solve(seats, {holder(0, 4, FallBack::call)});
    EXPECT_EQ(call[0].outcome, Outcome::call);
    EXPECT_EQ(call[0].seat, 0);
    Claimant lost{-1, 4, -1, FallBack::keep, Stand::takes_part, 0};
    EXPECT_EQ(solve(seats, {lost})[0].outcome, Outcome::no_seat);
    lost.fall_back = FallBack::next_best;
    EXPECT_EQ(solve(seats, {lost})[0].seat, 3);
    const auto pair = solve(seats, {{-1, 4, -1, FallBack::next_best, Stand::takes_part, 7},
                                    {-1, 5, -1, FallBack::next_best, Stand::takes_part, 7}});
    EXPECT_THAT(seats_of(pair), ElementsAre(2, 3)) << "together";
}

TEST(Solve, ASeatOfTwoSubscriptionsAtOneDateIsOnePlace) {
    auto seats = row_of(2);
    for (auto seat : row_of(2)) seat.subscription = 2, seats.push_back(seat);
    seats[0].clashes = {2}, seats[2].clashes = {0};
    seats[1].clashes = {3}, seats[3].clashes = {1};
    EXPECT_THAT(seats_of(solve(seats, {holder(0), holder(2)})), ElementsAre(0, -1)) << "the first has it";
    EXPECT_THAT(seats_of(solve(seats, {holder(0, 1), holder(3)})), ElementsAre(0, 3));
}

// --- against everything that is possible

struct Random {
    std::vector<SeatOffered> seats;
    std::vector<Claimant> claimants;
};

Random random_house(std::mt19937& chance) {
    const auto below = [&](int limit) { return static_cast<int>(chance() % static_cast<unsigned>(limit)); };
    Random made;
    made.seats = row_of(3 + below(5));
    const int count = static_cast<int>(made.seats.size());
    for (auto& seat : made.seats) seat.is_free = below(6) != 0;
    for (int seat = 0; seat < count && made.claimants.size() < 6; ++seat) {
        if (below(3) == 0) continue;
        auto claimant = holder(seat, below(3) == 0 ? -1 : below(count), FallBack::keep, below(3) == 0 ? 1 + below(2) : 0);
        if (!made.seats[static_cast<std::size_t>(seat)].is_free) claimant.old_seat = -1;
        const int stand = below(10);
        if (stand == 0) claimant.stand = Stand::sabbatical;
        if (stand == 1) claimant.stand = Stand::given_up;
        if (stand == 2) claimant.stand = Stand::barred;
        made.claimants.push_back(claimant);
    }
    std::shuffle(made.claimants.begin(), made.claimants.end(), chance);
    return made;
}

bool wants(const Claimant& one) { return one.stand == Stand::takes_part && one.wish >= 0 && one.wish != one.old_seat; }

/// Units in their order, as lists of claimants.
std::vector<std::vector<int>> units_of(const Random& house) {
    std::vector<std::vector<int>> units;
    std::map<std::int64_t, std::size_t> known;
    for (int who = 0; who < static_cast<int>(house.claimants.size()); ++who) {
        const auto& one = house.claimants[static_cast<std::size_t>(who)];
        const auto key = one.stand == Stand::takes_part && one.sit_with ? one.sit_with : -1 - who;
        const auto unit = known.try_emplace(key, units.size()).first->second;
        if (unit == units.size()) units.emplace_back();
        units[unit].push_back(who);
    }
    return units;
}

/// Can the wishes of exactly these units be granted, everybody else keeping what is his?
bool is_possible(const Random& house, const std::vector<std::vector<int>>& units, unsigned granted) {
    std::set<int> used;
    for (std::size_t unit = 0; unit < units.size(); ++unit)
        for (const auto who : units[unit]) {
            const auto& one = house.claimants[static_cast<std::size_t>(who)];
            if (one.stand == Stand::given_up) continue;
            const bool moves = (granted >> unit & 1) && wants(one);
            const int seat = moves ? one.wish : one.old_seat;
            if (seat < 0) continue;
            if (moves && !house.seats[static_cast<std::size_t>(seat)].is_free) return false;
            if (!used.insert(seat).second) return false;
        }
    return true;
}

/// The units whose wishes are granted when the first counts more than all behind him.
unsigned best_of(const Random& house, const std::vector<std::vector<int>>& units) {
    unsigned best = 0;
    std::vector<bool> best_bits(units.size(), false);
    for (unsigned granted = 0; granted < 1u << units.size(); ++granted) {
        if (!is_possible(house, units, granted)) continue;
        std::vector<bool> bits;
        for (std::size_t unit = 0; unit < units.size(); ++unit) bits.push_back(granted >> unit & 1);
        if (bits > best_bits) best_bits = bits, best = granted;
    }
    return best;
}

TEST(Solve, IsTheBestThereIsByTheOrderOfPriority) {
    std::mt19937 chance(20260301);
    for (int round = 0; round < 3000; ++round) {
        const auto house = random_house(chance);
        const auto units = units_of(house);
        const auto solved = solve(house.seats, house.claimants);
        const auto best = best_of(house, units);
        std::set<int> used;
        for (std::size_t unit = 0; unit < units.size(); ++unit)
            for (const auto who : units[unit]) {
                const auto& one = house.claimants[static_cast<std::size_t>(who)];
                const auto& got = solved[static_cast<std::size_t>(who)];
                if (one.stand != Stand::takes_part) {
                    EXPECT_EQ(got.seat, -1);
                    continue;
                }
                const bool moves = (best >> unit & 1) && wants(one);
                ASSERT_EQ(got.seat, moves ? one.wish : one.old_seat) << "round " << round << " claimant " << who;
                if (got.seat >= 0) {
                    EXPECT_TRUE(used.insert(got.seat).second) << "one seat, one owner";
                }
            }
        for (std::size_t who = 0; who < house.claimants.size(); ++who) {
            const auto& one = house.claimants[who];
            const bool keeps = one.stand == Stand::sabbatical || one.stand == Stand::barred;
            if (keeps && one.old_seat >= 0) {
                EXPECT_FALSE(used.contains(one.old_seat)) << "nobody loses his seat";
            }
        }
    }
}

}  // namespace
}  // namespace kartei::renewals
