// Every SQL statement on the tables of bookings that writes one or reads it whole. A booking is loaded whole, changed
// in memory and stored by what differs, each difference a row of the audit. Passport numbers are sealed on their way in
// and opened on their way out. Invariants: each change of a row raises the version of its booking; its sums fit its
// rows; a number is given within the save, without a gap.
#pragma once

#include <functional>
#include <optional>

#include "audit/change.hpp"
#include "modules/bookings/booking_rows.hpp"

namespace kartei::bookings {

std::optional<std::int64_t> id_of_booking(sql::Transaction& transaction, std::int64_t number);
std::optional<Booking> find_head(sql::Transaction& transaction, std::int64_t id);
std::optional<WholeBooking> find_booking(House& house, sql::Transaction& transaction, std::int64_t id);
std::optional<StoredRow> find_row(House& house, sql::Transaction& transaction, const RowKind& kind, std::int64_t id);
/// Those of a booking by position; of one kind alone where the rest is not asked for.
std::vector<StoredRow> find_rows(House& house, sql::Transaction& transaction, const RowKind& kind, std::int64_t booking);

/// Nobody else changes this booking until the transaction ends.
void hold_booking(sql::Transaction& transaction, std::int64_t number);
/// The next number, at least `start`; held to the end of the transaction, so that there is no gap.
std::int64_t draw_number(sql::Transaction& transaction, std::int64_t start);
/// Numbers up to this one are given: what is drawn next lies above it.
void pass_number(sql::Transaction& transaction, std::int64_t number);

/// Stores a new booking with its rows as part of `change`; ids and versions are filled in.
void insert_booking(House& house, sql::Transaction& transaction, audit::Change& change, WholeBooking& booking);
/// Stores what differs, rows by their ids; raises the version when something does. False when nothing differs.
bool update_booking(House& house, sql::Transaction& transaction, audit::Change& change, const WholeBooking& before,
                    WholeBooking& after);

/// A row that comes to a stored booking from a file; whoever adds some settles the booking behind them.
void add_row(House& house, sql::Transaction& transaction, audit::Change& change, const RowKind& kind, StoredRow& row);
/// All rows of a kind with the number of their booking, by number and position, in bounded memory.
void each_row(House& house, sql::Transaction& transaction, const RowKind& kind,
              const std::function<bool(std::int64_t number, const StoredRow& row)>& take);

/// Was money taken, or is there a final invoice? As is_final() says of a loaded booking.
bool stands_final(sql::Transaction& transaction, std::int64_t booking);

/// For undo: one row as it stands now becomes `after`, goes, or comes back.
void update_row(House& house, sql::Transaction& transaction, audit::Change& change, const RowKind& kind,
                const StoredRow& before, const StoredRow& after);
void delete_row(House& house, sql::Transaction& transaction, audit::Change& change, const RowKind& kind,
                const StoredRow& row);
/// False when the booking is gone or the position is taken.
bool restore_row(sql::Transaction& transaction, audit::Change& change, const RowKind& kind, const std::string& row);
void update_head(sql::Transaction& transaction, audit::Change& change, const Booking& before, const Booking& after);
/// Sums as the rows stand now, and a version more; after undo.
void settle(House& house, sql::Transaction& transaction, std::int64_t booking);

/// The turnover base of the commission's tiers: bookings of a customer in a calendar year.
struct YearBooking {
    std::int64_t number = 0;
    std::string booked_on, kind, state;
    std::int64_t services = 0;
};
std::vector<YearBooking> bookings_of_year(sql::Transaction& transaction, std::int64_t customer,
                                          std::string_view year);
/// Totals and payments of a customer's other bookings that are not void, for the credit limit.
struct OtherBooking {
    std::int64_t number = 0, total = 0, paid = 0;
    bool cancelled = false;
};
std::vector<OtherBooking> other_bookings(sql::Transaction& transaction, std::int64_t customer, std::int64_t besides);

/// The PDF of a paper, "" when none is kept.
std::string pdf_of(sql::Transaction& transaction, std::int64_t document);
void keep_pdf(sql::Transaction& transaction, std::int64_t document, std::string_view pdf);

/// Sums that do not fit their rows, rows without a booking; for `kartei check`.
std::int64_t check_bookings(House& house, sql::Transaction& transaction);

}  // namespace kartei::bookings
