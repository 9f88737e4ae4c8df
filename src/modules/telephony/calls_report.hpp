// All calls, in and out, with whose they are, who took them and how long they were (money.md 7, J-087): the list
// `calls`.
#pragma once

#include "lists/report.hpp"

namespace kartei::telephony {

lists::Report calls_report();

}  // namespace kartei::telephony
