// The statement of points as it is handed to a customer: what came, what went, what is left and until when; on the form
// of a letter, in his language.
#pragma once

#include "modules/bonus/bonus_actions.hpp"
#include "modules/mailing/letter.hpp"

namespace kartei::bonus {

std::string statement_pdf(const House& house, const CustomerPoints& points, const mailing::Sender& sender);

}  // namespace kartei::bonus
