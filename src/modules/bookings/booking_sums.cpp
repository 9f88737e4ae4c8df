#include "modules/bookings/booking_sums.hpp"

#include <charconv>

namespace kartei::bookings {

std::optional<Date> day_of(const std::string& written) {
    if (written.empty()) return std::nullopt;
    auto date = read_date(written);
    return date ? std::optional(*date) : std::nullopt;
}

ServiceLine line_of(const Service& service) {
    ServiceLine line;
    line.service_kind = service.service_kind;
    line.operator_code = service.operator_code;
    line.product_type = service.product_type;
    line.destination = service.destination;
    line.price_text = service.price_text;
    line.service_type = service.service_type;
    line.count = service.count;
    line.unit_price = service.unit_price;
    line.purchase_price = service.count * service.purchase_price.value_or(0);
    line.tax = service.tax;
    line.collection = service.collection;
    line.commission = service.commission_amount.value_or(0);
    line.ends_on = day_of(service.ends_on.empty() ? service.starts_on : service.ends_on);
    line.cancelled = !service.cancelled_on.empty();
    for (const auto& position : service.participants) {
        std::int64_t number = 0;
        std::from_chars(position.data(), position.data() + position.size(), number);
        line.participants.push_back(number);
    }
    return line;
}

AmountLine line_of(const Amount& amount) {
    return {amount.text, amount.amount, amount.per_participant, amount.tax, amount.source};
}

std::vector<ServiceLine> lines_of(const std::vector<Service>& services) {
    std::vector<ServiceLine> lines;
    for (const auto& service : services) lines.push_back(line_of(service));
    return lines;
}

std::vector<Traveller> travellers_of(const WholeBooking& booking) {
    std::vector<Traveller> travellers;
    for (const auto& participant : booking.participants)
        travellers.push_back({participant.position, !participant.cancelled_on.empty()});
    return travellers;
}

Totals totals_of(const WholeBooking& booking) {
    BookingRows rows;
    rows.services = lines_of(booking.services);
    for (const auto& amount : booking.amounts) rows.amounts.push_back(line_of(amount));
    for (const auto& fee : booking.fees) rows.fees.push_back(fee.removed ? 0 : fee.amount);
    for (const auto& charge : booking.charges) rows.charges.push_back(charge.amount);
    for (const auto& payment : booking.payments) rows.payments.push_back(payment.amount);
    rows.travellers = travellers_of(booking);
    return totals_of(rows);
}

BookingSums sums_of(const WholeBooking& booking) {
    const auto totals = totals_of(booking);
    return {travelling(travellers_of(booking)), totals.services, totals.commission, totals.amounts, totals.fees,
            totals.charges, totals.total, totals.paid};
}

}  // namespace kartei::bookings
