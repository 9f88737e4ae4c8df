// Texts in the form in which a selection compares them, and patterns over it: * for any number of characters, ? for
// one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"

namespace kartei::selections {

/// Folded as in the lists; of a phone its digits, of an address of e-mail or web its small letters.
std::string comparable(FieldKind kind, std::string_view text);

class Pattern {
public:
    Pattern(FieldKind kind, std::string_view written);
    /// `text` in its comparable form.
    bool fits(std::string_view text) const;

private:
    bool fits_by_character(std::string_view text) const;

    std::vector<std::string> characters_;  ///< one each; "*" and "?" stand for others
    bool any_one_ = false;                 ///< there is a "?" in it
    std::vector<std::string> parts_;       ///< what stands between stars, where there is none
};

/// The country that the sign before a postcode names ("A-1010": AT); "" without one.
std::string land_of(std::string_view postcode);

}  // namespace kartei::selections
