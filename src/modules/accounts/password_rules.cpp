#include "modules/accounts/password_rules.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace kartei::accounts {
namespace {

// Words that long passwords are made of when they only have to be long. Compared folded.
constexpr std::array<std::string_view, 62> common_words{
    "password",     "passwort",     "passwoord", "wachtwoord", "kennwort",     "geheim",       "kartei",
    "kundenkartei", "klantenkaart", "kunden",    "klanten",    "customer",     "admin",        "administrator",
    "welcome",      "willkommen",   "welkom",    "hallo",      "hello",        "letmein",      "login",
    "anmelden",     "anmeldung",    "aanmelden", "default",    "changeme",     "secret",       "master",
    "super",        "user",         "test",      "demo",       "reise",        "reisen",       "reisebuero",
    "reisburo",     "reisbureau",   "theater",   "theatre",    "kasse",        "kassa",        "ticket",
    "tickets",      "sommer",       "winter",    "herbst",     "fruehling",    "zomer",        "summer",
    "spring",       "autumn",       "iloveyou",  "schatz",     "qwertz",       "qwerty",       "asdf",
    "yxcv",         "zxcv",         "qaz",       "wsx",        "correcthorse", "batterystaple"};
constexpr std::array<std::string_view, 6> keyboard_rows{
    "qwertzuiopasdfghjklyxcvbnm", "qwertyuiopasdfghjklzxcvbnm",           "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",       "1qaz2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p", "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p"};
constexpr std::size_t enough_left = 8;      // bytes that no rule explains
constexpr std::size_t enough_different = 5;  // different characters

void remove_all(std::string& text, std::string_view word) {
    if (word.size() < 3) return;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.erase(at, word.size());
}

/// Pieces of four and more that lie beside each other on a keyboard, forwards or backwards.
void remove_runs(std::string& text, std::string_view row) {
    std::string backwards(row.rbegin(), row.rend());
    for (const std::string_view line : {row, std::string_view(backwards)})
        for (std::size_t begin = 0; begin + 4 <= text.size();) {
            std::size_t length = 4;
            while (begin + length <= text.size() && line.find(text.substr(begin, length)) != std::string_view::npos)
                ++length;
            if (--length >= 4) text.erase(begin, length);
            else ++begin;
        }
}

/// 1900 to 2099, the most usual ending.
void remove_years(std::string& text) {
    static const std::regex year("(19|20)[0-9]{2}");
    text = std::regex_replace(text, year, "");
}

/// "abcabcabc" says no more than "abc".
std::string without_repetition(const std::string& text) {
    for (std::size_t period = 1; period <= text.size() / 2; ++period)
        if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(), text.begin()))
            return text.substr(0, period);
    return text;
}

std::string folded_without_blanks(std::string_view text) {
    auto folded = fold(text);
    std::erase(folded, ' ');
    return folded;
}

bool is_common(std::string_view password, const PasswordContext& context) {
    std::set<std::string_view> different;
    for (std::size_t i = 0; i < password.size(); ++i) different.insert(password.substr(i, 1));
    if (different.size() < enough_different) return true;
    auto left = folded_without_blanks(password);
    std::vector<std::string> known;
    for (const auto* told : {&context.user_name, &context.display_name, &context.house_name}) {
        const auto folded = fold(*told);
        known.push_back(folded_without_blanks(*told));
        for (const auto word : words(folded)) known.emplace_back(word);
    }
    known.insert(known.end(), common_words.begin(), common_words.end());
    std::sort(known.begin(), known.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const auto& word : known) remove_all(left, word);
    for (const auto row : keyboard_rows) remove_runs(left, row);
    remove_years(left);
    std::string signs;  // "!" and the like count as far as they differ
    for (char c : password)
        if (std::ispunct(static_cast<unsigned char>(c)) && signs.find(c) == std::string::npos) signs += c;
    return without_repetition(left).size() + signs.size() < enough_left;
}

}  // namespace

std::vector<Issue> password_issues(std::string_view password, const PasswordContext& context) {
    const auto normal = normalised_password(password);
    const auto length = length_in_characters(normal);
    if (length < shortest_password)
        return {{"password", "error.password_too_short", {{"min", std::to_string(shortest_password)}}}};
    if (length > longest_password)
        return {{"password", "error.password_too_long", {{"max", std::to_string(longest_password)}}}};
    if (is_common(normal, context)) return {{"password", "error.password_common", {}}};
    return {};
}

std::string normalised_password(std::string_view password) {
    if (!is_utf8(password)) return "";
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFKCInstance(status);
    const auto normal = form->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece(password.data(), static_cast<int>(password.size()))), status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("normalising a text: ") + u_errorName(status));
    std::string text;
    return normal.toUTF8String(text);
}

}  // namespace kartei::accounts
