#include "documents/utf8_check.hpp"

#include <cstdint>
#include <cstring>

namespace kartei::documents {
namespace {

struct Lead {
    int length;
    unsigned char lowest, highest;  // bounds of the second byte: RFC 3629, section 4
};

Lead lead_of(unsigned char first) {
    if (first >= 0xc2 && first <= 0xdf) return {2, 0x80, 0xbf};
    if (first == 0xe0) return {3, 0xa0, 0xbf};
    if (first == 0xed) return {3, 0x80, 0x9f};
    if (first >= 0xe1 && first <= 0xef) return {3, 0x80, 0xbf};
    if (first == 0xf0) return {4, 0x90, 0xbf};
    if (first >= 0xf1 && first <= 0xf3) return {4, 0x80, 0xbf};
    if (first == 0xf4) return {4, 0x80, 0x8f};
    return {0, 0, 0};
}

}  // namespace

int utf8_sequence(std::string_view text) {
    const auto byte = [&](int index) { return static_cast<unsigned char>(text[index]); };
    if (byte(0) < 0x80) return 1;
    const auto lead = lead_of(byte(0));
    if (lead.length == 0) return 0;
    for (int index = 1; index < lead.length; ++index) {
        if (static_cast<std::size_t>(index) == text.size()) return -1;
        const auto lowest = index == 1 ? lead.lowest : 0x80, highest = index == 1 ? lead.highest : 0xbf;
        if (byte(index) < lowest || byte(index) > highest) return 0;
    }
    return lead.length;
}

std::size_t valid_utf8_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight;
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const int length = utf8_sequence(text.substr(at));
        if (length <= 0) return at;
        at += static_cast<std::size_t>(length);
    }
    return at;
}

}  // namespace kartei::documents
