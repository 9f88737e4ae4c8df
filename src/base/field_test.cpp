#include "base/field.hpp"

#include <gtest/gtest.h>

#include "base/money.hpp"
#include "base/texts.hpp"

namespace kartei {
namespace {

constexpr std::string_view kinds[] = {"private", "company"};

Field field(FieldKind kind, int max_length = 0, unsigned traits = plain) {
    return {"f", kind, max_length, Privacy::open, traits};
}

/// The canonical text of what was read, or the key of the refusal.
std::string read(const Field& field, std::string_view text, const ReadingRules& rules = {}) {
    auto value = read_value(field, text, rules);
    if (value) return write_value(field, *value, rules);
    EXPECT_TRUE(has_text(value.refusal().issues[0].key)) << value.refusal().issues[0].key;
    EXPECT_EQ(value.refusal().issues[0].field, "f");
    return value.refusal().issues[0].key;
}

TEST(Field, EmptyStaysEmpty) {
    for (auto kind : {FieldKind::text, FieldKind::integer, FieldKind::date, FieldKind::email, FieldKind::text_list,
                      FieldKind::yes_no}) {
        auto value = read_value(field(kind), " \t ");
        ASSERT_TRUE(value);
        EXPECT_TRUE(is_empty(*value));
    }
}

TEST(Field, TextIsTidiedAndBounded) {
    EXPECT_EQ(read(field(FieldKind::text, 6), " Müller "), "Müller");
    EXPECT_EQ(read(field(FieldKind::text, 5), "Müller"), "error.too_long");
    EXPECT_EQ(read(field(FieldKind::text), "a\nb"), "error.line_break");
    EXPECT_EQ(read(field(FieldKind::text), "a\x01" "b"), "error.control_character");
    EXPECT_EQ(read(field(FieldKind::multiline), "a\nb"), "a\nb");
    EXPECT_EQ(read(field(FieldKind::text), "M\xFCller"), "error.broken_encoding");
    auto refused = read_value(field(FieldKind::text, 3), "four");
    EXPECT_EQ(refused.refusal().issues[0].parameters, (Parameters{{"max", "3"}, {"length", "4"}}));
}

TEST(Field, FullCardNumberIsRefusedInEveryTextField) {
    for (auto kind : {FieldKind::text, FieldKind::multiline, FieldKind::phone, FieldKind::email, FieldKind::choice,
                      FieldKind::text_list, FieldKind::integer, FieldKind::money, FieldKind::customer_number})
        EXPECT_EQ(read(field(kind), "4111 1111 1111 1111"), "error.card_number");
    EXPECT_NE(text(Language::de, "error.card_number").find("letzten vier Ziffern"), std::string::npos)
        << "names the way out";
}

TEST(Field, AnyBarcodeMayLookLikeACard) {
    Field barcode{"barcode", FieldKind::text, 64};
    EXPECT_EQ(write_value(barcode, read_value(barcode, "4111111111111111").value()), "4111111111111111");
    EXPECT_EQ(read(field(FieldKind::phone), "4915112345674"), "4915112345674") << "a phone column holds a phone";
    EXPECT_EQ(read(field(FieldKind::text), "4006381333931"), "4006381333931") << "EAN";
}

TEST(Field, WhatComesAlongWithACopiedTextGoes) {
    EXPECT_EQ(read(field(FieldKind::email), "ute\u200B@exam\u00ADple.de"), "ute@example.de");
    EXPECT_EQ(read(field(FieldKind::phone), "\u202A030 1234567\u202C"), "030 1234567");
    EXPECT_EQ(read(field(FieldKind::text), "Anna\u00A0Maria"), "Anna Maria");
    EXPECT_EQ(read(field(FieldKind::text), "=\"01067\""), "01067");
    EXPECT_EQ(read(field(FieldKind::date), "=\"1990-03-12\""), "1990-03-12");
    EXPECT_EQ(read(field(FieldKind::multiline), "a\u00ADb"), "a\u00ADb") << "notes stay as they are";
    EXPECT_EQ(read(field(FieldKind::text_list), "a@example.de\nb@example.de"), "a@example.de;b@example.de");
}

TEST(Field, WhatASpreadsheetSpoiltIsRefused) {
    for (auto kind : {FieldKind::text, FieldKind::phone, FieldKind::integer, FieldKind::money})
        EXPECT_EQ(read(field(kind), "3,16123E+11"), "error.scientific_notation");
    for (auto kind : {FieldKind::text, FieldKind::date, FieldKind::email})
        EXPECT_EQ(read(field(kind), "#BEZUG!"), "error.spreadsheet_error");
}

TEST(Field, TheNightWithoutHalfPastTwo) {
    EXPECT_EQ(read(field(FieldKind::instant), "2026-03-29 02:30"), "error.time_does_not_exist");
    EXPECT_EQ(read(field(FieldKind::instant), "2026-03-29 03:30"), "2026-03-29T01:30:00Z");
    EXPECT_EQ(read(field(FieldKind::instant), "2026-10-25 02:30"), "2026-10-25T00:30:00Z") << "the first of two";
    EXPECT_EQ(read(field(FieldKind::instant), "2026-03-29 02:30+01:00"), "2026-03-29T01:30:00Z");
}

TEST(Field, WholeNumbers) {
    EXPECT_EQ(read(field(FieldKind::integer), "007"), "7");
    EXPECT_EQ(read(field(FieldKind::integer), "0"), "0");
    EXPECT_EQ(read(field(FieldKind::integer, 9), "123456789"), "123456789");
    EXPECT_EQ(read(field(FieldKind::integer, 9), "1234567890"), "error.too_many_digits");
    EXPECT_EQ(read(field(FieldKind::integer), "99999999999999999999999"), "error.too_many_digits");
    EXPECT_EQ(read(field(FieldKind::integer), "12a"), "error.not_a_whole_number");
    EXPECT_EQ(read(field(FieldKind::integer), "-5"), "error.negative");
    EXPECT_EQ(read(field(FieldKind::integer, 0, may_be_negative), "-5"), "-5");
    EXPECT_EQ(read(field(FieldKind::customer_number), "1000001"), "1000001");
    EXPECT_EQ(read(field(FieldKind::customer_number), "0"), "error.not_a_customer_number");
    EXPECT_EQ(read(field(FieldKind::customer_number), "abc"), "error.not_a_customer_number");
}

TEST(Field, YesAndNoInThreeLanguages) {
    for (auto word : {"1", "ja", "Ja", "JA", "yes", "true", "wahr", "waar", "x"})
        EXPECT_EQ(read(field(FieldKind::yes_no), word), "1");
    for (auto word : {"0", "nein", "Nee", "no", "FALSE", "falsch", "onwaar"})
        EXPECT_EQ(read(field(FieldKind::yes_no), word), "0");
    EXPECT_EQ(read(field(FieldKind::yes_no), "vielleicht"), "error.not_yes_no");
    EXPECT_EQ(read(field(FieldKind::yes_no), "?"), "error.not_yes_no");
}

TEST(Field, DatesAndInstants) {
    EXPECT_EQ(read(field(FieldKind::date), "31.12.1999"), "1999-12-31");
    EXPECT_EQ(read(field(FieldKind::date), "31.11.1999"), "error.date_does_not_exist");
    EXPECT_EQ(read(field(FieldKind::date), "Mai"), "error.not_a_date");
    EXPECT_EQ(read(field(FieldKind::instant), "01.06.2024 20:00"), "2024-06-01T18:00:00Z");
    EXPECT_EQ(read(field(FieldKind::instant), "01.06.2024 20:00", {.time_zone = "Europe/London"}),
              "2024-06-01T19:00:00Z");
    EXPECT_EQ(read(field(FieldKind::instant), "20 Uhr"), "error.not_an_instant");
}

TEST(Money, DecimalPointOrComma) {
    for (auto text : {"1234.5", "1234,50", "1.234,50", "1,234.50", "1 234,50", "1'234.50", "€ 1.234,50", "1.234,50 EUR",
                      "1234.500"})
        EXPECT_EQ(read(field(FieldKind::money), text), "1234.50") << text;
    EXPECT_EQ(read(field(FieldKind::money), "12,5"), "12.50");
    EXPECT_EQ(read(field(FieldKind::money), "12,-"), "12.00");
    EXPECT_EQ(read(field(FieldKind::money), ".5"), "0.50");
    EXPECT_EQ(read(field(FieldKind::money), "1.234.567"), "1234567.00");
    EXPECT_EQ(read(field(FieldKind::money), "0"), "0.00");
}

TEST(Money, Refused) {
    EXPECT_EQ(read(field(FieldKind::money), "1.234"), "error.unclear_number");
    EXPECT_EQ(read(field(FieldKind::money), "1.234", {.decimal_sign = ','}), "1234.00");
    EXPECT_EQ(read(field(FieldKind::money), "1.234", {.decimal_sign = '.'}), "error.too_many_decimals");
    EXPECT_EQ(read(field(FieldKind::money), "1,2345"), "error.too_many_decimals");
    EXPECT_EQ(read(field(FieldKind::money), "-3,50"), "error.negative");
    EXPECT_EQ(read(field(FieldKind::money, 0, may_be_negative), "-3,50"), "-3.50");
    EXPECT_EQ(read(field(FieldKind::money), "12345678901234567"), "error.too_many_digits");
    for (auto text : {"zwölf", "1.23.4", "12..5", "1,234,56", "-", ",", "€", "1e5", "1..234", "1 23 4"})
        EXPECT_EQ(read(field(FieldKind::money), text), "error.not_a_number") << text;
}

TEST(Money, CurrenciesWithOtherDecimals) {
    EXPECT_EQ(read_money("1.234", 3).value(), 1234);
    EXPECT_EQ(read_money("1234", 0).value(), 1234);
    EXPECT_EQ(write_money(1234, 0), "1234");
    EXPECT_EQ(write_money(-5, 2), "-0.05");
    EXPECT_EQ(write_money(INT64_MIN, 0), "-9223372036854775808");
}

TEST(Field, ChoicesAreReadWhateverTheirCase) {
    Field kind{"f", FieldKind::choice, 0, Privacy::open, plain, kinds};
    EXPECT_EQ(read(kind, "Company"), "company");
    EXPECT_EQ(read(kind, "club"), "error.not_a_choice");
    EXPECT_EQ(read(field(FieldKind::choice), "set by parameters"), "set by parameters");
}

// Codes, captions in three languages, and what old systems write.
TEST(Field, ChoicesAreReadByTheirWords) {
    static constexpr std::string_view genders[] = {"female", "male", "diverse", "none"};
    static constexpr std::string_view kinds_of_customers[] = {"private", "company", "agency", "prospect"};
    static constexpr std::string_view ticket_states[] = {"reserved", "sold", "deleted"};
    const auto meant = [](std::string_view name, std::span<const std::string_view> choices, std::string_view text) {
        const Field field{name, FieldKind::choice, 0, Privacy::open, plain, choices};
        const auto value = read_value(field, text);
        return value ? std::get<std::string>(*value) : value.refusal().issues.at(0).key;
    };
    for (auto text : {"w", "W", "f", "V", "weiblich", "vrouw", "Frau", "mevr.", "female"})
        EXPECT_EQ(meant("gender", genders, text), "female") << text;
    for (auto text : {"m", "M", "männlich", "man", "Herr", "dhr."})
        EXPECT_EQ(meant("gender", genders, text), "male") << text;
    EXPECT_EQ(meant("gender", genders, "divers"), "diverse");
    EXPECT_EQ(meant("gender", genders, "1"), "error.not_a_choice") << "nobody knows which";
    for (auto text : {"Privat", "P", "1", "Particulier"})
        EXPECT_EQ(meant("kind", kinds_of_customers, text), "private") << text;
    for (auto text : {"Firma", "2", "Bedrijf"}) EXPECT_EQ(meant("kind", kinds_of_customers, text), "company") << text;
    EXPECT_EQ(meant("kind", kinds_of_customers, "Reisebüro"), "agency");
    EXPECT_EQ(meant("kind", kinds_of_customers, "4"), "prospect");
    EXPECT_EQ(meant("state", ticket_states, "verkauft"), "sold");
    EXPECT_EQ(meant("state", ticket_states, "storniert"), "deleted");
    const Field gender{"gender", FieldKind::choice, 0, Privacy::open, plain, genders};
    const auto refused = read_value(gender, "unklar").refusal().issues.at(0);
    EXPECT_EQ(refused.parameters.at(0).second.substr(0, 6), "female");
    EXPECT_NE(refused.parameters.at(0).second.find("weiblich"), std::string::npos) << "in words, too";
    EXPECT_EQ(refused.parameters.at(1), (std::pair<std::string, std::string>{"value", "unklar"}));
}

TEST(Field, SeveralAddressesAreToldApartFromWrongOnes) {
    EXPECT_EQ(read(field(FieldKind::email), "a@example.de, b@example.de"), "error.several_emails");
    EXPECT_EQ(read(field(FieldKind::email), "a@example.de;b@example.de"), "error.several_emails");
}

TEST(Field, EmailAddresses) {
    for (auto address :
         {"a@example.com", "first.last+tag@sub.example.co", "o'brien@example.org", "jörg@müller.example", "a_b@x-y.de"})
        EXPECT_EQ(read(field(FieldKind::email), address), address);
    for (auto address : {"a", "a@b", "a@@example.com", "a b@example.com", ".a@example.com", "a.@example.com",
                         "a..b@example.com", "a@-x.com", "a@x-.com", "a@example.123", "a@example.c", "@example.com",
                         "a@", "a@example..com", "<a@example.com>"})
        EXPECT_EQ(read(field(FieldKind::email), address), "error.not_an_email") << address;
}

// Decisions 12: 63 characters, not bytes.
TEST(Field, EmailAndPhoneHold63Characters) {
    std::string local(51, 'a');
    EXPECT_EQ(read(field(FieldKind::email), local + "@example.com"), local + "@example.com");
    EXPECT_EQ(read(field(FieldKind::email), local + "a@example.com"), "error.too_long");
    std::string phone = "030 1 App. " + std::string(52, 'b');
    EXPECT_EQ(read(field(FieldKind::phone), phone), phone);
    EXPECT_EQ(read(field(FieldKind::phone), phone + "b"), "error.too_long");
}

TEST(Field, PhonesAreKeptAsTyped) {
    for (auto phone : {"+49 (0)30 / 123-45", "0201.234.567", "Tel. 030 12 App. 5", "030/12 ext 7"})
        EXPECT_EQ(read(field(FieldKind::phone), phone), phone);
    EXPECT_EQ(read(field(FieldKind::phone), "030\u00A0123\u20134"), "030 123-4");
    EXPECT_EQ(read(field(FieldKind::phone), "1713920001.0"), "1713920001") << "a column taken for decimals";
    EXPECT_EQ(read(field(FieldKind::integer), "17.0"), "17");
    EXPECT_EQ(read(field(FieldKind::integer), "17.5"), "error.not_a_whole_number");
    EXPECT_EQ(read(field(FieldKind::text), "M\uFFFDller"), "error.lost_letter");
    for (auto phone : {"unbekannt", "030 <b>", "030 = 5", "?"})
        EXPECT_EQ(read(field(FieldKind::phone), phone), "error.not_a_phone");
}

TEST(Field, Codes) {
    EXPECT_EQ(read(field(FieldKind::country), "Niederlande"), "NL");
    EXPECT_EQ(read(field(FieldKind::country), "Atlantis"), "error.not_a_country");
    EXPECT_EQ(read(field(FieldKind::language), "Deutsch"), "de");
    EXPECT_EQ(read(field(FieldKind::language), "klingonisch"), "error.not_a_language");
    EXPECT_EQ(read(field(FieldKind::currency), "chf"), "CHF");
    EXPECT_EQ(read(field(FieldKind::currency), "Taler"), "error.not_a_currency");
}

TEST(Field, Lists) {
    EXPECT_EQ(read(field(FieldKind::text_list, 5), " a ; b;;c "), "a;b;c");
    EXPECT_EQ(read(field(FieldKind::text_list, 5), "a;toolong"), "error.too_long");
    auto with_separator = check_value(field(FieldKind::text_list), std::vector<std::string>{"a;b"});
    EXPECT_EQ(with_separator.refusal().issues[0].key, "error.separator_in_list");
    EXPECT_TRUE(is_empty(*check_value(field(FieldKind::text_list), std::vector<std::string>{" "})));
}

TEST(Field, TypedValues) {
    EXPECT_EQ(*check_value(field(FieldKind::integer), std::int64_t{5}), Value(std::int64_t{5}));
    EXPECT_EQ(*check_value(field(FieldKind::money), std::string("12.50")), Value(std::int64_t{1250}));
    EXPECT_EQ(*check_value(field(FieldKind::text), std::string(" a ")), Value(std::string("a")));
    for (auto value : {Value(true), Value(std::int64_t{1}), Value(std::vector<std::string>{"a"})})
        EXPECT_EQ(check_value(field(FieldKind::text), value).refusal().issues[0].key, "error.wrong_type");
    EXPECT_EQ(check_value(field(FieldKind::integer), std::int64_t{-1}).refusal().issues[0].key, "error.negative");
    EXPECT_EQ(check_value(field(FieldKind::integer, 2), std::int64_t{100}).refusal().issues[0].key,
              "error.too_many_digits");
    EXPECT_EQ(read(field(FieldKind::blind_index), "x"), "error.set_by_the_program");
}

struct Person {
    std::string name;
    std::optional<std::int64_t> number;
    bool active = false;
    std::vector<std::string> emails;
};

const FieldTable<Person>& person_fields() {
    static const FieldTable<Person> fields = {
        {{"name", FieldKind::text, 120, Privacy::personal, required}, &Person::name},
        {{"number", FieldKind::integer, 9}, &Person::number},
        {{"active", FieldKind::yes_no}, &Person::active},
        {{"emails", FieldKind::text_list, 63}, &Person::emails}};
    return fields;
}

TEST(FieldTable, WalksARecord) {
    Person person;
    EXPECT_EQ(column_list(person_fields(), "p."), "p.name, p.number, p.active, p.emails");
    ASSERT_EQ(missing_fields(person_fields(), person).size(), 1u);
    auto before = person;
    find_field(person_fields(), "name")->set(person, Value(std::string("Anna")));
    find_field(person_fields(), "number")->set(person, Value(std::int64_t{7}));
    EXPECT_TRUE(missing_fields(person_fields(), person).empty());
    auto changed = differences(person_fields(), before, person);
    ASSERT_EQ(changed.size(), 2u);
    EXPECT_EQ(changed[1].field->name, "number");
    EXPECT_TRUE(is_empty(changed[1].before));
    find_field(person_fields(), "number")->set(person, Value());
    EXPECT_FALSE(person.number);
    EXPECT_EQ(find_field(person_fields(), "nothing"), nullptr);
}

}  // namespace
}  // namespace kartei
