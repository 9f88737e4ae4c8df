#include "modules/duplicates/model.hpp"

#include <algorithm>
#include <cmath>

namespace kartei::duplicates {
namespace {

using Row = std::array<double, level_count>;  // unknown, exact, close, part, similar, far

constexpr std::size_t exact = 1, close = 2, far = 5;

/// What is expected before anything was learnt. `same` and `stranger` hold where the feature it depends on does not
/// agree; `same_with` and `stranger_with` where it agrees exactly.
struct Expectation {
    Row same, same_with, relative, stranger, stranger_with;
};

/// Registers of people in Germany and the Netherlands: a typing error in some five values of a hundred; a move
/// changes
/// the whole address; strangers with one postcode have one town.
const Expectation& expectation(Feature feature) {
    static const std::array<Expectation, feature_count> all{{
        /* last_name */ {
            {0, .86, .08, .02, .02, .02}, {}, {0, .90, .02, .02, .01, .05}, {0, .003, .003, .003, .008, .983}, {}},
        /* first_name */
        {{0, .80, .08, .07, .03, .02}, {}, {0, .04, .01, .02, .03, .90}, {0, .012, .006, .012, .03, .94}, {}},
        /* name_order */ {{0, .97, 0, .03, 0, 0}, {}, {0, .998, 0, .002, 0, 0}, {0, .93, 0, .07, 0, 0}, {}},
        /* birth_date */
        {{0, .91, .05, .015, .015, .01}, {}, {0, .03, .002, .03, .003, .935}, {0, .00006, .0008, .003, .005, .991}, {}},
        /* postcode */
        {{0, .80, .07, .03, .01, .09}, {}, {0, .96, .01, .01, .005, .015}, {0, .001, .003, .03, .003, .963}, {}},
        /* town */
        {{0, .40, .05, .04, .02, .49},
         {0, .90, .05, .03, .01, .01},
         {0, .97, .01, .01, .002, .008},
         {0, .02, .002, .003, .005, .97},
         {0, .96, .01, .01, .005, .015}},
        /* street */
        {{0, .35, .05, .03, .03, .54},
         {0, .88, .06, .01, .02, .03},
         {0, .96, .01, .005, .005, .02},
         {0, .003, .001, .003, .01, .983},
         {0, .05, .005, .01, .02, .915}},
        /* house_number */
        {{0, .25, .05, .01, .09, .60},
         {0, .88, .04, .01, .02, .05},
         {0, .95, .02, .005, .005, .02},
         {0, .015, .01, .005, .1, .87},
         {0, .03, .01, .005, .1, .855}},
        /* addition */
        {{0, .40, .04, .04, .02, .50},
         {0, .80, .06, .04, .03, .07},
         {0, .85, .02, .03, .01, .09},
         {0, .01, .003, .01, .01, .967},
         {0, .1, .01, .02, .02, .85}},
        /* email */
        {{0, .70, .08, .06, .05, .11},
         {0, .72, .08, .06, .05, .09},
         {0, .35, .005, .005, .02, .62},
         {0, .000002, .00001, .0001, .0005, .9994},
         {0, .0005, .0005, .002, .005, .992}},
        /* phone */
        {{0, .80, .05, .04, .01, .10},
         {},
         {0, .55, .005, .01, .005, .43},
         {0, .00001, .00001, .0001, .00001, .99987},
         {}},
        /* code1 */
        {{0, .85, .06, .02, .02, .05}, {}, {0, .02, .005, .005, .01, .96}, {0, .01, .003, .003, .005, .979}, {}},
        /* company */
        {{0, .80, .08, .06, .02, .04},
         {0, .84, .06, .06, .02, .02},
         {0, .50, .03, .05, .02, .40},
         {0, .003, .002, .01, .01, .975},
         {0, .6, .02, .05, .02, .31}},
        /* gender */
        {{0, .97, 0, 0, 0, .03},
         {0, .99, 0, 0, 0, .01},
         {0, .5, 0, 0, 0, .5},
         {0, .5, 0, 0, 0, .5},
         {0, .97, 0, 0, 0, .03}},
        /* occupation */
        {{0, .70, .05, .05, .05, .15}, {}, {0, .1, .01, .02, .02, .85}, {0, .03, .005, .02, .02, .925}, {}},
        /* company_form */ {{0, .25, .25, .25, 0, .25}, {}, {0, .25, .25, .25, 0, .25}, {0, .25, .25, .25, 0, .25}, {}},
    }};
    return all[index_of(feature)];
}

/// Where companies differ from persons. `relative`: another firm of the same house.
const Expectation& expectation_of_companies(Feature feature) {
    static const Expectation name{
        {0, .79, .10, .07, .03, .01}, {}, {0, .02, .02, .03, .02, .91}, {0, .0005, .0005, .002, .004, .993}, {}},
        first_name{{0, .60, .08, .10, .05, .17}, {}, {0, .02, .006, .02, .03, .924}, {0, .012, .006, .012, .03, .94}, {}},
        email{{0, .60, .06, .05, .14, .15},
              {0, .60, .06, .05, .14, .15},
              {0, .03, .005, .03, .05, .885},
              {0, .00001, .00005, .01, .002, .98794},
              {0, .02, .005, .02, .05, .905}},
        phone{{0, .72, .06, .08, .02, .12}, {}, {0, .08, .02, .02, .01, .87}, {0, .00001, .00003, .0001, .00001, .99985}, {}},
        form{{0, .765, .05, .18, 0, .005}, {}, {0, .30, .05, .35, 0, .30}, {0, .30, .03, .35, 0, .32}, {}};
    switch (feature) {
        case Feature::last_name: return name;
        case Feature::first_name: return first_name;
        case Feature::email: return email;
        case Feature::phone: return phone;
        case Feature::company_form: return form;
        default: return expectation(feature);
    }
}

/// The feature each one depends on, itself where it depends on none. Learning asks some hundred million times.
constexpr auto parents = [] {
    std::array<Feature, feature_count> all{};
    for (std::size_t f = 0; f < feature_count; ++f) all[f] = static_cast<Feature>(f);
    for (auto [feature, parent] : {std::pair{Feature::town, Feature::postcode},
                                   {Feature::street, Feature::postcode},
                                   {Feature::house_number, Feature::street},
                                   {Feature::addition, Feature::street},
                                   {Feature::email, Feature::last_name},
                                   {Feature::company, Feature::last_name},
                                   {Feature::gender, Feature::first_name}})
        all[index_of(feature)] = parent;
    return all;
}();

Row mean_of(const Row& one, const Row& other) {
    Row row{};
    for (std::size_t i = 0; i < level_count; ++i) row[i] = (one[i] + other[i]) / 2;
    return row;
}

/// A probability that is never 0: what was never seen may still happen.
double at_least(double probability) { return std::max(probability, 1e-9); }

void fill(LevelTable& table, Row without, Row with, bool depends) {
    for (std::size_t above = 0; above < level_count; ++above) {
        if (!depends) table[above] = without;
        else if (above == exact) table[above] = with;
        else if (above == far || above == 0) table[above] = without;
        else table[above] = mean_of(without, with);
    }
}

}  // namespace

std::optional<Feature> parent_of(Feature feature) {
    const auto parent = parents[index_of(feature)];
    return parent == feature ? std::nullopt : std::optional(parent);
}

std::size_t level_above(const Comparison& comparison, Feature feature) {
    const auto parent = parents[index_of(feature)];
    if (parent == feature) return 0;
    const auto level = comparison.at(parent);
    if (feature == Feature::email && level == Level::exact) {
        const auto first = comparison.at(Feature::first_name);
        const bool agrees = first == Level::exact || first == Level::close || first == Level::part;
        return static_cast<std::size_t>(agrees ? Level::exact : Level::part);
    }
    return static_cast<std::size_t>(level);
}

bool counts_values(Feature feature) { 
    return feature != Feature::name_order && feature != Feature::gender && feature != Feature::company_form;
}

namespace {

using Expect = const Expectation& (*)(Feature);

std::array<ClassTable, relation_count> tables_of(Expect expect) {
    std::array<ClassTable, relation_count> tables{};
    auto of = [&](Relation relation, std::size_t f) -> LevelTable& { return tables[static_cast<std::size_t>(relation)][f]; };
    for (std::size_t f = 0; f < feature_count; ++f) {
        const auto feature = static_cast<Feature>(f);
        const auto& expected = expect(feature);
        const bool depends = parent_of(feature).has_value();
        // One unknown postcode does not mean that somebody moved.
        fill(of(Relation::same, f), expected.same, expected.same_with, depends);
        if (depends) of(Relation::same, f)[0] = mean_of(expected.same_with, mean_of(expected.same, expected.same_with));
        fill(of(Relation::relative, f), expected.relative, expected.relative, depends);
        fill(of(Relation::stranger, f), expected.stranger, expected.stranger_with, depends);
    }
    return tables;
}

}  // namespace

Model default_model(double customers) {
    Model model{};
    model.tables = tables_of(expectation);
    model.companies.tables = tables_of(expectation_of_companies);
    // Three customers of a hundred twice, and as many relatives; whoever types a name has a reason to.
    const double others = std::max(customers - 1, 20.0);
    model.prior = {0.03 / others, 0.06 / others, 1 - 0.09 / others};
    model.companies.prior = {0.03 / others, 0.03 / others, 1 - 0.06 / others};
    model.counted.fill(true);
    return model;
}

Judge::Logs Judge::logs_of(const RelationModel& model) {
    Logs logs;
    for (std::size_t r = 0; r < relation_count; ++r) {
        logs.prior[r] = std::log2(at_least(model.prior[r] * 1e9) / 1e9);
        for (std::size_t f = 0; f < feature_count; ++f)
            for (std::size_t above = 0; above < level_count; ++above)
                for (std::size_t level = 0; level < level_count; ++level)
                    logs.tables[r][f][above][level] =
                        level == 0 ? 0.0f : static_cast<float>(std::log2(at_least(model.tables[r][f][above][level])));
    }
    return logs;
}

Judge::Judge(const Model& model)
    : persons_(logs_of(model)), companies_(logs_of(model.companies)), counted_(model.counted) {}

Judge::Sums Judge::sums(const Comparison& comparison, std::array<Sums, feature_count>* each) const {
    const auto& logs = comparison.of_companies() ? companies_ : persons_;
    Sums all{logs.prior[0], logs.prior[1], logs.prior[2]};
    for (std::size_t f = 0; f < feature_count; ++f) {
        const auto level = static_cast<std::size_t>(comparison.levels[f]);
        if (level == 0 || !counted_[f]) continue;
        const auto feature = static_cast<Feature>(f);
        const auto above = level_above(comparison, feature);
        Sums here{logs.tables[0][f][above][level], logs.tables[1][f][above][level],
                  logs.tables[2][f][above][level]};
        const float share = comparison.shares[f];
        if (level == exact && share < 0) {
            // Where the feature above agrees too, its value is common there however rare it is elsewhere.
            here.stranger = above != 0 && above != far ? std::max<double>(here.stranger, share) : share;
            if (feature == Feature::first_name) here.relative = std::max<double>(share, here.relative - 1);
        } else if (level == close && share < 0) {
            // A slip away from a frequent value is no surprise.
            here.stranger = std::max(here.stranger, std::min<double>(share - 1, -1));
        }
        all.same += here.same, all.relative += here.relative, all.stranger += here.stranger;
        if (each) (*each)[f] = here;
    }
    return all;
}

double Judge::weight(const Comparison& comparison) const {
    const auto all = sums(comparison, nullptr);
    const double greater = std::max(all.relative, all.stranger), less = std::min(all.relative, all.stranger);
    return all.same - greater - std::log2(1 + std::exp2(less - greater));
}

Probabilities Judge::probabilities(const Comparison& comparison) const {
    const auto all = sums(comparison, nullptr);
    const double greatest = std::max({all.same, all.relative, all.stranger});
    Probabilities parts{std::exp2(all.same - greatest), std::exp2(all.relative - greatest),
                        std::exp2(all.stranger - greatest)};
    const double sum = parts.same + parts.relative + parts.stranger;
    parts.same /= sum, parts.relative /= sum, parts.stranger /= sum;
    return parts;
}

Judgement Judge::judge(const Comparison& comparison) const {
    std::array<Sums, feature_count> each{};
    sums(comparison, &each);
    Judgement judgement;
    static_cast<Probabilities&>(judgement) = probabilities(comparison);
    judgement.weight = weight(comparison);
    // Told against strangers: whoever reads the reasons expects an equal name to speak for the pair. That relatives
    // share it too is in the score.
    for (std::size_t f = 0; f < feature_count; ++f)
        judgement.points[f] = static_cast<float>(each[f].same - each[f].stranger);
    return judgement;
}

int score_of(double weight) { return static_cast<int>(std::lround(std::clamp(50 + 2.5 * weight, 0.0, 100.0))); }
double weight_of_score(double score) { return (score - 50) / 2.5; }

}  // namespace kartei::duplicates
