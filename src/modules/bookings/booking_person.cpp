#include "modules/bookings/booking_person.hpp"

namespace kartei::bookings {

using sql::Transaction;

std::int64_t person_of(Transaction& transaction, std::int64_t booking) {
    auto rows = transaction.query("SELECT customer_id FROM booking WHERE id = :id", booking);
    return rows.next() ? rows.integer(0) : 0;
}

std::int64_t person_of(Transaction& transaction, const RowKind& kind, const StoredRow& row) {
    if (kind.record == "booking_participant")
        for (std::size_t i = 0; i < kind.fields.size(); ++i)
            if (const auto* id = std::get_if<std::int64_t>(&row.values[i]); id && kind.fields[i].name == "customer_id" && *id)
                return *id;
    return person_of(transaction, row.booking_id);
}

}  // namespace kartei::bookings
