#include "modules/bookings/booking_rules.hpp"

#include <algorithm>
#include <array>
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

bool is_of_profile(std::string_view field) {
    static constexpr std::array<std::string_view, 16> fields{
        "birth_date", "document",    "passport_number", "issuing_country", "issuing_place", "issued_on",
        "valid_until", "birth_place", "nationality",     "free1",           "free2",         "free3",
        "free4",       "free5",       "wishes",          "duties"};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

}  // namespace kartei::bookings
