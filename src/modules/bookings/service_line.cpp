#include "modules/bookings/service_line.hpp"

#include <algorithm>

namespace kartei::bookings {

std::int64_t travelling(const std::vector<Traveller>& travellers) {
    return std::count_if(travellers.begin(), travellers.end(), [](const Traveller& one) { return !one.cancelled; });
}

std::int64_t travelling(const std::vector<Traveller>& travellers, const ServiceLine& service) {
    const auto& positions = service.participants;
    if (positions.empty()) return travelling(travellers);
    return std::count_if(travellers.begin(), travellers.end(), [&](const Traveller& one) {
        return !one.cancelled && std::find(positions.begin(), positions.end(), one.position) != positions.end();
    });
}

}  // namespace kartei::bookings
