#include "modules/bookings/fee_occasions.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kartei::bookings {
namespace {

bool fits(const std::string& wanted, const std::string& value) { return wanted.empty() || fold(wanted) == fold(value); }

bool concerns(const FeeRule& rule, const Happening& happening) {
    const auto* service = happening.service;
    if (service == nullptr) return rule.kind == "booking" && rule.occasion == happening.occasion;
    return rule.kind == "service" && fits(rule.operator_code, service->operator_code) &&
           fits(rule.product_type, service->product_type) && fits(rule.destination, service->destination) &&
           fits(rule.service_type, service->service_type);
}

/// Also those taken off by hand: they do not come back.
bool has_fired(const FeeRule& rule, const Happening& happening, const std::vector<ChargedFee>& charged) {
    return std::any_of(charged.begin(), charged.end(), [&](const ChargedFee& fee) {
        return fee.rule == rule.code && fee.occasion == happening.occasion && fee.reference == happening.reference;
    });
}

/// A call may be charged for each block of minutes that was begun.
std::int64_t times(const FeeRule& rule, const Happening& happening) {
    if (rule.minutes <= 0) return 1;
    return std::max<std::int64_t>((happening.minutes + rule.minutes - 1) / rule.minutes, 1);
}

}  // namespace

std::vector<ChargedFee> fees_for(const std::vector<FeeRule>& rules, const Happening& happening,
                                 const std::vector<Traveller>& travellers, const std::vector<ChargedFee>& charged,
                                 std::int64_t from) {
    std::vector<ChargedFee> fees;
    const auto people =
        happening.service != nullptr ? travelling(travellers, *happening.service) : travelling(travellers);
    for (const auto& rule : rules) {
        if (!concerns(rule, happening) || has_fired(rule, happening, charged) || has_fired(rule, happening, fees))
            continue;
        const auto amount = rule.amount * times(rule, happening) * (rule.per_participant ? people : 1);
        if (amount == 0) continue;
        fees.push_back({rule.code, rule.text, amount, rule.per_participant ? people : 0, happening.occasion,
                        happening.reference, std::to_string(from)});
    }
    return fees;
}

}  // namespace kartei::bookings
