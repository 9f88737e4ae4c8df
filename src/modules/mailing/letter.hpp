// Papers for one customer, as PDF: a letter for a window envelope (DIN 5008), a label with his address, his notes as a
// list. In his language. Must not know who asks or where the words come from.
#pragma once

#include <string>
#include <vector>

#include "base/texts.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::mailing {

/// Who writes.
struct Sender {
    std::string house;     ///< name of the house, below the text
    std::string line;      ///< small, above the address; "" = the name of the house
    std::string town;      ///< before the date
    std::string country;   ///< ISO 3166-1 alpha-2
    bool form_a = false;   ///< DIN 5008 form A (address higher) instead of B
    std::string today;     ///< date
    std::string now;       ///< instant
};

struct LetterWords {
    std::string subject, text;
};

/// The customer's language, else the house's.
Language language_of_papers(const customers::Customer& customer, Language otherwise);

std::string letter_pdf(const customers::Customer& customer, const Sender& sender, const LetterWords& words,
                       Language language);

/// Sizes of single labels in millimetres, by name; the parameter label_format offers the same names.
struct LabelFormat {
    std::string_view name;
    double width, height;
};
const std::vector<LabelFormat>& label_formats();
std::string label_pdf(const customers::Customer& customer, const Sender& sender, const LabelFormat& format);

struct PrintedNote {
    std::string written_at;  ///< in the house's zone, as shown
    std::string written_by, text;
};
/// J-229: all notes.
std::string notes_pdf(const customers::Customer& customer, const Sender& sender,
                      const std::vector<PrintedNote>& notes, Language language);

}  // namespace kartei::mailing
