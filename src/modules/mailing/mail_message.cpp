#include "modules/mailing/mail_message.hpp"

#include <fmt/format.h>

#include <array>

#include "base/date.hpp"

namespace kartei::mailing {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t encoded_width = 76, word_bytes = 42;

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t place) {
            return place < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[place])) : 0u;
        };
        const unsigned three = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
        for (int part = 0; part < 4; ++part)
            out += i + static_cast<std::size_t>(part) > bytes.size() ? '=' : letters[three >> (18 - 6 * part) & 63];
    }
    return out;
}

std::string in_lines(const std::string& encoded) {
    std::string out;
    for (std::size_t i = 0; i < encoded.size(); i += encoded_width)
        out.append(encoded, i, encoded_width).append(line_end);
    return out;
}

bool is_plain(std::string_view text) {
    for (const unsigned char one : text)
        if (one < 0x20 || one > 0x7e || one == '"' || one == '\\') return false;
    return text.size() < 60 && text.find("=?") == std::string_view::npos;
}

/// RFC 2047: words of at most 75 characters, none of them cut within a character.
std::string header_text(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        auto end = std::min(word_bytes, text.size());
        while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, end)) + "?=");
        text.remove_prefix(end);
    }
    return out;
}

std::string mailbox(const std::string& name, const std::string& address) {
    if (name.empty()) return "<" + address + ">";
    return (is_plain(name) ? "\"" + name + "\"" : header_text(name)) + " <" + address + ">";
}

/// RFC 5322, in UTC.
std::string mail_date(const std::string& instant) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto at = read_instant(instant, "UTC");
    if (!at || instant.size() < 19) return "";
    const auto day = std::chrono::floor<std::chrono::days>(*at);
    const std::chrono::year_month_day date(std::chrono::time_point_cast<std::chrono::days>(day));
    const std::chrono::weekday weekday(std::chrono::time_point_cast<std::chrono::days>(day));
    return fmt::format("{}, {} {} {} {} +0000", days[weekday.c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       instant.substr(11, 8));
}

std::string part(const std::string& boundary, std::string_view type, std::string_view text) {
    return "--" + boundary + "\r\nContent-Type: " + std::string(type) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(base64(text));
}

std::string alternatives(const std::string& boundary, std::string_view text, std::string_view html) {
    return "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n" +
           part(boundary, "text/plain", text) + part(boundary, "text/html", html) + "--" + boundary + "--\r\n";
}

/// RFC 2183: a file beside what is read.
std::string attached(const std::string& boundary, const Attachment& file) {
    return "--" + boundary + "\r\nContent-Type: " + file.type + "; name=\"" + file.name +
           "\"\r\nContent-Disposition: attachment; filename=\"" + file.name +
           "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(base64(file.bytes)) + "--" + boundary +
           "--\r\n";
}

}  // namespace

std::string as_html(std::string_view text) {
    std::string out = "<p>";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char one = text[i];
        if (one == '&') out += "&amp;";
        else if (one == '<') out += "&lt;";
        else if (one == '>') out += "&gt;";
        else if (one == '\n' && i + 1 < text.size() && text[i + 1] == '\n') out += "</p>\n<p>", ++i;
        else if (one == '\n') out += "<br>\n";
        else if (one != '\r') out += one;
    }
    return out + "</p>\n";
}

std::string mail_message(const MailWords& words) {
    std::string out;
    const auto header = [&](std::string_view name, const std::string& value) {
        out.append(name).append(": ").append(value).append(line_end);
    };
    header("From", mailbox(words.from_name, words.from));
    header("To", mailbox(words.to_name, words.to));
    header("Subject", header_text(words.subject));
    header("Date", mail_date(words.date));
    header("Message-ID", "<" + words.message_id + ">");
    auto text = words.text, html = as_html(words.text);
    if (!words.unsubscribe.empty()) {
        header("List-Unsubscribe", "<" + words.unsubscribe + ">");
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        text += "\n\n-- \n" + words.unsubscribe_words + " " + words.unsubscribe + "\n";
        html += "<p><a href=\"" + words.unsubscribe + "\">" + words.unsubscribe_words + "</a></p>\n";
    }
    const auto boundary = "=_kartei_" + words.message_id.substr(0, words.message_id.find('@'));
    header("MIME-Version", "1.0");
    if (!words.attachment) return out + alternatives(boundary, text, html);
    const auto whole = boundary + "_whole";
    header("Content-Type", "multipart/mixed; boundary=\"" + whole + "\"");
    return out + "\r\n--" + whole + "\r\n" + alternatives(boundary, text, html) + attached(whole, *words.attachment);
}

}  // namespace kartei::mailing
