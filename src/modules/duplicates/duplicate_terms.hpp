// By what probable duplicates are found while somebody types: a few terms per customer in customer_term, made of
// sounds, so that a misspelt name leads to them as well. Kept, imported and checked with the other terms of the
// register (customer_store.hpp). Pure; must not know SQL.
#pragma once

#include <string>
#include <vector>

#include "modules/customers/customer_rules.hpp"
#include "modules/duplicates/comparison_values.hpp"

namespace kartei::duplicates {

/// A term, and how much sharing it promises: candidates with the greatest sum are looked at first.
struct LikenessTerm {
    customers::TermKind kind;
    std::string term;
    int promise;
};

/// What the register keeps for a customer: both names by sound in any order, each name with the postcode, the birth
/// date, street and number with the town.
std::vector<LikenessTerm> likeness_terms(const Values& values);
/// The same, and the terms the search has anyway: e-mail, phones, code.
std::vector<LikenessTerm> terms_to_look_for(const customers::Customer& customer, const Values& values);

/// What the register finds him by besides (customers::MoreTerms).
void add_likeness_terms(const customers::Customer& customer, std::vector<customers::Term>& terms);

}  // namespace kartei::duplicates
