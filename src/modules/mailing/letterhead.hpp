// What stands on every paper of the house beside its words (DIN 5008:2020-03): the logo in the head, above the block of
// information, and at the foot address, contact, bank and numbers. A house that has set none of it has bare papers. Measures
// are millimetres.
#pragma once

#include <memory>
#include <string>

#include "base/texts.hpp"
#include "documents/pdf.hpp"
#include "documents/picture.hpp"
#include "sql/database.hpp"

namespace kartei::mailing {

struct Letterhead {
    std::shared_ptr<const documents::Picture> logo = {};  ///< null: none
    std::string name, address, contact, bank, iban, bic, tax_number, vat_id, register_entry;

    /// Whether there is anything but the name.
    bool has_foot() const;

    static constexpr double foot_top = 267;  ///< what stands above the foot ends before …
    static constexpr double bottom = 262;    ///< … here
};
Letterhead letterhead_of(sql::Transaction& transaction);

/// As it is printed: in groups of four.
std::string grouped_iban(const std::string& iban);

/// Its logo in the upper right corner of the page, within `height` of the head.
void draw_logo(documents::Pdf& pdf, const Letterhead& letterhead, double height);
/// Three columns of small type below a line, at most five rows each.
void draw_foot(documents::Pdf& pdf, const Letterhead& letterhead, Language language);

}  // namespace kartei::mailing
