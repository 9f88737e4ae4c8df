// What the journal is derived from: final papers and payments of bookings, the sales ledger, products and payments of
// orders, charges of banks. Every SQL statement on them stands in journal_sources_*.cpp. Trips a house took over post what
// papers and payments they have here; orders it took over post what was sold, given back and paid here: the rest stands in
// the books of the old system.
#pragma once

#include "audit/house.hpp"
#include "modules/books/journal.hpp"

namespace kartei::books {

/// Every posting as it stands now, by day and cause. Accounts that the house has not named are "".
Journal derived_journal(House& house, sql::Transaction& transaction);


/// Who owes: the account of whom the invoice is addressed to, or the collective one.
class Debtors {
public:
    Debtors(House& house, sql::Transaction& transaction, const PostingAccounts& accounts);
    struct Debtor {
        std::string account;
        std::int64_t customer_id = 0;
    };
    /// Of the invoices of a customer (booking_terms.hpp).
    const Debtor& of_invoices(std::int64_t customer);
    /// His own; of the anonymous customer the collective one.
    const Debtor& himself(std::int64_t customer);

private:
    Debtor account_of(const std::optional<std::int64_t>& number, std::int64_t customer) const;

    House& house_;
    sql::Transaction& transaction_;
    std::string collective_;
    bool only_collective_;
    std::map<std::int64_t, Debtor> invoiced_, own_;
};

void add_bookings(House& house, sql::Transaction& transaction, const PostingAccounts& accounts, Debtors& debtors,
                  Journal& journal);
void add_orders(House& house, sql::Transaction& transaction, const PostingAccounts& accounts, Debtors& debtors,
                Journal& journal);

void add_statements(sql::Transaction& transaction, const PostingAccounts& accounts, Journal& journal);

/// Services of a booking by the id of their row. Money is of the whole row.
struct ServiceRow {
    std::string kind;
    std::int64_t price = 0, purchase = 0;
};
using ServiceRows = std::map<std::int64_t, ServiceRow>;
/// Parts that a paper's own JSON names, in whole minor units; none when it names none.
RevenueParts parts_in_paper(const std::string& made_from, const ServiceRows& services);

}  // namespace kartei::books
