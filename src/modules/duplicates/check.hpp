// The check while somebody types: who in the register is probably the same person, why, and what differs. Bounded: so
// many rows per term, so many candidates compared; the answer says when that was only a part. Must not know HTTP.
#pragma once

#include <mutex>
#include <set>

#include "modules/duplicates/duplicate_store.hpp"
#include "modules/duplicates/known_model.hpp"

namespace kartei::duplicates {

constexpr int most_per_term = 300;     ///< customers read for one term
constexpr int most_compared = 150;     ///< customers whose rows are read and compared
constexpr int most_candidates = 20;    ///< customers shown

struct Candidate {
    customers::Customer customer;
    Comparison comparison;
    Judgement judgement;
    int score = 0;
};

struct Checked {
    std::vector<Candidate> candidates;  ///< strongest first
    std::int64_t looked_at = 0;
    bool complete = true;
};

/// What was learnt, kept between checks until a scan learns anew. For one house; safe in several threads.
class Knowledge {
public:
    std::shared_ptr<const KnownModel> model(sql::Transaction& transaction);

private:
    std::mutex mutex_;
    std::int64_t version_ = -1;
    std::int64_t customers_ = 0;
    std::shared_ptr<const KnownModel> model_;
};

/// The model with the rules of the house applied.
Model with_rules(Model model, const Rules& rules);
/// Which features count by the rules of the house.
std::array<bool, feature_count> counted_by(const Rules& rules);

/// The model for somebody who is entered: that he is here already is likelier than for two customers drawn at random.
Model expecting_again(Model model, std::int64_t customers);

/// J-027, J-028: customers that are probably `draft`, from `threshold` (a score) on. `draft.id` > 0: an existing
/// customer; he himself, and whom somebody said he is not, are left out. `with_hidden`: also customers hidden from
/// the
/// search.
Checked check_duplicates(sql::Transaction& transaction, const Model& model, const Frequencies& frequencies,
                         const customers::Customer& draft, double threshold, bool with_hidden);

}  // namespace kartei::duplicates
