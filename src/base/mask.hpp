// How a sensitive value looks to whom does not read it in clear: "•••• 1234".
#pragma once

#include <string>
#include <string_view>

namespace kartei {

inline constexpr std::string_view mask_bullet = "\u2022";

/// The last four characters when at least as many again stay hidden, else bullets alone; "" for an empty value.
inline std::string masked(std::string_view value) {
    if (value.empty()) return "";
    std::string out("\u2022\u2022\u2022\u2022");
    const bool ascii = value.find_first_not_of(
                           "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz _-") == std::string::npos;
    if (ascii && value.size() >= 8) out.append(" ").append(value.substr(value.size() - 4));
    return out;
}

}  // namespace kartei
