// The scan itself: from all customers to the pairs that are probably one person, and from those to groups. Two
// threads.
// Must not know SQL; what feeds and keeps it stands in duplicate_scan.hpp.
#pragma once

#include <atomic>
#include <functional>

#include "modules/duplicates/learning.hpp"

namespace kartei::duplicates {

struct Pair {
    std::uint32_t one, other;  ///< rows of People, one < other
    float weight;              ///< log2 of the odds
};

struct Found {
    std::vector<Pair> pairs;     ///< strongest first
    std::uint64_t compared = 0;
    bool complete = true;        ///< false: a block or the number of pairs had to be cut
};

/// Most pairs that are kept; far beyond what anybody works through.
constexpr std::size_t most_found = 4'000'000;

/// Every candidate pair with at least this weight. `progress` is told blocks done and in all, and returns false to
/// stop. `from`: only pairs whose later row is this one or one after it (new customers behind a register).
Found find_pairs(const People& people, const Blocks& blocks, const Model& model, double least_weight,
                 const std::function<bool(std::size_t, std::size_t)>& progress = {}, std::uint32_t from = 0);

struct Group {
    std::vector<std::uint32_t> rows;
    float weight = 0;  ///< of its strongest pair
};

/// Customers that are probably one person. Pairs join groups strongest first; two groups become one only when their
/// members agree on average, so that a chain of weak links does not make one person of many. `distinct`: pairs
/// somebody
/// said are not one person; they are never in one group.
std::vector<Group> group_pairs(const People& people, const Model& model, const std::vector<Pair>& pairs,
                               double least_weight,
                               const std::function<bool(std::uint32_t, std::uint32_t)>& distinct = {});

/// One judgement of pairs and groups together. Two that stand in one group are probably one person even where the two
/// alone would not show it (each agrees with a third): they weigh at least `least_weight`, and are added when they
/// are
/// missing. Two that fit no common group weigh less than it. Strongest first.
std::vector<Pair> reconciled(std::vector<Pair> pairs, const std::vector<Group>& groups, double least_weight);

}  // namespace kartei::duplicates
