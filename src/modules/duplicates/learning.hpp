// Fitting the model to a register without being told which pairs are one person: expectation and maximisation over
// pairs of all kinds (Winkler 2000). Must not know SQL. The trick that keeps it honest: probabilities of the whole
// space of pairs are learnt. Pairs that blocking does not show are taken for different persons, so that no correction
// for the blocking is needed.
#pragma once

#include "modules/duplicates/blocks.hpp"
#include "modules/duplicates/model.hpp"

namespace kartei::duplicates {

struct Lesson {
    Model model;
    double expected_pairs = 0;      ///< pairs of one and the same person that the register holds, estimated
    std::size_t looked_at = 0;      ///< pairs the model was learnt from
};

/// Learns from a sample of the pairs in `blocks` and from pairs drawn at random; `people` is counted anew when the
/// same
/// persons stand in it many times. The same register gives the same model. `counted`: features that the house lets
/// count.
Lesson learn(People& people, const Blocks& blocks, const std::array<bool, feature_count>& counted);

}  // namespace kartei::duplicates
