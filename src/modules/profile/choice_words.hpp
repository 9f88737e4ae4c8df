// Values that are kept by the code of a choice list, as people write and read them: a code, or its word in any of the
// three languages, becomes the code; a code is shown as its word in the reader's language. Must not know who asks.
#pragma once

#include "base/texts.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {

/// Words of a row that mean a code become it; others stay as they are.
void understand_words(sql::Transaction& transaction, const List& list, Row& row);

/// The row as it is shown: fields of List::word_lists in words. Own words and codes that the list has no longer stay.
Row in_words(sql::Transaction& transaction, const List& list, Row row, Language language);

/// Codes that rows have: they can be hidden in their choice list but not removed. For parameters::code_uses().
std::vector<parameters::CodeUse> uses_of_row_codes(sql::Transaction& transaction, std::string_view choice_list);

}  // namespace kartei::profile
