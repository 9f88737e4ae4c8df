// Whose key seals what is said in a booking (reliability: who is erased takes it with him).
#pragma once

#include "modules/bookings/booking_rows.hpp"
#include "sql/database.hpp"

namespace kartei::bookings {

/// Whoever booked.
std::int64_t person_of(sql::Transaction& transaction, std::int64_t booking);

/// A traveller who is a customer himself has what is said of him under his own key: it is lost with him, not with whoever
/// booked.
std::int64_t person_of(sql::Transaction& transaction, const RowKind& kind, const StoredRow& row);

}  // namespace kartei::bookings
