// Rules that give labels and take them (counter.md 5): bought so many tickets, for so much, at so many event dates, a
// subscription or an article, within so many days. Asked at every sale for its customer, and for everybody by
// `kartei label-rules`. A label given by a rule says so ("given by"); only such a label is taken by it again.
#pragma once

#include "modules/parameters/base_data.hpp"

namespace kartei::orders {

/// As base data of the house.
parameters::JoinedBaseData label_rules();
audit::Reversible reversible_label_rule();

struct LabelRule {
    std::int64_t id = 0, label_id = 0, least = 1, amount = 0, within_days = 0, product_id = 0, valid_days = 0;
    std::string name, label, kind, subscription;
    bool takes = false;
};
std::vector<LabelRule> active_label_rules(sql::Transaction& transaction);

/// What a rule would do, or did, for whom, and why: how many tickets, how much, at how many dates.
struct RuleEffect {
    std::string rule, label;
    std::int64_t customer_id = 0;
    bool gives = true;
    std::int64_t reached = 0;  ///< tickets, dates, articles; of an amount minor units
};

/// At a sale or a return of a customer, as part of its change.
std::vector<RuleEffect> apply_label_rules(House& house, sql::Transaction& transaction, audit::Change& change,
                                          std::int64_t customer);

struct RuleRun {
    std::vector<RuleEffect> effects;  ///< of customers the actor may see
    std::int64_t change_event = 0;    ///< 0: nothing was done
};
/// For everybody. `preview`: nothing is done. More than consents::most_unasked are changed only by who says how many
/// (error.confirm_labels).
Result<RuleRun> run_label_rules(House& house, sql::Transaction& transaction, const Actor& actor, bool preview,
                                std::optional<std::int64_t> confirmed);

}  // namespace kartei::orders
