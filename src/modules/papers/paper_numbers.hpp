// Numbers of papers: one range for each kind and year, without a gap. A number is drawn as the last step of the
// transaction that stores its paper: whoever else makes one of the same kind waits, and what is rolled back gives its
// number back.
#pragma once

#include <string>

#include "sql/database.hpp"

namespace kartei::papers {

/// "R2026-00001": the kind's letter, the year of `day`, five digits at least.
std::string draw_paper_number(sql::Transaction& transaction, std::string_view kind, std::string_view day);

/// Numbers that are missing between the first and the last of a kind and year, and counters that do not fit; for
/// `kartei check`.
std::int64_t check_paper_numbers(sql::Transaction& transaction);

}  // namespace kartei::papers
