// What agreement is worth: the probabilities of every level among one and the same person, among relatives of one
// household and among strangers, and from them the weight of a pair (Fellegi and Sunter 1969). The default model is
// what holds before a register has said anything; learning.hpp makes it fit. Pure; must not know customers or SQL.
//
// Invariants: every row of a table sums to 1 over the known levels. A feature that depends on another (town and
// street
// on postcode, number on street …) has a row per level of that other, so that parts of one address are not counted
// twice. Relatives are a class of their own: their last name, address, phone and e-mail agree as well, and so
// twins, or
// father and son, are not taken for one person because they live together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/duplicates/comparison.hpp"

namespace kartei::duplicates {

/// probability[level of the feature it depends on][level]; row 0 where it depends on nothing.
using LevelTable = std::array<std::array<double, level_count>, level_count>;
using ClassTable = std::array<LevelTable, feature_count>;

enum class Relation { same, relative, stranger };
constexpr std::size_t relation_count = 3;

/// The feature a feature depends on; no value for the roots.
std::optional<Feature> parent_of(Feature feature);
/// Which row of its table a feature's level is read from: the level of the feature it depends on. E-mail addresses
/// are
/// made of names, so theirs is exact only where first and last name agree both, part where the last name does.
std::size_t level_above(const Comparison& comparison, Feature feature);
/// Are values of this feature counted, so that agreeing in a rare one says more?
bool counts_values(Feature feature);

/// Probabilities of the levels in each class, and of the classes.
struct RelationModel {
    std::array<ClassTable, relation_count> tables;
    std::array<double, relation_count> prior;  ///< of a pair drawn at random; same + relative + stranger = 1
};

struct Model : RelationModel {
    /// Two companies: their name tells far more, nobody of them has relatives, and `relative` are firms of one house.
    RelationModel companies;
    std::array<bool, feature_count> counted;   ///< false: the house does not let this feature count

    const ClassTable& of(Relation relation) const { return tables[static_cast<std::size_t>(relation)]; }
    ClassTable& of(Relation relation) { return tables[static_cast<std::size_t>(relation)]; }
};

/// The model for a register of `customers` of which nothing is known. That for companies stays what it is: the few that
/// stand twice teach no better one.
Model default_model(double customers);

struct Probabilities {
    double same = 0, relative = 0, stranger = 0;  ///< their sum is 1
};
struct Judgement : Probabilities {
    double weight = 0;   ///< log2 of the odds that it is one person
    std::array<float, feature_count> points{};    ///< what each feature adds to the weight, against strangers
};

/// Weights as logarithms, made once from a model: judging a pair is adding up some fifteen numbers.
class Judge {
public:
    explicit Judge(const Model& model);
    /// log2 of the odds alone, for scans.
    double weight(const Comparison& comparison) const;
    Probabilities probabilities(const Comparison& comparison) const;
    Judgement judge(const Comparison& comparison) const;

private:
    struct Sums {
        double same, relative, stranger;
    };
    Sums sums(const Comparison& comparison, std::array<Sums, feature_count>* each) const;

    struct Logs {
        std::array<std::array<std::array<std::array<float, level_count>, level_count>, feature_count>, relation_count>
            tables;
        std::array<double, relation_count> prior;
    };
    static Logs logs_of(const RelationModel& model);

    Logs persons_, companies_;
    std::array<bool, feature_count> counted_;
};

/// 0 … 100: 50 is even odds, every bit of weight 2.5 points.
int score_of(double weight);
double weight_of_score(double score);

}  // namespace kartei::duplicates
