#include "modules/orders/label_rules.hpp"

#include <array>
#include <map>
#include <set>

#include "audit/hold.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/consents/labelling.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/subscription_labels.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using parameters::PlainRecord;
using parameters::PlainRow;
using sql::Transaction;

constexpr std::array<std::string_view, 5> kinds{"tickets", "amount", "events", "subscription", "product"};

bool is_said(const PlainRow& row, std::string_view field) {
    const auto found = row.values.find(field);
    return found != row.values.end() && !is_empty(found->second);
}

std::vector<Issue> complete(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    const auto kind = row.text("kind");
    const auto wants = [&](const char* field) {
        if (!is_said(row, field)) issues.push_back({field, "error.required", {}});
    };
    if (kind == "tickets" || kind == "events") wants("least");
    if (kind == "amount") wants("amount");
    if (kind == "subscription") wants("subscription");
    if (kind == "product") wants("product");
    for (const char* field : {"least", "within_days", "valid_days", "amount"})
        if (is_said(row, field) && row.integer(field) < 1) issues.push_back({field, "error.at_least_one", {}});
    return issues;
}

const PlainRecord& rule_record() {
    static const PlainRecord record = [] {
        using enum FieldKind;
        constexpr auto open = Privacy::open;
        PlainRecord made{.name = "label_rule",
                         .table = "label_rule",
                         .fields = {{"name", text, 120, open, required},
                                    {"label", text, 120, open, required},
                                    {"kind", choice, 0, open, required, kinds},
                                    {"least", integer, 6},
                                    {"amount", money},
                                    {"within_days", integer, 5},
                                    {"subscription", text, 120},
                                    {"product", text, 120},
                                    {"valid_days", integer, 5},
                                    {"takes", yes_no},
                                    {"retired", yes_no}},
                         .order = "name",
                         .unique = {"name"}};
        made.references = {{"label", "label_id", "label"}, {"product", "product_id", "product"}};
        made.base_data = {{"product", "articles"}};
        made.complete = complete;
        // Rules are the house's.
        made.access = [](Transaction&, const Actor& actor, const PlainRow&, bool) { return !actor.promoters; };
        return made;
    }();
    return record;
}

/// Sums by customer; the one that is asked for, or all. The anonymous one carries no label.
struct Question {
    std::string_view of_all, of_one;
};

constexpr Question tickets_bought{
    "SELECT o.customer_id, count(*), sum(t.price + t.fee), count(DISTINCT t.event_id) FROM ticket t"
    " JOIN orders o ON o.id = t.order_id LEFT JOIN subscription s ON s.id = t.subscription_id"
    " WHERE t.state = 'sold' AND o.customer_id <> 1 AND coalesce(o.ordered_at, '') >= :since"
    " AND (:any = 1 OR s.name = :subscription) AND :all = 0 GROUP BY o.customer_id",
    "SELECT o.customer_id, count(*), sum(t.price + t.fee), count(DISTINCT t.event_id) FROM customer_order c"
    " JOIN orders o ON o.id = c.order_id JOIN ticket t ON t.order_id = o.id"
    " LEFT JOIN subscription s ON s.id = t.subscription_id"
    " WHERE t.state = 'sold' AND coalesce(o.ordered_at, '') >= :since"
    " AND (:any = 1 OR s.name = :subscription) AND c.customer_id = :customer GROUP BY o.customer_id"};

constexpr Question articles_bought{
    "SELECT p.customer_id, sum(p.quantity), 0, 0 FROM product_sale p WHERE p.state = 'sold' AND p.customer_id <> 1"
    " AND coalesce(p.sold_at, '') >= :since AND p.product_id = :product AND :all = 0 GROUP BY p.customer_id",
    "SELECT p.customer_id, sum(p.quantity), 0, 0 FROM customer_order c JOIN product_sale p ON p.order_id = c.order_id"
    " WHERE p.state = 'sold' AND coalesce(p.sold_at, '') >= :since AND p.product_id = :product"
    " AND c.customer_id = :customer GROUP BY p.customer_id"};

std::string since_of(const House& house, const LabelRule& rule) {
    if (rule.within_days == 0) return "";
    const auto first = add_days(house.clock->today(house.rules.time_zone), -static_cast<int>(rule.within_days));
    return write_instant(start_of_day(first, house.rules.time_zone));
}

/// Who reached what the rule asks, and how much; `customer` 0: everybody.
std::map<std::int64_t, std::int64_t> who_reached(const House& house, Transaction& transaction, const LabelRule& rule,
                                                 std::int64_t customer) {
    const bool of_articles = rule.kind == "product";
    const auto& question = of_articles ? articles_bought : tickets_bought;
    const std::string sql(customer ? question.of_one : question.of_all);
    const auto since = since_of(house, rule);
    const bool any = rule.kind != "subscription";
    auto rows = of_articles ? transaction.query(sql, since, rule.product_id, customer)
                            : transaction.query(sql, since, any ? 1 : 0, rule.subscription, customer);
    std::map<std::int64_t, std::int64_t> reached;
    while (rows.next()) {
        const int column = rule.kind == "amount" ? 2 : rule.kind == "events" ? 3 : 1;
        const auto has = rows.integer(column);
        if (has >= (rule.kind == "amount" ? rule.amount : rule.least)) reached.emplace(rows.integer(0), has);
    }
    return reached;
}

std::string giver_of(const LabelRule& rule) { return "⚙ " + rule.name; }

/// Who carries the label by this rule.
std::set<std::int64_t> carriers(Transaction& transaction, const LabelRule& rule, std::int64_t customer) {
    std::set<std::int64_t> ids;
    auto rows = customer ? transaction.query("SELECT customer_id FROM customer_label WHERE label_id = :label"
                                             " AND granted_by = :by AND customer_id = :customer",
                                             rule.label_id, giver_of(rule), customer)
                         : transaction.query("SELECT customer_id FROM customer_label WHERE label_id = :label"
                                             " AND granted_by = :by",
                                             rule.label_id, giver_of(rule));
    while (rows.next()) ids.insert(rows.integer(0));
    return ids;
}

bool lacks(const House& house, Transaction& transaction, const LabelRule& rule, std::int64_t customer) {
    const auto label = consents::find_label(transaction, customer, rule.label_id);
    return !label || consents::has_expired(label->expires_at, house.now());
}

/// How long a label holds that the rule gives: a rule that says no days gives it as it says itself.
consents::LabelTerms terms_by(Transaction& transaction, const LabelRule& rule) {
    auto terms = consents::terms_of_label(transaction, rule.label_id);
    if (rule.valid_days == 0) return terms;
    terms.valid_until.clear();
    terms.valid_with.clear();
    terms.valid_days = rule.valid_days;
    return terms;
}

/// What he gets by the rule; refused to whom it would not hold for.
Result<consents::CustomerLabel> given(const House& house, Transaction& transaction, const LabelRule& rule,
                                      const consents::LabelTerms& terms, std::int64_t customer) {
    return consents::label_to_give(house, transaction, terms,
                                   {customer, rule.label_id, house.now(), giver_of(rule), ""});
}

std::vector<RuleEffect> effects_of(const House& house, Transaction& transaction, const LabelRule& rule,
                                   std::int64_t customer) {
    std::vector<RuleEffect> effects;
    const auto reached = who_reached(house, transaction, rule, customer);
    const auto terms = reached.empty() ? consents::LabelTerms() : terms_by(transaction, rule);
    for (const auto& [id, has] : reached)
        if (lacks(house, transaction, rule, id) && given(house, transaction, rule, terms, id))
            effects.push_back({rule.name, rule.label, id, true, has});
    if (!rule.takes) return effects;
    for (const auto id : carriers(transaction, rule, customer))
        if (!reached.contains(id)) effects.push_back({rule.name, rule.label, id, false, 0});
    return effects;
}

void carry_out(const House& house, Transaction& transaction, Change& change, const LabelRule& rule,
               const RuleEffect& effect) {
    if (!effect.gives) consents::remove_label(transaction, change, effect.customer_id, rule.label_id);
    else if (const auto label = given(house, transaction, rule, terms_by(transaction, rule), effect.customer_id))
        consents::store_label(transaction, change, *label);
    consents::refresh_consents(transaction, effect.customer_id);
}

}  // namespace

parameters::JoinedBaseData label_rules() {
    return {"label-rules", rule_record(), "LabelRule", "events.read", "events.change", "venue"};
}

audit::Reversible reversible_label_rule() { return parameters::reversible(rule_record()); }

std::vector<LabelRule> active_label_rules(Transaction& transaction) {
    std::vector<LabelRule> rules;
    auto rows = transaction.query(
        "SELECT r.id, r.label_id, r.least, r.amount, r.within_days, r.product_id, r.valid_days, r.name, l.name, r.kind,"
        " r.subscription, r.takes FROM label_rule r JOIN label l ON l.id = r.label_id WHERE r.retired = 0"
        " ORDER BY r.name");
    while (rows.next())
        rules.push_back({rows.integer(0), rows.integer(1), rows.is_null(2) ? 1 : rows.integer(2), rows.integer(3),
                         rows.integer(4), rows.integer(5), rows.integer(6), rows.string(7), rows.string(8),
                         rows.string(9), rows.string(10), rows.integer(11) != 0});
    return rules;
}

std::vector<RuleEffect> apply_label_rules(House& house, Transaction& transaction, Change& change,
                                          std::int64_t customer) {
    std::vector<RuleEffect> all;
    if (customer == customers::anonymous_customer) return all;
    follow_subscriptions(house, transaction, change, customer);
    for (const auto& rule : active_label_rules(transaction))
        for (auto& effect : effects_of(house, transaction, rule, customer)) {
            carry_out(house, transaction, change, rule, effect);
            all.push_back(std::move(effect));
        }
    return all;
}

Result<RuleRun> run_label_rules(House& house, Transaction& transaction, const Actor& actor, bool preview,
                                std::optional<std::int64_t> confirmed) {
    if (actor.promoters) return refuse(RefusalKind::forbidden, "error.of_the_house");
    if (!preview) hold_house(transaction);
    RuleRun run;
    std::vector<std::pair<LabelRule, RuleEffect>> wanted;
    for (const auto& rule : active_label_rules(transaction))
        for (auto& effect : effects_of(house, transaction, rule, 0))
            if (customers::may_see(transaction, actor, effect.customer_id)) wanted.emplace_back(rule, effect);
    for (const auto& [rule, effect] : wanted) run.effects.push_back(effect);
    const auto count = static_cast<std::int64_t>(wanted.size());
    if (preview || wanted.empty()) return run;
    if (count > consents::most_unasked && confirmed != count)
        return refuse(RefusalKind::conflict, "error.confirm_labels", {{"count", std::to_string(count)}});
    Change change(house, transaction, actor, "label_rules_run");
    // Two rules of one label: who has it by the first needs it of no second.
    std::set<std::pair<std::int64_t, std::int64_t>> given;
    for (const auto& [rule, effect] : wanted)
        if (!effect.gives || given.emplace(effect.customer_id, rule.label_id).second)
            carry_out(house, transaction, change, rule, effect);
    change.seal();
    run.change_event = change.event();
    return run;
}

}  // namespace kartei::orders
