// Commission tables of a house (customers.md 12, J-217, J-218): height by reached turnover, period, and what is charged
// when a trip is cancelled. Which table holds for a customer stands in his profile; what it comes to is reckoned where
// a booking is made.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

PlainRecord commission_table_record();

}  // namespace kartei::parameters
