// Payment card numbers, which no field may hold in full (decisions.md 15, PCI DSS 3.5.1). Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

/// What base/text.hpp says of a text. Left alone: barcodes of goods (13 digits with the check digit of an EAN), mobile
/// numbers with 49 in front; where `is_phone`, whatever a phone number can be (15 digits).
bool contains_card_number(std::string_view text, bool is_phone);

/// The text with every such number covered but for its last four digits.
std::string with_covered_card_numbers(std::string_view text);

}  // namespace kartei
