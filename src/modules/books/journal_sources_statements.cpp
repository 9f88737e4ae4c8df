// Postings of bank statements beside the payments: what banks took off on the way.
#include "modules/books/journal_sources.hpp"

namespace kartei::books {

void add_statements(sql::Transaction& transaction, const PostingAccounts& accounts, Journal& journal) {
    // What the payments come to less what came in: charges that a bank took apart from the entry are an entry themselves.
    auto rows = transaction.query(
        "SELECT e.id, e.booked_on, (SELECT sum(p.amount) FROM bank_entry_part p WHERE p.entry_id = e.id) - e.amount,"
        " s.number FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id"
        " WHERE e.state = 'posted' AND e.charges > 0 ORDER BY e.id");
    while (rows.next()) {
        JournalLine line;
        line.day = rows.string(1);
        line.posting = "bank_charges", line.tax = "any";
        line.debit = accounts.of("bank_charges", "any").account;
        line.credit = accounts.of("paid_transfer", "any").account;
        line.document = rows.string(3);
        line.cause = "statement:" + std::to_string(rows.integer(0)) + ":charges";
        add_posting(journal, std::move(line), rows.integer(2));
    }
}

}  // namespace kartei::books
