#include "modules/profile/machine_readable_zone.hpp"

#include <algorithm>

#include "base/codes.hpp"

namespace kartei::profile {
namespace {

/// The zone's alphabet only, in capitals; "" when something else stands in it.
std::string alphabet_of(std::string_view text) {
    std::string out;
    for (char character : text) {
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
        if (character == ' ' || character == '\t' || character == '\r' || character == '\n') continue;
        const bool known = (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') ||
                           character == '<';
        if (!known) return "";
        out += character;
    }
    return out;
}

/// Where the parts of one form stand; lines are joined, so that positions count from its first character.
struct Part {
    std::size_t at, length;
};
struct Form {
    std::size_t length;
    bool visa;
    Part issuer, name, number, number_check, nationality, birth, gender, expiry;
    Part number_rest;  ///< TD1 and TD2: what does not fit, when the check digit's place holds '<'
};

constexpr Form td1{90, false, {2, 3}, {60, 30}, {5, 9}, {14, 1}, {45, 3}, {30, 6}, {37, 1}, {38, 6}, {15, 15}};
constexpr Form td2{72, false, {2, 3}, {5, 31}, {36, 9}, {45, 1}, {46, 3}, {49, 6}, {56, 1}, {57, 6}, {64, 7}};
constexpr Form td3{88, false, {2, 3}, {5, 39}, {44, 9}, {53, 1}, {54, 3}, {57, 6}, {64, 1}, {65, 6}, {0, 0}};
constexpr Form visa_a{88, true, {2, 3}, {5, 39}, {44, 9}, {53, 1}, {54, 3}, {57, 6}, {64, 1}, {65, 6}, {0, 0}};
constexpr Form visa_b{72, true, {2, 3}, {5, 31}, {36, 9}, {45, 1}, {46, 3}, {49, 6}, {56, 1}, {57, 6}, {0, 0}};

const Form* form_of(std::string_view zone) {
    const bool visa = zone.starts_with('V');
    if (zone.size() == td1.length && !visa) return &td1;
    if (zone.size() == td2.length) return visa ? &visa_b : &td2;
    if (zone.size() == td3.length) return visa ? &visa_a : &td3;
    return nullptr;
}

std::string_view part(std::string_view zone, Part part) { return zone.substr(part.at, part.length); }

std::string without_filler(std::string_view text) {
    std::string out(text);
    out.erase(std::remove(out.begin(), out.end(), '<'), out.end());
    return out;
}

/// A check digit; an optional part that is empty may have '<' for it.
bool holds(std::string_view guarded, char digit) {
    if (digit == '<') return guarded.find_first_not_of('<') == std::string_view::npos;
    return digit == static_cast<char>('0' + check_digit_of(guarded));
}

/// The over-all digit of each form: which parts it guards, and where it stands.
bool composite_holds(std::string_view zone, const Form& form) {
    if (form.visa) return true;
    std::string guarded;
    if (form.length == td1.length) {
        guarded.append(zone.substr(5, 25)).append(zone.substr(30, 7)).append(zone.substr(38, 7));
        guarded.append(zone.substr(48, 11));
        return holds(guarded, zone[59]);
    }
    const std::size_t second = form.length / 2;
    guarded.append(zone.substr(second, 10)).append(zone.substr(second + 13, 7));
    guarded.append(zone.substr(second + 21, form.length - second - 22));
    return holds(guarded, zone.back());
}

/// ICAO's own codes beside ISO 3166-1 alpha-3 (9303-3, 5).
std::string country_in_zone(std::string_view part) {
    const auto code = without_filler(part);
    if (code == "D") return "DE";
    if (code == "GBD" || code == "GBN" || code == "GBO" || code == "GBP" || code == "GBS") return "GB";
    if (code == "RKS") return "XK";
    return code.size() == 3 ? country_code(code) : "";
}

/// "ERIKSSON" and "VAN<DER<BERG" as people write them; the zone has capitals only.
std::string as_a_name(std::string_view text) {
    std::string out;
    bool begins = true;
    for (char character : text) {
        if (character == '<') {
            if (!out.empty() && out.back() != ' ') out += ' ';
            begins = true;
            continue;
        }
        out += begins || character < 'A' ? character : static_cast<char>(character - 'A' + 'a');
        begins = false;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

/// yymmdd; "" when a part of it is not known. `pivot`: years above it belong to the century before.
std::string date_in_zone(std::string_view text, int pivot) {
    if (text.find_first_not_of("0123456789") != std::string_view::npos) return "";
    const int year = std::stoi(std::string(text.substr(0, 2))), century = pivot / 100 * 100;
    const int full = century + year > pivot ? century - 100 + year : century + year;
    const auto date = std::chrono::year(full) / std::stoi(std::string(text.substr(2, 2))) /
                      std::stoi(std::string(text.substr(4, 2)));
    return date.ok() ? write_date(date) : "";
}

/// Born today at the latest.
std::string birth_date_in_zone(std::string_view text, Date today) {
    const int this_year = static_cast<int>(today.year());
    const auto date = date_in_zone(text, this_year);
    return date > write_date(today) ? date_in_zone(text, this_year - 1) : date;
}

struct Number {
    std::string text;
    bool holds;
};

/// Long numbers go on behind '<' in the optional part, with their check digit last (9303-5, 4.2.2).
Number number_in_zone(std::string_view zone, const Form& form) {
    const auto number = part(zone, form.number);
    const char digit = zone[form.number_check.at];
    const auto rest = part(zone, form.number_rest);
    const auto end = rest.find('<');
    if (digit != '<' || end == std::string_view::npos || end < 2) return {without_filler(number), holds(number, digit)};
    const auto more = rest.substr(0, end - 1);
    // The digit guards the number as it is read; Belgian identity cards leave the filler between its parts out.
    return {without_filler(number).append(more),
            holds(std::string(number).append("<").append(more), rest[end - 1]) ||
                holds(std::string(number).append(more), rest[end - 1])};
}

std::string document_in_zone(std::string_view zone) {
    if (zone[0] == 'P') return "passport";
    if (zone[0] == 'V') return "visa";
    // IR, AR and the like: residence permits by their second letter.
    return zone[1] == 'R' ? "residence_permit" : "identity_card";
}

}  // namespace

int check_digit_of(std::string_view text) {
    static constexpr int weights[] = {7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        const int value = character == '<' ? 0 : character <= '9' ? character - '0' : character - 'A' + 10;
        sum += value * weights[i % 3];
    }
    return sum % 10;
}

Result<TravelDocument> read_machine_readable_zone(std::string_view text, Date today) {
    const auto zone = alphabet_of(text);
    const auto* form = form_of(zone);
    if (!form || std::string_view("PIACV").find(zone[0]) == std::string_view::npos)
        return refuse_field("text", "error.no_machine_readable_zone");
    const auto birth = part(zone, form->birth), expiry = part(zone, form->expiry);
    const auto number = number_in_zone(zone, *form);
    std::vector<Issue> issues;
    const auto demand = [&](bool held, const char* field) {
        if (!held) issues.push_back({field, "error.check_digit", {}});
    };
    demand(number.holds, "number");
    demand(holds(birth, zone[form->birth.at + 6]), "birth_date");
    demand(holds(expiry, zone[form->expiry.at + 6]), "valid_until");
    if (form == &td3) demand(holds(zone.substr(72, 14), zone[86]), "text");
    if (issues.empty()) demand(composite_holds(zone, *form), "");
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};

    TravelDocument document;
    document.document = document_in_zone(zone);
    document.number = number.text;
    const auto name = part(zone, form->name);
    const auto between = std::min(name.find("<<"), name.size());
    document.name = as_a_name(name.substr(0, between));
    document.first_name = as_a_name(name.substr(std::min(between + 2, name.size())));
    document.nationality = country_in_zone(part(zone, form->nationality));
    document.issuing_country = country_in_zone(part(zone, form->issuer));
    document.birth_date = birth_date_in_zone(birth, today);
    document.valid_until = date_in_zone(expiry, static_cast<int>(today.year()) + 50);
    const char gender = zone[form->gender.at];
    document.gender = gender == 'F' ? "female" : gender == 'M' ? "male" : gender == 'X' ? "diverse" : "";
    return document;
}

}  // namespace kartei::profile
