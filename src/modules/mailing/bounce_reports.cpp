#include "modules/mailing/bounce_reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/date.hpp"
#include "base/text.hpp"

namespace kartei::mailing {
namespace {

using Headers = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t longest_address = 254, longest_id = 255, most_parts = 50;

std::string small(std::string_view text) {
    std::string all(text);
    for (auto& one : all)
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    return all;
}

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The line at the front without its end; it is taken off.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// Names in small letters, folded lines joined; the blank line behind them is taken off too. The first of a name holds.
Headers take_headers(std::string_view& text) {
    Headers headers;
    std::string* last = nullptr;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (line.empty()) break;
        if ((line.front() == ' ' || line.front() == '\t') && last) {
            last->append(" ").append(without_blanks(line));
            continue;
        }
        const auto colon = line.find(':');
        last = nullptr;
        if (colon == std::string_view::npos) continue;
        const auto [place, fresh] = headers.emplace(small(without_blanks(line.substr(0, colon))),
                                                    std::string(without_blanks(line.substr(colon + 1))));
        if (fresh) last = &place->second;
    }
    return headers;
}

std::string header(const Headers& headers, std::string_view name) {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

/// boundary=… of a content type.
std::string parameter_of(const std::string& type, std::string_view name) {
    const auto at = small(type).find(std::string(name) + "=");
    if (at == std::string::npos) return "";
    auto value = without_blanks(std::string_view(type).substr(at + name.size() + 1));
    if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, value.find_first_of("; \t")));
}

std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
    std::vector<std::string_view> parts;
    const auto mark = "--" + boundary;
    for (auto at = body.find(mark); at != std::string_view::npos && parts.size() < most_parts;) {
        const auto begin = at + mark.size();
        if (body.substr(begin, 2) == "--") break;
        const auto next = body.find("\n" + mark, begin);
        auto part = body.substr(begin, next == std::string_view::npos ? next : next - begin);
        take_line(part);
        parts.push_back(part);
        at = next == std::string_view::npos ? next : next + 1;
    }
    return parts;
}

/// "rfc822; anna@example.com"
std::string address_in(std::string_view field) {
    const auto semicolon = field.find(';');
    auto address = without_blanks(semicolon == std::string_view::npos ? field : field.substr(semicolon + 1));
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
    const bool is_one = address.find('@') != std::string_view::npos && address.size() <= longest_address &&
                        address.find_first_of(" \t<>") == std::string_view::npos;
    return is_one ? std::string(address) : "";
}

std::string id_in(const std::string& field) {
    const auto open = field.find('<'), close = field.find('>', open);
    auto id = open == std::string::npos || close == std::string::npos ? field : field.substr(open + 1, close - open - 1);
    return id.size() <= longest_id ? id : "";
}

std::optional<int> number_in(std::string_view text) {
    if (text.empty() || text.size() > 4 || digits_of(text) != text) return std::nullopt;
    return std::stoi(std::string(text));
}

/// "Mon, 30 Nov 2026 20:41:44 +0100" (RFC 5322) as an instant; "" when it is none.
std::string instant_in(std::string_view written) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    if (const auto comma = written.find(','); comma != std::string_view::npos) written.remove_prefix(comma + 1);
    const auto parts = words(written);
    if (parts.size() < 5) return "";
    const auto month = std::find(months.begin(), months.end(), small(parts[1]));
    const auto day = number_in(parts[0]), year = number_in(parts[2]);
    if (month == months.end() || !day || !year) return "";
    const auto clock = parts[3].size() == 5 ? std::string(parts[3]) + ":00" : std::string(parts[3]);
    auto zone = std::string(parts[4]);
    if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) zone = "+0000";
    const auto instant = read_instant(fmt::format("{:04}-{:02}-{:02}T{}{}:{}", *year, month - months.begin() + 1, *day,
                                                  clock, zone.substr(0, 3), zone.substr(3)),
                                      "UTC");
    return instant ? write_instant(*instant) : "";
}

bool is_status(std::string_view text) {
    const auto first = text.find('.'), second = text.find('.', first + 1);
    if (first != 1 || second == std::string_view::npos || text.size() > 9) return false;
    return (text[0] == '4' || text[0] == '5') && number_in(text.substr(2, second - 2)) &&
           number_in(text.substr(second + 1));
}

/// Does a server that gives no enhanced code (RFC 3463) say in words that there is nobody of that address?
bool names_nobody(std::string_view answer) {
    constexpr std::array<std::string_view, 12> sayings{
        "no such user", "user unknown", "unknown user", "user not found", "no such recipient", "recipient unknown",
        "unknown recipient", "recipient not found", "no such mailbox", "mailbox not found", "no mailbox", "does not exist"};
    const auto said = small(answer);
    return std::any_of(sayings.begin(), sayings.end(), [&](auto one) { return said.find(one) != std::string::npos; });
}

/// One recipient of a report; none when it reached him or says nothing of use.
std::optional<BounceReport> recipient_in(const Headers& group) {
    const auto action = small(header(group, "action"));
    if (action != "failed" && action != "delayed") return std::nullopt;
    BounceReport report;
    report.address = address_in(header(group, "original-recipient"));
    if (report.address.empty()) report.address = address_in(header(group, "final-recipient"));
    if (report.address.empty()) return std::nullopt;
    const auto said = header(group, "status");
    const auto code = std::string(without_blanks(std::string_view(said).substr(0, said.find_first_of(" (\t"))));
    const auto diagnosis = header(group, "diagnostic-code");
    report.status = is_status(code) ? code : "5.0.0";
    // Many servers say no more than 5.0.0 in the status and all of it in the diagnosis.
    if (report.status.ends_with(".0.0") && !diagnosis.empty())
        if (auto better = status_in(std::string_view(diagnosis).substr(diagnosis.find(';') + 1)); !better.empty())
            report.status = std::move(better);
    if (action == "delayed") report.status = "4" + report.status.substr(1);
    return report;
}

void read_status(std::string_view part, std::vector<BounceReport>& found) {
    take_headers(part);  // about the message as a whole
    while (!part.empty())
        if (auto report = recipient_in(take_headers(part))) found.push_back(std::move(*report));
}

void read_message(std::string_view message, std::vector<BounceReport>& all) {
    const auto headers = take_headers(message);
    const auto type = header(headers, "content-type");
    const auto boundary = parameter_of(type, "boundary");
    if (!small(type).starts_with("multipart/report") || boundary.empty()) return;
    std::vector<BounceReport> found;
    std::string id;
    for (auto part : parts_of(message, boundary)) {
        const auto kind = small(header(take_headers(part), "content-type"));
        if (kind.starts_with("message/delivery-status")) read_status(part, found);
        if (kind.starts_with("message/rfc822") || kind.starts_with("text/rfc822-headers"))
            id = id_in(header(take_headers(part), "message-id"));
    }
    for (auto& report : found) {
        report.at = instant_in(header(headers, "date")), report.message_id = id;
        all.push_back(std::move(report));
    }
}

}  // namespace

std::vector<BounceReport> bounces_in(std::string_view mailbox) {
    std::vector<BounceReport> all;
    while (!mailbox.empty()) {
        if (mailbox.starts_with("From ")) take_line(mailbox);
        const auto next = mailbox.find("\nFrom ");
        const auto message = mailbox.substr(0, next == std::string_view::npos ? next : next + 1);
        mailbox.remove_prefix(message.size());
        read_message(message, all);
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.at < other.at; });
    return all;
}

bool is_for_good(std::string_view status) {
    static constexpr std::array<std::string_view, 10> ends{"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4",
                                                           "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.4.4"};
    return std::find(ends.begin(), ends.end(), status) != ends.end();
}

std::string status_in(std::string_view answer) {
    const auto parts = words(answer);
    if (parts.empty()) return "";
    const auto code = parts[0].substr(0, 3);
    for (const auto part : parts) {
        // "550-5.1.1" is the first of several lines.
        const auto said = part.size() > 4 && part[3] == '-' ? part.substr(4) : part;
        if (is_status(said) && !said.ends_with(".0.0")) return std::string(said);
    }
    if ((code == "550" || code == "551" || code == "553") && names_nobody(answer)) return "5.1.1";
    // A plain 550 may as well refuse the sender: it is counted, and says nothing of the address for good.
    if (code == "552") return "5.2.2";
    if (code.size() == 3 && (code[0] == '4' || code[0] == '5') && number_in(code)) return std::string(1, code[0]) + ".0.0";
    return "";
}

std::string_view reason_of(std::string_view status) {
    const auto detail = status.size() > 2 ? status.substr(2) : std::string_view();
    if (detail == "1.2" || detail == "4.4" || detail == "1.10") return "domain";
    if (detail.starts_with("1.") || detail == "4.1") return "address";
    if (detail == "2.2") return "full";
    if (detail == "2.1") return "mailbox";
    if (detail.starts_with("6.") || detail == "2.3" || detail == "3.4") return "content";
    return detail.starts_with("7.") ? "refused" : "other";
}

}  // namespace kartei::mailing
