// What a reader refused, made a text that can be shown, mended and sent again. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace kartei::documents {

/// UTF-8 as it is; bytes that are none are read as Windows-1252, NUL as its picture (U+2400).
std::string readable_text(std::string_view bytes);

}  // namespace kartei::documents
