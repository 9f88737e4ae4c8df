#include "base/percent_encoding.hpp"

namespace kartei {

std::string percent_encoded(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const unsigned char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) out += static_cast<char>(c);
        else out.append(1, '%').append(1, hex[c >> 4]).append(1, hex[c & 15]);
    }
    return out;
}

}  // namespace kartei
