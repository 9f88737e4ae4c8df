#include "modules/consents/label_terms.hpp"

#include "base/module.hpp"
#include "modules/consents/consent_store.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;

constexpr std::string_view select_terms =
    "SELECT id, name, abbreviation, colour, icon, notice, valid_until, valid_days, valid_with FROM label";

LabelTerms read_terms(const sql::Rows& rows) {
    return {rows.integer(0), rows.string(1), rows.string(2),  rows.string(3), rows.string(4),
            rows.string(5),  rows.string(6), rows.integer(7), rows.string(8)};
}

/// On the clock of the house; "" of what is no instant.
std::string day_given(const ReadingRules& rules, std::string_view granted_at) {
    const auto at = read_instant(granted_at, rules.time_zone);
    return at ? write_date(local_time(*at, rules.time_zone).date) : "";
}

}  // namespace

std::map<std::int64_t, LabelTerms> all_label_terms(Transaction& transaction) {
    std::map<std::int64_t, LabelTerms> all;
    auto rows = transaction.query(select_terms);
    while (rows.next()) all.emplace(rows.integer(0), read_terms(rows));
    return all;
}

LabelTerms terms_of_label(Transaction& transaction, std::int64_t label) {
    auto rows = transaction.query(std::string(select_terms) + " WHERE id = :id", label);
    return rows.next() ? read_terms(rows) : LabelTerms();
}

SubscriptionHeld subscription_held(const House& house, Transaction& transaction, std::int64_t customer,
                                   const std::string& name) {
    for (const auto& sold : handed_in<SubscriptionEnds>()) return sold.held(house.rules, transaction, customer, name);
    return {};
}

std::string end_of_day(const ReadingRules& rules, std::string_view day) {
    const auto date = read_date(day);
    if (!date) return "";
    return write_instant(start_of_day(add_days(*date, 1), rules.time_zone) - std::chrono::seconds(1));
}

std::string end_of_validity(const ReadingRules& rules, const LabelTerms& terms, std::string_view granted_at) {
    if (!terms.valid_until.empty()) return end_of_day(rules, terms.valid_until);
    const auto given = read_instant(granted_at, rules.time_zone);
    if (terms.valid_days == 0 || !given) return "";
    const auto day = add_days(local_time(*given, rules.time_zone).date, static_cast<int>(terms.valid_days));
    return end_of_day(rules, write_date(day));
}

Result<Done> check_last_day(const ReadingRules& rules, const LabelTerms& terms, std::string_view granted_at) {
    if (!terms.valid_until.empty() && terms.valid_until < day_given(rules, granted_at))
        return refuse(RefusalKind::conflict, "error.label_is_over", {{"name", terms.name}, {"day", terms.valid_until}});
    return Done{};
}

Result<CustomerLabel> label_to_give(const ReadingRules& rules, const LabelTerms& terms, const CustomerLabel& wanted) {
    auto label = wanted;
    label.follows_subscription = label.expires_at.empty() && !terms.valid_with.empty();
    if (!label.expires_at.empty()) return label;
    TRY(check_last_day(rules, terms, label.granted_at));
    label.expires_at = end_of_validity(rules, terms, label.granted_at);
    return label;
}

Result<CustomerLabel> label_to_give(const House& house, Transaction& transaction, const LabelTerms& terms,
                                    const CustomerLabel& wanted, LabelSource source) {
    if (terms.valid_with.empty()) return label_to_give(house.rules, terms, wanted);
    const bool from_file = source == LabelSource::file;
    auto label = wanted;
    const auto last_day = subscription_held(house, transaction, wanted.customer_id, terms.valid_with).last_day;
    const auto end = end_of_day(house.rules, last_day);
    label.follows_subscription = label.expires_at.empty() || (from_file && label.expires_at == end);
    if (!label.expires_at.empty()) return label;
    if (last_day.empty() && !from_file)
        return refuse(RefusalKind::conflict, "error.label_needs_subscription",
                      {{"name", terms.name}, {"subscription", terms.valid_with}});
    if (!last_day.empty() && last_day < day_given(house.rules, label.granted_at))
        return refuse(RefusalKind::conflict, "error.label_is_over", {{"name", terms.name}, {"day", last_day}});
    label.expires_at = end;
    return label;
}

std::vector<CarriedLabel> labels_of(const House& house, Transaction& transaction, std::int64_t customer) {
    std::vector<CarriedLabel> carried;
    {
        auto rows = transaction.query(
            "SELECT l.id, l.name, l.abbreviation, l.colour, l.icon, l.notice, l.valid_until, l.valid_days, l.valid_with,"
            " c.granted_at, c.granted_by, c.expires_at, c.follows_subscription FROM customer_label c JOIN label l ON l.id = c.label_id"
            " WHERE c.customer_id = :customer ORDER BY l.name",
            customer);
        while (rows.next())
            carried.push_back({read_terms(rows),
                               {customer, rows.integer(0), rows.string(9), rows.string(10), rows.string(11),
                                rows.integer(12) != 0}});
    }
    const auto now = house.now();
    for (auto& one : carried) one.has_expired = consents::has_expired(one.given.expires_at, now);
    return carried;
}

}  // namespace kartei::consents
