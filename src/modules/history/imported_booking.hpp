// A booking of the system that the house had before (START-KB, customers.md 15): taken over from a file and read, never
// entered or changed by hand. Read history.hpp next for where it shows.
#pragma once

#include <optional>
#include <string>

#include "base/field.hpp"

namespace kartei::history {

/// J-213: with the customer's number these are the 13 columns.
struct ImportedBooking {
    // Kept by the program.
    std::int64_t id = 0, version = 1, created_event = 0, customer_id = 0;

    std::string booked_or_cancelled = "booked";
    std::string sales_code;
    std::string booking_number;  ///< of the old system; a customer has it once
    std::string booked_on, departs_on;
    std::string destination, travel_kind, booking_kind, text;  ///< in the old system's own words
    std::optional<std::int64_t> participants;
    std::optional<std::int64_t> price;  ///< minor units of the house's currency; what was paid back is negative
    std::string clerk;

    bool is_cancelled() const { return booked_or_cancelled == "cancelled"; }
};

/// The record's name: table, audit and first part of its captions' keys.
inline constexpr std::string_view imported_booking = "imported_booking";
const FieldTable<ImportedBooking>& imported_booking_fields();

/// In files and lists the first column: whose booking it is.
inline constexpr Field customer_column{"customer", FieldKind::customer_number, 9, Privacy::open, required};

}  // namespace kartei::history
