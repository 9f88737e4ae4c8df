#include "web/reply.hpp"

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace kartei::web {

namespace {

constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

constexpr std::string_view permissions_policy =
    "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()";

bool is_same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

std::string http_date() {  // RFC 9110, 5.6.7; always English
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char date[64];
    std::snprintf(date, sizeof date, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[utc.tm_wday], utc.tm_mday,
                  months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    return date;
}

void write(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

std::string with_charset(std::string media_type) {
    bool wants = media_type.starts_with("text/") && media_type.find("charset") == std::string::npos;
    return wants && media_type != "text/event-stream" ? media_type + "; charset=utf-8" : media_type;
}

}  // namespace

void Reply::set(std::string name, std::string value) {
    bool token = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
    bool clean = std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (!token || !clean) throw std::invalid_argument("an answer's header is malformed");
    headers.emplace_back(std::move(name), std::move(value));
}

bool Reply::has(std::string_view name) const {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return is_same_name(header.first, name); });
}

Reply reply_of(Answer answer) {
    Reply reply;
    reply.status = answer.status;
    bool bodiless = answer.status == 204 || answer.status == 304;
    if (answer.events) answer.media_type = "text/event-stream";
    if (!bodiless) reply.set("Content-Type", with_charset(answer.media_type));
    if (answer.version) reply.set("ETag", "\"" + std::to_string(*answer.version) + "\"");
    if (!answer.location.empty()) reply.set("Location", answer.location);
    if (!answer.file_name.empty()) reply.set("Content-Disposition", content_disposition(answer.file_name));
    for (auto& [name, value] : answer.headers) reply.set(name, value);
    if (!reply.has("Cache-Control")) reply.set("Cache-Control", "no-store");
    if (answer.events) reply.set("X-Accel-Buffering", "no");  // nginx must pass each event on at once
    if (bodiless) return reply;
    reply.events = std::move(answer.events);
    reply.stream = std::move(answer.stream);
    reply.file = std::move(answer.file);
    if (reply.events || reply.stream || !reply.file.empty()) return reply;
    reply.body = std::make_shared<const std::string>(answer.text ? std::move(*answer.text) : answer.json.dump());
    return reply;
}

std::string reply_head(const Reply& reply, const Framing& framing) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " ";
    head.append(reason_phrase(reply.status)).append("\r\n");
    write(head, "Date", http_date());
    bool attachment = false;
    for (const auto& [name, value] : reply.headers) {
        write(head, name, value);
        attachment = attachment || is_same_name(name, "Content-Disposition");
    }
    // A file that came from outside is shown by nobody in our name.
    write(head, "Content-Security-Policy", std::string(content_policy) + (attachment ? "; sandbox" : ""));
    write(head, "X-Content-Type-Options", "nosniff");
    write(head, "Referrer-Policy", "no-referrer");
    write(head, "Cross-Origin-Opener-Policy", "same-origin");
    write(head, "Cross-Origin-Resource-Policy", "same-origin");
    write(head, "Permissions-Policy", permissions_policy);
    if (!reply.has("Cache-Control")) write(head, "Cache-Control", "no-store");
    if (framing.behind_tls) write(head, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    if (framing.length) write(head, "Content-Length", std::to_string(*framing.length));
    else if (framing.chunked) write(head, "Transfer-Encoding", "chunked");
    if (!framing.keep_alive) write(head, "Connection", "close");
    return head + "\r\n";
}

std::string content_disposition(std::string_view file_name) {
    file_name = file_name.substr(file_name.find_last_of("/\\") + 1);
    std::string plain, encoded;
    for (unsigned char c : file_name) {
        if (c < 0x20 || c == 0x7f) continue;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
        if (letter || c == ' ') plain += static_cast<char>(c);
        else if (c < 0x80 || (c & 0xC0) == 0xC0) plain += '_';  // one for each character, not for each byte
        if (letter) encoded += static_cast<char>(c);
        else (encoded += '%') += {"0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

std::string_view reason_phrase(int status) {
    static constexpr std::pair<int, std::string_view> phrases[] = {{200, "OK"},
                                                                   {201, "Created"},
                                                                   {202, "Accepted"},
                                                                   {204, "No Content"},
                                                                   {304, "Not Modified"},
                                                                   {400, "Bad Request"},
                                                                   {401, "Unauthorized"},
                                                                   {403, "Forbidden"},
                                                                   {404, "Not Found"},
                                                                   {405, "Method Not Allowed"},
                                                                   {408, "Request Timeout"},
                                                                   {409, "Conflict"},
                                                                   {412, "Precondition Failed"},
                                                                   {413, "Content Too Large"},
                                                                   {414, "URI Too Long"},
                                                                   {415, "Unsupported Media Type"},
                                                                   {417, "Expectation Failed"},
                                                                   {422, "Unprocessable Content"},
                                                                   {428, "Precondition Required"},
                                                                   {429, "Too Many Requests"},
                                                                   {431, "Request Header Fields Too Large"},
                                                                   {500, "Internal Server Error"},
                                                                   {503, "Service Unavailable"},
                                                                   {505, "HTTP Version Not Supported"},
                                                                   {507, "Insufficient Storage"}};
    for (const auto& [code, phrase] : phrases)
        if (code == status) return phrase;
    return "Status";
}

}  // namespace kartei::web
