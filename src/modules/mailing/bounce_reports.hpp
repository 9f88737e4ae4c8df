// What mail servers report of e-mails that they could not deliver (RFC 3464, RFC 3463), read from a mailbox (mbox) or one
// message. Anybody can send such a report: whoever uses it believes no more than an address and a status. Read in the
// process that reads files (docs/decisions/0022). Must not know whose an address is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/table_form.hpp"

namespace kartei::mailing {

struct BounceReport {
    std::string address;     ///< to which it was sent
    std::string status;      ///< "5.1.1"
    std::string at;          ///< instant of the report; "" = it does not say
    std::string message_id;  ///< of the e-mail that came back, without its brackets; "" = it does not say
};

/// Those of the mailbox that say that something was not delivered, or not yet; the oldest first. Everything else in it is
/// passed over.
std::vector<BounceReport> bounces_in(std::string_view mailbox);

/// Is it of no use to write to the address again? What concerns the message (too large, taken for spam), a full mailbox or
/// a server that is away says nothing about the address.
bool is_for_good(std::string_view status);

/// "5.1.1" in an answer of a mail server ("550 5.1.1 unknown"), else the answer's code as a status: 550 is 5.1.0.
std::string status_in(std::string_view answer);

/// A text below "mail.bounce.": "address", "mailbox", "domain", "full", "content", "refused", "other".
std::string_view reason_of(std::string_view status);

/// The name under which the reading process knows mailboxes (documents/table_form.hpp), and its columns.
inline constexpr const char* bounces_form = "bounces";
documents::NamedForm mailbox_form();

}  // namespace kartei::mailing
