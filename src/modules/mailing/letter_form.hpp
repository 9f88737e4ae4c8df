// The form of a letter for a window envelope (DIN 5008:2020-03, forms A and B): marks, window with address, where text
// begins. Letters and the papers of bookings stand on it. Measures are millimetres. Must not know what a letter says.
#pragma once

#include <string>
#include <vector>

#include "documents/pdf.hpp"
#include "modules/mailing/letter.hpp"

namespace kartei::mailing {

struct LetterForm {
    double field_top;  ///< upper edge of the address field
    double text_top;   ///< first line below it
    double first_fold, second_fold;
    double information_top;  ///< block of information beside the address

    static constexpr double page_width = 210, page_height = 297;
    static constexpr double left = 25, text_width = 165, bottom = 272, next_top = 25;
    static constexpr double zone_width = 80, zone_height = 27.3, remarks_zone = 17.7;
    static constexpr double information_left = 125, information_width = 65;
};
const LetterForm& letter_form(const Sender& sender);

/// The logo of the house, fold and hole marks, the sender small at the foot of the remarks zone, the address below it.
void draw_letter_form(documents::Pdf& pdf, const Sender& sender, const std::vector<std::string>& address);

/// A day as a language writes it: 01.03.2026, 01-03-2026.
std::string day_on_paper(const std::string& date, Language language);

}  // namespace kartei::mailing
