// Amounts: whole minor units (cents) inside, decimal text outside. The currency stands beside the amount, not in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei {

/// Reads "1234.5", "1.234,50", "1,234.50", "1 234,50", "12,-", with or without a currency sign, into minor units of
/// `digits` decimals. `decimal_sign` '.' or ',' says what the file uses; 0 when that is not known: then the last of two
/// different signs is the decimal one, and "1.234" is refused, as it could be meant either way. Refusals:
/// error.not_a_number, error.unclear_number, error.too_many_decimals {max}, error.too_many_digits {max}.
Result<std::int64_t> read_money(std::string_view text, int digits = 2, char decimal_sign = 0);

/// "-1234.50": decimal point, no thousands separators.
std::string write_money(std::int64_t minor_units, int digits = 2);

}  // namespace kartei
