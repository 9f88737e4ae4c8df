#include "modules/books/journal_sources.hpp"

#include <algorithm>

#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::books {

using sql::Transaction;

Debtors::Debtors(House& house, Transaction& transaction, const PostingAccounts& accounts)
    : house_(house), transaction_(transaction), collective_(accounts.of("debtors", "any").account),
      only_collective_(parameters::parameters_of(transaction)->yes("collective_debtor")) {}

Debtors::Debtor Debtors::account_of(const std::optional<std::int64_t>& number, std::int64_t customer) const {
    return {number && !only_collective_ ? std::to_string(*number) : collective_, customer};
}

const Debtors::Debtor& Debtors::himself(std::int64_t customer) {
    if (const auto found = own_.find(customer); found != own_.end()) return found->second;
    const auto known = customers::find_customer(transaction_, customer);
    return own_[customer] = account_of(known ? known->debtor_number : std::nullopt, known ? customer : 0);
}

const Debtors::Debtor& Debtors::of_invoices(std::int64_t customer) {
    if (const auto found = invoiced_.find(customer); found != invoiced_.end()) return found->second;
    const auto known = customers::find_customer(transaction_, customer);
    if (!known) return invoiced_[customer] = account_of(std::nullopt, 0);
    const auto terms = profile::booking_terms(house_, transaction_, *known);
    const auto& owes = terms.invoice.from ? *terms.invoice.from : *known;
    return invoiced_[customer] = account_of(owes.debtor_number, owes.id);
}

Journal derived_journal(House& house, Transaction& transaction) {
    const PostingAccounts accounts(transaction);
    Debtors debtors(house, transaction, accounts);
    Journal journal;
    add_bookings(house, transaction, accounts, debtors, journal);
    add_orders(house, transaction, accounts, debtors, journal);
    add_statements(transaction, accounts, journal);
    std::ranges::sort(journal, {}, [](const JournalLine& line) {
        return std::tie(line.day, line.reference, line.cause, line.posting, line.tax, line.debit);
    });
    return journal;
}

}  // namespace kartei::books
