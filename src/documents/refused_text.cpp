#include "documents/refused_text.hpp"

#include <array>

#include "documents/utf8_check.hpp"

namespace kartei::documents {
namespace {

/// Windows-1252 from 0x80 to 0x9f; what it leaves undefined stands for itself.
constexpr std::array<unsigned, 32> windows{0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                           0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                           0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                           0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

void append(std::string& out, unsigned code) {
    if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
    } else {
        out += static_cast<char>(0xe0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    }
    out += static_cast<char>(0x80 | (code & 0x3f));
}

}  // namespace

std::string readable_text(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const int length = utf8_sequence(bytes.substr(at));
        const auto byte = static_cast<unsigned char>(bytes[at]);
        if (byte == 0) append(out, 0x2400);
        else if (length > 0) out.append(bytes, at, static_cast<std::size_t>(length));
        else append(out, byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80u] : byte);
        at += length > 0 ? static_cast<std::size_t>(length) : 1;
    }
    return out;
}

}  // namespace kartei::documents
