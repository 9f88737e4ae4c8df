// How many parts a text message takes (3GPP TS 23.038, 23.040): 160 characters of the alphabet of telephones, or 153 in each
// of several parts; with any other character 70 and 67 units of UTF-16. The browser counts the same (ui/parts/sms_length.ts).
#pragma once

#include <cstdint>
#include <string_view>

namespace kartei::mailing {

inline constexpr std::int64_t most_sms_parts = 10;

struct SmsLength {
    bool is_unicode = false;      ///< a character is not of the alphabet of telephones
    std::int64_t units = 0;       ///< used
    std::int64_t parts = 0;       ///< none for an empty text
    std::int64_t left = 160;      ///< units that are free in the last part
};
SmsLength sms_length(std::string_view text);

}  // namespace kartei::mailing
