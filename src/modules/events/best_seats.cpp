#include "modules/events/best_seats.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace kartei::events {
namespace {

bool in_one_row(const Place& a, const Place& b) {
    return a.section == b.section && a.row == b.row && !a.is_counted() && !b.is_counted();
}

/// What a choice of one seat adds to the distance and the order of zones.
class Measure {
public:
    explicit Measure(const std::vector<Place>& places) : places_(places) {
        std::int64_t left = 0, right = 0, front = 0, back = 0;
        bool first = true;
        for (const auto& place : places) {
            zones_.emplace(place.price_zone, static_cast<std::int64_t>(zones_.size()));
            if (!place.x || !place.y) continue;
            left = first ? *place.x : std::min(left, *place.x);
            right = first ? *place.x : std::max(right, *place.x);
            front = first ? *place.y : std::min(front, *place.y);
            back = first ? *place.y : std::max(back, *place.y);
            first = false;
        }
        // Where most people like to sit: in the middle, a third of the way behind the front.
        focal_x_ = (left + right) / 2;
        focal_y_ = front + (back - front) / 3;
    }

    std::int64_t distance(std::size_t at) const {
        const auto dx = places_[at].x.value_or(0) - focal_x_, dy = places_[at].y.value_or(0) - focal_y_;
        return dx * dx + dy * dy;
    }
    std::int64_t zone(std::size_t at) const { return zones_.find(places_[at].price_zone)->second; }

private:
    const std::vector<Place>& places_;
    std::map<std::string, std::int64_t> zones_;
    std::int64_t focal_x_ = 0, focal_y_ = 0;
};


bool is_offered(const Place& place, bool is_free, const SeatWish& wish) {
    return is_free && !place.is_counted() && place.kind != "wheelchair" &&
           (wish.price_zone.empty() || place.price_zone == wish.price_zone);
}

/// Where one stands within a stretch of free neighbours. Nothing was chosen in it yet: fresh, one (free seat), more;
/// something was: taken (the last one), gap_one, gap_more.
enum Standing { fresh, one, more, taken, gap_one, gap_more, standings };

/// The least that a number of seats in a number of groups costs so far, and the way there.
struct Cost {
    std::int64_t stranded = 0, distance = 0, zone = 0;
    std::int64_t way = -1;  ///< the last chosen seat in Search::steps_
    bool possible = false;

    bool is_better_than(const Cost& other) const {
        return !other.possible ||
               std::tie(stranded, distance, zone) < std::tie(other.stranded, other.distance, other.zone);
    }
};

/// Goes once over all seats and keeps, for each number of chosen seats and groups and each standing, the least cost. As
/// costs add up and compare as numbers do, no choice that is kept aside can become the best later.
class Search {
public:
    Search(const Measure& measure, std::int64_t wanted, std::int64_t groups)
        : measure_(measure), wanted_(wanted), groups_(groups), costs_(table()) {
        at(costs_, 0, 0, fresh).possible = true;
    }

    /// `joined`: with the seat before, which is free as well. `is_offered`: it may be chosen, too.
    void look_at(std::size_t seat, bool joined, bool is_offered) {
        if (!joined) end_stretch();
        auto next = table();
        for (std::int64_t chosen = 0; chosen <= wanted_; ++chosen)
            for (std::int64_t groups = 0; groups <= std::min(groups_, chosen); ++groups)
                for (int standing = 0; standing < standings; ++standing) {
                    const auto& cost = at(costs_, chosen, groups, standing);
                    if (!cost.possible) continue;
                    leave(next, cost, chosen, groups, standing);
                    if (is_offered && chosen < wanted_) choose(next, cost, chosen, groups, standing, seat);
                }
        costs_ = std::move(next);
    }

    /// The best way to all that are wanted in the fewest groups.
    std::optional<std::vector<std::size_t>> best() {
        end_stretch();
        for (std::int64_t groups = 1; groups <= groups_; ++groups) {
            const auto& cost = at(costs_, wanted_, groups, fresh);
            if (!cost.possible) continue;
            std::vector<std::size_t> chosen;
            for (auto way = cost.way; way >= 0; way = steps_[static_cast<std::size_t>(way)].before)
                chosen.push_back(steps_[static_cast<std::size_t>(way)].seat);
            std::reverse(chosen.begin(), chosen.end());
            return chosen;
        }
        return std::nullopt;
    }

private:
    struct Step {
        std::size_t seat;
        std::int64_t before;
    };
    using Table = std::vector<Cost>;

    Table table() const { return Table(static_cast<std::size_t>((wanted_ + 1) * (groups_ + 1) * standings)); }
    Cost& at(Table& costs, std::int64_t chosen, std::int64_t groups, int standing) const {
        return costs[static_cast<std::size_t>((chosen * (groups_ + 1) + groups) * standings + standing)];
    }
    static void keep(Cost& kept, const Cost& cost) {
        if (cost.is_better_than(kept)) kept = cost;
    }

    void leave(Table& next, const Cost& cost, std::int64_t chosen, std::int64_t groups, int standing) {
        constexpr std::array<int, standings> left{one, more, more, gap_one, gap_more, gap_more};
        keep(at(next, chosen, groups, left[static_cast<std::size_t>(standing)]), cost);
    }

    void choose(Table& next, Cost cost, std::int64_t chosen, std::int64_t groups, int standing, std::size_t seat) {
        const auto now = groups + (standing == taken ? 0 : 1);
        if (now > groups_) return;
        if (standing == one || standing == gap_one) ++cost.stranded;
        cost.distance += measure_.distance(seat);
        cost.zone += measure_.zone(seat);
        auto& kept = at(next, chosen + 1, now, taken);
        if (!cost.is_better_than(kept)) return;
        steps_.push_back({seat, cost.way});
        cost.way = static_cast<std::int64_t>(steps_.size()) - 1;
        kept = cost;
    }

    void end_stretch() {
        auto next = table();
        for (std::int64_t chosen = 0; chosen <= wanted_; ++chosen)
            for (std::int64_t groups = 0; groups <= std::min(groups_, chosen); ++groups)
                for (int standing = 0; standing < standings; ++standing) {
                    auto cost = at(costs_, chosen, groups, standing);
                    if (!cost.possible) continue;
                    if (standing == gap_one) ++cost.stranded;
                    keep(at(next, chosen, groups, fresh), cost);
                }
        costs_ = std::move(next);
    }

    const Measure& measure_;
    std::int64_t wanted_, groups_;
    std::vector<Step> steps_;
    Table costs_;
};

std::optional<std::vector<std::size_t>> chosen_in(const std::vector<Place>& places, const std::vector<bool>& is_free,
                                                  const SeatWish& wish, std::int64_t groups) {
    const Measure measure(places);
    const auto next_to = next_to_the_one_before(places);
    Search search(measure, wish.count, groups);
    for (std::size_t i = 0; i < places.size(); ++i)
        if (is_free[i] && !places[i].is_counted())
            search.look_at(i, i > 0 && next_to[i] && is_free[i - 1], is_offered(places[i], is_free[i], wish));
    return search.best();
}

}  // namespace

std::vector<bool> next_to_the_one_before(const std::vector<Place>& places) {
    std::vector<bool> next_to(places.size());
    for (std::size_t first = 0, last = 1; first < places.size(); first = last++) {
        while (last < places.size() && in_one_row(places[first], places[last])) ++last;
        std::optional<std::int64_t> width;
        for (auto i = first + 1; i < last; ++i) {
            const auto step = *places[i].x - *places[i - 1].x;
            width = width ? std::min(*width, step) : step;
        }
        // An aisle is at least as wide as most of a seat.
        for (auto i = first + 1; i < last; ++i)
            next_to[i] = 4 * (*places[i].x - *places[i - 1].x) < 7 * *width;
    }
    return next_to;
}

std::optional<BestSeats> best_seats(const std::vector<Place>& places, const std::vector<bool>& is_free,
                                    const SeatWish& wish) {
    if (wish.count < 1 || wish.count > most_best_seats) return std::nullopt;
    // Most are found together: the wide search is for those that are not.
    auto chosen = chosen_in(places, is_free, wish, 1);
    if (!chosen && !wish.together) chosen = chosen_in(places, is_free, wish, wish.count);
    if (!chosen) return std::nullopt;
    BestSeats best;
    best.score = score_of(places, is_free, *chosen);
    for (const auto at : *chosen) best.seats.push_back(places[at].id);
    return best;
}

SeatScore score_of(const std::vector<Place>& places, const std::vector<bool>& is_free,
                   std::vector<std::size_t> chosen) {
    const Measure measure(places);
    const auto next_to = next_to_the_one_before(places);
    const std::set<std::size_t> taken_now(chosen.begin(), chosen.end());
    auto stays_free = is_free;
    for (const auto at : taken_now) stays_free[at] = false;
    SeatScore score{-1, 0, 0, 0};
    score.stranded = std::ssize(left_alone(places, is_free, stays_free));
    for (const auto at : taken_now) {
        if (at == 0 || !next_to[at] || !taken_now.contains(at - 1)) ++score.splits;
        score.distance += measure.distance(at);
        score.price_zone += measure.zone(at);
    }
    return score;
}

std::vector<std::size_t> left_alone(const std::vector<Place>& places, const std::vector<bool>& was_free,
                                    const std::vector<bool>& is_free) {
    const auto next_to = next_to_the_one_before(places);
    const auto is_single = [&](std::size_t at, const std::vector<bool>& free) {
        const bool before = at > 0 && next_to[at] && free[at - 1];
        const bool behind = at + 1 < places.size() && next_to[at + 1] && free[at + 1];
        return free[at] && !before && !behind;
    };
    std::vector<std::size_t> alone;
    for (std::size_t at = 0; at < places.size(); ++at)
        if (!places[at].is_counted() && is_single(at, is_free) && !is_single(at, was_free)) alone.push_back(at);
    return alone;
}

Issue explanation_of(const std::vector<Place>& places, const BestSeats& best) {
    const auto first = std::find_if(places.begin(), places.end(),
                                    [&](const Place& place) { return place.id == best.seats.front(); });
    return {"",
            best.score.splits == 0 ? "events.best_together" : "events.best_split",
            {{"count", std::to_string(best.seats.size())},
             {"groups", std::to_string(best.score.splits + 1)},
             {"section", first->section},
             {"row", first->row},
             {"stranded", std::to_string(best.score.stranded)}}};
}

}  // namespace kartei::events
