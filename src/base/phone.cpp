#include "base/phone.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace kartei {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using std::string_view;

/// Countries whose numbers have no more rules than these: a country code of their own, and 0 before the number inside.
struct Numbering {
    string_view country, code;
};
constexpr std::array<Numbering, 5> numberings{{{"DE", "49"}, {"NL", "31"}, {"AT", "43"}, {"CH", "41"}, {"BE", "32"}}};
constexpr std::size_t fewest_digits = 6, most_digits = 13;

/// Fewer digits than this may be a number of the same town; with as many, none is.
constexpr std::size_t longer_than_local = 10;

/// Between the digits of one number.
constexpr string_view separators = " -/().";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

// --- what was typed -> numbers

/// Digits, hyphens and blanks of typography as those of the keyboard.
std::string with_plain_characters(string_view text) {
    std::string plain(text);
    if (std::none_of(plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return plain;
    static const auto replacements = [] {
        std::vector<std::pair<std::string, std::string>> all{
            {"\u00A0", " "}, {"\u202F", " "}, {"\u2009", " "}, {"\u2010", "-"}, {"\u2011", "-"}, {"\u2012", "-"},
            {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"}, {"\uFF0D", "-"}, {"\uFF0B", "+"}, {"\u2044", "/"},
            {"\u200B", ""},  {"\u200E", ""},  {"\u200F", ""},  {"\u202A", ""},  {"\u202C", ""},  {"\u2060", ""},
            {"\u00AD", ""},  {"\uFEFF", ""},  {"\uFF08", "("}, {"\uFF09", ")"}};
        for (char digit = 0; digit < 10; ++digit)
            all.emplace_back(std::string("\xEF\xBC") + static_cast<char>(0x90 + digit), std::string(1, '0' + digit));
        return all;
    }();
    for (const auto& [special, ordinary] : replacements)
        for (auto at = plain.find(special); at != std::string::npos; at = plain.find(special, at + ordinary.size()))
            plain.replace(at, special.size(), ordinary);
    return plain;
}

/// Words before an extension, in German, Dutch, English and French.
bool says_extension(string_view word) {
    static constexpr std::array<string_view, 20> signs{"app",     "apparat", "dw",  "durchwahl",    "ext",  "extension",
                                                       "x",       "extn",    "nst", "nebenstelle",  "tst",  "toestel",
                                                       "tstel",   "kl",      "int", "intern",       "klappe", "poste",
                                                       "doorkies", "#"};
    std::string small(word);
    for (auto& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return std::find(signs.begin(), signs.end(), small) != signs.end();
}

constexpr std::size_t longest_extension = 7;

/// "App. 12" at `at`: moves behind it and gives its digits, else "".
std::string extension_at(string_view text, std::size_t& at) {
    auto next = text.find_first_not_of(" ,;.:-(/", at);
    if (next == string_view::npos) return {};
    auto end = next + (text[next] == '#' ? 1 : 0);
    while (text[next] != '#' && end < text.size() && is_letter(text[end])) ++end;
    if (!says_extension(text.substr(next, end - next))) return {};
    const auto first = std::min(text.find_first_not_of(" .:-", end), text.size());
    auto last = first;
    while (last < text.size() && is_digit(text[last])) ++last;
    if (last == first || last - first > longest_extension) return {};
    at = last;
    return std::string(text.substr(first, last - first));
}

/// "030 23125123 -12": a blank before and none behind the hyphen set an extension off; "030 / 2312 - 512" does not. So
/// does a second slash: "030/23125123/12".
bool sets_off(string_view number, std::size_t at) {
    return number[at] == '/' ? number.find('/') < at : number[at] == '-' && number[at - 1] == ' ';
}

std::string take_set_off(std::string& number) {
    const auto last = number.find_last_not_of("0123456789");
    if (last == std::string::npos || last < 2 || !sets_off(number, last)) return {};
    const auto digits = number.size() - last - 1;
    if (digits == 0 || digits > 4 || digits_of(number.substr(0, last)).size() < longer_than_local - 1) return {};
    auto extension = number.substr(last + 1);
    number.resize(number.find_last_not_of(" -/", last) + 1);
    return extension;
}

/// The end of the stretch of digits and separators that begins at `begin`; a plus begins another one.
std::size_t end_of_stretch(string_view text, std::size_t begin) {
    auto end = begin + 1;
    while (end < text.size() && (is_digit(text[end]) || separators.find(text[end]) != string_view::npos)) ++end;
    return end;
}

/// "(0" before a number belongs to it, "." and "-" do not; at its end only digits do.
std::string trimmed_stretch(string_view stretch) {
    stretch.remove_prefix(std::min(stretch.find_first_of("+(0123456789"), stretch.size()));
    return std::string(stretch.substr(0, stretch.find_last_of("0123456789") + 1));
}

bool is_valid_somewhere(const std::string& number);

/// Where one number ends and another one begins in a stretch: at a separator before a zero or plus, when what stands on
/// either side can be a whole number; npos when it is one number.
std::size_t second_number(const std::string& stretch) {
    for (std::size_t i = 1; i + 1 < stretch.size(); ++i) {
        const bool begins = stretch[i] == '0' || (stretch[i] == '(' && stretch[i + 1] == '0' && i > 6);
        if (!begins || is_digit(stretch[i - 1]) || (stretch[i] == '0' && stretch[i - 1] == '(')) continue;
        const auto left = trimmed_stretch(string_view(stretch).substr(0, i)), right = stretch.substr(i);
        if (digits_of(left).size() < 7 || digits_of(right).size() < 7) continue;
        if (left.find_first_of("0+") <= 1 && is_valid_somewhere(left) && is_valid_somewhere(right)) return i;
    }
    return std::string::npos;
}

void add_stretch(std::vector<WrittenPhone>& phones, std::string stretch, std::string extension) {
    for (auto at = second_number(stretch); at != std::string::npos; at = second_number(stretch)) {
        phones.push_back({trimmed_stretch(string_view(stretch).substr(0, at)), {}});
        stretch.erase(0, at);
    }
    if (extension.empty()) extension = take_set_off(stretch);
    phones.push_back({std::move(stretch), std::move(extension)});
}

/// Nothing but one number as nearly everybody writes it.
bool is_one_plain_number(string_view text) {
    if (text.empty() || !(is_digit(text[0]) || text[0] == '+' || text[0] == '(')) return false;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            if (text[i] == '0' && i > 5 && !is_digit(text[i - 1])) return false;  // may begin another one
        } else if (separators.find(text[i]) == string_view::npos) {
            return false;
        } else if (sets_off(text, i)) {
            return false;
        }
    }
    return is_digit(text.back());
}

// --- numbers -> E.164

/// The number that the library would read, for what nearly everybody writes: "+49 30 231251", "030 / 23 12 51". The
/// library takes such a text apart by regular expressions, which is most of its time.
bool read_plainly(string_view number, string_view country, PhoneNumber& read) {
    const bool international = number.starts_with('+');
    std::string digits;
    for (const char c : number)
        if (is_digit(c)) digits += c;
    for (const auto& numbering : numberings) {
        const auto before = international ? numbering.code : string_view("0");
        if (!digits.starts_with(before) || (!international && country != numbering.country)) continue;
        const auto national = string_view(digits).substr(before.size());
        if (national.size() < fewest_digits || national.size() > most_digits || national.front() == '0') return false;
        read.set_country_code(std::stoi(std::string(numbering.code)));
        read.set_national_number(std::stoull(std::string(national)));
        return true;
    }
    return false;
}

bool read_by_library(const std::string& number, const std::string& country, PhoneNumber& read) {
    const auto* numbers = PhoneNumberUtil::GetInstance();
    return numbers->Parse(number, country.empty() ? "ZZ" : country, &read) == PhoneNumberUtil::NO_PARSING_ERROR &&
           numbers->IsValidNumber(read);
}

bool dials_zero_first(const std::string& country) {
    std::string prefix;
    PhoneNumberUtil::GetInstance()->GetNddPrefixForRegion(country, true, &prefix);
    return prefix == "0";
}

/// Neither plus nor zero in a country that dials a zero first: "49171…" with the country's own code, a mobile number
/// whose zero a spreadsheet ate; anything else may be a number of the same town, or of another country.
bool read_without_zero(const std::string& number, const std::string& country, PhoneNumber& read) {
    const auto* numbers = PhoneNumberUtil::GetInstance();
    const auto digits = digits_of(number);
    const auto code = std::to_string(numbers->GetCountryCodeForRegion(country));
    if (digits.size() >= longer_than_local && digits.starts_with(code) && read_by_library("+" + digits, "", read))
        return true;
    read.Clear();
    return read_by_library("0" + digits, country, read) &&
           numbers->GetNumberType(read) == PhoneNumberUtil::MOBILE;
}

/// "0049 49 171…", "+49 49171…": the code of the country stands twice, and is an area code (0491 is Leer) only by chance.
bool repeats_its_code(const PhoneNumber& read) {
    const auto code = std::to_string(read.country_code()), national = std::to_string(read.national_number());
    if (national.size() <= longer_than_local || !national.starts_with(code)) return false;
    PhoneNumber behind;
    behind.set_country_code(read.country_code());
    behind.set_national_number(std::stoull(national.substr(code.size())));
    return national[code.size()] != '0' && PhoneNumberUtil::GetInstance()->IsValidNumber(behind);
}

bool read_once(const std::string& number, const std::string& country, PhoneNumber& read) {
    if (read_plainly(number, country, read)) return PhoneNumberUtil::GetInstance()->IsValidNumber(read);
    const auto digits = digits_of(number);
    if (number.starts_with('+')) return read_by_library(number, country, read);
    // "0049…" is how people in Europe write "+49…"; without a country the library could not know.
    if (country.empty()) return digits.starts_with("00") && read_by_library("+" + digits.substr(2), "", read);
    if (!digits.starts_with('0') && dials_zero_first(country)) return read_without_zero(number, country, read);
    return read_by_library(number, country, read);
}

bool read_number(const std::string& number, const std::string& country, PhoneNumber& read) {
    const bool says_country = number.starts_with('+') || digits_of(number).starts_with("00");
    return read_once(number, country, read) && !(says_country && repeats_its_code(read));
}

bool is_valid_somewhere(const std::string& number) {
    PhoneNumber read;
    if (number.starts_with('+') || digits_of(number).starts_with("00")) return read_number(number, "", read);
    return std::any_of(numberings.begin(), numberings.end(), [&](const Numbering& numbering) {
        PhoneNumber one;
        return read_number(number, std::string(numbering.country), one);
    });
}

// --- keys

/// Without the code of the country; as it is when it begins with none.
string_view without_country_code(string_view digits) {
    static const auto codes = [] {
        std::set<int> numbers;
        PhoneNumberUtil::GetInstance()->GetSupportedCallingCodes(&numbers);
        std::set<std::string, std::less<>> written;
        for (const auto code : numbers) written.insert(std::to_string(code));
        return written;
    }();
    for (std::size_t length = 1; length <= 3 && length < digits.size(); ++length)
        if (codes.contains(digits.substr(0, length))) return digits.substr(length);
    return digits;
}

std::string without_zeros(string_view digits) {
    return std::string(digits.substr(std::min(digits.find_first_not_of('0'), digits.size())));
}

void add_key(std::vector<std::string>& keys, std::string key) {
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

bool says_its_country(const WrittenPhone& phone) {
    return phone.number.find('+') != std::string::npos || digits_of(phone.number).starts_with("00");
}

std::string international_key(string_view digits) {
    return without_zeros(without_country_code(digits.substr(digits.starts_with("00") ? 2 : 0)));
}

/// Neither plus nor zero, and longer than a number inside a town: the code of a country may stand before it.
bool may_lack_its_plus(const WrittenPhone& phone, string_view digits) {
    return !says_its_country(phone) && digits.size() >= longer_than_local && !digits.starts_with('0');
}

void add_keys(std::vector<std::string>& keys, const WrittenPhone& phone) {
    const auto digits = digits_of(phone.number);
    std::vector<std::string> own;
    add_key(own, says_its_country(phone) ? international_key(digits) : without_zeros(digits));
    PhoneNumber read;
    if (may_lack_its_plus(phone, digits) && read_by_library("+" + digits, "", read))
        add_key(own, international_key(digits));
    for (const auto& key : own) {
        add_key(keys, key);
        if (!phone.extension.empty()) add_key(keys, key + phone.extension);
    }
}

}  // namespace

std::vector<WrittenPhone> written_phones(string_view phone) {
    if (is_one_plain_number(phone)) return {{std::string(phone), {}}};
    const auto text = with_plain_characters(phone);
    std::vector<WrittenPhone> phones;
    for (std::size_t at = 0; at < text.size();) {
        at = text.find_first_of("+(0123456789", at);
        if (at == std::string::npos) break;
        const auto begin = at;
        at = end_of_stretch(text, begin);
        auto stretch = trimmed_stretch(string_view(text).substr(begin, at - begin));
        auto extension = extension_at(text, at);
        const bool touched = (begin > 0 && is_letter(text[begin - 1]) && is_digit(text[begin]) && begin > 1 &&
                              is_digit(text[begin - 2])) ||
                             (extension.empty() && at < text.size() && is_letter(text[at]) && is_digit(text[at - 1]));
        if (!touched && !digits_of(stretch).empty()) add_stretch(phones, std::move(stretch), std::move(extension));
        // A word that touches digits takes those behind it along.
        while (touched && at < text.size() && text[at] != ' ' && text[at] != ',' && text[at] != ';') ++at;
    }
    return phones;
}

std::string e164(string_view phone, string_view country) {
    for (const auto& written : written_phones(phone)) {
        PhoneNumber number;
        if (!read_number(written.number, std::string(country), number)) continue;
        std::string form;
        PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::E164, &form);
        return form;
    }
    return {};
}

std::string national_digits(string_view phone, string_view country) {
    auto international = e164(phone, country);  // without an extension
    PhoneNumber number;
    if (international.empty() || !read_number(international, "", number)) return {};
    std::string written;
    PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::NATIONAL, &written);
    return digits_of(written);
}

std::string phone_key(string_view phone, string_view country) {
    const auto phones = written_phones(phone);
    if (phones.empty()) return without_zeros(digits_of(phone));
    const auto digits = digits_of(phones.front().number);
    if (says_its_country(phones.front())) return international_key(digits);
    if (may_lack_its_plus(phones.front(), digits))
        if (const auto form = e164(phones.front().number, country); !form.empty())
            return international_key(digits_of(form));
    return without_zeros(digits);
}

std::vector<std::string> phone_keys(string_view phone) {
    const auto phones = written_phones(phone);
    std::vector<std::string> keys;
    for (const auto& written : phones)
        if (phones.size() == 1 || digits_of(written.number).size() >= fewest_digits) add_keys(keys, written);
    // Digits that are no number of anybody are still found by what was stored.
    if (keys.empty()) add_key(keys, without_zeros(digits_of(phone)));
    return keys;
}

}  // namespace kartei
