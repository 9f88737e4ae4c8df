#include "modules/renewals/solve.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace kartei::renewals {
namespace {

constexpr int nobody = -1;

class Solver {
public:
    Solver(const std::vector<SeatOffered>& seats, const std::vector<Claimant>& claimants)
        : seats_(seats), claimants_(claimants), owner_(seats.size(), nobody), assigned_(claimants.size()),
          moved_(claimants.size(), false) {
        gather_units();
        for (int who = 0; who < count(); ++who) own(who);
    }

    std::vector<Assigned> run() {
        for (int unit = 0; unit < static_cast<int>(units_.size()); ++unit) grant(unit);
        for (int who = 0; who < count(); ++who) settle(who);
        for (const auto& unit : units_) find_next_best(unit);
        for (const auto& unit : units_) look_whether_split(unit);
        return std::move(assigned_);
    }

private:
    using Unit = std::vector<int>;

    int count() const { return static_cast<int>(claimants_.size()); }
    const Claimant& of(int who) const { return claimants_[static_cast<std::size_t>(who)]; }
    const SeatOffered& at(int seat) const { return seats_[static_cast<std::size_t>(seat)]; }
    Assigned& result(int who) { return assigned_[static_cast<std::size_t>(who)]; }
    bool takes_part(int who) const { return of(who).stand == Stand::takes_part; }

    /// Those who sit together, and everybody else alone; the order is that of the first of each.
    void gather_units() {
        std::map<std::int64_t, std::size_t> known;
        unit_of_.resize(claimants_.size());
        for (int who = 0; who < count(); ++who) {
            const auto together = takes_part(who) ? of(who).sit_with : 0;
            const auto found = together ? known.find(together) : known.end();
            const auto unit = found == known.end() ? units_.size() : found->second;
            if (unit == units_.size()) units_.emplace_back();
            if (together) known.emplace(together, unit);
            units_[unit].push_back(who);
            unit_of_[static_cast<std::size_t>(who)] = static_cast<int>(unit);
        }
    }

    /// The seat and those that are the same place at a shared date.
    template <class Look>
    bool all_places(int seat, Look look) const {
        if (!look(seat)) return false;
        return std::all_of(at(seat).clashes.begin(), at(seat).clashes.end(), look);
    }

    int& owner(int seat) { return owner_[static_cast<std::size_t>(seat)]; }
    int owner(int seat) const { return owner_[static_cast<std::size_t>(seat)]; }

    /// What is his from the start; of two who come from two subscriptions to one seat, the first has it.
    void own(int who) {
        const auto& claimant = of(who);
        if (claimant.stand == Stand::given_up || claimant.old_seat < 0 || !at(claimant.old_seat).is_free) return;
        if (!all_places(claimant.old_seat, [&](int place) { return owner(place) == nobody; })) return;
        owner(claimant.old_seat) = who;
        result(who).seat = claimant.old_seat;
    }

    bool wants_to_move(int who) const {
        return takes_part(who) && of(who).wish >= 0 &&
               of(who).wish != assigned_[static_cast<std::size_t>(who)].seat && !moved_[static_cast<std::size_t>(who)];
    }

    /// Grants the wishes of a unit and of all whose seats they need, or nobody's.
    void grant(int first) {
        std::vector<int> needed{first};
        std::set<int> taken;
        std::set<int> known{first};
        for (std::size_t i = 0; i < needed.size(); ++i)
            for (const auto who : units_[static_cast<std::size_t>(needed[i])]) {
                if (!wants_to_move(who)) continue;
                if (const auto in_the_way = look_at_wish(who, taken, known, needed)) return deny(first, *in_the_way);
            }
        carry_out(needed);
    }

    /// No value: the wish is possible so far; else who is in the way (nobody: the seat is not free).
    std::optional<int> look_at_wish(int who, std::set<int>& taken, std::set<int>& known, std::vector<int>& needed) {
        std::optional<int> in_the_way;
        if (!at(of(who).wish).is_free) return nobody;
        all_places(of(who).wish, [&](int place) {
            const int other = owner(place);
            if (taken.contains(place)) in_the_way = wanted_by(place, who);
            else if (other != nobody && other != who && !wants_to_move(other)) in_the_way = other;
            else if (other != nobody && other != who) {
                const int unit = unit_of_[static_cast<std::size_t>(other)];
                if (known.insert(unit).second) needed.push_back(unit);
            }
            return !in_the_way;
        });
        if (!in_the_way)
            all_places(of(who).wish, [&](int place) {
                taken.insert(place);
                return true;
            });
        return in_the_way;
    }

    int wanted_by(int place, int but) const {
        for (int who = 0; who < count(); ++who)
            if (who != but && of(who).wish == place) return who;
        return nobody;
    }

    void deny(int unit, int in_the_way) {
        for (const auto who : units_[static_cast<std::size_t>(unit)])
            if (wants_to_move(who)) result(who).in_the_way = in_the_way;
    }

    void carry_out(const std::vector<int>& units) {
        std::vector<int> movers;
        for (const auto unit : units)
            for (const auto who : units_[static_cast<std::size_t>(unit)])
                if (wants_to_move(who)) movers.push_back(who);
        std::set<int> left;
        for (const auto who : movers)
            if (auto& seat = result(who).seat; seat >= 0) {
                owner(seat) = nobody;
                all_places(seat, [&](int place) { return left.insert(place), true; });
            }
        for (const auto who : movers) {
            owner(of(who).wish) = who;
            result(who) = {of(who).wish, left.contains(of(who).wish) ? Outcome::exchanged : Outcome::granted};
            moved_[static_cast<std::size_t>(who)] = true;
        }
    }

    /// What became of those whose wish was not granted, or who had none.
    void settle(int who) {
        auto& one = result(who);
        const auto& claimant = of(who);
        if (claimant.stand != Stand::takes_part) {
            one = {-1, Outcome::outside};
            return;
        }
        if (moved_[static_cast<std::size_t>(who)]) return;
        const bool is_denied = claimant.wish >= 0 && claimant.wish != one.seat;
        if (one.seat < 0) one.outcome = Outcome::no_seat;
        else if (!is_denied) one.outcome = Outcome::kept;
        else one.outcome = claimant.fall_back == FallBack::call ? Outcome::call : Outcome::denied;
    }

    bool looks_further(int who) const {
        const auto outcome = assigned_[static_cast<std::size_t>(who)].outcome;
        return of(who).fall_back == FallBack::next_best && (outcome == Outcome::denied || outcome == Outcome::no_seat);
    }

    int goal(int who) const { return of(who).wish >= 0 ? of(who).wish : of(who).near; }

    bool is_open(int seat) const {
        return at(seat).is_free && all_places(seat, [&](int place) { return owner(place) == nobody; });
    }

    auto distance(int from, int to) const {
        const auto &one = at(from), &other = at(to);
        const auto dx = one.x - other.x, dy = one.y - other.y;
        return std::tuple(one.section != other.section, dx * dx + dy * dy, to);
    }

    void find_next_best(const Unit& unit) {
        Unit looking;
        for (const auto who : unit)
            if (looks_further(who) && goal(who) >= 0) looking.push_back(who);
        if (looking.empty()) return;
        if (looking.size() == unit.size() && unit.size() > 1) {
            if (const auto run = nearest_run(looking); !run.empty()) return take(looking, run);
            if (std::all_of(unit.begin(), unit.end(), [&](int who) { return result(who).seat >= 0; })) return;
        } else if (unit.size() > 1 && std::any_of(unit.begin(), unit.end(),
                                                  [&](int who) { return result(who).seat >= 0; })) {
            return find_beside(unit, looking);
        }
        for (const auto who : looking)
            if (const int seat = nearest(who); seat >= 0) take({who}, {seat});
    }

    /// Some of the unit have seats: the others come as near to them as is free, and nobody leaves his for less.
    void find_beside(const Unit& unit, const Unit& looking) {
        for (const auto who : looking) {
            if (result(who).seat >= 0) continue;
            int beside = goal(who);
            for (const auto other : unit)
                if (result(other).seat >= 0) beside = result(other).seat;
            if (const int seat = nearest_to(beside); seat >= 0) take({who}, {seat});
        }
    }

    int nearest(int who) const { return nearest_to(goal(who)); }
    int nearest_to(int goal) const {
        int best = -1;
        for (int seat = 0; seat < static_cast<int>(seats_.size()); ++seat)
            if (at(seat).subscription == at(goal).subscription && is_open(seat) &&
                (best < 0 || distance(goal, seat) < distance(goal, best)))
                best = seat;
        return best;
    }

    /// As many neighbours as are looking, nearest to where the first of them wants to sit.
    std::vector<int> nearest_run(const Unit& looking) const {
        const int goal_seat = goal(looking.front());
        std::vector<int> best;
        for (int start = 0; start + static_cast<int>(looking.size()) <= static_cast<int>(seats_.size()); ++start) {
            std::vector<int> run;
            for (int i = 0; i < static_cast<int>(looking.size()); ++i) run.push_back(start + i);
            if (at(start).subscription != at(goal_seat).subscription || !are_together(seats_, run)) continue;
            if (!std::all_of(run.begin(), run.end(), [&](int seat) { return is_open(seat); })) continue;
            if (best.empty() || distance(goal_seat, start) < distance(goal_seat, best.front())) best = run;
        }
        return best;
    }

    void take(const Unit& who, const std::vector<int>& seats) {
        for (std::size_t i = 0; i < who.size(); ++i) {
            auto& one = result(who[i]);
            if (one.seat >= 0) owner(one.seat) = nobody;
            one.seat = seats[i];
            one.outcome = Outcome::next_best;
        }
        for (std::size_t i = 0; i < who.size(); ++i) owner(seats[i]) = who[i];
    }

    void look_whether_split(const Unit& unit) {
        if (unit.size() < 2) return;
        std::vector<int> before, after;
        for (const auto who : unit) before.push_back(of(who).near), after.push_back(result(who).seat);
        const bool sat_together = std::count(before.begin(), before.end(), -1) == 0 && are_together(seats_, before);
        const bool sit_together = std::count(after.begin(), after.end(), -1) == 0 && are_together(seats_, after);
        if (sat_together && !sit_together)
            for (const auto who : unit) result(who).is_split = true;
    }

    const std::vector<SeatOffered>& seats_;
    const std::vector<Claimant>& claimants_;
    std::vector<int> owner_;  ///< by seat
    std::vector<Assigned> assigned_;
    std::vector<bool> moved_;
    std::vector<Unit> units_;
    std::vector<int> unit_of_;
};

}  // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::kept: return "kept";
        case Outcome::granted: return "granted";
        case Outcome::exchanged: return "exchanged";
        case Outcome::next_best: return "next_best";
        case Outcome::denied: return "denied";
        case Outcome::call: return "call";
        case Outcome::no_seat: return "no_seat";
        case Outcome::outside: break;
    }
    return "outside";
}

bool are_together(const std::vector<SeatOffered>& seats, std::vector<int> chosen) {
    const auto place = [&](int seat) {
        const auto& one = seats[static_cast<std::size_t>(seat)];
        return std::tuple(one.subscription, one.section, one.row_order, one.place_in_row);
    };
    std::sort(chosen.begin(), chosen.end(), [&](int one, int other) { return place(one) < place(other); });
    for (std::size_t i = 1; i < chosen.size(); ++i) {
        auto expected = place(chosen[i - 1]);
        ++std::get<3>(expected);
        if (place(chosen[i]) != expected) return false;
    }
    return true;
}

std::vector<Assigned> solve(const std::vector<SeatOffered>& seats, const std::vector<Claimant>& claimants) {
    return Solver(seats, claimants).run();
}

}  // namespace kartei::renewals
