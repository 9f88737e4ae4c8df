// A person named in words that point at nobody: filters that somebody kept, answers stored for a repeated request, what a
// job said. His own distinctive values are looked for, as a whole: e-mail addresses, phone and account numbers, first and
// last name together. Pure but for the statements that read and write those words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/house.hpp"
#include "modules/customers/customer.hpp"

namespace kartei::privacy {

/// What is surely his; each at least six characters long.
struct Distinctive {
    std::vector<std::string> contacts;  ///< e-mail, phone, account and passport numbers
    std::vector<std::string> names;     ///< "Anna Berg", "Berg, Anna", "Berg Anna"
};
Distinctive distinctive_of(House& house, sql::Transaction& transaction, const customers::Customer& customer);

/// The text with each of the values replaced by "…", whatever their case; the text itself when it holds none. A value
/// counts where no letter or digit stands before or behind it.
std::string without(std::string_view text, const std::vector<std::string>& values);

/// In all words of the data map; how many rows named him.
std::int64_t count_mentions(sql::Transaction& transaction, const Distinctive& his);
std::int64_t erase_mentions(sql::Transaction& transaction, const Distinctive& his);

}  // namespace kartei::privacy
