#include "documents/xlsx_formats.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace kartei::documents {
namespace {

/// The letters of the first section that mean something: no quoted or escaped text, no colours, no currency.
std::string bare_letters(std::string_view code) {
    std::string letters;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char byte = code[at];
        if (byte == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (byte == '\\' || byte == '_' || byte == '*') {
            ++at;
        } else if (byte == '[') {
            const auto end = std::min(code.find(']', at), code.size());
            const auto inside = code.substr(at + 1, end - at - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) letters += 'h';  // elapsed time
            at = end;
        } else {
            letters += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
        }
    }
    return letters;
}

void append_digits(std::string& out, long long number, int width) {
    std::array<char, 32> text;
    const int size = std::snprintf(text.data(), text.size(), "%0*lld", width, number);
    out.append(text.data(), static_cast<std::size_t>(size));
}

/// Days since 1970-01-01 to a date of the Gregorian calendar.
void append_day(std::string& out, std::int64_t days) {
    const auto shifted = days + 719'468;  // since 0000-03-01; positive for all dates that Excel has
    const auto era = shifted / 146'097, of_era = shifted % 146'097;
    const auto year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    const auto day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const auto from_march = (5 * day_of_year + 2) / 153;
    const auto month = from_march < 10 ? from_march + 3 : from_march - 9;
    append_digits(out, year_of_era + era * 400 + (month <= 2), 4);
    out += '-';
    append_digits(out, month, 2);
    out += '-';
    append_digits(out, day_of_year - (153 * from_march + 2) / 5 + 1, 2);
}

void append_time(std::string& out, std::int64_t seconds) {
    append_digits(out, seconds / 3600, 2);
    out += ':';
    append_digits(out, seconds / 60 % 60, 2);
    out += ':';
    append_digits(out, seconds % 60, 2);
}

/// False when the number is no date that Excel could show.
bool append_date(std::string& out, double serial, NumberFormat format, bool from_1904) {
    constexpr std::int64_t seconds_a_day = 86'400, last_day = 2'958'465, unix_epoch = 25'569, days_1904 = 1'462;
    if (!(serial >= 0) || serial > static_cast<double>(last_day)) return false;
    const auto seconds = std::llround(serial * static_cast<double>(seconds_a_day));
    auto day = seconds / seconds_a_day;
    const auto time = seconds % seconds_a_day;
    if (format.kind == NumberFormat::time && day == 0) {
        append_time(out, time);
        return true;
    }
    if (from_1904) day += days_1904;
    if (day == 0 || day == 60 || day > last_day) return false;  // 60 is Excel's 29 February 1900, which never was
    if (day < 60) ++day;
    append_day(out, day - unix_epoch);
    if (time != 0) out += 'T', append_time(out, time);
    return true;
}

constexpr double first_inexact = 1e15;
constexpr std::size_t kept_digits = 15;

void append_decimal(std::string& out, double number, int digits) {
    std::array<char, 400> text;
    if (number == std::floor(number) && std::abs(number) < 1e15) {
        append_digits(out, static_cast<long long>(number), number < 0 ? 1 : std::max(1, digits));
        return;
    }
    // Fifteen digits are what Excel holds: 0.1 + 0.2 is 0.3 there.
    const auto magnitude = static_cast<int>(std::floor(std::log10(std::abs(number))));
    const int behind = std::clamp(14 - magnitude, 0, 60);
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, behind).ptr;
    std::string_view shown(text.data(), static_cast<std::size_t>(end - text.data()));
    if (behind > 0) {
        shown = shown.substr(0, shown.find_last_not_of('0') + 1);
        if (shown.ends_with('.')) shown.remove_suffix(1);
    }
    out += shown == "-0" ? "0" : shown;
}

/// In scientific notation with fewer digits than are kept nothing is lost: 1E+20.
bool may_lack_digits(std::string_view digits) {
    const auto exponent = digits.find_first_of("eE");
    if (exponent == digits.npos) return true;
    const auto mantissa = digits.substr(0, exponent);
    const auto last = mantissa.find_last_not_of("0.");
    const auto significant = mantissa.substr(0, last == mantissa.npos ? 0 : last + 1);
    const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
    return std::count_if(significant.begin(), significant.end(), is_digit) >= static_cast<std::ptrdiff_t>(kept_digits);
}

/// Spreadsheets keep fifteen digits and fill up with zeros; what is written in full and goes on behind them is exact,
/// of everything else digits are gone: it stays in the form that shows it (base/pasted_text), with the sign that form
/// has.
void append_long_number(std::string& out, std::string_view digits) {
    const auto whole = digits.substr(digits.starts_with('-'));
    if (whole.find_first_not_of("0123456789") == whole.npos &&
        whole.substr(std::min<std::size_t>(whole.size(), kept_digits)).find_first_not_of('0') != whole.npos) {
        out += digits;
        return;
    }
    const auto exponent = digits.find_first_of("eE");
    if (exponent != digits.npos) {
        const auto power = digits.substr(exponent + 1);
        out.append(digits, 0, exponent)
            .append(power.starts_with('-') || power.starts_with('+') ? "E" : "E+")
            .append(power);
        return;
    }
    out.append(digits, 0, digits.size() - whole.size() + 1).append(",").append(whole.substr(1, kept_digits - 1));
    out.append("E+").append(std::to_string(std::min(whole.find('.'), whole.size()) - 1));
}

}  // namespace

NumberFormat built_in_format(int id) {
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || id == 32 || id == 33) return {NumberFormat::time, 0};
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return {NumberFormat::date, 0};
    return {};
}

NumberFormat format_of_code(std::string_view code) {
    const auto letters = bare_letters(code);
    if (letters == "general" || letters == "standard") return {};
    if (letters.size() > 1 && letters.size() < 20 && letters.find_first_not_of('0') == letters.npos)
        return {NumberFormat::number, static_cast<int>(letters.size())};
    const auto has = [&](std::string_view any) { return letters.find_first_of(any) != letters.npos; };
    if (has("yd") || (has("m") && !has("hs"))) return {NumberFormat::date, 0};
    return {has("hs") ? NumberFormat::time : NumberFormat::number, 0};
}

void append_number(std::string& out, std::string_view digits, NumberFormat format, bool from_1904) {
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number)) {
        out += digits;
        return;
    }
    if (format.kind != NumberFormat::number && append_date(out, number, format, from_1904)) return;
    if (std::abs(number) >= first_inexact && may_lack_digits(digits)) return append_long_number(out, digits);
    append_decimal(out, number, format.digits);
}

}  // namespace kartei::documents
