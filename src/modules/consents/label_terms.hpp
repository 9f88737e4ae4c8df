// What a label is beside its name: how it looks, how long it holds once it is given, what it says when a customer with it
// is opened (counter.md 5). Knows no subscription: the module that sells them hands in until when one lasts.
#pragma once

#include <map>
#include <vector>

#include "audit/house.hpp"
#include "modules/consents/consent.hpp"

namespace kartei::consents {

struct LabelTerms {
    std::int64_t id = 0;
    std::string name, abbreviation, colour, icon, notice;
    std::string valid_until;       ///< last day, whenever it was given; "" = none
    std::int64_t valid_days = 0;   ///< after the day on which it is given; 0 = no end
    std::string valid_with;        ///< subscription, by its name, with which it ends; "" = none

    bool has_end() const { return !valid_until.empty() || valid_days > 0 || !valid_with.empty(); }
};
std::map<std::int64_t, LabelTerms> all_label_terms(sql::Transaction& transaction);
/// Of none: its id is 0.
LabelTerms terms_of_label(sql::Transaction& transaction, std::int64_t label);

/// Of a subscription that a customer bought, in any season.
struct SubscriptionHeld {
    bool was_bought = false;  ///< paid for, also when it was given back since; a reservation is none
    std::string last_day;     ///< of the latest that he still has; "" = he has none
};
/// Handed in by the module that sells them.
struct SubscriptionEnds {
    bool (*is_known)(sql::Transaction&, const std::string& name);
    SubscriptionHeld (*held)(const ReadingRules&, sql::Transaction&, std::int64_t customer, const std::string& name);
};
/// With a subscription that nobody sells here, nobody holds it.
SubscriptionHeld subscription_held(const House& house, sql::Transaction& transaction, std::int64_t customer,
                                   const std::string& name);

/// Last second of a day in the house's zone, as an instant; "" of "".
std::string end_of_day(const ReadingRules& rules, std::string_view day);
/// Until when a label holds that is given at `granted_at` (an instant) to somebody without a subscription; "" = no end.
std::string end_of_validity(const ReadingRules& rules, const LabelTerms& terms, std::string_view granted_at);

/// Who gives a label. A file may bring it before the tickets came: it waits, without an end, for the subscription; and an end that
/// it names is the subscription's where it says the same.
enum class LabelSource { house, file };
/// May the label be given, and until when? The one answer for desk, rules, changes of many and files. `wanted`: whom (0: somebody
/// new), which, when (an instant) and by whom; with an end of its own it always may. Answers it with its end, and whether that
/// follows the subscription (counter.md 5). Refusals (conflict): error.label_is_over behind its last day, or that of the
/// subscription; error.label_needs_subscription.
Result<CustomerLabel> label_to_give(const House& house, sql::Transaction& transaction, const LabelTerms& terms,
                                    const CustomerLabel& wanted, LabelSource source = LabelSource::house);
/// To somebody new, whom a file brings: his subscription is still to come.
Result<CustomerLabel> label_to_give(const ReadingRules& rules, const LabelTerms& terms, const CustomerLabel& wanted);
/// The last day that the label itself names is not past when it is given.
Result<Done> check_last_day(const ReadingRules& rules, const LabelTerms& terms, std::string_view granted_at);

/// A label as a customer carries it, with all that is said of it.
struct CarriedLabel {
    LabelTerms terms;
    CustomerLabel given;
    bool has_expired = false;
};
/// By name.
std::vector<CarriedLabel> labels_of(const House& house, sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::consents
