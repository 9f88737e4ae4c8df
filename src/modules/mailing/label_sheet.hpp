// Sheets of labels: where each label lies on an A4 page, and the labels of many recipients on such sheets, from the
// first free label on. Sizes are those of the makers (docs: gLabels); a house moves all of them by its calibration.
#pragma once

#include "modules/mailing/letter.hpp"

namespace kartei::mailing {

/// Millimetres.
struct LabelSheet {
    std::string_view name;
    double width, height;          ///< of a label
    int columns, rows;
    double left, top;              ///< of the first one
    double pitch_x, pitch_y;       ///< from one to the next
};
const std::vector<LabelSheet>& label_sheets();
/// Null when there is none of this name.
const LabelSheet* find_label_sheet(std::string_view name);

/// `first`: the first label that is used of the first sheet, from 1, row by row. At least one recipient.
std::string labels_pdf(const std::vector<Issued>& recipients, const Sender& sender, const LabelSheet& sheet,
                       std::int64_t first);

}  // namespace kartei::mailing
