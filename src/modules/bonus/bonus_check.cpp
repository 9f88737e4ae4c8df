// What `kartei check` asks of points: that they are those of the bookings and payments they come from, and that
// points = lots − uses.
#include "modules/bonus/bonus_account.hpp"
#include "modules/bonus/bonus_rates.hpp"
#include "modules/bonus/bonus_store.hpp"

namespace kartei::bonus {
namespace {

using sql::Transaction;

/// An excluded customer keeps what he had earned before, so that a booking may count for less than it comes to.
std::int64_t wrongly_earned(Transaction& transaction, std::int64_t unit) {
    auto rows = transaction.query(
        "SELECT count(*) FROM bonus_earned e LEFT JOIN booking b ON b.id = e.booking_id WHERE b.id IS NULL"
        " OR e.points <> e.turnover * e.rate / :unit OR (e.points > 0 AND b.customer_id IS NULL)"
        " OR (e.turnover > 0 AND e.turnover > (SELECT coalesce(sum(s.count * s.unit_price - "
        "coalesce(s.commission_amount,"
        " 0)), 0) FROM booking_service s WHERE s.booking_id = e.booking_id AND s.operator = e.operator"
        " AND s.cancelled_on IS NULL))",
        unit);
    return rows.next() ? rows.integer(0) : 0;
}

std::int64_t wrongly_redeemed(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM bonus_redeemed r LEFT JOIN booking_payment p ON p.id = r.payment_id"
        " AND p.booking_id = r.booking_id AND p.kind = 'bonus' WHERE p.id IS NULL OR (p.amount > 0 AND r.points < 0)"
        " OR (p.amount < 0 AND r.points > 0)");
    const auto single = rows.next() ? rows.integer(0) : 0;
    auto bookings = transaction.query(
        "SELECT count(*) FROM (SELECT booking_id FROM bonus_redeemed GROUP BY booking_id HAVING sum(points) < 0) g");
    return single + (bookings.next() ? bookings.integer(0) : 0);
}

bool adds_up(const Account& account) {
    std::int64_t left = 0;
    for (const auto& lot : account.lots) left += lot.left;
    return account.balance() == left - account.missing &&
           account.came - account.used == left + account.expired - account.missing;
}

}  // namespace

std::int64_t check_bonus(House& house, Transaction& transaction) {
    std::int64_t unit = 100;
    for (int digit = 0; digit < house.rules.currency_digits; ++digit) unit *= 10;
    auto wrong = wrongly_earned(transaction, unit) + wrongly_redeemed(transaction);
    const auto rule = rates_of(transaction).expiry;
    const auto today = *read_date(house.today());
    each_holding(transaction, [&](const Holding& holding) {
        wrong += adds_up(account_on(today, holding.lots, holding.uses, rule)) ? 0 : 1;
        return true;
    });
    return wrong;
}

}  // namespace kartei::bonus
