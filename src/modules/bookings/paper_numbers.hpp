// Numbers of what a booking's money is proved by: papers, and the receipts of its payments (J-196, J-197; money.md 1). One
// range for each kind and year, without a gap. A number is drawn within the transaction that stores its paper or payment:
// whoever else draws one of the same kind waits, and what is rolled back or killed gives its number back.
#pragma once

#include <string>

#include "sql/database.hpp"

namespace kartei::bookings {

/// "R2026-00001": the kind's letter, the year of `day`, five digits at least.
std::string draw_paper_number(sql::Transaction& transaction, std::string_view kind, std::string_view day);

/// The next number of a receipt, for a payment of this booking.
std::string draw_receipt(sql::Transaction& transaction, std::int64_t booking, std::string_view day);
/// Did we give this number to a payment of the booking? What a file of an old system brought is another's.
bool is_our_receipt(sql::Transaction& transaction, std::int64_t booking, const std::string& number);
/// Did we give it to a payment of another booking?
bool is_receipt_of_another(sql::Transaction& transaction, std::int64_t booking, const std::string& number);
/// Could it be taken for one of ours?
bool looks_like_receipt(std::string_view number);

/// Numbers that are missing between the first and the last of a kind and year, counters that do not fit, and receipts
/// without their payment or paper; for `kartei check`.
std::int64_t check_paper_numbers(sql::Transaction& transaction);

}  // namespace kartei::bookings
