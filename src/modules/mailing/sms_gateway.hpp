// The gateway by which this house sends text messages: one request of HTTP for each, made from a template of the program's
// settings. Says of each what is sure, as Smtp does. Knows no customer. libcurl stays in sms_gateway.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kartei::mailing {

/// In address, headers and body stand {number} (+491711234567), {text}, {reference}, {status_address}, {secret}; they are
/// written as their place wants it: percent-encoded in the address and in a form, as JSON text in a body of JSON.
struct SmsGateway {
    std::string url;          ///< "" = no text message is sent from here
    std::string method = "POST";
    std::string headers;      ///< parted by '|': "Authorization: Bearer {secret}|Content-Type: application/json"
    std::string body;
    std::string secret_file;  ///< its first line is {secret}
    int per_minute = 60;
    int retry_seconds = 60;   ///< until one that was put off is tried again

    bool is_there() const { return !url.empty(); }
};

/// The one of this process; set by the program before anything is sent.
inline SmsGateway& sms_gateway() {
    static SmsGateway gateway;
    return gateway;
}

struct TextMessage {
    std::string number, text, reference, status_address;
};

/// What goes over the line; pure, for tests.
struct SmsRequest {
    std::string url, body;
    std::vector<std::string> headers;
};
SmsRequest sms_request(const SmsGateway& gateway, const TextMessage& message, const std::string& secret);

enum class SmsOutcome { sent, later, refused, in_doubt, unreachable };
/// An answer of 2xx has taken it, one of 4xx has not; behind one of 5xx, and when the line broke, nobody knows.
SmsOutcome send_text_message(const SmsGateway& gateway, const TextMessage& message);

/// "delivered", "undelivered", or "" for what says neither ("buffered"), in the words of the gateways.
std::string delivery_said(std::string_view status);

}  // namespace kartei::mailing
