// Giving a label to many customers and taking it from them: whoever stands in a list gets it, in one change that undo
// takes back. Said first whom it would concern; more than `most_unasked` are changed only by who says how many they are
// (decisions.md 34).
#pragma once

#include <optional>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "lists/list.hpp"

namespace kartei::consents {

constexpr std::int64_t most_unasked = 100;

struct LabelOrder {
    std::int64_t label = 0;
    std::vector<std::int64_t> customers;
    bool give = true;                          ///< else it is taken from them
    std::string expires_at;                    ///< of what is given; "" = as the label says (label_terms.hpp)
    bool preview = false;                      ///< says what would be done, and does nothing
    std::optional<std::int64_t> confirmed;     ///< how many would be changed, as the user was told
};

struct Labelled {
    std::int64_t customers = 0;  ///< named, each once
    std::int64_t changed = 0;    ///< get it, or lose it
    std::int64_t unchanged = 0;  ///< carry it already, or do not carry it
    std::int64_t left_out = 0;   ///< the anonymous customer, whoever is gone or hidden from the actor, or lacks the
                                 ///< subscription with which the label ends
    std::int64_t event = 0;      ///< 0: nothing was changed
};

/// Refusals: not_found (error.no_such_label); conflict: error.confirm_labels when many are changed and their number
/// was not said, error.label_is_over when its last day is past and no other was named.
Result<Labelled> label_customers(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const LabelOrder& order);

/// Who stands in a list, each once. Refuses a list whose rows are no customers (error.list_without_customers).
Result<std::vector<std::int64_t>> customers_in(sql::Transaction& transaction, const lists::List& list);

struct LabelCount {
    std::int64_t id = 0;
    std::string name;
    std::int64_t customers = 0;  ///< who carry it at this moment
};
/// All labels of the house by name.
std::vector<LabelCount> labels_with_counts(const House& house, sql::Transaction& transaction, bool with_hidden);

}  // namespace kartei::consents
