#include "modules/duplicates/learning.hpp"

#include <algorithm>
#include <cmath>
#include <future>
#include <numeric>
#include <random>

namespace kartei::duplicates {
namespace {

constexpr std::size_t most_candidates = 300'000, most_random = 100'000, most_with_parent = 25'000;
constexpr int rounds = 12;
constexpr double expected_before = 25;  ///< pairs' worth of trust in the default model, per row of a table
constexpr std::size_t exact = 1;
/// A register of fewer customers borrows from the default model: one pair of twins would teach it what a person is.
constexpr double young_register = 500;

using Random = std::mt19937_64;

struct Samples {
    std::vector<Comparison> candidates;
    double weight = 1;  ///< pairs that one of `candidates` stands for
    std::vector<Comparison> random;
    /// Pairs in which what these features depend on agrees exactly.
    std::vector<std::pair<std::vector<Feature>, std::vector<Comparison>>> with_parent;
};

std::vector<Comparison> candidates_of(const People& people, const Blocks& blocks, std::uint32_t one_of) {
    std::vector<Comparison> found;
    found.reserve(2 * most_candidates);  // memory is taken where it is written only
    Comparer comparer(people);
    blocks.each_pair(0, blocks.size(), one_of, [&](std::uint32_t one, std::uint32_t other) {
        found.push_back(comparer.compare(one, other));
        return found.size() < 2 * most_candidates;
    });
    return found;
}

std::vector<Comparison> random_pairs(const People& people, Random& random) {
    std::vector<Comparison> found;
    Comparer comparer(people);
    const auto rows = static_cast<std::uint32_t>(people.size());
    if (rows < 2) return found;
    for (std::size_t i = 0; i < std::min<std::size_t>(most_random, 20 * people.size()); ++i) {
        const auto one = static_cast<std::uint32_t>(random() % rows);
        const auto other = static_cast<std::uint32_t>((one + 1 + random() % (rows - 1)) % rows);
        found.push_back(comparer.compare(one, other));
    }
    return found;
}

/// Pairs of customers that have the same value in all these slots.
std::vector<Comparison> pairs_with(const People& people, std::initializer_list<Slot> slots, Random& random) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> rows;
    for (std::uint32_t row = 0; row < people.size(); ++row) {
        std::uint64_t key = 0;
        bool known = true;
        for (auto slot : slots) {
            key = key << 32 | people.person(row)[slot];
            known = known && people.person(row)[slot] != 0;
        }
        if (known) rows.emplace_back(key, row);
    }
    std::sort(rows.begin(), rows.end());
    std::vector<Comparison> found;
    Comparer comparer(people);
    for (std::size_t tries = 0; tries < std::min(most_with_parent, 5 * people.size()) && !rows.empty(); ++tries) {
        const auto place = random() % rows.size();
        const auto [first, last] = std::equal_range(rows.begin(), rows.end(), rows[place],
                                                    [](const auto& a, const auto& b) { return a.first < b.first; });
        const auto size = static_cast<std::size_t>(last - first);
        if (size < 2) continue;
        const auto begin = static_cast<std::size_t>(first - rows.begin());
        const auto other = begin + (place - begin + 1 + random() % (size - 1)) % size;
        found.push_back(comparer.compare(rows[place].second, rows[other].second));
    }
    return found;
}

Samples draw(const People& people, const Blocks& blocks) {
    Random random(4711);
    Samples samples;
    const auto one_of = static_cast<std::uint32_t>(1 + blocks.pairs() / most_candidates);
    auto candidates = std::async(std::launch::async, [&] { return candidates_of(people, blocks, one_of); });
    samples.weight = one_of;
    samples.random = random_pairs(people, random);
    auto add = [&](std::initializer_list<Slot> slots, std::vector<Feature> features) {
        samples.with_parent.emplace_back(std::move(features), pairs_with(people, slots, random));
    };
    add({slot_first_name, slot_last_name}, {Feature::email});
    add({slot_last_name}, {Feature::company});
    add({slot_postcode}, {Feature::town, Feature::street});
    add({slot_street}, {Feature::house_number, Feature::addition});
    add({slot_first_name}, {Feature::gender});
    samples.candidates = candidates.get();
    return samples;
}

void count_all(ClassTable& counts, const Comparison& comparison, double weight) {
    for (std::size_t f = 0; f < feature_count; ++f)
        counts[f][level_above(comparison, static_cast<Feature>(f))][static_cast<std::size_t>(comparison.levels[f])] +=
            weight;
}

/// Probabilities from counts, leaning on the default while there are few.
void settle(ClassTable& table, const ClassTable& counts, const ClassTable& expected, double trust) {
    for (std::size_t f = 0; f < feature_count; ++f)
        for (std::size_t above = 0; above < level_count; ++above) {
            double sum = 0;
            for (std::size_t level = 1; level < level_count; ++level) sum += counts[f][above][level];
            for (std::size_t level = 1; level < level_count; ++level)
                table[f][above][level] =
                    (counts[f][above][level] + trust * expected[f][above][level]) / (sum + trust);
        }
}

/// One and the same person agrees with himself: whatever a register seems to say, no more than this share of his
/// values
/// differs altogether. Keeps learning from taking neighbours for persons where a register has no duplicates to show.
double most_far(Feature feature) {
    switch (feature) {
        case Feature::last_name: case Feature::first_name: return 0.2;
        case Feature::birth_date: return 0.15;
        case Feature::code1: case Feature::phone: return 0.4;
        case Feature::email: case Feature::company: case Feature::postcode: return 0.5;
        default: return 0.9;
    }
}

void hold_together(Model& model) {
    for (std::size_t f = 0; f < feature_count; ++f)
        for (auto& row : model.of(Relation::same)[f]) {
            const double most = most_far(static_cast<Feature>(f));
            if (row.back() <= most) continue;
            const double scale = (1 - most) / (1 - row.back());
            for (auto& probability : row) probability *= scale;
            row.back() = most;
        }
}

/// Relatives have first names, birth dates, codes and occupations of their own: but for the share that agrees, their
/// levels are those of strangers.
void follow_strangers(Model& model) {
    for (auto feature :
         {Feature::first_name, Feature::birth_date, Feature::code1, Feature::gender, Feature::occupation}) {
        const auto& strangers = model.of(Relation::stranger)[index_of(feature)];
        auto& relatives = model.of(Relation::relative)[index_of(feature)];
        for (std::size_t above = 0; above < level_count; ++above) {
            const double rest = 1 - strangers[above][exact];
            if (rest <= 0) continue;
            relatives[above][exact] = std::max(relatives[above][exact], strangers[above][exact]);
            for (std::size_t level = 2; level < level_count; ++level)
                relatives[above][level] = (1 - relatives[above][exact]) * strangers[above][level] / rest;
        }
    }
}

class Learner {
public:
    Learner(const Samples& samples, double customers)
        : samples_(samples), customers_(customers), expected_(default_model(customers)) {}

    /// One round: judge every pair, and make the model from what it says. Strangers are counted on a second thread.
    void improve(Model& model) {
        const Judge judge(model);
        ClassTable same{};
        double same_pairs = 0, relative_pairs = 0;
        auto counting = std::async(std::launch::async, [&] { return strangers_counted(judge); });
        for (const auto& comparison : samples_.candidates) {
            if (comparison.of_companies()) continue;  // they have a model of their own
            auto judgement = judge.probabilities(comparison);
            // Only what is rather one person than not: a million strangers of one name and town, each a little
            // likely,
            // would else outvote the pairs that are meant.
            if (judgement.same < 0.5) judgement.same = 0;
            if (judgement.relative < 0.5) judgement.relative = 0;
            same_pairs += judgement.same * samples_.weight;
            relative_pairs += judgement.relative * samples_.weight;
            count_all(same, comparison, judgement.same * samples_.weight);
        }
        const auto strangers = counting.get();
        settle(model.of(Relation::same), same, expected_.of(Relation::same), expected_before);
        settle(model.of(Relation::stranger), strangers, expected_.of(Relation::stranger), expected_before);
        hold_together(model);
        follow_strangers(model);
        set_prior(model, same_pairs, relative_pairs);
    }
    double same_pairs() const { return same_pairs_; }

private:
    ClassTable strangers_counted(const Judge& judge) const {
        ClassTable strangers{};
        for (const auto& comparison : samples_.random)
            if (!comparison.of_companies())
                count_all(strangers, comparison, judge.probabilities(comparison).stranger);
        count_dependent(judge, strangers);
        return strangers;
    }
    /// Rows under a feature that agrees are too rare among random pairs; they have samples of their own.
    void count_dependent(const Judge& judge, ClassTable& strangers) const {
        for (const auto& [features, comparisons] : samples_.with_parent)
            for (const auto& comparison : comparisons) {
                if (comparison.of_companies()) continue;
                const double weight = judge.probabilities(comparison).stranger;
                for (auto feature : features)
                    if (level_above(comparison, feature) == exact)
                        strangers[index_of(feature)][exact][static_cast<std::size_t>(comparison.at(feature))] += weight;
            }
    }
    void set_prior(Model& model, double same_pairs, double relative_pairs) {
        const double all = std::max(1.0, customers_ * (customers_ - 1) / 2);
        // A few thought pairs, so that neither kind ever becomes impossible.
        same_pairs_ = same_pairs;
        const double same = (same_pairs + 0.2) / (all + 1);
        const double relative = std::max((relative_pairs + 0.2) / (all + 1), same / 2);
        model.prior = {std::min(same, 0.4), std::min(relative, 0.4), 0};
        model.prior[2] = 1 - model.prior[0] - model.prior[1];
    }

    const Samples& samples_;
    double customers_;
    Model expected_;
    double same_pairs_ = 0;
};

/// What only pairs of one person or family teach is the default's; strangers there are enough of in any register.
void borrow(Model& model, double customers) {
    const auto known = default_model(customers);
    model.of(Relation::same) = known.of(Relation::same);
    model.of(Relation::relative) = known.of(Relation::relative);
    model.prior = known.prior;
}

}  // namespace

Lesson learn(People& people, const Blocks& blocks, const std::array<bool, feature_count>& counted) {
    const auto customers = static_cast<double>(people.size());
    Lesson lesson{default_model(customers)};
    lesson.model.counted = counted;
    const bool is_young = customers < young_register;
    if (is_young) people.count_persons(2);  // what two share alone is shared by nobody else
    for (int pass = 0; pass < 2; ++pass) {
        const auto samples = draw(people, blocks);
        lesson.looked_at = samples.candidates.size();
        Learner learner(samples, customers);
        for (int round = 0; round < rounds; ++round) {
            learner.improve(lesson.model);
            if (is_young) borrow(lesson.model, customers);
        }
        lesson.expected_pairs = learner.same_pairs();
        const double copies = 1 + 2 * lesson.expected_pairs / std::max(1.0, customers);
        if (is_young || pass > 0 || copies < 1.2) break;
        people.count_persons(copies);
    }
    return lesson;
}

}  // namespace kartei::duplicates
