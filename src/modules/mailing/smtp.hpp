// One conversation with a mail server (RFC 5321) by libcurl, which only smtp.cpp knows. Says of each message what is
// sure: taken, put off, refused, or that the line broke after all of it was handed over, when nobody knows.
#pragma once

#include <memory>
#include <string>

#include "modules/mailing/mail_server.hpp"

namespace kartei::mailing {

class Smtp {
public:
    explicit Smtp(const MailServer& server);
    ~Smtp();
    Smtp(const Smtp&) = delete;
    Smtp& operator=(const Smtp&) = delete;

    enum class Outcome { sent, later, refused, in_doubt, unreachable };
    Outcome send(const std::string& to, const std::string& message);
    /// What the server answered to the recipient when it refused him: "550 5.1.1 unknown"; "" when it refused something else.
    const std::string& refusal_of_recipient() const;

private:
    struct Line;
    std::unique_ptr<Line> line_;
};

}  // namespace kartei::mailing
