// Decisions about customers: pure functions, no SQL, no HTTP, no clock. What is proposed at entry, how names are
// ordered and searched, what must hold before a customer is saved.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// "NAME*FIRST NAME" as typed, cut at 60 characters (J-050).
std::string proposed_matchcode(const Customer& customer);

/// Fields that are proposed while they are empty: matchcode, gender, letter salutation, first contact (J-046), country;
/// `country`: of the house.
void fill_proposals(Customer& customer, std::string_view today, std::string_view country);

/// Puts the E.164 form beside every phone that is new, or whose customer's country is; `country` holds where he has none.
/// `before`: none for a new customer.
void note_phones(Customer& customer, const Customer* before, std::string_view country);

/// Place in the order of lists: folded name, then first name, compared bytewise; customers without a name come last.
std::string name_key(std::string_view name, std::string_view first_name);

/// Name as printed: first name, prefix, name (J-056, J-058).
std::string full_name(const Customer& customer);

/// Everything that forbids saving, all at once.
std::vector<Issue> issues_of(const Customer& customer);

/// What the search finds a customer by (docs/architecture.md, "Search").
enum class TermKind {
    matchcode = 1, name = 2, email = 3, phone = 4, postcode = 5, code1 = 6, street = 7, town = 8, birth_date = 9,
    listed_phone = 10,  ///< numbers of the list of phones; kept by the module profile, not part of terms_of()
    occupation = 11, employer = 12, position = 13,  ///< folded, and behind it as it is spelt (work_term())
    likeness = 20       ///< of the module duplicates
};
/// Raised when terms_of() makes other terms than before: existing houses then get theirs anew (renew_terms()).
inline constexpr std::int64_t term_form = 5;
struct Term {
    TermKind kind;
    std::string term;
};
std::vector<Term> terms_of(const Customer& customer);
/// What upper modules find customers by, of TermKind::likeness; handed in by them.
using MoreTerms = std::function<void(const Customer&, std::vector<Term>&)>;

/// Occupation, employer or position as it is searched by, with its spelling behind: different spellings stand beside
/// each other (J-133).
std::string work_term(std::string_view value);

/// A postcode as it is searched by: folded, without blanks and the sign of its country.
std::string postcode_term(std::string_view postcode);

/// A street as it is searched by: Str. and Straße meet.
std::string street_term(std::string_view street);

/// The word a term of a name leads with.
std::string_view word_of_term(std::string_view term);

/// An e-mail address as it is searched by: ASCII letters in lower case.
std::string email_term(std::string_view email);

}  // namespace kartei::customers
