// MT940: German banks' ?20… subfields with EREF+ SVWZ+, Dutch banks' /EREF/…/REMI/ words, and plain text.
#include <algorithm>
#include <array>

#include "base/date.hpp"
#include "base/text.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Fields of the file: tag and what follows it, continued lines joined by a line break.
struct Field {
    std::string tag, text;
};

std::vector<Field> fields_of(std::string_view bytes) {
    std::vector<Field> fields;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        auto line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        const auto colon = line.starts_with(':') ? line.find(':', 1) : std::string_view::npos;
        if (colon != std::string_view::npos && colon <= 4 && colon > 2)
            fields.push_back({std::string(line.substr(1, colon - 1)), std::string(line.substr(colon + 1))});
        else if (line == "-" || line.starts_with("-}")) fields.push_back({"-", ""});
        else if (!fields.empty() && !line.empty()) fields.back().text.append("\n").append(line);
    }
    return fields;
}

/// "260301" -> "2026-03-01".
std::string day_of(std::string_view written) {
    if (written.size() < 6 || !std::all_of(written.begin(), written.begin() + 6, is_digit)) return "";
    const auto day = "20" + std::string(written.substr(0, 2)) + "-" + std::string(written.substr(2, 2)) + "-" +
                     std::string(written.substr(4, 2));
    return read_date(day) ? day : "";
}

std::string without_breaks(std::string text, bool blank) {
    std::string plain;
    for (const char letter : text)
        if (letter != '\n') plain += letter;
        else if (blank) plain += ' ';
    return plain;
}

/// ":60F:C260301EUR1234,56".
std::optional<std::int64_t> balance_in(const std::string& text, int digits, BankStatement& statement, std::string& day) {
    if (text.size() < 11) return std::nullopt;
    day = day_of(std::string_view(text).substr(1, 6));
    statement.currency = text.substr(7, 3);
    const auto amount = bank_amount(without_breaks(text, false).substr(10), digits);
    if (!amount) return std::nullopt;
    return text[0] == 'D' ? -*amount : *amount;
}

/// ":61:2603010301C1500,00NTRFRE-1//BANKREF": value day, booking day, sign, amount, kind, references.
bool read_line(const std::string& text, int digits, BankEntry& entry) {
    entry.value_on = day_of(text);
    std::size_t at = 6;
    if (entry.value_on.empty()) return false;
    entry.booked_on = entry.value_on;
    if (text.size() > at + 4 && std::all_of(text.begin() + 6, text.begin() + 10, is_digit)) {
        const auto day = day_of(entry.value_on.substr(2, 2) + text.substr(6, 4));
        if (!day.empty()) entry.booked_on = day;
        // Booked in January for a day of December, or the other way round.
        const auto year = std::atoi(entry.value_on.substr(0, 4).c_str());
        if (entry.value_on.substr(5, 2) == "12" && text.substr(6, 2) == "01")
            entry.booked_on = std::to_string(year + 1) + entry.booked_on.substr(4);
        if (entry.value_on.substr(5, 2) == "01" && text.substr(6, 2) == "12")
            entry.booked_on = std::to_string(year - 1) + entry.booked_on.substr(4);
        at += 4;
    }
    if (at < text.size() && text[at] == 'R') entry.returned = true, ++at;
    if (at >= text.size() || (text[at] != 'C' && text[at] != 'D')) return false;
    // "RD" takes a debit back, so money comes in; "RC" takes a credit back.
    const bool comes_in = (text[at] == 'C') != entry.returned;
    ++at;
    if (at < text.size() && !is_digit(text[at])) ++at;  // last letter of the currency
    const auto end = text.find_first_not_of("0123456789,", at);
    const auto amount = bank_amount(text.substr(at, end == std::string::npos ? end : end - at), digits);
    if (!amount) return false;
    entry.amount = comes_in ? *amount : -*amount;
    if (end != std::string::npos && text.size() > end + 4) {
        const auto rest = text.substr(end + 4, text.find('\n', end) - (end + 4));
        const auto slashes = rest.find("//");
        entry.end_to_end = rest.substr(0, slashes);
        if (slashes != std::string::npos) entry.bank_reference = rest.substr(slashes + 2);
        if (entry.end_to_end == "NONREF") entry.end_to_end.clear();
    }
    return true;
}

/// Takes a text apart where one of these words begins a part; what stands before the first has the word "".
std::map<std::string, std::string> parts_of(const std::string& text, const std::vector<std::string>& words) {
    std::map<std::string, std::string> parts;
    std::string word;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const auto next = std::find_if(words.begin(), words.end(),
                                       [&](const auto& one) { return text.compare(at, one.size(), one) == 0; });
        if (at < text.size() && next == words.end()) continue;
        if (parts[word].empty()) parts[word] = text.substr(from, at - from);
        if (at == text.size()) break;
        word = *next, from = at + word.size(), at = from - 1;
    }
    for (auto& [key, part] : parts)
        while (!part.empty() && (part.back() == ' ' || part.back() == '/')) part.pop_back();
    return parts;
}

void take(std::string& to, const std::map<std::string, std::string>& parts, const char* word) {
    if (const auto found = parts.find(word); found != parts.end() && !found->second.empty()) to = found->second;
}

/// "166?00SEPA?20EREF+R-1?21SVWZ+Vorgang 4711?31DE…?32Eriksson".
void read_subfields(const std::string& text, BankEntry& entry) {
    std::string purpose;
    const auto plain = without_breaks(text, false);
    for (std::size_t at = plain.find('?'); at != std::string::npos && at + 3 <= plain.size();) {
        const auto next = plain.find('?', at + 1);
        const auto number = std::atoi(plain.substr(at + 1, 2).c_str());
        const auto content = plain.substr(at + 3, next == std::string::npos ? next : next - at - 3);
        if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) purpose += content;
        if (number == 31) entry.iban = content;
        if (number == 32 || number == 33) entry.name += content;
        if (number == 34) entry.reason = content;
        at = next;
    }
    const auto parts = parts_of(purpose, {"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+",
                                          "BIC+", "COAM+", "OAMT+"});
    take(entry.end_to_end, parts, "EREF+");
    take(entry.mandate, parts, "MREF+");
    take(entry.text, parts, parts.contains("SVWZ+") ? "SVWZ+" : "");
}

/// "/EREF/R-1/IBAN/NL…/NAME/Eriksson/REMI/Boeking 4711".
void read_words(const std::string& text, BankEntry& entry) {
    const auto plain = without_breaks(text, false);
    const auto parts = parts_of(plain, {"/EREF/", "/MARF/", "/IBAN/", "/NAME/", "/REMI/", "/TRTP/", "/BIC/", "/CSID/",
                                        "/RTRN/", "/CNTP/", "/PREF/", "/ORDP/", "/BENM/", "/ISDT/", "/SVCL/"});
    take(entry.end_to_end, parts, "/EREF/");
    take(entry.mandate, parts, "/MARF/");
    take(entry.iban, parts, "/IBAN/");
    take(entry.name, parts, "/NAME/");
    take(entry.text, parts, "/REMI/");
    take(entry.reason, parts, "/RTRN/");
    if (entry.text.starts_with("USTD//")) entry.text.erase(0, 6);
    entry.returned = entry.returned || !entry.reason.empty();
}

void read_information(const std::string& text, BankEntry& entry) {
    if (text.find('?') != std::string::npos && text.size() > 3 && is_digit(text[0])) read_subfields(text, entry);
    else if (text.starts_with('/')) read_words(text, entry);
    else entry.text = without_breaks(text, true);
    if (entry.end_to_end == "NOTPROVIDED") entry.end_to_end.clear();
    // Return codes of the German banks' business transaction codes.
    if (text.starts_with("109") || text.starts_with("159")) entry.returned = true;
}

}  // namespace

Result<std::vector<BankStatement>> read_mt940(std::string_view bytes, int digits) {
    std::vector<BankStatement> statements;
    std::vector<Issue> issues;
    for (const auto& [tag, text] : fields_of(bytes)) {
        if (tag == "20" || statements.empty()) statements.emplace_back();
        auto& statement = statements.back();
        if (tag == "25") statement.account = text;
        else if (tag == "28C") statement.number = text;
        else if (tag == "60F" || (tag == "60M" && !statement.opening))
            statement.opening = balance_in(text, digits, statement, statement.opened_on);
        else if (tag == "62F" || tag == "62M")
            statement.closing = balance_in(text, digits, statement, statement.closed_on);
        else if (tag == "61") {
            if (!read_line(text, digits, statement.entries.emplace_back()))
                issues.push_back({"", "error.statement_line", {{"value", first_characters(text, 40)}}});
        } else if (tag == "86" && !statement.entries.empty()) read_information(text, statement.entries.back());
    }
    std::erase_if(statements, [](const auto& one) { return one.account.empty() && one.entries.empty(); });
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (statements.empty()) return refuse(RefusalKind::invalid, "error.no_statement");
    return statements;
}

}  // namespace kartei::books
