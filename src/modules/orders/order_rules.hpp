// What holds of orders whoever writes them. Pure functions, no SQL.
#pragma once

#include <string_view>

namespace kartei::orders {

/// May it stand behind a link that somebody clicks? http and https alone, with a host, without user and password before
/// it, without blanks and marks that do not belong into an address (RFC 3986): what a browser would run instead of
/// opening (javascript:, data:) is none.
bool is_web_address(std::string_view text);

}  // namespace kartei::orders
