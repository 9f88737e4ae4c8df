#include "documents/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace kartei::documents {

std::optional<QrCode> qr_code(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const std::unique_ptr<QRcode, void (*)(QRcode*)> made(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                          QR_ECLEVEL_M),
        QRcode_free);
    if (!made) return std::nullopt;
    QrCode code{made->width, {}};
    const int modules = made->width * made->width;
    for (int i = 0; i < modules; ++i) code.dark.push_back((made->data[i] & 1) != 0);
    return code;
}

}  // namespace kartei::documents
