// An address in the field that shows it: the window of an envelope, a label. Lines that are too long go on in the next
// one while there are any free; then all are set smaller; at last what finds no room ends with "…", and that is told
// before (warnings_about()). The lines below the name keep their place: town and country are never pushed out.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "documents/pdf.hpp"

namespace kartei::mailing {

/// Millimetres from the upper left corner.
struct AddressField {
    double x, y, width, height;
};

/// How lines stand in a field.
struct FittedLines {
    std::vector<std::string> lines;
    std::vector<int> rows;  ///< of each line, printed
    double size = 0;        ///< points
    bool is_cut = false;
};
FittedLines fitted(const documents::Pdf& pdf, const std::vector<std::string>& lines, const AddressField& field);

void draw_address(documents::Pdf& pdf, const std::vector<std::string>& lines, const AddressField& field);

/// Said before a paper is printed.
struct PaperWarning {
    std::string key;
    Parameters parameters = {};
};
/// Lines that find no room in a field of this size, and letters of them for which no font is installed.
std::vector<PaperWarning> warnings_about_address(const std::vector<std::string>& lines, double width, double height);
/// Letters of a text for which no font is installed.
std::vector<PaperWarning> warnings_about_text(std::string_view text);

}  // namespace kartei::mailing
