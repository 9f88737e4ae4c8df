#include "modules/duplicates/check.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Transaction;

/// Whoever types a name has a reason to: every seventh is somebody who is there already.
constexpr double typed_again = 0.15;

struct Looked {
    std::vector<std::int64_t> ids;  ///< the most promising first
    std::multimap<std::int64_t, std::string> listed_phones;  ///< numbers that lead to them and stand in their lists
    bool complete = true;
};

/// Customers that share a term with the draft; those that share much come first, and only so many.
Looked look_for(Transaction& transaction, const Customer& draft, const Values& values) {
    std::map<std::int64_t, int> promise;
    Looked looked;
    for (const auto& term : terms_to_look_for(draft, values)) {
        bool cut = false;
        const auto ids = customers_with(transaction, term, most_per_term, cut);
        // What hundreds share says little about each of them.
        for (auto id : ids) promise[id] += cut ? 1 : term.promise;
        if (term.kind == customers::TermKind::listed_phone)
            for (auto id : ids) looked.listed_phones.emplace(id, term.term);
        looked.complete = looked.complete && !cut;
    }
    promise.erase(draft.id);
    promise.erase(customers::anonymous_customer);
    for (auto id : distinct_from(transaction, draft.id)) promise.erase(id);
    for (const auto& [id, sum] : promise) looked.ids.push_back(id);
    std::stable_sort(looked.ids.begin(), looked.ids.end(),
                     [&](std::int64_t a, std::int64_t b) { return promise.at(a) > promise.at(b); });
    if (looked.ids.size() > most_compared) {
        looked.ids.resize(most_compared);
        looked.complete = false;
    }
    return looked;
}

}  // namespace

std::shared_ptr<const KnownModel> Knowledge::model(Transaction& transaction) {
    const auto version = model_version(transaction);
    const auto customers = count_customers(transaction);
    const std::lock_guard lock(mutex_);
    // Without a scan the size of the register is all that is known of it.
    const bool grown = version == 0 && (customers > customers_ * 5 / 4 || customers < customers_ / 2);
    if (model_ && version == version_ && !grown) return model_;
    const auto stored = find_model(transaction);
    model_ = std::make_shared<const KnownModel>(
        stored ? KnownModel::read(stored->content) : KnownModel::nothing_known(static_cast<double>(customers)));
    version_ = version;
    customers_ = customers;
    return model_;
}

std::array<bool, feature_count> counted_by(const Rules& rules) {
    std::array<bool, feature_count> counted;
    for (std::size_t f = 0; f < feature_count; ++f)
        counted[f] = std::find(rules.not_counted.begin(), rules.not_counted.end(),
                               feature_name(static_cast<Feature>(f))) == rules.not_counted.end();
    return counted;
}

Model with_rules(Model model, const Rules& rules) {
    model.counted = counted_by(rules);
    return model;
}

Model expecting_again(Model model, std::int64_t customers) {
    const double others = std::max(20.0, static_cast<double>(customers));
    model.prior[0] = std::max(model.prior[0], typed_again / others);
    model.prior[1] = std::max(model.prior[1], typed_again / others);
    model.prior[2] = 1 - model.prior[0] - model.prior[1];
    model.companies.prior = {typed_again / others, typed_again / others, 1 - 2 * typed_again / others};
    return model;
}

Checked check_duplicates(Transaction& transaction, const Model& model, const Frequencies& frequencies,
                         const Customer& draft, double threshold, bool with_hidden) {
    const Judge judge(expecting_again(model, count_customers(transaction)));
    const auto values = comparison_values(draft);
    const auto looked = look_for(transaction, draft, values);
    Checked checked;
    checked.complete = looked.complete;
    checked.looked_at = static_cast<std::int64_t>(looked.ids.size());
    for (auto& customer : customers::find_customers(transaction, looked.ids)) {
        if (customer.hidden_in_search && !with_hidden) continue;
        auto known = comparison_values(customer);
        const auto [first, end] = looked.listed_phones.equal_range(customer.id);
        for (auto phone = first; phone != end; ++phone) add_phone(known, phone->second);
        const auto comparison = compare_values(values, known, frequencies);
        auto judgement = judge.judge(comparison);
        const int score = score_of(judgement.weight);
        if (score >= threshold) checked.candidates.push_back({std::move(customer), comparison, judgement, score});
    }
    std::stable_sort(checked.candidates.begin(), checked.candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.judgement.weight > b.judgement.weight;
    });
    if (checked.candidates.size() > most_candidates) {
        checked.candidates.resize(most_candidates);
        checked.complete = false;
    }
    return checked;
}

}  // namespace kartei::duplicates
