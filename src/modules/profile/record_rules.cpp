#include "modules/profile/record_rules.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/date.hpp"
#include "base/iban.hpp"
#include "base/mask.hpp"
#include "base/text.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {
namespace {

bool only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What names a document, an account or an agreement holds at least one letter or digit; every value that is none.
void add_empty_marks(std::vector<Issue>& issues, std::initializer_list<std::pair<const char*, const std::string*>> all) {
    for (const auto& [field, number] : all)
        if (!number->empty() && !has_letter_or_digit(*number)) issues.push_back({field, "error.no_letter_or_digit", {}});
}

/// A member of the family as far as letters greet him.
customers::Customer person_of(const FamilyMember& member, const Entry& entry) {
    customers::Customer person;
    person.kind = "private";
    person.salutation = member.salutation;
    person.title = member.title;
    person.first_name = member.first_name;
    person.name_prefix = member.name_prefix;
    person.name = member.name;
    person.gender = member.gender;
    person.letter_salutation = member.letter_salutation;
    person.language = language_code(entry.language);
    return person;
}

/// "03/27", "03/2027", "0327", "03-27": the last day of the month; "" when it is none of these.
std::string end_of_month(std::string_view text) {
    std::string digits;
    for (char character : text) {
        if (character >= '0' && character <= '9') digits += character;
        else if (std::string_view("/-. ").find(character) == std::string_view::npos) return "";
    }
    const bool short_form = digits.size() == 4, long_form = digits.size() == 6 && text.size() > 6;
    if (!short_form && !long_form) return "";
    const int month = std::stoi(digits.substr(0, 2));
    const int year = std::stoi(digits.substr(2)) + (short_form ? 2000 : 0);
    if (month < 1 || month > 12) return "";
    return write_date(std::chrono::year(year) / month / std::chrono::last);
}

}  // namespace

std::vector<Issue> complete(FamilyMember& member, const Entry& entry) {
    auto person = person_of(member, entry);
    if (entry.before) {
        const auto before = record_of(family_member_fields(), *entry.before);
        customers::follow_salutation(person_of(before, entry), person, entry.country);
    }
    if (person.gender.empty()) person.gender = customers::proposed_gender(person.salutation);
    // Without a salutation nobody knows how he is greeted; what was emptied stays empty.
    const bool emptied = entry.before && member.letter_salutation.empty();
    if (person.letter_salutation.empty() && !person.salutation.empty() && !emptied)
        person.letter_salutation = customers::proposed_letter_salutation(person, entry.language);
    member.gender = person.gender;
    member.letter_salutation = person.letter_salutation;
    return {};
}

std::vector<Issue> complete(Passport& passport, const Entry&) {
    if (!passport.holder) passport.holder = 0;
    if (passport.document.empty()) passport.document = "passport";
    std::vector<Issue> issues;
    add_empty_marks(issues, {{"number", &passport.number}});
    if (!passport.issued_on.empty() && !passport.valid_until.empty() && passport.valid_until < passport.issued_on)
        issues.push_back({"valid_until", "error.valid_before_issue", {}});
    return issues;
}

std::vector<Issue> complete(Wish& wish, const Entry&) {
    if (!wish.holder) wish.holder = 0;
    if (wish.kind.empty()) wish.kind = "wish";
    if (wish.code.empty() && wish.text.empty()) return {{"code", "error.code_or_text", {}}};
    return {};
}

std::vector<Issue> complete(BankAccount& account, const Entry&) {
    std::vector<Issue> issues;
    if (!account.iban.empty() && iban_of(account.iban).empty()) issues.push_back({"iban", "error.not_an_iban", {}});
    if (!account.bic.empty() && bic_of(account.bic).empty()) issues.push_back({"bic", "error.not_a_bic", {}});
    add_empty_marks(issues, {{"account_number", &account.account_number},
                             {"bank_code", &account.bank_code},
                             {"mandate", &account.mandate}});
    if (account.iban.empty() && account.account_number.empty())
        issues.push_back({"iban", "error.iban_or_account_number", {}});
    if (!account.account_number.empty() && account.bank_code.empty() && account.iban.empty())
        issues.push_back({"bank_code", "error.required", {}});
    if (account.mandate.empty()) {
        if (!account.mandate_on.empty()) issues.push_back({"mandate", "error.required", {}});
        account.mandate_scheme.clear();
        account.mandate_use.clear();
        return issues;
    }
    if (account.iban.empty()) issues.push_back({"iban", "error.mandate_needs_iban", {}});
    if (account.mandate_on.empty()) issues.push_back({"mandate_on", "error.required", {}});
    if (account.mandate_scheme.empty()) account.mandate_scheme = "core";
    if (account.mandate_use.empty()) account.mandate_use = "recurring";
    return issues;
}

std::vector<Issue> complete(Card& card, const Entry&) {
    std::vector<Issue> issues;
    add_empty_marks(issues, {{"number", &card.number}});
    if (card.kind == "credit") {
        if (card.last4.size() != 4 || !only_digits(card.last4)) issues.push_back({"last4", "error.last_four", {}});
        if (!card.number.empty()) issues.push_back({"number", "error.card_number", {}});
    } else if (!card.kind.empty()) {
        if (card.number.empty()) issues.push_back({"number", "error.required", {}});
        if (!card.last4.empty()) issues.push_back({"last4", "error.only_credit_card", {}});
        if (!card.token.empty()) issues.push_back({"token", "error.only_credit_card", {}});
    }
    return issues;
}

std::vector<Issue> complete(PhoneEntry&, const Entry&) { return {}; }

std::vector<Issue> complete(Surcharge& surcharge, const Entry&) {
    if (surcharge.per.empty()) surcharge.per = "booking";
    if (surcharge.kind.empty() && surcharge.text.empty()) return {{"text", "error.kind_or_text", {}}};
    return {};
}

std::vector<Issue> complete(CommissionAssignment&, const Entry&) { return {}; }
std::vector<Issue> complete(FeeAssignment&, const Entry&) { return {}; }

std::vector<Issue> complete(Note& note, const Entry& entry) {
    if (note.written_at.empty()) note.written_at = entry.now;
    if (note.written_by.empty()) note.written_by = entry.author;
    return {};
}

std::vector<Issue> complete(Agency& agency, const Entry&) {
    std::vector<Issue> issues;
    add_empty_marks(issues, {{"agency_number", &agency.agency_number}});
    if (agency.founded_in && *agency.founded_in < 1000) issues.push_back({"founded_in", "error.not_a_year", {}});
    return issues;
}

std::string label_of(const FamilyMember& member) {
    return join_words({member.first_name, member.name_prefix, member.name});
}
std::string label_of(const Passport& passport) {
    return join_words({masked(passport.number), passport.issuing_country}, ", ");
}
std::string label_of(const Wish& wish) { return join_words({wish.code, wish.text}, ": "); }
std::string label_of(const BankAccount& account) {
    return join_words({masked(account.iban.empty() ? account.account_number : account.iban), account.bank_name}, ", ");
}
std::string label_of(const Card& card) {
    return join_words({card.brand, card.kind == "credit" ? "\u2022\u2022\u2022\u2022 " + card.last4 : card.number});
}
std::string label_of(const PhoneEntry& phone) {
    return join_words({phone.number, phone.department, phone.contact}, ", ");
}
std::string label_of(const Surcharge& surcharge) { return join_words({surcharge.kind, surcharge.text}, ": "); }
std::string label_of(const CommissionAssignment& assignment) {
    return join_words({join_words({assignment.operator_code, assignment.product_type, assignment.destination,
                           assignment.price_text, assignment.service_type},
                          ", "),
                   assignment.commission_table},
                  ": ");
}
std::string label_of(const FeeAssignment& assignment) { return assignment.fee_rule; }
std::string label_of(const Note& note) {
    auto line = note.text.substr(0, note.text.find_first_of("\r\n"));
    return length_in_characters(line) > 80 ? first_characters(line, 79) + "\u2026" : line;
}
std::string label_of(const Agency& agency) { return agency.agency_number; }

std::string as_meant(std::string_view record, std::string_view field, std::string text) {
    if (field == "iban") {
        const auto iban = iban_of(text);
        return iban.empty() ? text : iban;
    }
    if (field == "bic") {
        const auto bic = bic_of(text);
        return bic.empty() ? text : bic;
    }
    if (field == "letter_salutation") return parameters::without_comma(std::move(text));
    if (record == "passport" && field == "number") {
        const auto number = compact(text);
        return number.empty() ? text : number;
    }
    if (record == "card" && field == "valid_until") {
        const auto day = end_of_month(text);
        return day.empty() ? text : day;
    }
    return text;
}

}  // namespace kartei::profile
