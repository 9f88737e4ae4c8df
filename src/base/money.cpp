#include "base/money.hpp"

#include <algorithm>
#include <vector>

namespace kartei {
namespace {

constexpr std::size_t most_digits = 15;  // of minor units: what a double in a spreadsheet still holds exactly

Refusal not_a_number() { return refuse(RefusalKind::invalid, "error.not_a_number"); }

void take(std::string_view& text, std::string_view part) {
    if (text.starts_with(part)) text.remove_prefix(part.size());
    else if (text.ends_with(part)) text.remove_suffix(part.size());
}

/// Sign and digits with separators; currency signs, blanks and the dash of "12,-" gone. False when something else is in
/// it.
bool strip(std::string_view text, std::string& number, bool& negative) {
    for (auto sign : {"€", "EUR", "CHF", "Fr.", "$", "£"}) take(text, sign);
    for (auto blank : {" ", "\u00A0", "\u202F"}) take(text, blank);
    for (auto dash : {",-", ",--", ".-", ",–", ".–"})
        if (text.ends_with(dash)) text.remove_suffix(std::string_view(dash).size());
    negative = text.starts_with('-') || text.ends_with('-');
    if (negative) take(text, "-");
    else if (text.starts_with('+')) text.remove_prefix(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto rest = text.substr(i);
        if (rest.starts_with("\u00A0") || rest.starts_with("’")) { number += '\''; i += rest.starts_with("’") ? 2 : 1; }
        else if (rest.starts_with("\u202F")) { number += '\''; i += 2; }
        else if (text[i] == ' ' || text[i] == '\'') number += '\'';
        else if ((text[i] >= '0' && text[i] <= '9') || text[i] == '.' || text[i] == ',') number += text[i];
        else return false;
    }
    return true;
}

/// Where the decimals begin: the position of the decimal sign, npos for none, or a refusal.
Result<std::size_t> find_decimal_sign(const std::string& number, int digits, char known) {
    if (known != 0) return number.rfind(known);
    auto point = number.rfind('.'), comma = number.rfind(',');
    if (point == std::string::npos && comma == std::string::npos) return std::string::npos;
    if (point != std::string::npos && comma != std::string::npos) return std::max(point, comma);
    auto only = point != std::string::npos ? point : comma;
    if (number.find(number[only]) != only) return std::string::npos;  // several of one kind: thousands
    bool groups_of_three = number.size() - only == 4 && only >= 1 && only <= 3 && number[0] != '0';
    bool grouped_otherwise = number.find('\'') != std::string::npos;
    if (groups_of_three && digits != 3 && !grouped_otherwise)
        return refuse(RefusalKind::invalid, "error.unclear_number");
    return only;
}

/// The whole part without its separators; false when they do not part groups of three.
bool ungroup(std::string_view whole, std::string& digits) {
    char separator = 0;
    std::size_t in_group = 0;
    for (char character : whole) {
        if (character >= '0' && character <= '9') {
            digits += character;
            ++in_group;
            continue;
        }
        bool first = separator == 0;
        if (!first && (character != separator || in_group != 3)) return false;
        if (first && (in_group < 1 || in_group > 3)) return false;
        separator = character;
        in_group = 0;
    }
    return separator == 0 ? !digits.empty() : in_group == 3;
}

}  // namespace

Result<std::int64_t> read_money(std::string_view text, int digits, char decimal_sign) {
    std::string number;
    bool negative = false;
    if (!strip(text, number, negative)) return not_a_number();
    auto sign = TRY(find_decimal_sign(number, digits, decimal_sign));
    auto decimals = sign == std::string::npos ? std::string() : number.substr(sign + 1);
    if (decimals.find_first_not_of("0123456789") != std::string::npos) return not_a_number();
    while (decimals.size() > static_cast<std::size_t>(digits) && decimals.back() == '0') decimals.pop_back();
    if (decimals.size() > static_cast<std::size_t>(digits))
        return refuse(RefusalKind::invalid, "error.too_many_decimals", {{"max", std::to_string(digits)}});
    decimals.resize(static_cast<std::size_t>(digits), '0');
    std::string whole;
    auto whole_part = std::string_view(number).substr(0, sign);
    if (whole_part.empty() && sign != std::string::npos && number.size() > 1) whole_part = "0";
    if (!ungroup(whole_part, whole)) return not_a_number();
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    if (whole.size() + decimals.size() > most_digits)
        return refuse(RefusalKind::invalid, "error.too_many_digits",
                      {{"max", std::to_string(most_digits - decimals.size())}});
    std::int64_t amount = std::stoll(whole + decimals);
    return negative ? -amount : amount;
}

std::string write_money(std::int64_t minor_units, int digits) {
    auto written = std::to_string(minor_units < 0 ? -static_cast<std::uint64_t>(minor_units) : minor_units);
    auto decimals = static_cast<std::size_t>(digits);
    if (written.size() <= decimals) written.insert(0, decimals + 1 - written.size(), '0');
    if (decimals > 0) written.insert(written.size() - decimals, ".");
    if (minor_units < 0) written.insert(0, "-");
    return written;
}

}  // namespace kartei
