// Every SQL statement on what banks said, and on what it is compared with. Equal entries are found by what they say,
// hashed; whether they are one is told by their statements (statement_identity.hpp). Whom an account belongs to is told
// by a keyed hash alone.
#pragma once

#include "audit/change.hpp"
#include "audit/reversal.hpp"
#include "modules/books/statement_identity.hpp"
#include "modules/books/statement_matching.hpp"

namespace kartei::books {

struct StoredStatement {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::string account, number, currency, opened_on, closed_on;
    std::optional<std::int64_t> opening, closing;
    std::string file_name, imported_at, imported_by;
    std::int64_t entries = 0, open = 0;  ///< of them
};

struct StoredEntry {
    std::int64_t id = 0, version = 1, statement_id = 0, position = 0;
    BankEntry entry;  ///< iban: masked
    std::string iban_index, state = "open", note;
    std::string account, statement_number;  ///< of its statement
    std::vector<MatchPart> parts;
    std::vector<std::int64_t> payments;  ///< of each part, the position of the booking's payment; 0 = none
};

std::vector<StoredStatement> all_statements(sql::Transaction& transaction, std::int64_t limit);  ///< newest first
/// Closing balance of the newest statement of an account before a day, and whether there is one at all.
std::optional<std::int64_t> closed_before(sql::Transaction& transaction, const std::string& account,
                                          const std::string& day);
void insert_statement(sql::Transaction& transaction, audit::Change& change, StoredStatement& statement);
/// `content`: what the entry says, as equal_entries() is asked for it.
void insert_entry(House& house, sql::Transaction& transaction, StoredEntry& entry, const std::string& content);

/// An entry that says the same.
struct EqualEntry {
    std::int64_t id = 0, statement_id = 0, position = 0;
    std::string file_name;
    StatementIdentity statement;
};
std::vector<EqualEntry> equal_entries(sql::Transaction& transaction, const std::string& content);
/// Statements of an account that end no day before.
std::vector<StatementIdentity> statements_since(sql::Transaction& transaction, const std::string& account,
                                                const std::string& day);

struct EntryQuestion {
    std::string state;  ///< "" = all
    std::int64_t statement = 0, limit = 100, offset = 0;
};
std::int64_t count_entries(sql::Transaction& transaction, const EntryQuestion& question);
std::vector<StoredEntry> find_entries(sql::Transaction& transaction, const EntryQuestion& question);  ///< oldest first
std::optional<StoredEntry> find_entry(sql::Transaction& transaction, std::int64_t id);
/// Stores state, note and parts; raises the version. False when it is not the entry's any more.
bool change_entry(sql::Transaction& transaction, audit::Change& change, const StoredEntry& before,
                  const StoredEntry& after);

/// Customers who have an account with this hash.
std::set<std::int64_t> account_holders(sql::Transaction& transaction, const std::string& iban_index);
std::string iban_index_of(const House& house, std::string_view iban);

/// What is owed as the actor may see it, with all by which an entry can name it.
std::vector<MatchItem> items_to_match(House& house, sql::Transaction& transaction, const Actor& actor);
/// Payments of the last 13 months that can come back.
std::vector<PaidItem> paid_to_match(House& house, sql::Transaction& transaction, const Actor& actor);

/// A statement goes back whole, while nothing of it was posted.
audit::Reversible reversible_statement();
audit::Reversible reversible_entry();

}  // namespace kartei::books
