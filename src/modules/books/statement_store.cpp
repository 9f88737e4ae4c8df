#include "modules/books/statement_store.hpp"

#include "audit/no_way_back.hpp"
#include "base/iban.hpp"
#include "base/mask.hpp"
#include "modules/books/statement_persons.hpp"

namespace kartei::books {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Rows;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view entry_select =
    "SELECT e.id, e.version, e.statement_id, e.position, e.booked_on, e.value_on, e.amount, e.charges, e.name,"
    " e.iban_masked, e.iban_index, e.text, e.end_to_end, e.mandate, e.bank_reference, e.reason, e.returned, e.batch,"
    " e.state, e.note, s.account, s.number FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id";

StoredEntry read_entry(const Rows& rows) {
    StoredEntry stored;
    stored.id = rows.integer(0), stored.version = rows.integer(1), stored.statement_id = rows.integer(2);
    stored.position = rows.integer(3);
    auto& entry = stored.entry;
    entry.booked_on = rows.string(4), entry.value_on = rows.string(5);
    entry.amount = rows.integer(6), entry.charges = rows.integer(7);
    entry.name = rows.string(8), entry.iban = rows.string(9), stored.iban_index = rows.string(10);
    entry.text = rows.string(11), entry.end_to_end = rows.string(12), entry.mandate = rows.string(13);
    entry.bank_reference = rows.string(14), entry.reason = rows.string(15);
    entry.returned = rows.integer(16) != 0, entry.batch = rows.integer(17);
    stored.state = rows.string(18), stored.note = rows.string(19);
    stored.account = rows.string(20), stored.statement_number = rows.string(21);
    return stored;
}

void read_parts(Transaction& transaction, StoredEntry& entry) {
    auto rows = transaction.query(
        "SELECT booking, order_number, amount, takes_back, payment FROM bank_entry_part WHERE entry_id = :id ORDER BY position",
        entry.id);
    while (rows.next()) {
        entry.parts.push_back({rows.integer(0), rows.string(1), rows.integer(2), rows.integer(3)});
        entry.payments.push_back(rows.integer(4));
    }
}

constexpr std::string_view equal_select =
    "SELECT e.id, e.statement_id, e.position, s.file_name, s.number, s.opened_on, s.closed_on, s.opening, s.closing"
    " FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id";

StatementIdentity identity_in(const Rows& rows, int first) {
    return {rows.string(first), rows.string(first + 1), rows.string(first + 2), rows.optional_integer(first + 3),
            rows.optional_integer(first + 4)};
}

/// Equal entries are told apart by an ordinal; one that was undone leaves its own free.
std::string free_digest(Transaction& transaction, const std::string& content) {
    for (std::int64_t ordinal = 1;; ++ordinal) {
        auto digest = audit::sha256(content + "\x1f" + std::to_string(ordinal));
        if (!transaction.query("SELECT 1 FROM bank_entry WHERE digest = :digest", digest).next()) return digest;
    }
}

const Field state_field{"state"};

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = first; id <= last; ++id)
        if (transaction.query("SELECT 1 FROM bank_entry WHERE statement_id = :id AND (state = 'posted' OR"
                              " (state = 'set_aside' AND version > 1)) LIMIT 1", id).next())
            conflicts.push_back({"bank_statement", id, "", "", "error.statement_is_posted"});
    if (check_only || !conflicts.empty()) return conflicts;
    for (auto id = last; id >= first; --id) {
        transaction.execute("DELETE FROM bank_entry_part WHERE entry_id IN (SELECT id FROM bank_entry WHERE statement_id = :id)",
                            id);
        transaction.execute("DELETE FROM bank_entry WHERE statement_id = :id", id);
        if (transaction.execute("DELETE FROM bank_statement WHERE id = :id AND created_event = :event", id, event) > 0)
            change.deleted("bank_statement", id, audit::no_image, 0);
    }
    return {};
}

}  // namespace

std::vector<StoredStatement> all_statements(Transaction& transaction, std::int64_t limit) {
    std::vector<StoredStatement> all;
    auto rows = transaction.query(
        "SELECT s.id, s.version, s.created_event, s.account, s.number, s.currency, s.opened_on, s.closed_on, s.opening,"
        " s.closing, s.file_name, s.imported_at, s.imported_by,"
        " (SELECT count(*) FROM bank_entry e WHERE e.statement_id = s.id),"
        " (SELECT count(*) FROM bank_entry e WHERE e.statement_id = s.id AND e.state = 'open')"
        " FROM bank_statement s ORDER BY s.id DESC LIMIT :limit",
        limit);
    while (rows.next())
        all.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.string(4), rows.string(5),
                       rows.string(6), rows.string(7), rows.optional_integer(8), rows.optional_integer(9), rows.string(10),
                       rows.string(11), rows.string(12), rows.integer(13), rows.integer(14)});
    return all;
}

std::optional<std::int64_t> closed_before(Transaction& transaction, const std::string& account, const std::string& day) {
    auto rows = transaction.query(
        "SELECT closing FROM bank_statement WHERE account = :account AND closing IS NOT NULL AND closed_on <= :day"
        " ORDER BY closed_on DESC, id DESC LIMIT 1",
        account, day);
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

void insert_statement(Transaction& transaction, Change& change, StoredStatement& statement) {
    statement.id = take_ids(transaction, "bank_statement");
    statement.created_event = change.event();
    transaction.execute(
        "INSERT INTO bank_statement (id, created_event, account, number, currency, opened_on, closed_on, opening, closing,"
        " file_name, imported_at, imported_by) VALUES (:id, :event, :account, :number, :currency, :opened_on, :closed_on,"
        " :opening, :closing, :file_name, :at, :by)",
        statement.id, statement.created_event, statement.account, text_or_null(statement.number),
        text_or_null(statement.currency), text_or_null(statement.opened_on), text_or_null(statement.closed_on),
        statement.opening, statement.closing, statement.file_name, statement.imported_at, statement.imported_by);
    change.created("bank_statement", statement.id);
}

void insert_entry(House& house, Transaction& transaction, StoredEntry& stored, const std::string& content) {
    stored.id = take_ids(transaction, "bank_entry");
    auto& entry = stored.entry;
    stored.iban_index = iban_index_of(house, entry.iban);
    entry.iban = masked(entry.iban);
    entry.text = without_accounts(entry.text), entry.name = without_accounts(entry.name);
    transaction.execute(
        "INSERT INTO bank_entry (id, statement_id, position, booked_on, value_on, amount, charges, name, iban_masked,"
        " iban_index, text, end_to_end, mandate, bank_reference, reason, returned, batch, content, digest, state, note)"
        " VALUES (:id, :statement, :position, :booked_on, :value_on, :amount, :charges, :name, :iban, :index, :text,"
        " :end_to_end, :mandate, :reference, :reason, :returned, :batch, :content, :digest, :state, :note)",
        stored.id, stored.statement_id, stored.position, entry.booked_on, text_or_null(entry.value_on), entry.amount,
        entry.charges, text_or_null(entry.name), text_or_null(entry.iban), text_or_null(stored.iban_index),
        text_or_null(entry.text), text_or_null(entry.end_to_end), text_or_null(entry.mandate),
        text_or_null(entry.bank_reference), text_or_null(entry.reason), entry.returned, entry.batch,
        audit::sha256(content), free_digest(transaction, content), stored.state, text_or_null(stored.note));
}

std::vector<EqualEntry> equal_entries(Transaction& transaction, const std::string& content) {
    // sql: the columns stand above
    auto rows = transaction.query(std::string(equal_select) + " WHERE e.content = :content ORDER BY e.id",
                                  audit::sha256(content));
    std::vector<EqualEntry> equal;
    while (rows.next())
        equal.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), identity_in(rows, 4)});
    return equal;
}

std::vector<StatementIdentity> statements_since(Transaction& transaction, const std::string& account,
                                                const std::string& day) {
    auto rows = transaction.query("SELECT number, opened_on, closed_on, opening, closing FROM bank_statement"
                                  " WHERE account = :account AND closed_on >= :day ORDER BY id",
                                  account, day);
    std::vector<StatementIdentity> all;
    while (rows.next()) all.push_back(identity_in(rows, 0));
    return all;
}

std::int64_t count_entries(Transaction& transaction, const EntryQuestion& question) {
    auto rows = transaction.query(
        "SELECT count(*) FROM bank_entry WHERE (:state = '' OR state = :state) AND (:statement = 0 OR statement_id = :statement)",
        question.state, question.statement);
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<StoredEntry> find_entries(Transaction& transaction, const EntryQuestion& question) {
    std::vector<StoredEntry> entries;
    {
        // sql: the columns stand above
        auto rows = transaction.query(std::string(entry_select) +
                                          " WHERE (:state = '' OR e.state = :state) AND (:statement = 0 OR e.statement_id"
                                          " = :statement) ORDER BY e.booked_on, e.id LIMIT :limit OFFSET :offset",
                                      question.state, question.statement, question.limit, question.offset);
        while (rows.next()) entries.push_back(read_entry(rows));
    }
    for (auto& entry : entries) read_parts(transaction, entry);
    return entries;
}

std::optional<StoredEntry> find_entry(Transaction& transaction, std::int64_t id) {
    std::optional<StoredEntry> entry;
    {
        // sql: the columns stand above
        auto rows = transaction.query(std::string(entry_select) + " WHERE e.id = :id", id);
        if (!rows.next()) return std::nullopt;
        entry = read_entry(rows);
    }
    read_parts(transaction, *entry);
    return entry;
}

bool change_entry(Transaction& transaction, Change& change, const StoredEntry& before, const StoredEntry& after) {
    if (transaction.execute("UPDATE bank_entry SET version = version + 1, state = :state, note = :note"
                            " WHERE id = :id AND version = :version",
                            after.state, text_or_null(after.note), before.id, before.version) != 1)
        return false;
    transaction.execute("DELETE FROM bank_entry_part WHERE entry_id = :id", before.id);
    for (std::size_t i = 0; i < after.parts.size(); ++i) {
        const auto& part = after.parts[i];
        transaction.execute(
            "INSERT INTO bank_entry_part (entry_id, position, booking, order_number, amount, payment, takes_back)"
            " VALUES (:entry, :position, :booking, :order, :amount, :payment, :takes_back)",
            before.id, i + 1, part.booking, text_or_null(part.order), part.amount, after.payments.at(i), part.takes_back);
    }
    change.changed("bank_entry", before.id, state_field, Value(before.state), Value(after.state), 0);
    return true;
}

std::string iban_index_of(const House& house, std::string_view iban) {
    // As the list of bank accounts makes it (profile/row_store.cpp), so that equal accounts meet.
    return iban.empty() ? "" : house.keys.blind_index("bank_account.iban", compact(iban));
}

std::set<std::int64_t> account_holders(Transaction& transaction, const std::string& iban_index) {
    std::set<std::int64_t> holders;
    if (iban_index.empty()) return holders;
    auto rows = transaction.query("SELECT customer_id FROM bank_account WHERE iban_index = :index", iban_index);
    while (rows.next()) holders.insert(rows.integer(0));
    return holders;
}

audit::Reversible reversible_statement() {
    return {"bank_statement", audit::no_change_back("bank_statement"), reverse_creation,
            audit::gone_for_good("bank_statement")};
}

audit::Reversible reversible_entry() {
    return {"bank_entry", audit::no_change_back("bank_entry"), audit::no_creation_back("bank_entry"),
            audit::gone_for_good("bank_entry")};
}

}  // namespace kartei::books
