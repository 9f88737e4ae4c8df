#include "modules/bookings/commission_reckoning.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace kartei::bookings {
namespace {

using Criterion = std::pair<std::string CommissionLine::*, std::string ServiceLine::*>;
const std::array<Criterion, 5> criteria{{{&CommissionLine::operator_code, &ServiceLine::operator_code},
                                         {&CommissionLine::product_type, &ServiceLine::product_type},
                                         {&CommissionLine::destination, &ServiceLine::destination},
                                         {&CommissionLine::price_text, &ServiceLine::price_text},
                                         {&CommissionLine::service_type, &ServiceLine::service_type}}};

bool fits(const CommissionLine& line, const ServiceLine& service) {
    return std::all_of(criteria.begin(), criteria.end(), [&](const Criterion& criterion) {
        const auto& wanted = line.*criterion.first;
        return wanted.empty() || fold(wanted) == fold(service.*criterion.second);
    });
}

std::ptrdiff_t filled_criteria(const CommissionLine& line) {
    return std::count_if(criteria.begin(), criteria.end(),
                         [&](const Criterion& criterion) { return !(line.*criterion.first).empty(); });
}

std::int64_t net_amount(const CommissionTable& table, std::int64_t rate, std::int64_t price) {
    if (!table.per_service_amount) return share_of(price, rate);
    return std::clamp<std::int64_t>(rate, 0, std::max<std::int64_t>(price, 0));
}

void reckon(Commission& commission, const CommissionTable& table, const ServiceLine& service,
            std::int64_t turnover, Rate tax_rate) {
    const auto tier = rate_for(table, turnover);
    commission.ground = CommissionGround::table;
    commission.rate = tier.rate;
    commission.reached = tier.from;
    const auto net = net_amount(table, tier.rate, service.price());
    commission.tax = table.tax_on_top ? share_of(net, tax_rate) : 0;
    commission.amount = net + commission.tax;
}

}  // namespace

const CommissionLine* line_for(const CommissionScheme& scheme, const ServiceLine& service) {
    const CommissionLine* best = nullptr;
    for (const auto& line : scheme.lines)
        if (fits(line, service) && (best == nullptr || filled_criteria(line) > filled_criteria(*best))) best = &line;
    return best;
}

bool is_valid_on(const CommissionTable& table, Date day) {
    return (!table.valid_from || *table.valid_from <= day) && (!table.valid_until || day <= *table.valid_until);
}

parameters::RateStep rate_for(const CommissionTable& table, std::int64_t turnover) {
    parameters::RateStep reached{0, table.rate};
    for (const auto& tier : table.tiers)
        if (tier.from <= turnover && tier.from >= reached.from) reached = tier;
    return reached;
}

Commission commission_for(const ServiceLine& service, const CommissionScheme& scheme, Date booked_on,
                          std::int64_t turnover_before, Rate tax_rate) {
    Commission commission;
    const auto* line = service.cancelled ? nullptr : line_for(scheme, service);
    if (line == nullptr) return commission;
    commission.from = scheme.from;
    commission.line = static_cast<std::size_t>(line - scheme.lines.data()) + 1;
    commission.table = line->commission_table;
    const auto table = std::find_if(scheme.tables.begin(), scheme.tables.end(), [&](const CommissionTable& one) {
        return fold(one.code) == fold(line->commission_table);
    });
    if (table == scheme.tables.end()) commission.ground = CommissionGround::table_missing;
    else if (!is_valid_on(*table, booked_on)) commission.ground = CommissionGround::not_valid;
    else reckon(commission, *table, service, turnover_before, tax_rate);
    return commission;
}

std::int64_t turnover_before(const std::vector<EarlierBooking>& bookings, Date booked_on, std::int64_t number) {
    std::int64_t turnover = 0;
    for (const auto& one : bookings)
        if (one.kind == "booking" && !one.cancelled && one.booked_on.year() == booked_on.year() &&
            std::pair(one.booked_on, one.number) < std::pair(booked_on, number))
            turnover += one.services;
    return turnover;
}

}  // namespace kartei::bookings
