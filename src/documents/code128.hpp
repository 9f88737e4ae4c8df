// Code 128 (ISO/IEC 15417) for papers: a text becomes a row of dark and light modules. Must not know what the text says.
// Decision 93 says why it is written here: the code is a table and one sum.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace kartei::documents {

struct Code128 {
    std::vector<int> symbols;  ///< values from the start symbol to the check symbol; the stop symbol follows
    std::vector<bool> dark;    ///< modules from left to right, without the quiet zones of ten at both ends
};

/// Digits are packed in pairs (code set C) wherever that is shorter, everything else is code set B. None for a text that
/// is empty or has letters other than the printable ones of ASCII.
std::optional<Code128> code128(std::string_view text);

/// The check symbol of a start symbol and the values behind it.
int check_symbol(const std::vector<int>& symbols);

}  // namespace kartei::documents
