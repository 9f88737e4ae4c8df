// Which column of a foreign file is which of our fields: by hand, by a saved mapping, by our own names and captions;
// anything else is only proposed, by headings that are known from other systems and by likeness (files.md). Pure
// functions, no SQL.
#pragma once

#include <array>

#include "base/texts.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/import_settings.hpp"

namespace kartei::imports {

/// The headings of a file as it has them, and how columns are called by us: equal ones are told apart ("Telefon",
/// "Telefon (2)"), a column without heading that holds values is "#3".
struct ColumnNames {
    std::vector<std::string> headings, names;
    std::vector<std::int64_t> first_filled;  ///< by column: line of the first value below an empty heading; 0 = none
};
ColumnNames names_of_columns(const std::vector<std::string>& headings, std::vector<std::int64_t> first_filled);

/// What is to be done with one column of a file.
struct HeadingChoice {
    std::string heading;  ///< its name (ColumnNames)
    enum class By { hand, saved, name, caption, passed_over, proposal, nobody } by = By::nobody;
    std::string field = {};  ///< "" = dropped, or nothing known (by nobody)
    int score = 0;      ///< 100 = certain; proposals have less
    std::int64_t unnamed_from = 0;  ///< of a column without heading: the line of its first value; 0 = it has a heading
    bool is_decided() const { return by != By::proposal && by != By::nobody; }
};

/// One choice per column, in order. `saved`: a mapping saved earlier.
std::vector<HeadingChoice> choose_headings(const ImportKind& kind, const ColumnNames& columns, const Mapping& by_hand,
                                           const Mapping& saved);

/// The columns to read. Refuses, naming every column and the way out: headings that are not decided (with the
/// proposal), a field that two columns claim, a mapping by hand to a heading or field that does not exist.
Result<Columns> decide_columns(const ImportKind& kind, const std::vector<HeadingChoice>& choices,
                               const Mapping& by_hand);

/// In front of refused rows (refused_rows.hpp); an import reads over them, so that the file can be mended and sent
/// again.
inline constexpr std::array<std::string_view, 4> refused_headings{"refused_line", "refused_column", "refused_value",
                                                                  "refused_reason"};

/// In front of probable duplicates (duplicate_rows.hpp); read over in the same way.
inline constexpr std::array<std::string_view, 5> duplicate_headings{
    "duplicate_line", "duplicate_customer", "duplicate_of_line", "duplicate_score", "duplicate_points"};

/// What other systems call our fields; headings folded (base/text).
struct KnownHeading {
    std::string_view kind, heading, field;
    int score;
};
std::span<const KnownHeading> known_headings();
/// Those of family, passports, bank accounts and the other lists of a customer.
void add_headings_of_lists(std::vector<KnownHeading>& known);

/// How alike two folded words are, 0 to 100.
int likeness(std::string_view a, std::string_view b);

}  // namespace kartei::imports
