// What a customer is found by: the terms of customer_term (customer_rules.hpp).
#include <algorithm>
#include <array>

#include "base/codes.hpp"
#include "base/module.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::customers {
namespace {

/// Collects terms, each once, none empty.
class Terms {
public:
    void add(TermKind kind, std::string term) {
        if (term.empty()) return;
        for (const auto& other : terms_)
            if (other.kind == kind && other.term == term) return;
        terms_.push_back({kind, std::move(term)});
    }
    std::vector<Term> take() { return std::move(terms_); }

private:
    std::vector<Term> terms_;
};

std::string matchcode_term(std::string_view matchcode) {
    const auto star = matchcode.find('*');
    auto term = search_fold(matchcode.substr(0, star));
    if (star != std::string::npos) term += "*" + search_fold(matchcode.substr(star + 1));
    return term;
}

/// Each word of the last name leads to all words, so that a second word typed narrows inside the index. All of them
/// written as one lead too: blanks, hyphens and Dutch prefixes written together do not matter (vandenberg,
/// Meyer-Schmidt). Where a script sets no blanks the first name follows without one (王小明).
void add_names(Terms& terms, const std::string& last_words, const std::string& all_words) {
    const auto parts = words(last_words);
    std::string together;
    for (auto word : parts) {
        together += word;
        terms.add(TermKind::name, std::string(word) + '\x01' + all_words);
    }
    if (parts.size() > 1) terms.add(TermKind::name, together + '\x01' + all_words);
    if (is_written_together(all_words)) {
        std::string without_blanks = all_words;
        std::erase(without_blanks, ' ');
        terms.add(TermKind::name, without_blanks + '\x01' + all_words);
    }
}

/// The address, and from every further part of it on: anna.meyer@example.com is found by meyer@ and by example.com.
void add_email(Terms& terms, const std::string& email) {
    const auto term = email_term(email);
    const auto at = std::min(term.find('@'), term.size());
    terms.add(TermKind::email, term);
    for (std::size_t i = 1; i < at; ++i)
        if (std::string_view("._-+").find(term[i - 1]) != std::string_view::npos)
            terms.add(TermKind::email, term.substr(i));
    if (at + 1 < term.size()) terms.add(TermKind::email, term.substr(at + 1));
}

void add_address(Terms& terms, const Customer& customer, const std::string& all_words) {
    const auto house_number = search_fold(customer.house_number), town = search_fold(customer.town);
    if (const auto postcode = postcode_term(customer.postcode); !postcode.empty())
        terms.add(TermKind::postcode, postcode + " " + house_number + all_words);
    if (auto street = street_term(customer.street); !street.empty())
        terms.add(TermKind::street, street + " " + house_number + '\x01' + " " + town + all_words);
    if (!town.empty()) terms.add(TermKind::town, town + '\x01' + all_words);
}

}  // namespace

std::string email_term(std::string_view email) {
    std::string term(email);
    std::transform(term.begin(), term.end(), term.begin(),
                   [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
    return term;
}

std::string postcode_term(std::string_view postcode) {
    auto term = search_fold(bare_postcode(postcode));
    std::erase(term, ' ');
    return term;
}

std::string street_term(std::string_view street) {
    std::string term;
    const auto folded = search_fold(street);
    for (auto word : words(folded)) {
        if (!term.empty()) term += ' ';
        term += word;
        if (word.ends_with("str")) term += "asse";
    }
    return term;
}

std::string work_term(std::string_view value) {
    return value.empty() ? "" : search_fold(value) + '\x01' + std::string(value);
}

std::string_view word_of_term(std::string_view term) { return term.substr(0, term.find('\x01')); }

std::vector<Term> terms_of(const Customer& customer) {
    Terms terms;
    terms.add(TermKind::matchcode, matchcode_term(customer.matchcode));
    const auto last_words = search_fold(customer.name_prefix + " " + customer.name);
    const auto all_words = " " + last_words + " " + search_fold(customer.first_name);
    add_names(terms, last_words, all_words);
    if (!customer.email.empty()) add_email(terms, customer.email);
    for (const auto& email : customer.alternative_emails) add_email(terms, email);
    for (const auto& [typed, normal] : phones)
        if (!(customer.*typed).empty())
            for (auto& key : phone_keys(customer.*typed)) terms.add(TermKind::phone, std::move(key));
    add_address(terms, customer, all_words);
    if (!customer.birth_date.empty()) terms.add(TermKind::birth_date, customer.birth_date + '\x01' + all_words);
    terms.add(TermKind::code1, search_fold(customer.code1));
    terms.add(TermKind::occupation, work_term(customer.occupation));
    terms.add(TermKind::employer, work_term(customer.employer));
    terms.add(TermKind::position, work_term(customer.position));
    auto all = terms.take();
    for (const auto& more : handed_in<MoreTerms>()) more(customer, all);
    return all;
}

}  // namespace kartei::customers
