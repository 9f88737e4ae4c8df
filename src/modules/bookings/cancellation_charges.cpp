#include "modules/bookings/cancellation_charges.hpp"

#include <algorithm>
#include <map>

namespace kartei::bookings {
namespace {

struct TermsSum {
    std::int64_t price = 0, charged = 0;
};

/// What is missing to the minimum of a booking, at most what its services cost.
std::int64_t missing_to_minimum(const CancellationTerms& terms, const TermsSum& sum) {
    const auto missing = terms.minimum - terms.charged_before - sum.charged;
    return std::clamp<std::int64_t>(missing, 0, sum.price - sum.charged);
}

bool is_one_of(std::int64_t position, const std::vector<std::int64_t>& positions) {
    return std::find(positions.begin(), positions.end(), position) != positions.end();
}

/// Moves `gone` of `people` parts of a line from one to the other.
void move_share(PartedService& parted, std::int64_t gone, std::int64_t people) {
    auto& stays = parted.stays;
    auto& cancelled = parted.cancelled;
    const auto price = stays.price();
    if (stays.count % people == 0) {
        cancelled.count = stays.count / people * gone;
        stays.count -= cancelled.count;
    } else {
        cancelled.count = stays.count = 1;
        cancelled.unit_price = part_of(price, gone, people);
        stays.unit_price = price - cancelled.unit_price;
    }
    for (const auto member : {&ServiceLine::purchase_price, &ServiceLine::commission}) {
        cancelled.*member = part_of(stays.*member, gone, people);
        stays.*member -= cancelled.*member;
    }
}

}  // namespace

const CancellationTerms* terms_in_force(const CancellationTerms* of_table, const CancellationTerms* of_operator) {
    if (of_table != nullptr && of_table->are_given()) return of_table;
    return of_operator != nullptr && of_operator->are_given() ? of_operator : nullptr;
}

Rate cancellation_rate(const CancellationTerms& terms, int days_left) {
    const parameters::RateStep* nearest = nullptr;
    for (const auto& step : terms.steps)
        if (step.from >= days_left && (nearest == nullptr || step.from < nearest->from)) nearest = &step;
    return nearest != nullptr ? nearest->rate : terms.general.value_or(0);
}

CancellationCharges cancellation_charges(const std::vector<CancelledService>& services, int days_left) {
    CancellationCharges result;
    std::map<const CancellationTerms*, TermsSum> sums;
    std::vector<const CancellationTerms*> in_order;
    for (std::size_t i = 0; i < services.size(); ++i) {
        const auto* terms = services[i].terms;
        if (terms == nullptr) {
            result.by_hand.push_back(i);
            continue;
        }
        const auto price = std::max<std::int64_t>(services[i].service.price(), 0);
        const auto rate = std::min(cancellation_rate(*terms, days_left), whole);
        const auto [sum, is_new] = sums.try_emplace(terms);
        if (is_new) in_order.push_back(terms);
        result.charges.push_back({i, share_of(price, rate), rate, terms->source});
        sum->second.price += price;
        sum->second.charged += result.charges.back().amount;
    }
    for (const auto* terms : in_order)
        if (const auto missing = missing_to_minimum(*terms, sums[terms]); missing > 0)
            result.charges.push_back({std::nullopt, missing, 0, terms->source});
    for (const auto& charge : result.charges) result.total += charge.amount;
    return result;
}

PartedService part_service(const ServiceLine& service, const std::vector<Traveller>& travellers,
                           const std::vector<std::int64_t>& who_cancels) {
    PartedService parted{service, service};
    parted.cancelled.cancelled = true;
    parted.stays.participants.clear();
    parted.cancelled.participants.clear();
    for (const auto& one : travellers) {
        const bool takes_part = service.participants.empty() || is_one_of(one.position, service.participants);
        if (!takes_part || one.cancelled) continue;
        auto& side = is_one_of(one.position, who_cancels) ? parted.cancelled : parted.stays;
        side.participants.push_back(one.position);
    }
    const auto gone = static_cast<std::int64_t>(parted.cancelled.participants.size());
    const auto people = gone + static_cast<std::int64_t>(parted.stays.participants.size());
    if (gone == 0) parted.cancelled.count = parted.cancelled.purchase_price = parted.cancelled.commission = 0;
    else move_share(parted, gone, people);
    return parted;
}

}  // namespace kartei::bookings
