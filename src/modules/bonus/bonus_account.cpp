#include "modules/bonus/bonus_account.hpp"

#include <algorithm>
#include <utility>

namespace kartei::bonus {
namespace {

constexpr const char* never = "9999-12-31";  // behind every day

/// The same day so many months later; the last of the month where that has no such day.
std::string later(const std::string& day, std::int64_t months) {
    const auto date = *read_date(day);
    const auto month = date.year() / date.month() + std::chrono::months(months);
    return write_date(std::min(Date(month / date.day()), Date(month / std::chrono::last)));
}

/// Lots stand in the order of their days. Each keeps those before alive that are not older than a year; all of them end
/// a year behind the last one.
void settle_ends(std::vector<Lot>& lots, const ExpiryRule& rule) {
    std::string next, last;
    for (auto lot = lots.rbegin(); lot != lots.rend(); ++lot) {
        if (last.empty() || next > later(lot->earned_on, 12)) last = lot->earned_on;
        next = lot->earned_on;
        std::string day = lot->expires_on.empty() ? never : lot->expires_on;
        if (rule.valid_months > 0) day = std::min(day, later(lot->earned_on, rule.valid_months));
        if (rule.when_idle) day = std::min(day, later(last, 12));
        lot->ends_on = day == never ? "" : day;
    }
}

bool ends_before(const Lot& lot, const std::string& day) { return !lot.ends_on.empty() && lot.ends_on < day; }

/// Takes points off a lot; gives how many it had of them.
std::int64_t draw(Lot& lot, std::int64_t points) {
    const auto drawn = std::min(lot.left, points);
    lot.left -= drawn;
    return drawn;
}

/// Draws on the lots that were there on the day, the one that ends soonest first; gives what is missing.
std::int64_t redeem(const std::vector<Lot*>& there, const Use& use) {
    std::vector<Lot*> order;
    for (auto* lot : there)
        if (lot->left > 0 && !ends_before(*lot, use.used_on)) order.push_back(lot);
    std::stable_sort(order.begin(), order.end(), [](const Lot* a, const Lot* b) {
        return (a->ends_on.empty() ? never : a->ends_on) < (b->ends_on.empty() ? never : b->ends_on);
    });
    auto missing = use.points;
    for (auto* lot : order) missing -= draw(*lot, missing);
    return missing;
}

/// In the order of days, what came before what went; lots that come pay first what is missing.
void redeem_all(Account& account) {
    std::vector<Lot*> there;
    auto lot = account.lots.begin();
    const auto take_until = [&](const std::string& day) {
        for (; lot != account.lots.end() && lot->earned_on <= day; ++lot) {
            account.missing -= draw(*lot, account.missing);
            there.push_back(&*lot);
        }
    };
    for (const auto& use : account.uses) {
        take_until(use.used_on);
        account.missing += redeem(there, use);
    }
    take_until(never);
}

std::int64_t power_of_ten(int digits) {
    std::int64_t power = 1;
    while (digits-- > 0) power *= 10;
    return power;
}

}  // namespace

Account account_on(Date on, std::vector<Lot> lots, std::vector<Use> uses, const ExpiryRule& rule) {
    const auto today = write_date(on);
    Account account;
    std::erase_if(lots, [&](const Lot& lot) { return lot.earned_on > today || lot.points <= 0; });
    std::erase_if(uses, [&](const Use& use) { return use.used_on > today || use.points <= 0; });
    std::stable_sort(lots.begin(), lots.end(), [](const Lot& a, const Lot& b) { return a.earned_on < b.earned_on; });
    std::stable_sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.used_on < b.used_on; });
    account.lots = std::move(lots), account.uses = std::move(uses);
    settle_ends(account.lots, rule);
    for (auto& lot : account.lots) lot.left = lot.points;
    redeem_all(account);
    for (auto& lot : account.lots) {
        account.came += lot.points;
        if (!ends_before(lot, today)) continue;
        account.expired += lot.expired = std::exchange(lot.left, 0);
    }
    for (const auto& use : account.uses) account.used += use.points;
    return account;
}

std::int64_t points_earned(std::int64_t turnover, std::int64_t rate, int currency_digits) {
    return turnover <= 0 ? 0 : turnover * rate / (100 * power_of_ten(currency_digits));
}

std::int64_t points_to_pay(std::int64_t amount, std::int64_t per_unit, int currency_digits) {
    const auto unit = power_of_ten(currency_digits);
    return amount <= 0 ? 0 : (amount * per_unit + unit - 1) / unit;
}

std::int64_t worth_of(std::int64_t points, std::int64_t per_unit, int currency_digits) {
    return points <= 0 ? 0 : points * power_of_ten(currency_digits) / per_unit;
}

std::optional<Expiring> next_to_expire(const Account& account) {
    Expiring next;
    for (const auto& lot : account.lots) {
        if (lot.left == 0 || lot.ends_on.empty() || (!next.on.empty() && lot.ends_on > next.on)) continue;
        if (lot.ends_on != next.on) next = {lot.ends_on, 0};
        next.points += lot.left;
    }
    return next.on.empty() ? std::nullopt : std::optional(next);
}

}  // namespace kartei::bonus
