#include "modules/orders/subscription_labels.hpp"

#include <algorithm>

#include "modules/consents/consent_store.hpp"
#include "modules/orders/order.hpp"

namespace kartei::orders {
namespace {

using consents::SubscriptionHeld;
using sql::Transaction;

bool is_known(Transaction& transaction, const std::string& name) {
    return transaction.query("SELECT 1 FROM subscription WHERE name = :name LIMIT 1", name).next();
}

std::string day_of(const ReadingRules& rules, std::string_view instant) {
    const auto at = read_instant(instant, rules.time_zone);
    return at ? write_date(local_time(*at, rules.time_zone).date) : "";
}

SubscriptionHeld held(const ReadingRules& rules, Transaction& transaction, std::int64_t customer,
                      const std::string& name) {
    SubscriptionHeld found;
    auto rows = transaction.query(
        "SELECT t.state, t.refunded, t.fee_kept, n.ends_on, e.starts_at FROM customer_order c"
        " JOIN ticket t ON t.order_id = c.order_id JOIN subscription s ON s.id = t.subscription_id"
        " JOIN event e ON e.id = t.event_id LEFT JOIN season n ON n.id = s.season_id"
        " WHERE c.customer_id = :customer AND s.name = :name AND t.state <> 'reserved'",
        customer, name);
    while (rows.next()) {
        Ticket ticket;
        ticket.state = state_of_name(rows.text(0)).value();
        ticket.refunded = rows.optional_integer(1);
        ticket.fee_kept = rows.integer(2);
        const bool is_sold = ticket.state == TicketState::sold;
        found.was_bought |= is_sold || ticket.came_returned();
        if (is_sold)
            found.last_day = std::max(found.last_day, rows.is_null(3) ? day_of(rules, rows.text(4)) : rows.string(3));
    }
    return found;
}

}  // namespace

consents::SubscriptionEnds subscription_ends() { return {is_known, held}; }

void follow_subscriptions(const House& house, Transaction& transaction, audit::Change& change, std::int64_t customer) {
    bool changed = false;
    for (const auto& [terms, given, has_expired] : consents::labels_of(house, transaction, customer)) {
        if (terms.valid_with.empty() || !given.follows_subscription) continue;
        const auto now = held(house.rules, transaction, customer, terms.valid_with);
        if (!now.was_bought || (now.last_day.empty() && has_expired)) continue;
        auto after = given;
        after.expires_at = now.last_day.empty() ? change.at() : consents::end_of_day(house.rules, now.last_day);
        changed |= consents::store_label(transaction, change, after) == consents::Stored::changed;
    }
    if (changed) consents::refresh_consents(transaction, customer);
}

}  // namespace kartei::orders
