#include "program/demonstration/profiles.hpp"

#include <algorithm>

#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

std::string digits(Chance& chance, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + chance.below(10));
    return text;
}

std::string day_in(Chance& chance, int first_year, int years) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(first_year + chance.below(years)) + "-" + two(1 + chance.below(12)) + "-" +
           two(1 + chance.below(28));
}

void write_family(const std::string& path, const std::vector<int>& customers, Chance& chance) {
    TakeOverFile file(path, {"customer", "salutation", "first_name", "name", "birth_date", "role"});
    for (const int number : customers) {
        if (!chance.percent(20)) continue;
        const bool woman = chance.percent(50);
        const auto& first_names = woman ? first_names_de_f : first_names_de_m;
        file.row({{"customer", std::to_string(number)},
                  {"salutation", woman ? "Frau" : "Herr"},
                  {"first_name", chance.one_of(first_names)},
                  {"name", chance.one_of(names_de)},
                  {"birth_date", day_in(chance, 1950, 65)},
                  {"role", chance.percent(60) ? "partner" : "child"}});
    }
}

void write_passports(const std::string& path, const std::vector<int>& customers, Chance& chance) {
    TakeOverFile file(path, {"customer", "number", "issuing_country", "issued_on", "valid_until", "nationality"});
    for (const int number : customers)
        if (chance.percent(15))
            file.row({{"customer", std::to_string(number)},
                      {"number", "C0" + digits(chance, 7)},
                      {"issuing_country", "DE"},
                      {"issued_on", day_in(chance, 2016, 8)},
                      {"valid_until", day_in(chance, 2026, 9)},
                      {"nationality", "DE"}});
}

void write_wishes(const std::string& path, const std::vector<int>& customers, Chance& chance) {
    static const Words codes{"vegetarian", "aisle_seat", "window_seat", "quiet_room", "twin_beds", "wheelchair"};
    TakeOverFile file(path, {"customer", "kind", "code"});
    for (const int number : customers)
        if (chance.percent(10))
            file.row({{"customer", std::to_string(number)}, {"kind", "wish"}, {"code", chance.one_of(codes)}});
}

/// A few know each other: every fiftieth names the one before him. Without chance, so that what follows stays as it was.
void write_relations(const std::string& path, const std::vector<int>& customers) {
    static const Words kinds{"colleague", "friend", "relative", "recommended_by", "group_leader"};
    TakeOverFile file(path, {"customer", "other", "kind"});
    for (std::size_t i = 1; i < customers.size(); i += 50)
        file.row({{"customer", std::to_string(customers[i])},
                  {"other", std::to_string(customers[i - 1])},
                  {"kind", kinds[i / 50 % kinds.size()]}});
}

/// Who has one.
std::set<int> write_bank_accounts(const std::string& path, const std::vector<int>& customers, Chance& chance) {
    static const Words bank_codes{"37040044", "10050000", "20050550", "70070010"};
    TakeOverFile file(path, {"customer", "iban", "mandate", "mandate_on"});
    std::set<int> with_account;
    for (const int number : customers) {
        if (!chance.percent(20)) continue;
        with_account.insert(number);
        const bool with_mandate = chance.percent(70);
        const auto customer = std::to_string(number);
        file.row({{"customer", customer},
                  {"iban", iban_with_check_digits("DE", chance.one_of(bank_codes) + digits(chance, 10))},
                  {"mandate", with_mandate ? "M-" + customer : ""},
                  {"mandate_on", with_mandate ? day_in(chance, 2018, 8) : ""}});
    }
    return with_account;
}

void write_cards(const std::string& path, const std::vector<int>& customers, Chance& chance) {
    static const Words brands{"Visa", "Mastercard", "American Express"};
    TakeOverFile file(path, {"customer", "kind", "brand", "last4", "valid_until"});
    for (const int number : customers)
        if (chance.percent(8))
            file.row({{"customer", std::to_string(number)},
                      {"kind", "credit"},
                      {"brand", chance.one_of(brands)},
                      {"last4", digits(chance, 4)},
                      {"valid_until", day_in(chance, 2026, 4)}});
}

void write_phones_and_notes(const std::string& phones_path, const std::string& notes_path,
                            const std::vector<int>& customers, Chance& chance) {
    static const Words departments{"Einkauf", "Sekretariat", "Buchhaltung"};
    static const Words texts{"Bitte nur nachmittags anrufen.", "Möchte den Winterkatalog.",
                             "Sitzt gern in den ersten Reihen.", "Rechnung immer an die Firma."};
    TakeOverFile phones(phones_path, {"customer", "department", "number"});
    TakeOverFile notes(notes_path, {"customer", "written_at", "written_by", "text"});
    for (const int number : customers) {
        const auto customer = std::to_string(number);
        if (chance.percent(6))
            phones.row({{"customer", customer},
                        {"department", chance.one_of(departments)},
                        {"number", "0221 " + digits(chance, 6)}});
        if (chance.percent(8))
            notes.row({{"customer", customer},
                       {"written_at", day_in(chance, 2023, 3) + "T10:30"},
                       {"written_by", "empfang"},
                       {"text", chance.one_of(texts)}});
    }
}

}  // namespace

std::string iban_with_check_digits(const std::string& country, const std::string& digits) {
    int remainder = 0;
    const auto take = [&](int number, int base) { remainder = (remainder * base + number) % 97; };
    for (const char digit : digits) take(digit - '0', 10);
    for (const char letter : country) take(letter - 'A' + 10, 100);
    take(0, 100);
    const int check = 98 - remainder;
    return country + (check < 10 ? "0" : "") + std::to_string(check) + digits;
}

std::set<int> write_profiles(const std::function<std::string(const std::string& what)>& add,
                             const std::vector<int>& customers, Chance& chance) {
    write_family(add("family"), customers, chance);
    write_passports(add("passports"), customers, chance);
    write_wishes(add("wishes"), customers, chance);
    auto with_account = write_bank_accounts(add("bank_accounts"), customers, chance);
    write_cards(add("cards"), customers, chance);
    const auto phones = add("phones"), notes = add("notes");
    write_phones_and_notes(phones, notes, customers, chance);
    write_relations(add("relations"), customers);
    return with_account;
}

}  // namespace kartei::program::demonstration
