#include "modules/duplicates/comparison_values.hpp"

#include <algorithm>
#include <span>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using std::string_view;

constexpr std::size_t longest_value = 64;

/// Words that are written or left out as it comes: prefixes (German, Dutch, French, Italian), titles, company forms;
/// all in search_fold's spelling (ae -> a, ij -> y).
constexpr string_view beside_the_name[] = {
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "dem", "de", "het", "t", "ter", "ten", "te", "op", "in", "s",
    "la", "le", "du", "di", "da", "del", "dr", "prof", "ing", "dipl", "drs", "ir", "mr", "herr", "frau", "heer",
    "mevrouw", "gmbh", "mbh", "ag", "kg", "ohg", "ug", "gbr", "bv", "nv", "vof", "ev", "eg", "se", "ltd", "inc", "co",
    "cie", "stichting", "verein", "firma", "und", "en", "and"};

/// Company forms written with points or blanks lose them before the words are looked at.
constexpr std::pair<string_view, string_view> joined_forms[] = {
    {" b v ", " bv "}, {" n v ", " nv "}, {" e v ", " ev "}, {" v o f ", " vof "}, {" e k ", " "}, {" g m b h ", " gmbh "},
    {" m b h ", " "}};

/// Spellings of company forms in search_fold's spelling and what each is called; the longer ones first.
constexpr std::pair<string_view, string_view> company_forms[] = {
    {" gesellschaft mit beschrankter haftung ", " gmbh "}, {" besloten vennootschap ", " bv "},
    {" naamloze vennootschap ", " nv "}, {" vennootschap onder firma ", " vof "},
    {" gesellschaft burgerlichen rechts ", " gbr "}, {" unternehmergesellschaft ", " ug "},
    {" aktiengesellschaft ", " ag "}, {" kommanditgesellschaft ", " kg "}, {" eingetragener verein ", " ev "},
    {" eingetragene genossenschaft ", " eg "}, {" offene handelsgesellschaft ", " ohg "},
    {" ges m b h ", " gmbh "}, {" gesmbh ", " gmbh "}, {" g m b h ", " gmbh "}, {" haftungsbeschrankt ", " "},
    {" g b r ", " gbr "}, {" o h g ", " ohg "}, {" k g a a ", " kgaa "}, {" v z w ", " vzw "}, {" b v b a ", " bvba "},
    {" c v b a ", " cvba "}, {" v o f ", " vof "}, {" m b h ", " gmbh "}, {" a g ", " ag "}, {" k g ", " kg "},
    {" u g ", " ug "}, {" e g ", " eg "}, {" e v ", " ev "}, {" e k ", " ek "}, {" b v ", " bv "}, {" n v ", " nv "},
    {" s a ", " sa "}, {" s a r l ", " sarl "}, {" s r l ", " srl "}, {" mbh ", " gmbh "}, {" limited ", " ltd "}};

constexpr string_view forms[] = {"gmbh", "ggmbh", "ag", "kg", "ohg", "ug", "gbr", "bv", "nv", "vof", "ev", "eg", "ek",
                                 "se", "kgaa", "ltd", "inc", "llc", "plc", "bvba", "cvba", "vzw", "sa", "sarl", "srl",
                                 "partg", "mbb"};
/// Words of a company's name that say no more than that it is one.
constexpr string_view beside_a_company[] = {"firma", "fa", "co", "cie", "und", "en", "and", "et"};

bool is_one_of(std::span<const string_view> words, string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_beside(string_view word) {
    // One letter alone is an initial unless other words of a company form stand beside it; see joined_forms.
    if (word.size() == 1) return word == "t" || word == "s";
    return std::find(std::begin(beside_the_name), std::end(beside_the_name), word) != std::end(beside_the_name);
}

std::string cut(std::string text) {
    if (text.size() > longest_value) {
        auto end = longest_value;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text.resize(end);
    }
    return text;
}

std::string compact(std::string text) {
    std::erase(text, ' ');
    return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The place at which the house number begins at the end of a street ("Hauptstr. 12 a"); npos without one.
std::size_t number_in(string_view street) {
    const auto digit = street.find_last_of("0123456789");
    if (digit == string_view::npos) return digit;
    auto begin = digit;
    while (begin > 0 && (is_digit(street[begin - 1]) || street[begin - 1] == '-')) --begin;
    const bool at_the_end = street.size() - digit <= 4;
    return begin > 1 && street[begin - 1] == ' ' && at_the_end ? begin : string_view::npos;
}

/// Only what can be a number: from five digits on, without country code and trunk zero.
std::string normal_phone(const std::string& phone, string_view country) {
    if (phone.empty()) return {};
    auto digits = phone_key(phone, country);
    return digits.size() < 5 ? std::string() : cut(std::move(digits));
}

std::string normal_date(string_view date) {
    std::string digits;
    for (char c : date)
        if (is_digit(c)) digits += c;
    return digits.size() == 8 ? digits : std::string();
}

void put_phones(Values& values, const Customer& customer) {
    for (const auto* phone : {&customer.phone_mobile, &customer.phone_private, &customer.phone_business})
        if (auto digits = normal_phone(*phone, customer.country); !digits.empty()) add_phone(values, std::move(digits));
}

void put_address(Values& values, const Customer& customer) {
    string_view street = customer.street;
    std::string number = customer.house_number + customer.house_number_suffix;
    if (number.empty())
        if (auto begin = number_in(street); begin != string_view::npos) {
            number = std::string(street.substr(begin));
            street = street.substr(0, begin);
        }
    values[slot_street] = normal_street(street);
    values[slot_house_number] = normal_house_number(number);
    values[slot_postcode] = cut(customers::postcode_term(customer.postcode));
    values[slot_town] = cut(search_fold(customer.town));
    values[slot_addition] = normal_street(customer.address_addition);
}

}  // namespace

std::string normal_name(string_view name) {
    if (name.empty()) return {};
    auto folded = search_fold(name);
    if (folded.find(' ') == std::string::npos) return cut(std::move(folded));
    folded = " " + folded + " ";
    for (const auto& [form, joined] : joined_forms)
        if (auto at = folded.find(form); at != std::string::npos && at > 0) folded.replace(at, form.size(), joined);
    std::string kept;
    for (auto word : words(folded))
        if (!is_beside(word)) kept += (kept.empty() ? "" : " ") + std::string(word);
    if (!kept.empty()) return cut(std::move(kept));
    const auto first = folded.find_first_not_of(' ');
    return first == std::string::npos ? std::string()
                                      : cut(folded.substr(first, folded.find_last_not_of(' ') + 1 - first));
}

CompanyName company_name(string_view name) {
    auto folded = " " + search_fold(name) + " ";
    for (const auto& [spelling, form] : company_forms)
        for (auto at = folded.find(spelling); at != std::string::npos; at = folded.find(spelling, at))
            folded.replace(at, spelling.size(), form);
    CompanyName company;
    const auto append = [](std::string& to, string_view word) { to.append(to.empty() ? "" : " ").append(word); };
    for (auto word : words(folded)) {
        if (is_one_of(forms, word) && !company.name.empty()) append(company.form, word);
        else if (!is_one_of(beside_a_company, word)) append(company.name, word);
    }
    if (company.name.empty()) company.name = tidy(folded);
    if (company.form.empty()) company.form = no_form;
    company.name = cut(std::move(company.name));
    company.form = cut(std::move(company.form));
    return company;
}

std::string normal_street(string_view street) {
    if (street.empty()) return {};
    auto folded = search_fold(street);
    static constexpr string_view endings[] = {"strasse", "strase", "straat", "street", "str", "st"};
    for (auto ending : endings) {
        if (!folded.ends_with(ending)) continue;
        if (ending == "st" && !folded.ends_with(" st")) continue;
        folded.resize(folded.size() - ending.size());
        while (folded.ends_with(' ')) folded.pop_back();
        folded += folded.empty() ? "str" : " str";
        break;
    }
    return cut(std::move(folded));
}

std::string normal_house_number(string_view number) {
    if (number.empty()) return {};
    auto text = compact(search_fold(number));
    while (text.size() > 1 && text.front() == '0') text.erase(0, 1);
    return cut(std::move(text));
}

void add_phone(Values& values, std::string digits) {
    unsigned slot = slot_phone1;
    for (; slot < slot_phone3 && !values[slot].empty(); ++slot)
        if (values[slot] == digits) return;
    values[slot] = cut(std::move(digits));
}

Values comparison_values(const Customer& customer) {
    Values values;
    values[slot_first_name] = normal_name(customer.first_name);
    if (customer.kind == "company" || customer.kind == "agency") {
        auto company = company_name(customer.name);
        values[slot_last_name] = company.name;
        values[slot_company_name] = std::move(company.name);
        values[slot_form] = std::move(company.form);
    } else {
        values[slot_last_name] = normal_name(customer.name);
    }
    values[slot_birth_date] = normal_date(customer.birth_date);
    if (!customer.email.empty()) values[slot_email] = cut(customers::email_term(customer.email));
    values[slot_code1] = cut(compact(search_fold(customer.code1)));
    values[slot_company] = normal_name(customer.addition);
    put_address(values, customer);
    values[slot_gender] = customer.gender;
    values[slot_occupation] = cut(search_fold(customer.occupation));
    put_phones(values, customer);
    return values;
}

}  // namespace kartei::duplicates
