// The value added tax of a booking (bookings.md 3): one group for each kind and rate, tax reckoned once over its sum,
// so that the groups add up to the total to the cent. Prices include their tax. Pure functions.
#pragma once

#include "modules/bookings/totals.hpp"

namespace kartei::bookings {

/// A rate of base data and since when it holds; until the next of its kind.
struct VatRate {
    std::string tax;  ///< standard, reduced
    Rate rate = 0;
    Date valid_from{};
};
/// What a house begins with ("DE", "NL"; elsewhere none).
std::vector<VatRate> customary_vat_rates(std::string_view country);
/// The rate of a kind of tax on the last day of performance. Services under the margin scheme are taxed by the standard
/// rate; what is exempt, another's or outside bears none.
Rate rate_on(const std::vector<VatRate>& rates, std::string_view tax, Date day);

/// Something that stands on the invoice.
struct VatLine {
    std::string tax;
    std::int64_t gross = 0;
    Date performed_on{};
    std::int64_t purchase = 0;  ///< of services under the margin scheme
};

struct VatGroup {
    std::string tax;
    Rate rate = 0;
    std::int64_t gross = 0;
    std::int64_t shown = 0;     ///< tax on the invoice: none under the margin scheme
    std::int64_t in_books = 0;  ///< tax owed: under the margin scheme that of the margin
    bool operator==(const VatGroup&) const = default;
};

std::vector<VatGroup> vat_groups(const std::vector<VatLine>& lines, const std::vector<VatRate>& rates);
/// A discount lowers the price of its service; but an agent's own reduction does not change the operator's tax base: of
/// services sold for another it stands apart, outside of the tax. `day`: of what has no day of its own.
std::vector<VatLine> vat_lines_of(const std::vector<ServiceLine>& services, Date day);

/// The paper must say that the margin scheme holds.
bool needs_margin_wording(const std::vector<VatGroup>& groups);

}  // namespace kartei::bookings
