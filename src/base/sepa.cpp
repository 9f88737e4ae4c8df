#include "base/sepa.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "base/iban.hpp"
#include "base/text.hpp"

namespace kartei {
namespace {

constexpr std::string_view others_allowed = "/-?:().,'+ ";

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_allowed(char c) { return is_letter_or_digit(c) || others_allowed.find(c) != std::string_view::npos; }

/// One for each thread: ICU's do not share.
icu::Transliterator& to_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> one(
            icu::Transliterator::createInstance("de-ASCII; Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
        if (U_FAILURE(status) || !one) throw std::runtime_error("ICU knows no transliteration into Latin letters");
        return one;
    }();
    return *made;
}

std::string in_latin(std::string_view text) {
    auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
    to_latin().transliterate(wide);
    std::string latin;
    wide.toUTF8String(latin);
    return latin;
}

/// Gregorian Easter Sunday (Meeus, Jones, Butcher).
Date easter(int year) {
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return Date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                std::chrono::day(static_cast<unsigned>(day))};
}

/// MOD 97-10 over letters as 10 … 35.
int rest_of_97(std::string_view text) {
    int rest = 0;
    for (const char c : text) {
        const int value = c <= '9' ? c - '0' : c - 'A' + 10;
        rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest;
}

constexpr std::array<std::string_view, 30> eea{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
                                               "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
                                               "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"};
constexpr std::array<std::string_view, 12> beside_eea{"AD", "AL", "CH", "GB", "GI", "MC",
                                                      "MD", "ME", "MK", "RS", "SM", "VA"};

}  // namespace

std::string sepa_text(std::string_view text, std::size_t longest) {
    std::string written;
    for (char c : in_latin(text)) {
        if (c == '&') c = '+';
        if (!is_allowed(c)) c = ' ';
        if (c == ' ' && (written.empty() || written.back() == ' ')) continue;
        written += c;
    }
    if (written.size() > longest) written.resize(longest);
    while (!written.empty() && written.back() == ' ') written.pop_back();
    return std::any_of(written.begin(), written.end(), is_letter_or_digit) ? written : "";
}

bool is_sepa_reference(std::string_view text) {
    if (text.empty() || text.size() > 35 || !std::all_of(text.begin(), text.end(), is_allowed)) return false;
    const auto is_edge = [](char c) { return c == ' ' || c == '/'; };
    return !is_edge(text.front()) && !is_edge(text.back()) && text.find("//") == std::string_view::npos;
}

std::string creditor_identifier_of(std::string_view text) {
    auto written = compact(text);
    const bool has_form = written.size() >= 8 && written.size() <= 35 &&
                          std::all_of(written.begin(), written.begin() + 2, [](char c) { return c >= 'A'; }) &&
                          std::all_of(written.begin() + 2, written.begin() + 4, [](char c) { return c <= '9'; });
    if (!has_form || rest_of_97(written.substr(7) + written.substr(0, 4)) != 1) return "";
    return written;
}

bool is_eea_country(std::string_view country) { return std::find(eea.begin(), eea.end(), country) != eea.end(); }

bool is_sepa_country(std::string_view country) {
    return is_eea_country(country) || std::find(beside_eea.begin(), beside_eea.end(), country) != beside_eea.end();
}

bool is_target_day(Date day) {
    if (weekday_of(day) > 5) return false;
    const auto month = static_cast<unsigned>(day.month()), of_month = static_cast<unsigned>(day.day());
    if (of_month == 1 && (month == 1 || month == 5)) return false;
    if (month == 12 && (of_month == 25 || of_month == 26)) return false;
    const auto sunday = easter(static_cast<int>(day.year()));
    return day != add_days(sunday, -2) && day != add_days(sunday, 1);
}

Date target_day_from(Date day) {
    while (!is_target_day(day)) day = add_days(day, 1);
    return day;
}

Date add_months(Date day, int months) {
    const auto moved = day + std::chrono::months(months);
    return moved.ok() ? moved : Date(moved.year() / moved.month() / std::chrono::last);
}

}  // namespace kartei
