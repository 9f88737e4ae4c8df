// What must hold of a row of a profile before it is kept, and what is filled in for it: pure functions, no SQL, no
// clock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"
#include "modules/profile/records.hpp"

namespace kartei::profile {

/// Who enters a row, and when.
struct Entry {
    std::string_view now;    ///< instant, for notes
    std::string_view author; ///< sign-in name, for notes
    /// In which the customer is written to; and the country of the house.
    Language language = Language::de;
    std::string_view country = {};
    const std::vector<Value>* before = nullptr;  ///< the row as it stands; none for a new one
};

// Each fills in what is proposed while it is empty and says everything that forbids keeping the row, besides what the
// field table says itself (required fields).

/// Gender and letter salutation as of a customer (J-066, J-094); a proposal nobody changed follows the name.
std::vector<Issue> complete(FamilyMember& member, const Entry& entry);
/// A document is a passport unless said otherwise; it is valid from the day of its issue on.
std::vector<Issue> complete(Passport& passport, const Entry& entry);
/// A code or words (J-103).
std::vector<Issue> complete(Wish& wish, const Entry& entry);
/// An IBAN, or an account number with its bank code (J-111); a mandate has a date and needs the IBAN (decisions.md 16).
std::vector<Issue> complete(BankAccount& account, const Entry& entry);
/// Of a credit card the last four digits, of others the number (decisions.md 15).
std::vector<Issue> complete(Card& card, const Entry& entry);
std::vector<Issue> complete(PhoneEntry& phone, const Entry& entry);
std::vector<Issue> complete(Surcharge& surcharge, const Entry& entry);
std::vector<Issue> complete(CommissionAssignment& assignment, const Entry& entry);
std::vector<Issue> complete(FeeAssignment& assignment, const Entry& entry);
/// Time and clerk are recorded (J-226).
std::vector<Issue> complete(Note& note, const Entry& entry);
std::vector<Issue> complete(Agency& agency, const Entry& entry);

// What a row is called in the history of its customer; sensitive values masked.
std::string label_of(const FamilyMember& member);
std::string label_of(const Passport& passport);
std::string label_of(const Wish& wish);
std::string label_of(const BankAccount& account);
std::string label_of(const Card& card);
std::string label_of(const PhoneEntry& phone);
std::string label_of(const Surcharge& surcharge);
std::string label_of(const CommissionAssignment& assignment);
std::string label_of(const FeeAssignment& assignment);
std::string label_of(const Note& note);
std::string label_of(const Agency& agency);

/// What was meant by a text as it was typed: IBAN, BIC and document numbers without blanks in capitals, the expiry of a
/// card "03/27", "03/2027" or "0327" as the last day of that month (J-116). Anything else stays as it is.
std::string as_meant(std::string_view record, std::string_view field, std::string text);

}  // namespace kartei::profile
