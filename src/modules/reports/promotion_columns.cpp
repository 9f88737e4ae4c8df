#include <algorithm>

#include "modules/reports/report_columns.hpp"

namespace kartei::reports {
namespace {

using lists::Cells;
using lists::CellKind;

/// Each promotion of the row once, so that several stand in the order of their names.
std::string joined_days(const ListRow& row, const Selection& selection, const Vocabulary& vocabulary, bool last) {
    std::vector<std::int64_t> promotions;
    std::string days;
    for (const auto& group : row.groups) {
        if (!selection.counts(group)) continue;
        const auto found = vocabulary.periods.find(group.promotion_id);
        if (found == vocabulary.periods.end() ||
            std::find(promotions.begin(), promotions.end(), group.promotion_id) != promotions.end())
            continue;
        const auto& day = last ? found->second.second : found->second.first;
        days.append(promotions.empty() ? "" : ";").append(day);
        promotions.push_back(group.promotion_id);
    }
    return days.find_first_not_of(';') == std::string::npos ? "" : days;
}

}  // namespace

void add_promotion_columns(std::vector<lists::Column>& columns, const Selection& selection,
                           const Vocabulary& vocabulary) {
    const auto day = [&](bool last) {
        return lists::cell<ListRow>([&selection, &vocabulary, last](const ListRow& row, Cells& cells) {
            cells.date(joined_days(row, selection, vocabulary, last));
        });
    };
    columns.push_back({"promotion_starts_on", "order.promotion_starts_on", "", CellKind::date, 9, false, day(false)});
    columns.push_back({"promotion_ends_on", "order.promotion_ends_on", "", CellKind::date, 9, false, day(true)});
}

}  // namespace kartei::reports
