#include "base/field.hpp"

#include <algorithm>

#include "base/card_number.hpp"
#include "base/choice_words.hpp"
#include "base/codes.hpp"
#include "base/date.hpp"
#include "base/iban.hpp"
#include "base/money.hpp"
#include "base/pasted_text.hpp"
#include "base/text.hpp"

namespace kartei {
namespace {

Refusal refuse(const Field& field, std::string key, Parameters parameters = {}) {
    return refuse_field(std::string(field.name), std::move(key), std::move(parameters));
}

/// The same refusal, now about this field.
Refusal about(const Field& field, Refusal refusal) {
    for (auto& issue : refusal.issues) issue.field = field.name;
    return refusal;
}

int longest(const Field& field) {
    if (field.max_length > 0) return field.max_length;
    switch (field.kind) {
        case FieldKind::integer: case FieldKind::reference: return 18;
        case FieldKind::customer_number: return 9;
        case FieldKind::email: case FieldKind::phone: return 63;  // decisions.md 12
        case FieldKind::multiline: return 10000;
        default: return 255;
    }
}

Result<Value> checked_length(const Field& field, std::string text) {
    int length = length_in_characters(text);
    if (length > longest(field))
        return refuse(field, "error.too_long",
                      {{"max", std::to_string(longest(field))}, {"length", std::to_string(length)}});
    return Value(std::move(text));
}

/// Barcodes and keys of old systems are for machines: nobody means a card there, and one of ten looks like one.
bool is_read_by_machine(const Field& field) {
    static constexpr std::string_view names[] = {"barcode", "ticket", "order", "sku", "source_key"};
    return std::find(std::begin(names), std::end(names), field.name) != std::end(names);
}

/// A text of one line without what came along when it was copied from elsewhere (base/pasted_text).
Result<std::string> clean_line(const Field& field, std::string line) {
    if (line.starts_with('=')) line = without_formula_wrapper(line);
    line = tidy(without_invisible(line));
    if (field.kind == FieldKind::text_list) line = with_line_breaks_as(line, ';');
    if (has_line_break(line)) return refuse(field, "error.line_break");
    if (line.find("\uFFFD") != std::string::npos) return refuse(field, "error.lost_letter");
    if (is_scientific_notation(line)) return refuse(field, "error.scientific_notation");
    if (is_spreadsheet_error(line)) return refuse(field, "error.spreadsheet_error", {{"value", line}});
    return line;
}

/// What holds for every text, whatever it stands for: encoding, control characters, no card number (decisions.md 15).
Result<std::string> clean_text(const Field& field, std::string_view text) {
    if (!is_utf8(text)) return refuse(field, "error.broken_encoding");
    const bool many_lines = field.kind == FieldKind::multiline;
    auto tidied = many_lines ? tidy(text) : TRY(clean_line(field, tidy(text)));
    if (has_control_character(tidied, many_lines)) return refuse(field, "error.control_character");
    // A few IBANs have the digits of a card number in them; what is an IBAN as a whole is none.
    if (!is_read_by_machine(field) && contains_card_number(tidied, field.kind == FieldKind::phone) &&
        iban_of(tidied).empty())
        return refuse(field, "error.card_number");
    return tidied;
}

Result<Value> checked_number(const Field& field, std::int64_t number) {
    if (number < 0 && (!field.has(may_be_negative) || field.kind == FieldKind::customer_number))
        return refuse(field, "error.negative");
    if (field.kind == FieldKind::customer_number && number == 0) return refuse(field, "error.not_a_customer_number");
    auto digits = static_cast<int>(std::to_string(number).size()) - (number < 0);
    if (field.kind != FieldKind::money && digits > longest(field))
        return refuse(field, "error.too_many_digits", {{"max", std::to_string(longest(field))}});
    return Value(number);
}

Result<Value> read_integer(const Field& field, const std::string& written) {
    const auto whole = without_point_zero(written);
    const std::string_view text = whole;
    bool negative = text.starts_with('-');
    auto digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return refuse(field, field.kind == FieldKind::customer_number ? "error.not_a_customer_number"
                                                                      : "error.not_a_whole_number");
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > 18) return refuse(field, "error.too_many_digits", {{"max", std::to_string(longest(field))}});
    auto number = std::stoll(std::string(digits));
    return checked_number(field, negative ? -number : number);
}

Result<Value> read_yes_no(const Field& field, const std::string& text) {
    static constexpr std::string_view yes[] = {"1", "ja", "yes", "true", "j", "y", "wahr", "waar", "x"};
    static constexpr std::string_view ticks[] = {"✓", "✔", "☑", "✅"};
    static constexpr std::string_view no[] = {"0", "nein", "nee", "no", "false", "n", "falsch", "onwaar"};
    auto folded = fold(without_point_zero(text));
    if (std::find(std::begin(ticks), std::end(ticks), text) != std::end(ticks)) return Value(true);
    if (std::find(std::begin(yes), std::end(yes), folded) != std::end(yes)) return Value(true);
    if (std::find(std::begin(no), std::end(no), folded) != std::end(no)) return Value(false);
    return refuse(field, "error.not_yes_no", {{"value", text}});
}

Result<Value> read_choice(const Field& field, std::string text) {
    if (field.choices.empty()) return checked_length(field, std::move(text));  // the parameters decide
    if (const auto meant = choice_meant(field, text); !meant.empty()) return Value(std::string(meant));
    return refuse(field, "error.not_a_choice", {{"choices", choices_in_words(field)}, {"value", text}});
}

bool is_letter_or_digit(unsigned char byte) {
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/// Parts between the dots of an address, none of them empty and each of allowed characters.
bool dotted_parts_hold(std::string_view text, std::string_view also_allowed, int least_parts) {
    int parts = 1;
    std::size_t in_part = 0;
    for (char character : text) {
        if (character == '.') {
            if (in_part == 0) return false;
            ++parts;
            in_part = 0;
        } else if (is_letter_or_digit(static_cast<unsigned char>(character)) ||
                   also_allowed.find(character) != std::string_view::npos) {
            ++in_part;
        } else {
            return false;
        }
    }
    return in_part > 0 && parts >= least_parts;
}

/// RFC 5321 without quoted local parts and address literals, which no mail of a customer has; RFC 6531 letters allowed.
bool is_email(std::string_view text) {
    auto at = text.rfind('@');
    if (at == std::string_view::npos || at > 64) return false;
    auto domain = text.substr(at + 1);
    if (!dotted_parts_hold(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~", 1) || !dotted_parts_hold(domain, "-", 2))
        return false;
    auto last_part = domain.substr(domain.rfind('.') + 1);
    bool hyphen_at_edge = domain.starts_with('-') || domain.ends_with('-') ||
                          domain.find("-.") != std::string_view::npos || domain.find(".-") != std::string_view::npos;
    return !hyphen_at_edge && last_part.size() >= 2 &&
           last_part.find_first_not_of("0123456789") != std::string_view::npos;
}

/// "a@example.com, b@example.com"
bool is_several_emails(std::string_view text) {
    const auto parts = text.find_first_of(",; ");
    return parts != std::string_view::npos && text.find('@') < parts && text.find('@', parts) != std::string_view::npos;
}

Result<Value> read_email(const Field& field, std::string text) {
    if (!is_email(text)) return refuse(field, is_several_emails(text) ? "error.several_emails" : "error.not_an_email");
    return checked_length(field, std::move(text));
}

/// As typed, but with plain blanks and hyphens: text copied from a web page has others, which look the same.
std::string with_plain_separators(std::string text) {
    for (auto [special, plain] :
         {std::pair{"\u00A0", " "}, {"\u202F", " "}, {"\u2010", "-"}, {"\u2011", "-"}, {"\u2013", "-"}})
        for (auto at = text.find(special); at != std::string::npos; at = text.find(special, at))
            text.replace(at, std::string_view(special).size(), plain);
    return text;
}

/// Digits and what stands between them; letters for an extension or a word before ("Tel. 030 1234 App. 5").
Result<Value> read_phone(const Field& field, std::string text) {
    text = without_point_zero(with_plain_separators(std::move(text)));
    bool characters_hold = std::all_of(text.begin(), text.end(), [](unsigned char byte) {
        return is_letter_or_digit(byte) ||
               std::string_view("+()/-. #*,:;").find(static_cast<char>(byte)) != std::string_view::npos;
    });
    if (!characters_hold || digits_of(text).empty()) return refuse(field, "error.not_a_phone");
    return checked_length(field, std::move(text));
}

Result<Value> read_code(const Field& field, std::string code, const std::string& written, const char* key) {
    if (code.empty()) return refuse(field, key, {{"value", written}});
    return Value(std::move(code));
}

Result<Value> checked_list(const Field& field, const std::vector<std::string>& items) {
    std::vector<std::string> checked;
    Field item_field = field;
    item_field.kind = FieldKind::text;
    for (const auto& item : items) {
        auto text = TRY(clean_text(item_field, item));
        if (text.empty()) continue;
        if (text.find(';') != std::string::npos) return refuse(field, "error.separator_in_list");
        auto value = TRY(checked_length(item_field, std::move(text)));
        checked.push_back(std::get<std::string>(std::move(value)));
    }
    return checked.empty() ? Value() : Value(std::move(checked));
}

Result<Value> read_amount(const Field& field, std::string_view text, const ReadingRules& rules) {
    auto amount = read_money(text, rules.currency_digits, rules.decimal_sign);
    if (!amount) return about(field, amount.refusal());
    return checked_number(field, *amount);
}

Result<Value> read_day(const Field& field, std::string_view text) {
    auto date = read_date(text);
    if (!date) return about(field, date.refusal());
    return Value(write_date(*date));
}

Result<Value> read_moment(const Field& field, std::string_view text, const ReadingRules& rules) {
    auto instant = read_instant(text, rules.time_zone);
    if (!instant) return about(field, instant.refusal());
    return Value(write_instant(*instant));
}

}  // namespace

Result<Value> read_value(const Field& field, std::string_view text, const ReadingRules& rules) {
    if (field.kind == FieldKind::blind_index) return refuse(field, "error.set_by_the_program");
    auto clean = TRY(clean_text(field, text));
    if (clean.empty()) return Value();
    switch (field.kind) {
        case FieldKind::integer: case FieldKind::customer_number: case FieldKind::reference:
            return read_integer(field, clean);
        case FieldKind::yes_no: return read_yes_no(field, clean);
        case FieldKind::date: return read_day(field, clean);
        case FieldKind::instant: return read_moment(field, clean, rules);
        case FieldKind::money: return read_amount(field, clean, rules);
        case FieldKind::choice: return read_choice(field, std::move(clean));
        case FieldKind::email: return read_email(field, std::move(clean));
        case FieldKind::phone: return read_phone(field, std::move(clean));
        case FieldKind::country: return read_code(field, country_code(clean), clean, "error.not_a_country");
        case FieldKind::language: return read_code(field, language_code_of(clean), clean, "error.not_a_language");
        case FieldKind::currency: return read_code(field, currency_code(clean), clean, "error.not_a_currency");
        case FieldKind::text_list: return checked_list(field, split_list(clean));
        default: return checked_length(field, std::move(clean));
    }
}

Result<Value> check_value(const Field& field, Value value) {
    const auto kind = field.kind;
    if (is_empty(value)) return value;
    if (auto text = std::get_if<std::string>(&value)) return read_value(field, *text);
    if (std::holds_alternative<bool>(value))
        return kind == FieldKind::yes_no ? Result<Value>(std::move(value)) : refuse(field, "error.wrong_type");
    if (auto items = std::get_if<std::vector<std::string>>(&value))
        return kind == FieldKind::text_list ? checked_list(field, *items) : refuse(field, "error.wrong_type");
    return field.is_number() ? checked_number(field, std::get<std::int64_t>(value)) : refuse(field, "error.wrong_type");
}

std::string write_value(const Field& field, const Value& value, const ReadingRules& rules) {
    if (auto text = std::get_if<std::string>(&value)) return *text;
    if (auto flag = std::get_if<bool>(&value)) return *flag ? "1" : "0";
    if (auto number = std::get_if<std::int64_t>(&value))
        return field.kind == FieldKind::money ? write_money(*number, rules.currency_digits) : std::to_string(*number);
    const auto texts = std::get_if<std::vector<std::string>>(&value);
    return texts ? join_list(*texts) : std::string();
}

}  // namespace kartei
