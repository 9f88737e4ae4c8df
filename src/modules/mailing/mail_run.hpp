// Sends the e-mails of a sending, one after the other: a row is on its way before the first word with the server, and
// what became of it is written before the next one begins. Killed and started again, none is lost and none goes twice;
// the one that was on its way is in doubt. Who is written to is decided by the gate at that moment.
#pragma once

#include "modules/mailing/mail_message.hpp"
#include "modules/mailing/mail_server.hpp"
#include "modules/mailing/sending_actions.hpp"

namespace kartei::mailing {

/// Until all are sent, somebody pauses or cancels it, or the server is not to be reached (it is paused then, and says
/// so).
Result<nlohmann::json> run_mail_sending(House& house, std::int64_t id, Language language, jobs::Progress& progress);

/// An e-mail to one customer, to an address that may differ from the stored one (J-091). Refuses who has no address
/// (error.no_email_to_write_to, J-090), and when no mail server is set (error.no_mail_server).
Result<Sending> begin_mail_to(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer,
                              const std::string& to, const LetterWords& words, const std::string& attachment = "");

/// Modules above make what goes with e-mails, by the kind that stands before the blank in SendingOrder::attachment, at the
/// moment at which it is sent. None: there is nothing to send any more, and the e-mail is not sent either.
using AttachmentMaker =
    std::function<std::optional<Attachment>(House&, sql::Transaction&, std::int64_t number)>;
struct AttachmentKind {
    std::string name;
    AttachmentMaker make;
};

/// What somebody says who wants no more: the permission by which he was written to is withdrawn. False: no such token.
bool unsubscribe(House& house, sql::Transaction& transaction, std::string_view token, bool only_look);

}  // namespace kartei::mailing
