// One e-mail as it goes over the line: MIME (RFC 2045 to 2047, 5322) with text and the same as HTML, and where
// recipients may say that they want no more, one click for it (RFC 8058); a file may go with it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kartei::mailing {

/// A file that goes with an e-mail.
struct Attachment {
    std::string name, type, bytes;  ///< the name in ASCII; type: "application/pdf"
};

struct MailWords {
    std::string from, from_name, to, to_name, subject, text;
    std::string message_id;  ///< without its brackets
    std::string date;        ///< instant
    std::string unsubscribe, unsubscribe_words;  ///< address and what stands before it; "" = none
    std::optional<Attachment> attachment = {};
};

std::string mail_message(const MailWords& words);

/// A text for people as HTML: paragraphs, line breaks, nothing of it is run.
std::string as_html(std::string_view text);

}  // namespace kartei::mailing
