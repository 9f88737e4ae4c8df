// "van der Meer" typed into the name: the words before the name proper belong into their own field (J-057: he is
// found by Meer). Only what is a prefix in German, Dutch or a neighbour's names; a word alone is a name.
#pragma once

#include <string>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

struct PrefixedName {
    std::string prefix, name;  ///< prefix empty: there is none
};
PrefixedName split_prefix(const std::string& name);

/// Of persons without a prefix yet; a company's name stays whole ("Von Roll AG").
void split_prefix(Customer& customer);

}  // namespace kartei::customers
