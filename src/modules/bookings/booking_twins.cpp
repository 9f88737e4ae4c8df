// Who travels elsewhere on the same days (booking_search.hpp).
#include "modules/bookings/booking_search.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::bookings {

using sql::Transaction;

std::vector<Twin> bookings_at_the_same_time(Transaction& transaction, const Actor& actor, const WholeBooking& booking) {
    std::vector<Twin> twins;
    const auto& head = booking.head;
    if (head.departs_on.empty()) return twins;
    const auto returns = head.returns_on.empty() ? head.departs_on : head.returns_on;
    for (const auto& participant : booking.participants) {
        if (participant.customer_id == 0 || !participant.cancelled_on.empty() ||
            !customers::may_see(transaction, actor, participant.customer_id))
            continue;
        auto rows = transaction.query(
            "SELECT b.number, b.customer_id FROM booking_participant p JOIN booking b ON b.id = p.booking_id WHERE "
            "p.customer_id = :customer AND p.cancelled_on IS NULL AND b.id <> :booking AND b.state IN ('open', "
            "'invoiced') AND b.departs_on <= :returns AND coalesce(b.returns_on, b.departs_on) >= :departs ORDER BY "
            "b.number LIMIT 3",
            participant.customer_id, head.id, returns, head.departs_on);
        while (rows.next())
            if (customers::may_see(transaction, actor, rows.integer(1)))
                twins.push_back({rows.integer(0), participant.name});
    }
    return twins;
}

}  // namespace kartei::bookings
