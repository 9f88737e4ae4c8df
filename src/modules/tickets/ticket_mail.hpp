// Tickets of an order by e-mail, as PDF, to who bought them or to an address he names. It is his own business: the gate
// is asked for that purpose, and what he said about mailings to many does not keep his tickets from him.
#pragma once

#include "modules/mailing/mail_run.hpp"

namespace kartei::tickets {

/// Refuses an order of nobody (error.tickets_of_nobody), without a ticket that may be printed, and whom the gate lets
/// nobody write to (error.tickets_not_mailed).
Result<mailing::Sending> begin_ticket_mail(House& house, sql::Transaction& transaction, const Actor& actor,
                                           std::int64_t order, const std::string& to);

/// What goes with such an e-mail.
mailing::AttachmentKind tickets_as_attachment();

}  // namespace kartei::tickets
