// A customer as a card for address books: vCard 4.0 (RFC 6350) or 3.0 (RFC 2426, for older programs). Pure.
#pragma once

#include <string>
#include <string_view>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

enum class CardVersion { four, three };

/// Lines end with CRLF and are folded at 75 octets. `uid`: stays the
/// same for this customer.
std::string vcard_of(const Customer& customer, CardVersion version, std::string_view uid);

}  // namespace kartei::customers
