#include "modules/bonus/bonus_of_bookings.hpp"

#include <algorithm>
#include <map>

#include "base/money.hpp"
#include "modules/bonus/bonus_account.hpp"
#include "modules/bonus/bonus_rates.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::bonus {
namespace {

using bookings::BookingWarning;
using bookings::Payment;
using bookings::WholeBooking;
using sql::Transaction;

/// J-198: out of the programme is whom the flag excludes, and who is nobody.
bool takes_part(Transaction& transaction, std::int64_t customer) {
    if (customer == 0 || customer == customers::anonymous_customer) return false;
    const auto found = customers::find_customer(transaction, customer);
    return found && !found->no_bonus_points;
}

const Earned* of_operator(const std::vector<Earned>& all, const std::string& code) {
    for (const auto& one : all)
        if (one.operator_code == code) return &one;
    return nullptr;
}

/// Who is out of the programme earns nothing more; what is cancelled goes all the same.
void follow_earned(House& house, Transaction& transaction, const WholeBooking& booking) {
    const auto turnover = turnover_of(booking);
    const auto stored = earned_of(transaction, booking.head.id);
    if (turnover.empty() && stored.empty()) return;
    const auto rates = rates_of(transaction);
    const bool may_earn = rates.on && takes_part(transaction, booking.head.customer_id);
    const auto digits = house.rules.currency_digits;
    for (const auto& stood : stored) {
        auto now = stood;
        const auto* of_now = of_operator(turnover, stood.operator_code);
        now.turnover = of_now ? of_now->turnover : 0;
        if (!may_earn) now.turnover = std::min(now.turnover, stood.turnover);
        now.points = points_earned(now.turnover, now.rate, digits);
        if (!booking.head.booked_on.empty()) now.earned_on = booking.head.booked_on;
        if (!(now == stood)) put_earned(transaction, now);
    }
    for (auto fresh : turnover) {
        if (!may_earn || of_operator(stored, fresh.operator_code)) continue;
        fresh.rate = rate_of(transaction, rates, fresh.operator_code);
        if (fresh.rate == 0) continue;
        fresh.points = points_earned(fresh.turnover, fresh.rate, digits);
        put_earned(transaction, fresh);
    }
}

const Payment* payment_with(const WholeBooking& booking, std::int64_t id) {
    for (const auto& payment : booking.payments)
        if (payment.id == id) return &payment;
    return nullptr;
}

const Payment* reversed_by(const WholeBooking& booking, const Payment& payment) {
    if (payment.reverses)
        for (const auto& one : booking.payments)
            if (one.position == *payment.reverses) return &one;
    return nullptr;
}

std::int64_t sum_of(const std::vector<Redeemed>& redeemed) {
    std::int64_t points = 0;
    for (const auto& one : redeemed) points += one.points;
    return points;
}

/// What a payment comes to; what gives back gives back exactly what the payment had that it takes back, but no more than
/// the booking still has redeemed.
Redeemed reckoned(House& house, const WholeBooking& booking, const Payment& payment,
                  const std::vector<Redeemed>& others, std::int64_t per_unit) {
    Redeemed now{payment.id, booking.head.id, 0, std::min(payment.paid_on, house.today()), {}};
    const auto* reversed = reversed_by(booking, payment);
    for (const auto& one : others)
        if (reversed && one.payment_id == reversed->id) {
            now.points = std::max(-one.points, -sum_of(others));
            now.gives_back = one.payment_id;
            return now;
        }
    const auto digits = house.rules.currency_digits;
    now.points = payment.amount > 0 ? points_to_pay(payment.amount, per_unit, digits)
                                    : -std::min(sum_of(others), points_to_pay(-payment.amount, per_unit, digits));
    return now;
}

void follow_redeemed(House& house, Transaction& transaction, const WholeBooking& booking) {
    auto stored = redeemed_of(transaction, booking.head.id);
    for (const auto& one : stored)
        if (!payment_with(booking, one.payment_id)) delete_redeemed(transaction, one.payment_id);
    std::erase_if(stored, [&](const Redeemed& one) { return !payment_with(booking, one.payment_id); });
    for (const auto& payment : booking.payments) {
        const bool is_known = std::any_of(stored.begin(), stored.end(),
                                          [&](const Redeemed& one) { return one.payment_id == payment.id; });
        if (payment.kind != "bonus" || is_known || is_imported(transaction, payment.created_event)) continue;
        const auto rates = rates_of(transaction);
        if (!rates.on) return;
        stored.push_back(reckoned(house, booking, payment, stored, rates.per_unit));
        insert_redeemed(transaction, stored.back());
    }
}

void follow(House& house, Transaction& transaction, const WholeBooking& booking) {
    follow_earned(house, transaction, booking);
    follow_redeemed(house, transaction, booking);
}

std::string written(const House& house, std::int64_t amount) {
    return write_money(amount, house.rules.currency_digits) + " " + house.currency;
}

/// Redeeming takes no more than is there, and pays no more than is open: points do not become money.
std::vector<Issue> forbids_redeeming(House& house, Transaction& transaction, const WholeBooking& booking,
                                     std::int64_t amount, std::int64_t points, const Rates& rates) {
    const auto customer = booking.head.customer_id;
    if (!takes_part(transaction, customer)) return {{"kind", "error.bonus_not_for_customer", {}}};
    if (amount > booking.sums.open())
        return {{"amount", "error.bonus_more_than_open", {{"open", written(house, std::max<std::int64_t>(
                                                                              0, booking.sums.open()))}}}};
    hold_points(transaction, customer);
    auto holding = holding_of(transaction, customer);
    const auto today = *read_date(house.today());
    const auto account = account_on(today, std::move(holding.lots), std::move(holding.uses), rates.expiry);
    const auto there = std::max<std::int64_t>(0, account.balance());
    if (points <= there) return {};
    return {{"amount", "error.bonus_not_enough",
             {{"points", std::to_string(there)}, {"needed", std::to_string(points)},
              {"worth", written(house, worth_of(there, rates.per_unit, house.rules.currency_digits))}}}};
}

std::vector<Issue> forbids(House& house, Transaction& transaction, const WholeBooking& booking,
                           const Payment& payment) {
    if (payment.kind != "bonus") return {};
    const auto rates = rates_of(transaction);
    if (!rates.on) return {{"kind", "error.no_bonus_here", {}}};
    const auto redeemed = redeemed_of(transaction, booking.head.id);
    const auto digits = house.rules.currency_digits;
    if (payment.amount > 0)
        return forbids_redeeming(house, transaction, booking, payment.amount,
                                 reckoned(house, booking, payment, redeemed, rates.per_unit).points, rates);
    const auto back = points_to_pay(-payment.amount, rates.per_unit, digits);
    if (payment.reverses || back <= sum_of(redeemed)) return {};
    return {{"amount", "error.bonus_more_than_redeemed",
             {{"amount", written(house, worth_of(sum_of(redeemed), rates.per_unit, digits))}}}};
}

/// A customer whose points were redeemed before the booking that earned them was cancelled: whoever looks at one of the
/// bookings in question is told.
std::vector<BookingWarning> warn(House& house, Transaction& transaction, const WholeBooking& booking) {
    const auto rates = rates_of(transaction);
    if (!rates.on ||
        (earned_of(transaction, booking.head.id).empty() && redeemed_of(transaction, booking.head.id).empty()))
        return {};
    auto holding = holding_of(transaction, booking.head.customer_id);
    const auto account =
        account_on(*read_date(house.today()), std::move(holding.lots), std::move(holding.uses), rates.expiry);
    if (account.balance() >= 0) return {};
    return {{"booking_bonus_below_zero", "customer", {{"points", std::to_string(-account.balance())}}}};
}

}  // namespace

std::vector<Earned> turnover_of(const WholeBooking& booking) {
    const auto& head = booking.head;
    if (head.kind != "booking" || head.state == "void" || head.as_imported) return {};
    std::map<std::string, std::int64_t> by_operator;
    for (const auto& service : booking.services)
        if (!service.operator_code.empty() && service.cancelled_on.empty())
            by_operator[service.operator_code] +=
                service.count * service.unit_price - service.commission_amount.value_or(0);
    std::vector<Earned> all;
    for (const auto& [code, turnover] : by_operator)
        if (turnover > 0) all.push_back({head.id, code, 0, turnover, 0, head.booked_on});
    return all;
}

bookings::BookingFollower points_of_bookings() { return {follow, forbids, warn}; }

}  // namespace kartei::bonus
