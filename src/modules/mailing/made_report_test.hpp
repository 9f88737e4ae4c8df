// A report of a mail server for the tests, as postfix writes it.
#pragma once

#include <string>

namespace kartei::mailing {

inline std::string made_report(const std::string& address, const std::string& action, const std::string& status,
                               const std::string& diagnosis, const std::string& date,
                               const std::string& message_id = "") {
    return "Date: " + date +
           "\r\nFrom: MAILER-DAEMON@mail.example\r\nTo: info@kartei.example\r\nSubject: Undelivered Mail\r\n"
           "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"AB/mail.example\"\r\n\r\n"
           "--AB/mail.example\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n\r\n--AB/mail.example\r\n"
           "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
           "Final-Recipient: rfc822; " + address + "\r\nAction: " + action + "\r\nStatus: " + status +
           (diagnosis.empty() ? "" : "\r\nDiagnostic-Code: smtp; " + diagnosis) +
           "\r\n\r\n--AB/mail.example\r\nContent-Type: message/rfc822\r\n\r\nFrom: info@kartei.example\r\nMessage-ID: <" +
           message_id + ">\r\nSubject: Neues\r\n\r\nGuten Tag\r\n\r\n--AB/mail.example--\r\n";
}

}  // namespace kartei::mailing
