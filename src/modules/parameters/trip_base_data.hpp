// Base data that bookings read: tour operators with what they ask when a trip is cancelled, their product types, terms
// of payment, rates of value added tax, blocks of text. What it comes to is reckoned where a booking is made.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

PlainRecord operator_record();
PlainRecord operator_product_record();
PlainRecord payment_term_record();
PlainRecord tax_rate_record();
PlainRecord text_block_record();

/// A module above says what is wrong with the parts of a payment term, which it reckons with.
using TermCheck = std::function<std::vector<Issue>(const std::vector<std::string>& parts)>;

}  // namespace kartei::parameters
