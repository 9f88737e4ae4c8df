#include "modules/privacy/obstacles.hpp"

#include <set>

#include "base/date.hpp"
#include "modules/orders/order_lists.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::privacy {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::size_t most_named = 10;

/// "17, 18, 23 …"
std::string first_of(const std::set<std::string>& names) {
    std::string list;
    std::size_t count = 0;
    for (const auto& name : names) {
        if (++count > most_named) return list + " \u2026";
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

void add(std::vector<Issue>& issues, const char* key, const std::set<std::string>& names) {
    if (names.empty()) return;
    issues.push_back({"", key, {{"count", std::to_string(names.size())}, {"which", first_of(names)}}});
}

std::set<std::string> texts_in(Rows rows) {
    std::set<std::string> all;
    while (rows.next()) all.insert(rows.string(0));
    return all;
}

/// Trips that are not over: his own, those he sold as an agency, those of others in which he travels.
std::set<std::string> open_bookings(Transaction& transaction, std::int64_t customer, const std::string& today) {
    return texts_in(transaction.query(
        "SELECT CAST(b.number AS text) FROM booking b WHERE b.state IN ('open', 'invoiced') AND b.kind <> 'offer'"
        " AND coalesce(b.returns_on, b.departs_on, '9999') >= :today AND (b.customer_id = :id OR b.agency_id = :id OR"
        " b.id IN (SELECT p.booking_id FROM booking_participant p WHERE p.customer_id = :id AND p.cancelled_on IS NULL))",
        today, customer));
}

std::set<std::string> tickets_ahead(Transaction& transaction, std::int64_t customer, const std::string& now) {
    return texts_in(transaction.query(
        "SELECT o.number FROM customer_order c JOIN orders o ON o.id = c.order_id JOIN ticket t ON t.order_id = o.id"
        " JOIN event e ON e.id = t.event_id WHERE c.customer_id = :id AND t.state <> 'deleted'"
        " AND coalesce(e.starts_at, '9999') >= :now",
        customer, now));
}

std::set<std::string> open_items_of(House& house, Transaction& transaction, std::int64_t customer) {
    payments::OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.customer_id = customer;
    filter.also_blocked = true;
    filter.credits = payments::Credits::with;
    std::set<std::string> names;
    for (const auto& item : payments::open_items(house, transaction, Actor::system(), filter))
        if (item.open() != 0) names.insert(item.booking != 0 ? std::to_string(item.booking) : item.order);
    return names;
}

/// What the house owes him: more was paid than his orders cost.
std::set<std::string> overpaid_orders_of(Transaction& transaction, std::int64_t customer) {
    std::set<std::string> names;
    for (const auto order : orders::overpaid_orders(transaction, customer))
        if (const auto found = orders::find_order(transaction, order)) names.insert(found->number);
    return names;
}

std::set<std::string> running_debits(Transaction& transaction, std::int64_t customer, Date today) {
    const auto since = add_days(today, -debit_can_return_days);
    return texts_in(transaction.query(
        "SELECT r.message_id FROM debit_item i JOIN debit_run r ON r.id = i.run_id WHERE i.customer_id = :id"
        " AND i.returned_on IS NULL AND r.collect_on >= :since",
        customer, write_date(since)));
}

std::set<std::string> seats_kept(Transaction& transaction, std::int64_t customer) {
    return texts_in(transaction.query(
        "SELECT s.name FROM seat_right r JOIN subscription s ON s.id = r.subscription_id WHERE r.customer_id = :id"
        " AND r.state <> 'given_up'",
        customer));
}

std::set<std::string> sendings_at_work(Transaction& transaction, std::int64_t customer) {
    return texts_in(transaction.query(
        "SELECT s.name FROM sending_recipient p JOIN sending s ON s.id = p.sending_id WHERE p.customer_id = :id"
        " AND p.state IN ('waiting', 'in_flight') AND s.state IN ('running', 'paused')",
        customer));
}

bool has_parked_money(Transaction& transaction, std::int64_t customer) {
    auto rows = transaction.query("SELECT coalesce(sum(amount), 0) FROM parked_money WHERE customer_id = :id", customer);
    return rows.next() && rows.integer(0) != 0;
}

}  // namespace

std::vector<Issue> obstacles(House& house, Transaction& transaction, std::int64_t customer) {
    const auto today = house.today();
    std::vector<Issue> issues;
    add(issues, "privacy.forbids.bookings", open_bookings(transaction, customer, today));
    add(issues, "privacy.forbids.open_items", open_items_of(house, transaction, customer));
    add(issues, "privacy.forbids.overpaid", overpaid_orders_of(transaction, customer));
    add(issues, "privacy.forbids.debits", running_debits(transaction, customer, *read_date(today)));
    add(issues, "privacy.forbids.tickets", tickets_ahead(transaction, customer, house.now()));
    add(issues, "privacy.forbids.seat_rights", seats_kept(transaction, customer));
    add(issues, "privacy.forbids.sendings", sendings_at_work(transaction, customer));
    if (has_parked_money(transaction, customer)) issues.push_back({"", "privacy.forbids.parked_money", {}});
    return issues;
}

}  // namespace kartei::privacy
