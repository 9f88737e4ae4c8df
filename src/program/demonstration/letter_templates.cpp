#include "program/demonstration/letter_templates.hpp"

#include "program/demonstration/take_over_file.hpp"

namespace kartei::program::demonstration {

void write_letter_templates(const std::string& path) {
    TakeOverFile file(path, {"name", "subject", "text"});
    file.whole_row({"Dank für den Besuch", "Vielen Dank für Ihren Besuch",
                    "schön, dass Sie bei uns waren. Wir hoffen, der Abend hat Ihnen gefallen.\n\n"
                    "Unser neues Programm liegt bei; als Stammkundin oder Stammkunde reservieren wir Ihnen gern Ihre "
                    "gewohnten Plätze."});
    file.whole_row({"Geburtstag", "Herzlichen Glückwunsch",
                    "zu Ihrem Geburtstag gratulieren wir Ihnen herzlich und wünschen ein gesundes neues Lebensjahr.\n\n"
                    "Mit diesem Brief erhalten Sie an der Kasse ein Glas Sekt."});
    file.whole_row({"Pass läuft ab", "Ihr Reisepass",
                    "in unserer Kartei läuft Ihr Reisepass bald ab. Bitte beantragen Sie rechtzeitig einen neuen und "
                    "nennen Sie uns danach Nummer und Gültigkeit.\n\nIhre Anschrift bei uns: {street} {house_number}, "
                    "{postcode} {town}."});
}

}  // namespace kartei::program::demonstration
