#include "web/gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace kartei::web {

namespace {

using Violation = std::optional<GateViolation>;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool is_token(std::string_view text) {  // RFC 9110, 5.6.2
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || one_of(c, "!#$%&'*+-.^_`|~");
    });
}

bool is_target_character(char c) {  // RFC 3986: pchar, "/" and "?"
    return is_letter_or_digit(c) || one_of(c, "-._~!$&'()*+,;=:@/?%");
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::string_view next_line(std::string_view& rest) {
    auto end = rest.find("\r\n");
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    return line;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Rule 7: the target is a plain path; dots that climb and empty segments are refused, nothing is normalised silently.
Violation read_target(RequestHead& head) {
    const GateViolation bad{400, 7, "error.target"};
    std::string_view target = head.target;
    if (target.empty() || target.front() != '/') return bad;
    if (!std::all_of(target.begin(), target.end(), is_target_character)) return bad;
    auto mark = target.find('?');
    if (mark != std::string_view::npos) head.query = target.substr(mark + 1);
    std::string_view path = target.substr(1, mark == std::string_view::npos ? mark : mark - 1);
    while (true) {
        auto slash = path.find('/');
        auto segment = percent_decoded(path.substr(0, slash));
        if (!segment || *segment == "." || *segment == "..") return bad;
        if (segment->empty() && slash != std::string_view::npos) return bad;
        head.segments.push_back(std::move(*segment));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    if (!percent_decoded(head.query, true)) return bad;
    return std::nullopt;
}

Violation read_request_line(std::string_view line, RequestHead& head) {
    const GateViolation bad{400, 7, "error.request_line"};
    static constexpr std::array methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    auto first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return bad;
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    auto version = line.substr(last + 1);
    if (!is_token(head.method) || head.target.find(' ') != std::string::npos) return bad;
    if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.' || hex_digit(version[5]) < 0 ||
        hex_digit(version[5]) > 9 || hex_digit(version[7]) < 0 || hex_digit(version[7]) > 9)
        return bad;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return GateViolation{505, 7, "error.http_version"};
    head.minor_version = version.back() - '0';
    if (std::find(methods.begin(), methods.end(), head.method) == methods.end()) return bad;
    return read_target(head);
}

/// Headers that may stand once only: two of them would let two readers see two different requests (rules 4, 5 and 9).
bool must_be_single(const std::string& name) {
    static constexpr std::array names = {"host",
                                         "content-length",
                                         "transfer-encoding",
                                         "authorization",
                                         "cookie",
                                         "if-match",
                                         "idempotency-key",
                                         "content-type",
                                         "content-encoding",
                                         "origin",
                                         "x-kartei-token",
                                         "sec-fetch-site",
                                         "expect",
                                         "range",
                                         "if-none-match",
                                         "last-event-id",
                                         "user-agent"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

Violation read_header_line(std::string_view line, RequestHead& head) {
    const GateViolation bad{400, 6, "error.header"};
    if (line.front() == ' ' || line.front() == '\t') return bad;  // obs-fold
    auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return bad;
    auto name = lower_case(line.substr(0, colon));
    auto value = without_blanks(line.substr(colon + 1));
    for (unsigned char c : value)
        if (c < 0x20 || c == 0x7f) return bad;
    if (++head.header_lines > most_header_lines) return GateViolation{431, 9, "error.head_too_large"};
    auto [place, is_new] = head.headers.try_emplace(name, value);
    if (is_new) return std::nullopt;
    if (name == "host") return GateViolation{400, 4, "error.host"};
    if (name == "content-length") return GateViolation{400, 5, "error.framing"};
    if (name == "transfer-encoding") return GateViolation{400, 1, "error.framing"};
    if (must_be_single(name)) return GateViolation{400, 9, "error.header_repeated"};
    place->second.append(", ").append(value);
    return std::nullopt;
}

/// Rules 1 to 3 and 5: one way only to say where the body ends.
Violation read_framing(RequestHead& head) {
    auto coding = head.headers.find("transfer-encoding");
    auto length = head.headers.find("content-length");
    if (coding != head.headers.end()) {
        if (lower_case(coding->second) != "chunked") return GateViolation{400, 1, "error.framing"};
        if (length != head.headers.end()) return GateViolation{400, 2, "error.framing"};
        if (head.minor_version < 1) return GateViolation{400, 3, "error.framing"};
        head.chunked = true;
    } else if (length != head.headers.end()) {
        const auto& text = length->second;
        std::uint64_t bytes = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
        bool digits_only =
            !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits_only || error != std::errc() || end != text.data() + text.size() || text.size() > 18)
            return GateViolation{400, 5, "error.framing"};
        head.content_length = bytes;
    }
    return std::nullopt;
}

/// Rule 4: exactly one Host and one we are known by (DNS rebinding, cache poisoning).
Violation check_host(const RequestHead& head, const GateRules& rules) {
    const GateViolation bad{400, 4, "error.host"};
    auto host = lower_case(head.header("host"));
    std::string_view name = host;
    auto colon = host.starts_with('[') ? host.find(':', std::min(host.find(']'), host.size())) : host.find(':');
    if (colon != std::string::npos) {
        auto port = name.substr(colon + 1);
        name = name.substr(0, colon);
        if (port.empty() || port.size() > 5 ||
            !std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return bad;
    }
    if (std::find(rules.allowed_hosts.begin(), rules.allowed_hosts.end(), name) == rules.allowed_hosts.end())
        return bad;
    return std::nullopt;
}

/// Rule 8: no body where none is expected, and none that must be unpacked first.
Violation check_body(const RequestHead& head) {
    bool bodiless =
        head.method == "GET" || head.method == "HEAD" || head.method == "DELETE" || head.method == "OPTIONS";
    if (bodiless && head.has_body()) return GateViolation{400, 8, "error.body_not_allowed"};
    if (head.headers.contains("content-encoding")) return GateViolation{415, 8, "error.content_encoding"};
    return std::nullopt;
}

Violation read_connection(RequestHead& head) {
    head.keep_alive = head.minor_version >= 1;
    auto options = lower_case(head.header("connection"));
    std::string_view rest = options;
    while (!rest.empty()) {
        auto comma = rest.find(',');
        auto option = without_blanks(rest.substr(0, comma));
        if (option == "close") head.keep_alive = false;
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    auto expectation = lower_case(head.header("expect"));
    if (expectation.empty()) return std::nullopt;
    if (expectation != "100-continue") return GateViolation{417, 9, "error.expectation"};
    head.expects_continue = head.minor_version >= 1 && head.has_body();
    return std::nullopt;
}

}  // namespace

std::string RequestHead::header(const std::string& name) const {
    auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::string RequestHead::path() const {
    std::string path;
    for (const auto& segment : segments) path.append("/").append(segment);
    return path;
}

HeadProgress head_progress(std::string_view buffer, std::size_t& scanned) {
    for (; scanned < buffer.size(); ++scanned) {
        unsigned char c = static_cast<unsigned char>(buffer[scanned]);
        bool after_return = scanned > 0 && buffer[scanned - 1] == '\r';
        if (after_return != (c == '\n')) return HeadProgress::malformed;
        if (c == '\n' && scanned == 1) return HeadProgress::malformed;  // an empty line instead of a request line
        if ((c < 0x20 && c != '\r' && c != '\n') || c == 0x7f) return HeadProgress::malformed;
        if (c == '\n' && scanned >= 3 && buffer[scanned - 2] == '\n') {
            ++scanned;
            return HeadProgress::complete;
        }
    }
    return HeadProgress::incomplete;
}

std::variant<RequestHead, GateViolation> check_head(std::string_view raw, const GateRules& rules) {
    std::size_t scanned = 0;
    if (head_progress(raw, scanned) != HeadProgress::complete || scanned != raw.size())
        return GateViolation{400, 6, "error.request_line"};
    RequestHead head;
    if (auto violation = read_request_line(next_line(raw), head)) return *violation;
    for (auto line = next_line(raw); !line.empty(); line = next_line(raw))
        if (auto violation = read_header_line(line, head)) return *violation;
    if (auto violation = read_framing(head)) return *violation;
    if (auto violation = check_host(head, rules)) return *violation;
    if (auto violation = check_body(head)) return *violation;
    if (auto violation = read_connection(head)) return *violation;
    return head;
}

std::optional<std::string> percent_decoded(std::string_view text, bool form) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && form) c = ' ';
        if (c == '%') {
            int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        decoded += c;
    }
    if (!is_utf8(decoded)) return std::nullopt;
    return decoded;
}

}  // namespace kartei::web
