// Every SQL statement on imported bookings. Knows no file and no list.
#pragma once

#include <functional>

#include "audit/change.hpp"
#include "audit/reversal.hpp"
#include "modules/history/imported_booking.hpp"

namespace kartei::history {

std::optional<ImportedBooking> find_booking(sql::Transaction& transaction, std::int64_t id);
/// The customer's own of this number.
std::optional<ImportedBooking> find_booking(sql::Transaction& transaction, std::int64_t customer,
                                            std::string_view number);

/// The newest first, those without a day of booking last.
struct Place {
    std::string booked_on;  ///< "" = without a day
    std::int64_t id = 0;    ///< 0 = before the first one of all
};
using TakeBooking = std::function<bool(const ImportedBooking&)>;
/// A customer's bookings behind a place, until `take` has had enough.
void bookings_of(sql::Transaction& transaction, std::int64_t customer, const Place& after, const TakeBooking& take);
/// All, by the number of their customer, which comes with them, and their own.
void each_booking(sql::Transaction& transaction,
                  const std::function<bool(std::int64_t customer_number, const ImportedBooking&)>& take);
std::int64_t count_bookings(sql::Transaction& transaction);

/// Inserts them as one part of `change`; id, version and created_event are filled in.
void insert_bookings(sql::Transaction& transaction, audit::Change& change, std::vector<ImportedBooking> bookings);
/// What differs is stored and recorded.
void update_booking(sql::Transaction& transaction, audit::Change& change, const ImportedBooking& before,
                    const ImportedBooking& after);
void delete_booking(sql::Transaction& transaction, audit::Change& change, const ImportedBooking& booking);
/// Puts a deleted one back as the audit kept it.
void restore_booking(sql::Transaction& transaction, audit::Change& change, const std::string& kept);
/// The one that a kept row was: its customer and number, to see whether there is room for it.
ImportedBooking read_kept(const std::string& kept);

/// Is one of the records first … last about a customer who is hidden?
bool any_of_hidden(sql::Transaction& transaction, std::int64_t first, std::int64_t last);

/// Imported bookings whose customer is gone. For `kartei check`.
std::int64_t check_history(sql::Transaction& transaction);

/// How undo works on them.
audit::Reversible reversible_bookings();

}  // namespace kartei::history
