#include "modules/books/datev_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/money.hpp"
#include "base/text.hpp"

namespace kartei::books {
namespace {

/// Windows-1252 from 0x80 to 0x9f; the rest is Latin-1.
constexpr std::array<char32_t, 32> specials{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

/// The next letter of a well-formed UTF-8 text, and how many bytes it takes.
std::pair<char32_t, std::size_t> letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
    const auto first = byte(0);
    if (first < 0x80) return {first, 1};
    if (first < 0xe0) return {(first & 0x1fu) << 6 | (byte(1) & 0x3fu), 2};
    if (first < 0xf0) return {(first & 0x0fu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu), 3};
    return {(first & 0x07u) << 18 | (byte(1) & 0x3fu) << 12 | (byte(2) & 0x3fu) << 6 | (byte(3) & 0x3fu), 4};
}

/// The byte of a letter, 0 when there is none.
unsigned char byte_of(char32_t letter) {
    if (letter < 0x80 || (letter >= 0xa0 && letter <= 0xff)) return static_cast<unsigned char>(letter);
    const auto found = std::ranges::find(specials, letter);
    return found == specials.end() ? 0 : static_cast<unsigned char>(0x80 + (found - specials.begin()));
}

bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

/// At most so many letters, in whole ones.
std::string cut(std::string_view text, std::size_t most) {
    std::size_t letters = 0, at = 0;
    while (at < text.size() && (most == 0 || letters < most)) at += letter_at(text, at).second, ++letters;
    return std::string(text.substr(0, at));
}

std::string quoted(std::string_view text, std::size_t most) {
    std::string clean;
    for (const char letter : text) clean += is_control(letter) ? ' ' : letter;
    std::string written = "\"";
    for (const char letter : cut(clean, most)) written.append(letter == '"' ? 2 : 1, letter);
    return written + "\"";
}

std::string text_field(std::string_view text) { return quoted(text, 0); }

void append_field(std::string& line, const std::string& field) {
    if (!line.empty()) line += ';';
    line += field;
}

}  // namespace

std::string DatevLine::written() const {
    std::string line;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (i > 0) line += ';';
        line += fields_[i].is_text ? quoted(values_[i], fields_[i].most) : values_[i];
    }
    return line + "\r\n";
}

std::string headings(const std::vector<DatevField>& fields) {
    std::string line;
    for (const auto& field : fields) append_field(line, std::string(field.name));
    return line + "\r\n";
}

std::string header_line(const DatevHeader& header) {
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    const bool posts = header.category == 21;
    const std::array<std::string, 31> fields{text_field("EXTF"), "700", number(header.category),
                                             text_field(header.category_name), number(header.version), header.made_at,
                                             "", text_field("RE"), quoted(header.made_by, 25), text_field(""),
                                             number(header.consultant), number(header.client), header.fiscal_year,
                                             number(header.account_length), posts ? header.from : "",
                                             posts ? header.to : "", posts ? quoted(header.label, 30) : text_field(""),
                                             text_field(""), posts ? "1" : "", posts ? "0" : "", posts ? "0" : "",
                                             posts ? text_field(header.currency) : text_field(""), "", text_field(""),
                                             "", "", text_field(""), "", "", text_field(""), text_field("")};
    std::string line;
    for (const auto& field : fields) append_field(line, field);
    return line + "\r\n";
}

std::string datev_amount(std::int64_t minor_units, int digits) {
    auto written = write_money(minor_units, digits);
    std::ranges::replace(written, '.', ',');
    return written;
}

std::string datev_day(std::string_view day) { return std::string(day.substr(8, 2)) + std::string(day.substr(5, 2)); }

std::string compact_day(std::string_view day) {
    std::string compact;
    std::ranges::copy_if(day, std::back_inserter(compact), [](char letter) { return letter != '-'; });
    return compact;
}

std::string document_field(std::string_view number) {
    std::string field;
    for (const char letter : number) {
        const bool taken = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= 'a' && letter <= 'z') || std::string_view("$&%*+-/").find(letter) != std::string::npos;
        if (field.size() < 36) field += taken ? letter : '-';
    }
    return field;
}

std::string to_windows_1252(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const auto [letter, size] = letter_at(text, at);
        if (const auto byte = byte_of(letter); byte != 0) bytes += static_cast<char>(byte);
        else {
            const auto plain = fold(text.substr(at, size));
            bytes += plain.size() == 1 && static_cast<unsigned char>(plain[0]) < 0x80 ? plain[0] : '?';
        }
        at += size;
    }
    return bytes;
}

}  // namespace kartei::books
