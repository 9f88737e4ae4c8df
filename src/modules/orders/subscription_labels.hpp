// Labels that end with a subscription (counter.md 5): until when somebody holds it, and what its sale, its renewal and its
// refund mean for who carries such a label.
#pragma once

#include "audit/change.hpp"
#include "modules/consents/label_terms.hpp"

namespace kartei::orders {

/// Until the last day of the season, of one without such a day until the last event date of the tickets. Sold ones count.
consents::SubscriptionEnds subscription_ends();

/// Part of a sale or a return: labels of the customer that end with a subscription end when it does now. Who never bought it
/// keeps what somebody gave him, and an end that somebody named, or a rule by its days, stays (decision 134).
void follow_subscriptions(const House& house, sql::Transaction& transaction, audit::Change& change,
                          std::int64_t customer);

}  // namespace kartei::orders
