// Papers for customers, as PDF: a letter for a window envelope (DIN 5008), the same letter to many, a label with an
// address, notes as a list. Each in its customer's language. Must not know who asks or where the words come from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "documents/pdf.hpp"
#include "modules/customers/customer.hpp"
#include "modules/mailing/address_field.hpp"
#include "modules/mailing/gate.hpp"
#include "modules/mailing/letterhead.hpp"

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
    Letterhead letterhead = {};
};

struct LetterWords {
    std::string subject, text;
};

/// What stands on a letter below the address, in its order.
struct LetterParts {
    std::string subject;
    std::string
        salutation;  ///< with its comma (J-064), unless a mark ends it; blank where the customer has none (J-067)
    std::string text, closing;
};
LetterParts letter_parts(const customers::Customer& customer, const LetterWords& words, Language language);

/// One letter of a serial letter, its words filled in already.
struct Addressed {
    Issued to;
    LetterWords words;
    Language language;
};
/// Letters one behind the other as one PDF that goes to a sink page by page; each begins on a page of its own.
class LetterBook {
public:
    LetterBook(Sender sender, documents::ByteSink& sink);
    ~LetterBook();
    Result<Done> add(const Addressed& letter);
    bool is_empty() const { return !pdf_; }
    /// Behind at least one.
    Result<Done> finish();

private:
    Sender sender_;
    documents::ByteSink& sink_;
    std::unique_ptr<documents::Pdf> pdf_;
};
/// The same of a few. At least one.
std::string letters_pdf(const std::vector<Addressed>& letters, const Sender& sender);

/// Sizes of single labels in millimetres, by name; the parameter label_format offers the same names.
struct LabelFormat {
    std::string_view name;
    double width, height;
};
const std::vector<LabelFormat>& label_formats();
/// What a letter or label would not show as it should: told before it is printed.
std::vector<PaperWarning> warnings_about(const Addressed& letter, const Sender& sender);
std::vector<PaperWarning> warnings_about(const customers::Customer& customer, const Sender& sender,
                                         const LabelFormat& format);

std::string label_pdf(const Issued& to, const Sender& sender, const LabelFormat& format);

struct PrintedNote {
    std::string written_at;  ///< in the house's zone, as shown
    std::string written_by, text;
};
/// J-229: all notes.
std::string notes_pdf(const customers::Customer& customer, const Sender& sender,
                      const std::vector<PrintedNote>& notes, Language language);

}  // namespace kartei::mailing
