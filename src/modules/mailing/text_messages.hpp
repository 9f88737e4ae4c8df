// Text messages beside those to a selection: one to a customer, and what the gateway reports of each.
#pragma once

#include "modules/mailing/sending_actions.hpp"

namespace kartei::mailing {

/// To the mobile number of one customer about his own business. Refuses conflict (error.no_text_message {reason}) whom the
/// gate leaves out, unavailable (error.no_sms_gateway), and a text that is too long.
Result<Sending> begin_text_message_to(House& house, sql::Transaction& transaction, const Actor& actor,
                                      std::int64_t customer, const std::string& text);

/// What the gateway said of the message with this secret: only forward, what is delivered stays so. False: no such one.
bool report_delivery(House& house, sql::Transaction& transaction, std::string_view token, std::string_view status);

}  // namespace kartei::mailing
