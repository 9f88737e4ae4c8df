// By whom the messages of a sending go out one after the other: the mail server or the gateway for text messages.
#pragma once

#include <memory>

#include "modules/mailing/sending.hpp"
#include "modules/mailing/smtp.hpp"

namespace kartei::mailing {

struct Outgoing {
    Recipient recipient;
    std::string to, message;  ///< no message: he was dropped at the last moment
};

class Carrier {
public:
    virtual ~Carrier() = default;
    virtual Smtp::Outcome carry(const Outgoing& outgoing) = 0;
    /// What was answered when it was the address that was refused; "" = it was something else.
    virtual std::string refusal_of_address() const { return ""; }
    virtual int per_minute() const = 0;
    virtual int retry_seconds() const = 0;
};
std::unique_ptr<Carrier> carrier_of(Output output);

/// Refuses unavailable (error.no_mail_server, error.no_sms_gateway) where nothing can be sent from here.
Result<Done> check_carrier(std::string_view output);

/// The text of a text message, its placeholders filled in; empty when it takes too many parts by now.
std::string text_message_of(const LetterWords& words);

}  // namespace kartei::mailing
