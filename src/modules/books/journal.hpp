// The journal: every posting of the house, derived from bookings, orders and payments and from nothing else. A posting
// moves an amount from one account (credit) to another (debit), so its two sides are equal whatever it says. `cause`
// names what called for it and stays the same for ever; what was exported of a cause and what it comes to now differ
// only by postings that are still to be made. Pure functions; journal_sources.hpp reads the house, journal_store.hpp
// what was exported.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lists/column.hpp"
#include "modules/books/posting_accounts.hpp"
#include "modules/bookings/vat_groups.hpp"

namespace kartei::books {

/// Money in minor units of the house's currency.
struct JournalLine : lists::Row {
    std::string day;  ///< YYYY-MM-DD
    std::string debit, credit;
    std::int64_t amount = 0;  ///< above zero
    std::string posting;      ///< "hotel", "fees", "paid_cash" … (posting_account_record.hpp)
    std::string tax;          ///< of revenue; "any" where there is none to tell
    std::string tax_key;      ///< of the account
    std::int64_t rate = 0;    ///< hundredths of a per cent, 0 where no tax is shown
    std::string document;     ///< number of the paper or receipt, else of booking or order
    std::string reference;    ///< number of the booking or order
    std::string cause;
    std::int64_t export_id = 0;    ///< 0: still to be exported
    std::int64_t customer_id = 0;  ///< whose account it touches; 0 = nobody's, or not known any more
    std::int64_t tax_amount = 0;   ///< included in the amount
    bool turned = false;  ///< of a derived one: its amount was negative, its sides are the other way round
};
using Journal = std::vector<JournalLine>;

/// A part of what an invoice comes to: services of a kind, fees … of one tax and rate.
struct RevenuePart {
    std::string posting, tax;
    std::int64_t rate = 0, gross = 0, purchase = 0;
    bool operator==(const RevenuePart&) const = default;
};
using RevenueParts = std::vector<RevenuePart>;
std::int64_t sum_of(const RevenueParts& parts);

/// A final paper of a booking, as it is posted.
struct InvoicePaper {
    std::string kind;  ///< invoice, credit_note, cancellation_invoice
    std::string number, issued_on;
    std::int64_t total = 0;
    std::string cancels;     ///< number of the paper that it takes back
    RevenueParts made_from;  ///< as the paper says itself; none: not told
};

/// What each paper posts, part by part, adding up to its total to the cent: what it was made from, else the rows of the
/// booking as they are now or were before its cancellation, else a share of those. A paper that takes another one back
/// posts that one's parts the other way round.
std::vector<RevenueParts> parts_of_papers(const std::vector<InvoicePaper>& papers, const RevenueParts& now,
                                          const RevenueParts& as_booked);
/// Parts cut to a total, the last one taking what rounding leaves.
RevenueParts cut_to(const RevenueParts& parts, std::int64_t total);

/// Adds a posting; one of a negative amount changes sides, one of nothing is none.
void add_posting(Journal& journal, JournalLine line, std::int64_t amount);

/// What is still to be exported: for each cause what it comes to now less what was exported of it. `today`: the day of
/// what corrects an exported posting.
Journal still_to_export(const Journal& derived, const Journal& exported, const std::string& today);

/// Debit less credit of each account on each day; each day adds up to nothing.
using Balances = std::map<std::pair<std::string, std::string>, std::int64_t>;  ///< (day, account)
Balances balances_of(const Journal& journal);

}  // namespace kartei::books
