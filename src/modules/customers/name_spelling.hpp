// Names that are written wrongly: which words of last names are near to a typed one. The register's distinct words
// stand in name_spelling, each under itself, under itself with one letter left out, and under its sound; a typed word
// is looked up by the same keys, so that two words one error apart always meet (a letter too many, too few, another or
// two swapped), and words that sound alike meet whatever their letters. Some ten thousand words for a million
// customers. Invariant: the words here are the words before U+0001 in customer_term's names, no more and no less.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::customers {


/// Errors between two folded words: letters added, left out, other, or two neighbours swapped; `most` + 1 when there
/// are more than `most`.
int errors_between(std::string_view one, std::string_view other, int most);

/// How many errors the two may be apart to count as the same name: none up to three letters, one up to five, then two;
/// one more when they sound alike. -1 when they are further apart.
int nearness(std::string_view typed, std::string_view word);

struct NearWord {
    std::string word;
    int errors;
};
/// Words of the register near to a typed one, nearest first, at most `most`; itself with 0 errors when it is there.
std::vector<NearWord> near_words(sql::Transaction& transaction, std::string_view typed, std::size_t most);

/// A name with this word has come; nothing to do when it was known. `word` is folded.
void remember_word(sql::Transaction& transaction, std::string_view word);
/// A name with this word has gone; the word goes with the last of them.
void forget_word(sql::Transaction& transaction, std::string_view word);

/// Compares with customer_term; the number of rows that differ. For `kartei check`.
std::int64_t check_words(sql::Transaction& transaction);

}  // namespace kartei::customers
