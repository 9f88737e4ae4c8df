// The receipts of what orders and bookings took in and gave out, as a report (receipts_report.cpp).
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report receipts_report();

}  // namespace kartei::reports
