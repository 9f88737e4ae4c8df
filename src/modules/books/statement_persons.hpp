// Who is named in what banks wrote. Numbers of accounts in an entry's words are masked when it comes in; erasing a
// customer takes him out of the entries that are his: those from his accounts, and those that paid what he bought.
#pragma once

#include "modules/customers/customer_traces.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {

/// The text with every IBAN in it masked, however it is grouped.
std::string without_accounts(std::string_view text);

/// "Entries of bank statements", for erasure and for whoever asks what is known of him.
customers::Traces statement_traces();

/// Entries from before accounts were masked: what they say is hashed, then masked. How many there were.
std::int64_t mask_older_entries(sql::Transaction& transaction);
/// Those that are left, for `kartei check`.
std::vector<std::string> check_statement_words(sql::Transaction& transaction);

/// What an entry of an account says, whatever statement it stands in; hashed by statement_store.hpp.
std::string content_of(const std::string& account, const BankEntry& entry);

}  // namespace kartei::books
