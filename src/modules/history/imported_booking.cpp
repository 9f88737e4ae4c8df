#include "modules/history/imported_booking.hpp"

#include <array>

namespace kartei::history {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open, personal = Privacy::personal;
constexpr std::array<std::string_view, 2> booked_or_cancelled{"booked", "cancelled"};

}  // namespace

const FieldTable<ImportedBooking>& imported_booking_fields() {
    static const FieldTable<ImportedBooking> table = {
        {{"booked_or_cancelled", choice, 0, open, plain, booked_or_cancelled}, &ImportedBooking::booked_or_cancelled},
        {{"sales_code", text, 40, open}, &ImportedBooking::sales_code},
        {{"booking_number", text, 40, open, required}, &ImportedBooking::booking_number},
        {{"booked_on", date, 0, open}, &ImportedBooking::booked_on},
        {{"departs_on", date, 0, personal}, &ImportedBooking::departs_on},
        {{"destination", text, 120, personal}, &ImportedBooking::destination},
        {{"travel_kind", text, 60, open}, &ImportedBooking::travel_kind},
        {{"booking_kind", text, 60, open}, &ImportedBooking::booking_kind},
        {{"text", text, 1000, personal}, &ImportedBooking::text},
        {{"participants", integer, 5, open}, &ImportedBooking::participants},
        {{"price", money, 0, open, may_be_negative}, &ImportedBooking::price},
        {{"clerk", text, 120, open}, &ImportedBooking::clerk},
    };
    return table;
}

}  // namespace kartei::history
