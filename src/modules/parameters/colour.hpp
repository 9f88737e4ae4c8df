// Colours that a house gives its things, as browsers write them.
#pragma once

#include <string_view>

namespace kartei::parameters {

/// "#rrggbb"; what is not is refused with error.colour.
inline bool is_colour(std::string_view text) {
    return text.size() == 7 && text.front() == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

}  // namespace kartei::parameters
