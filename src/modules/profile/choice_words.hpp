// Values that are kept by the code of a choice list or of base data, as people write and read them: a code, or its word in any of the
// three languages, becomes the code; a code is shown as its word in the reader's language. Must not know who asks.
#pragma once

#include "base/texts.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {

/// Words of a row that mean a code become it, also names of base data; others stay as they are.
void understand_words(sql::Transaction& transaction, const List& list, Row& row);

/// What is wrong with codes of base data: unknown ones, and hidden ones that the row had not before.
std::vector<Issue> base_data_issues(sql::Transaction& transaction, const List& list, const Row& row,
                                    const std::vector<Value>& before);

/// The row as it is shown: fields of List::word_lists in words. Own words and codes that the list has no longer stay.
Row in_words(sql::Transaction& transaction, const List& list, Row row, Language language);

/// Does a row name this entry of base data by its code? For parameters::base_data_uses().
bool rows_name(sql::Transaction& transaction, std::string_view base, std::string_view code);

/// Codes that rows have: they can be hidden in their choice list but not removed. For parameters::code_uses().
std::vector<parameters::CodeUse> uses_of_row_codes(sql::Transaction& transaction, std::string_view choice_list);

}  // namespace kartei::profile
