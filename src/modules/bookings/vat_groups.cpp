#include "modules/bookings/vat_groups.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace kartei::bookings {
namespace {

using namespace std::chrono_literals;

bool bears_tax(std::string_view tax) { return tax == "standard" || tax == "reduced" || tax == "margin"; }

}  // namespace

std::vector<VatRate> customary_vat_rates(std::string_view country) {
    const auto since = [](std::chrono::year year, unsigned month) {
        return Date(year, std::chrono::month(month), std::chrono::day(1));
    };
    if (country == "DE")
        return {{"standard", 1'900, since(2007y, 1)}, {"reduced", 700, since(1983y, 7)},
                {"standard", 1'600, since(2020y, 7)}, {"reduced", 500, since(2020y, 7)},
                {"standard", 1'900, since(2021y, 1)}, {"reduced", 700, since(2021y, 1)}};
    if (country == "NL")
        return {{"standard", 2'100, since(2012y, 10)}, {"reduced", 600, since(2001y, 1)},
                {"reduced", 900, since(2019y, 1)}};
    return {};
}

Rate rate_on(const std::vector<VatRate>& rates, std::string_view tax, Date day) {
    if (!bears_tax(tax)) return 0;
    const auto kind = tax == "margin" ? std::string_view("standard") : tax;
    const VatRate* latest = nullptr;
    for (const auto& one : rates)
        if (one.tax == kind && one.valid_from <= day && (latest == nullptr || latest->valid_from < one.valid_from))
            latest = &one;
    return latest == nullptr ? 0 : latest->rate;
}

std::vector<VatGroup> vat_groups(const std::vector<VatLine>& lines, const std::vector<VatRate>& rates) {
    struct Sums {
        std::int64_t gross = 0, purchase = 0;
    };
    std::map<std::pair<std::string, Rate>, Sums> sums;
    for (const auto& line : lines) {
        auto& sum = sums[{line.tax, rate_on(rates, line.tax, line.performed_on)}];
        sum.gross += line.gross;
        sum.purchase += line.purchase;
    }
    std::vector<VatGroup> groups;
    for (const auto& [key, sum] : sums) {
        const auto& [tax, rate] = key;
        VatGroup group{tax, rate, sum.gross};
        group.shown = tax == "margin" ? 0 : included_tax(sum.gross, rate);
        group.in_books = tax == "margin" ? included_tax(sum.gross - sum.purchase, rate) : group.shown;
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<VatLine> vat_lines_of(const std::vector<ServiceLine>& services, Date day) {
    std::vector<VatLine> lines;
    for (const auto& service : services) {
        if (service.cancelled) continue;
        const auto performed_on = service.ends_on.value_or(day);
        const bool is_anothers = service.tax == "intermediated";
        lines.push_back({service.tax, service.price() - (is_anothers ? 0 : service.commission), performed_on,
                         service.purchase_price});
        if (is_anothers && service.commission != 0) lines.push_back({"outside", -service.commission, performed_on});
    }
    return lines;
}

bool needs_margin_wording(const std::vector<VatGroup>& groups) {
    return std::any_of(groups.begin(), groups.end(),
                       [](const VatGroup& group) { return group.tax == "margin" || group.tax == "margin_exempt"; });
}

}  // namespace kartei::bookings
