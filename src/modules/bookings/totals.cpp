#include "modules/bookings/totals.hpp"

#include <numeric>

namespace kartei::bookings {
namespace {

std::int64_t sum(const std::vector<std::int64_t>& amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
}

}  // namespace

std::int64_t sum_of(const AmountLine& line, std::int64_t travelling) {
    return line.per_participant ? line.amount * travelling : line.amount;
}

Totals totals_of(const BookingRows& rows) {
    Totals totals{.fees = sum(rows.fees), .charges = sum(rows.charges), .paid = sum(rows.payments)};
    for (const auto& service : rows.services) {
        if (service.cancelled) continue;  // with a service its discount falls away whole
        totals.services += service.price();
        totals.commission += service.commission;
    }
    const auto people = travelling(rows.travellers);
    for (const auto& line : rows.amounts) totals.amounts += sum_of(line, people);
    totals.total = totals.services - totals.commission + totals.amounts + totals.fees + totals.charges;
    totals.open = totals.total - totals.paid;
    return totals;
}

}  // namespace kartei::bookings
