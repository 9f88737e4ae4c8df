#include "modules/bookings/booking_rules.hpp"

#include <utility>

namespace kartei::bookings {

Result<Done> may_begin_booking(bool booking_block, const std::string& reason) {
    if (!booking_block) return Done{};
    return refuse_field("customer", "error.booking_block",
                        {{"reason", reason}, {"has_reason", reason.empty() ? "no" : "yes"}});
}

std::optional<int> age_on(Date birth_date, Date day) {
    if (day < birth_date) return std::nullopt;
    const auto years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
    const bool before_birthday = std::pair(day.month(), day.day()) < std::pair(birth_date.month(), birth_date.day());
    return years - (before_birthday ? 1 : 0);
}

bool grows_older_between(Date birth_date, Date departs_on, Date returns_on) {
    return age_on(birth_date, departs_on) != age_on(birth_date, returns_on);
}

}  // namespace kartei::bookings
