// Percent-encoding of what is put into an address (RFC 3986, 2.1): every byte but the unreserved ones.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

std::string percent_encoded(std::string_view text);

}  // namespace kartei
