#include "modules/bookings/settled_services.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/bookings/booking_store.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

bool is_away(const WholeBooking& settlement) {
    return settlement.head.state == "cancelled" || settlement.head.state == "void";
}

bool stands(const WholeBooking& settlement, std::int64_t line) {
    return !is_away(settlement) &&
           std::any_of(settlement.services.begin(), settlement.services.end(), [&](const Service& service) {
               return service.id == line && service.cancelled_on.empty();
           });
}

std::vector<std::int64_t> bookings_settled_in(Transaction& transaction, std::int64_t settlement) {
    auto rows = transaction.query(
        "SELECT DISTINCT booking_id FROM booking_service WHERE settled_in = :number ORDER BY booking_id", settlement);
    std::vector<std::int64_t> bookings;
    while (rows.next()) bookings.push_back(rows.integer(0));
    return bookings;
}

/// The lines of one booking, in their order: do they stand afterwards?
std::vector<bool> lines_of(const WholeBooking& before, const WholeBooking& after, std::int64_t booking) {
    std::vector<bool> lines;
    for (const auto& line : before.services)
        if (line.external_number == std::to_string(booking) && stands(before, line.id))
            lines.push_back(stands(after, line.id));
    return lines;
}

/// Services of a booking that no line stands for any more. A line was made for each, in the same order; where that does
/// not fit any more (a service was parted since), all of them go with the last line.
std::vector<Service*> let_go(WholeBooking& booking, const WholeBooking& before, const WholeBooking& after) {
    std::vector<Service*> settled;
    for (auto& service : booking.services)
        if (service.settled_in == before.head.number) settled.push_back(&service);
    if (is_away(after)) return settled;
    const auto lines = lines_of(before, after, booking.head.number);
    if (std::find(lines.begin(), lines.end(), false) == lines.end()) return {};
    if (std::find(lines.begin(), lines.end(), true) == lines.end()) return settled;
    std::vector<Service*> gone;
    for (std::size_t i = 0; lines.size() == settled.size() && i < lines.size(); ++i)
        if (!lines[i]) gone.push_back(settled[i]);
    return gone;
}

bool keeps_all(const WholeBooking& before, const WholeBooking& after) {
    return is_away(before) == is_away(after) &&
           std::all_of(before.services.begin(), before.services.end(), [&](const Service& line) {
               return stands(before, line.id) == stands(after, line.id);
           });
}

}  // namespace

void hold_settlement(Transaction& transaction, std::int64_t number) {
    if (transaction.query("SELECT 1 FROM booking WHERE number = :number AND kind = 'agency_booking'", number).next())
        hold_house(transaction);
}

void let_go_of_settled(House& house, Transaction& transaction, audit::Change& change, const WholeBooking& before,
                       const WholeBooking& after) {
    if (before.head.kind != "agency_booking" || keeps_all(before, after)) return;
    for (const auto id : bookings_settled_in(transaction, before.head.number)) {
        const auto settled = *find_booking(house, transaction, id);
        auto released = settled;
        for (auto* service : let_go(released, before, after)) service->settled_in.reset();
        update_booking(house, transaction, change, settled, released);
    }
}

}  // namespace kartei::bookings
