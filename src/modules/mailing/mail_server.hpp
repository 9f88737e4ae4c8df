// The mail server by which this house sends: settings of the program, since who may read a password file and speak to a
// server is the operator's business. Knows no message.
#pragma once

#include <string>

namespace kartei::mailing {

struct MailServer {
    std::string host;              ///< "" = no e-mail is sent from here
    int port = 587;
    std::string security = "starttls";  ///< none, starttls, tls
    std::string user, password_file;    ///< "" = the server asks for nothing
    std::string sender, sender_name;    ///< address and name that stand in From
    std::string
        public_address;  ///< under which recipients reach this server, for unsubscribing: "https://kartei.example"
    int per_minute = 60;
    int retry_seconds = 60;        ///< until one that was put off is tried again

    bool is_there() const { return !host.empty() && !sender.empty(); }
    std::string domain() const {
        return sender.find('@') == std::string::npos ? "localhost" : sender.substr(sender.find('@') + 1);
    }
};

/// The one of this process; set by the program before anything is sent.
inline MailServer& mail_server() {
    static MailServer server;
    return server;
}

}  // namespace kartei::mailing
