// The printed report of a till (Kassenabschluss, kasstaat): what was in it, what went through it, what was counted. Every
// entry stands on it, so that it can be looked through beside the drawer.
#pragma once

#include <string>

#include "audit/house.hpp"
#include "base/texts.hpp"
#include "modules/till/till.hpp"

namespace kartei::till {

std::string till_report_pdf(const House& house, sql::Transaction& transaction, const WholeTill& whole,
                            Language language);

}  // namespace kartei::till
