// QR codes (ISO/IEC 18004) for papers: a text becomes a square of dark and light modules. Must not know what the text
// says. Only qr_code.cpp knows the library.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kartei::documents {

struct QrCode {
    int size = 0;            ///< modules of one side, without the quiet zone of four around it
    std::vector<bool> dark;  ///< row by row
    bool is_dark(int row, int column) const { return dark[static_cast<std::size_t>(row * size + column)]; }
};

/// Error correction M, bytes of UTF-8 as they are. None for a text that is empty or finds no room.
std::optional<QrCode> qr_code(const std::string& text);

}  // namespace kartei::documents
