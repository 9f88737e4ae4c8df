// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Pure and quick over ASCII.
#pragma once

#include <cstddef>
#include <string_view>

namespace kartei::documents {

/// Bytes of the sequence that begins the text: 1 to 4; 0 = not UTF-8; -1 = cut off but right so far. The text is not
/// empty.
int utf8_sequence(std::string_view text);

/// Length of the longest valid beginning; equal to text.size() when all of it is valid.
std::size_t valid_utf8_length(std::string_view text);

}  // namespace kartei::documents
