#include "modules/bookings/due_dates.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kartei::bookings {
namespace {

Date day_of(const TermStep& step, const BookingDays& days) {
    const auto anchor = step.anchor == Anchor::departure    ? days.departs_on
                        : step.anchor == Anchor::return_day ? days.returns_on
                                                            : days.booked_on;
    return std::max(add_days(anchor.value_or(days.booked_on), anchor ? step.days : 0), days.booked_on);
}

/// Cut at the last step, so that they add up whatever was rounded.
void add_part(std::map<Date, DueDay>& by_day, const TermPart& part, const BookingDays& days) {
    const auto& term = part.term.empty() ? *customary_term("booking_day") : part.term;
    auto rest = part.amount;
    for (std::size_t i = 0; i < term.size(); ++i) {
        const auto amount = i + 1 == term.size() ? rest : share_of(part.amount, term[i].percent);
        rest -= amount;
        const auto day = day_of(term[i], days);
        auto& due = by_day.try_emplace(day, DueDay{.due_on = day, .source = part.source}).first->second;
        due.amount += amount;
    }
}

void name_kinds(DueDays& dates) {
    for (auto& due : dates) due.kind = dates.size() == 1 ? "full" : &due == &dates.back() ? "balance" : "deposit";
}

std::int64_t sum_of(const DueDays& dates) {
    return std::accumulate(dates.begin(), dates.end(), std::int64_t{0},
                           [](std::int64_t sum, const DueDay& due) { return sum + due.amount; });
}

void by_days(DueDays& dates) {
    std::stable_sort(dates.begin(), dates.end(),
                     [](const DueDay& one, const DueDay& other) { return one.due_on < other.due_on; });
}

void raise(DueDays& dates, std::int64_t more) {
    const auto unpaid = std::find_if(dates.rbegin(), dates.rend(), [](const DueDay& due) { return due.open() > 0; });
    (unpaid == dates.rend() ? dates.back() : *unpaid).amount += more;
}

void lower(DueDays& dates, std::int64_t less) {
    for (auto due = dates.rbegin(); due != dates.rend(); ++due) {
        const auto taken = std::clamp<std::int64_t>(due->open(), 0, less);
        due->amount -= taken;
        less -= taken;
    }
    dates.back().amount -= less;  // more was paid than is owed now
}

}  // namespace

std::vector<TermPart> term_parts(std::int64_t total, const std::vector<ServiceLine>& services,
                                 const std::optional<Term>& of_customer, const TermsOfTypes& of_types,
                                 const Term& standard) {
    if (of_customer) return {{total, *of_customer, "customer"}};
    std::map<std::string, TermPart> by_type;
    auto rest = total;
    for (const auto& service : services) {
        const auto term = of_types.find(service.product_type);
        if (service.cancelled || service.collection != "house" || term == of_types.end()) continue;
        auto& part = by_type.try_emplace(service.product_type, TermPart{0, term->second, "product_type"}).first->second;
        part.amount += service.price() - service.commission;
        rest -= service.price() - service.commission;
    }
    std::vector<TermPart> parts;
    for (auto& [type, part] : by_type) parts.push_back(std::move(part));
    if (rest != 0) parts.push_back({rest, standard, "standard"});
    return parts;
}

DueDays due_dates(const std::vector<TermPart>& parts, const BookingDays& days) {
    std::map<Date, DueDay> by_day;
    for (const auto& part : parts) add_part(by_day, part, days);
    DueDays dates;
    for (auto& [day, due] : by_day)
        if (due.amount != 0) dates.push_back(std::move(due));
    name_kinds(dates);
    return dates;
}

DueDays follow_total(DueDays dates, std::int64_t total, const BookingDays& days) {
    by_days(dates);
    const auto difference = total - sum_of(dates);
    if (difference == 0) return dates;
    if (dates.empty()) return {{days.booked_on, total, 0, "full", "booking"}};
    if (difference > 0) raise(dates, difference);
    else lower(dates, -difference);
    std::erase_if(dates, [](const DueDay& due) { return due.amount == 0 && due.paid == 0; });
    return dates;
}

FilledDates fill(DueDays dates, std::int64_t paid) {
    by_days(dates);
    for (auto& due : dates) {
        due.paid = std::clamp<std::int64_t>(paid, 0, std::max<std::int64_t>(due.amount, 0));
        paid -= due.paid;
    }
    // More was paid out than came in: it is owed at once.
    if (paid < 0 && !dates.empty()) dates.front().paid += std::exchange(paid, 0);
    return {std::move(dates), paid};
}

}  // namespace kartei::bookings
