#include "modules/duplicates/duplicate_terms.hpp"

#include <algorithm>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/duplicates/likeness.hpp"

namespace kartei::duplicates {
namespace {

using customers::TermKind;

/// FNV-1a; written as ten characters, so that a term is short whatever it was made of.
std::string brief(char space, std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    static constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    std::string term(1, space);
    for (int i = 0; i < 9; ++i) term += digits[hash >> (i * 6) & 63];
    return term;
}

}  // namespace

std::vector<LikenessTerm> likeness_terms(const Values& values) {
    std::vector<LikenessTerm> terms;
    auto add = [&](char space, const std::string& text, int promise) {
        auto term = brief(space, text);
        for (const auto& other : terms)
            if (other.term == term) return;
        terms.push_back({TermKind::likeness, std::move(term), promise});
    };
    const auto first = sound_or_spelling(values[slot_first_name]), last = sound_or_spelling(values[slot_last_name]);
    if (!first.empty() && !last.empty()) add('n', std::min(first, last) + ' ' + std::max(first, last), 4);
    if (const auto& postcode = values[slot_postcode]; !postcode.empty())
        for (const auto* name : {&last, &first})
            if (!name->empty()) add('p', *name + ' ' + postcode, 3);
    if (!values[slot_birth_date].empty()) add('b', values[slot_birth_date], 4);
    if (!values[slot_street].empty() && !values[slot_house_number].empty())
        add('h',
            sound_or_spelling(values[slot_street]) + ' ' + values[slot_house_number] + ' ' +
                sound_or_spelling(values[slot_town]),
            3);
    return terms;
}

std::vector<LikenessTerm> terms_to_look_for(const customers::Customer& customer, const Values& values) {
    auto terms = likeness_terms(values);
    if (!customer.email.empty()) terms.push_back({TermKind::email, customers::email_term(customer.email), 5});
    for (const auto* phone : {&customer.phone_mobile, &customer.phone_private, &customer.phone_business})
        if (auto term = phone_key(*phone, customer.country); term.size() >= 5)
            for (const auto kind : {TermKind::phone, TermKind::listed_phone}) terms.push_back({kind, term, 5});
    if (auto code = search_fold(customer.code1); !code.empty()) terms.push_back({TermKind::code1, std::move(code), 5});
    return terms;
}

void add_likeness_terms(const customers::Customer& customer, std::vector<customers::Term>& terms) {
    for (auto& term : likeness_terms(comparison_values(customer))) terms.push_back({term.kind, std::move(term.term)});
}

}  // namespace kartei::duplicates
