#include "modules/duplicates/scan.hpp"

#include <algorithm>
#include <map>
#include <thread>
#include <unordered_map>

namespace kartei::duplicates {
namespace {

constexpr std::size_t blocks_at_once = 2000;
constexpr std::size_t largest_group = 200;      ///< beyond it nobody is one person any more
constexpr std::size_t small_register = 20'000;  ///< up to here every pair of a block is compared
constexpr std::size_t most_links = 10'000'000;  ///< in all; a register that is full of links has no groups to show
constexpr std::size_t links_looked_at = 400;    ///< between two groups that might become one

bool stronger(const Pair& a, const Pair& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.one != b.one ? a.one < b.one : a.other < b.other;
}

/// What one thread finds.
class Finder {
public:
    Finder(const People& people, const Blocks& blocks, const Model& model, double least_weight, std::uint32_t from)
        : blocks_(blocks), comparer_(people), judge_(model), least_weight_(least_weight), from_(from),
          large_(people.size() > small_register) {}

    void look_at(std::size_t first, std::size_t last) {
        blocks_.each_pair(first, last, 1, [&](std::uint32_t one, std::uint32_t other) {
            if (large_ && !comparer_.worth_a_look(one, other)) return true;
            ++found_.compared;
            const double weight = judge_.weight(comparer_.compare(one, other));
            if (weight < least_weight_) return true;
            if (found_.pairs.size() >= most_found / 2) found_.complete = false;
            else found_.pairs.push_back({one, other, static_cast<float>(weight)});
            return found_.complete;
        }, from_);
    }
    Found& found() { return found_; }

private:
    const Blocks& blocks_;
    Comparer comparer_;
    Judge judge_;
    double least_weight_;
    std::uint32_t from_;
    bool large_;
    Found found_;
};

/// Groups that grow: each row knows its group, each group its rows.
class Growing {
public:
    Growing(const People& people, const Model& model, double least_weight,
            const std::function<bool(std::uint32_t, std::uint32_t)>& distinct)
        : comparer_(people), judge_(model), least_weight_(least_weight), distinct_(distinct) {}

    void join(const Pair& pair) {
        auto one = group_of(pair.one), other = group_of(pair.other);
        if (one == other) return;
        if (groups_[one].rows.size() < groups_[other].rows.size()) std::swap(one, other);
        if (groups_[one].rows.size() + groups_[other].rows.size() > largest_group) return;
        if (!belong_together(groups_[one].rows, groups_[other].rows)) return;
        for (auto row : groups_[other].rows) {
            groups_[one].rows.push_back(row);
            places_[row] = one;
        }
        groups_[other].rows.clear();
        groups_[one].weight = std::max({groups_[one].weight, groups_[other].weight, pair.weight});
    }
    std::vector<Group> result() {
        std::vector<Group> all;
        for (auto& group : groups_)
            if (group.rows.size() > 1) {
                std::sort(group.rows.begin(), group.rows.end());
                all.push_back(std::move(group));
            }
        std::stable_sort(all.begin(), all.end(), [](const Group& a, const Group& b) { return a.weight > b.weight; });
        return all;
    }

private:
    std::size_t group_of(std::uint32_t row) {
        const auto [place, fresh] = places_.try_emplace(row, groups_.size());
        if (fresh) groups_.push_back({{row}, -1000});
        return place->second;
    }
    bool belong_together(const std::vector<std::uint32_t>& ones, const std::vector<std::uint32_t>& others) {
        double sum = 0;
        std::size_t count = 0;
        if (links_ > most_links) return false;
        for (auto one : ones)
            for (auto other : others) {
                if (distinct_ && distinct_(one, other)) return false;
                if (count == links_looked_at) continue;
                // One very strong link does not carry many weak ones.
                sum += std::clamp(judge_.weight(comparer_.compare(std::min(one, other), std::max(one, other))), -12.0,
                                  12.0);
                ++count, ++links_;
            }
        return sum / static_cast<double>(count) >= std::min(least_weight_, 0.0);
    }

    Comparer comparer_;
    Judge judge_;
    double least_weight_;
    const std::function<bool(std::uint32_t, std::uint32_t)>& distinct_;
    std::size_t links_ = 0;
    std::unordered_map<std::uint32_t, std::size_t> places_;
    std::vector<Group> groups_;
};

}  // namespace

Found find_pairs(const People& people, const Blocks& blocks, const Model& model, double least_weight,
                 const std::function<bool(std::size_t, std::size_t)>& progress, std::uint32_t from) {
    Finder mine(people, blocks, model, least_weight, from), others(people, blocks, model, least_weight, from);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stop{false};
    auto work = [&](Finder& finder, bool reports) {
        for (;;) {
            const auto first = next.fetch_add(blocks_at_once);
            if (first >= blocks.size() || stop) return;
            finder.look_at(first, std::min(first + blocks_at_once, blocks.size()));
            if (reports && progress && !progress(std::min(first + blocks_at_once, blocks.size()), blocks.size()))
                stop = true;
        }
    };
    std::thread second([&] { work(others, false); });
    work(mine, true);
    second.join();
    Found found = std::move(mine.found());
    found.pairs.insert(found.pairs.end(), others.found().pairs.begin(), others.found().pairs.end());
    found.compared += others.found().compared;
    found.complete = found.complete && others.found().complete && blocks.is_complete(from) && !stop;
    std::sort(found.pairs.begin(), found.pairs.end(), stronger);
    return found;
}

std::vector<Group> group_pairs(const People& people, const Model& model, const std::vector<Pair>& pairs,
                               double least_weight,
                               const std::function<bool(std::uint32_t, std::uint32_t)>& distinct) {
    Growing growing(people, model, least_weight, distinct);
    for (const auto& pair : pairs)
        if (pair.weight >= least_weight) growing.join(pair);
    return growing.result();
}

std::vector<Pair> reconciled(std::vector<Pair> pairs, const std::vector<Group>& groups, double least_weight) {
    const auto least = static_cast<float>(least_weight);
    constexpr float just_below = 0.21f;  // half a point of the score
    std::unordered_map<std::uint64_t, bool> together;
    for (const auto& group : groups)
        for (std::size_t i = 0; i < group.rows.size(); ++i)
            for (auto j = i + 1; j < group.rows.size(); ++j)
                together.emplace(std::uint64_t{group.rows[i]} << 32 | group.rows[j], false);
    for (auto& pair : pairs) {
        const auto found = together.find(std::uint64_t{pair.one} << 32 | pair.other);
        if (found != together.end()) found->second = true, pair.weight = std::max(pair.weight, least);
        else pair.weight = std::min(pair.weight, least - just_below);
    }
    for (const auto& [both, known] : together)
        if (!known) pairs.push_back({static_cast<std::uint32_t>(both >> 32), static_cast<std::uint32_t>(both), least});
    std::sort(pairs.begin(), pairs.end(), stronger);
    return pairs;
}

}  // namespace kartei::duplicates
