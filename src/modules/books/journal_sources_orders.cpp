// Postings of orders that the counter made: tickets by the sales ledger, products, payments.
#include "lists/local_times.hpp"
#include "modules/books/journal_sources.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;

/// Orders that were sold or reserved here; those taken over post nothing.
constexpr const char* made_here =
    " AND EXISTS (SELECT 1 FROM change_event e WHERE e.id = o.created_event AND e.kind IN ('sale_paid', 'sale_reserved'))";

struct Posted {
    JournalLine line;
    std::int64_t customer = 0, amount = 0;
    bool is_payment = false;
};

std::string local_day(lists::LocalTimes& times, const std::string& instant) {
    return std::string(times.local(instant).substr(0, 10));
}

JournalLine of_order(const std::string& number, std::string day, std::string posting, const std::string& cause) {
    JournalLine line;
    line.day = std::move(day);
    line.posting = std::move(posting), line.tax = "any";
    line.document = line.reference = number;
    line.cause = "order:" + number + ":" + cause;
    return line;
}

/// Tickets of an order that were sold or came back on a day are one posting of prices and one of fees.
void read_tickets(Transaction& transaction, lists::LocalTimes& times, std::map<std::string, Posted>& all) {
    // sql: the condition stands above
    auto rows = transaction.stream("SELECT o.number, o.customer_id, l.created_at, l.count * l.price, l.count * l.fee"
                                   " FROM sales_ledger l JOIN orders o ON o.id = l.order_id WHERE l.count <> 0" +
                                   std::string(made_here) + " ORDER BY l.id");
    while (rows.next()) {
        const auto day = local_day(times, rows.string(2));
        for (const auto& [posting, column] : {std::pair{"event_tickets", 3}, {"event_fees", 4}}) {
            auto line = of_order(rows.string(0), day, posting, "sold:" + day + ":" + posting);
            auto& posted = all[line.cause];
            posted.amount += rows.integer(column);
            posted.customer = rows.integer(1);
            posted.line = std::move(line);
        }
    }
}

void read_products(Transaction& transaction, lists::LocalTimes& times, std::map<std::string, Posted>& all) {
    // sql: the condition stands above
    auto rows = transaction.stream("SELECT o.number, o.customer_id, coalesce(p.sold_at, o.ordered_at), p.line,"
                                   " p.quantity * p.unit_price FROM product_sale p JOIN orders o ON o.id = p.order_id"
                                   " WHERE p.state = 'sold'" +
                                   std::string(made_here) + " ORDER BY p.id");
    while (rows.next()) {
        auto line = of_order(rows.string(0), local_day(times, rows.string(2)), "products",
                             "product:" + std::to_string(rows.integer(3)));
        const auto cause = line.cause;
        all[cause] = {std::move(line), rows.integer(1), rows.integer(4)};
    }
}

void read_payments(Transaction& transaction, lists::LocalTimes& times, std::map<std::string, Posted>& all) {
    auto rows = transaction.stream("SELECT o.number, o.customer_id, p.paid_at, p.id, p.kind, p.amount"
                                   " FROM order_payment p JOIN orders o ON o.id = p.order_id ORDER BY p.id");
    while (rows.next()) {
        auto line = of_order(rows.string(0), local_day(times, rows.string(2)), "paid_" + rows.string(4),
                             "payment:" + std::to_string(rows.integer(3)));
        const auto cause = line.cause;
        all[cause] = {std::move(line), rows.integer(1), rows.integer(5), true};
    }
}

}  // namespace

void add_orders(House& house, Transaction& transaction, const PostingAccounts& accounts, Debtors& debtors,
                Journal& journal) {
    lists::LocalTimes times(house.rules.time_zone);
    std::map<std::string, Posted> all;
    read_tickets(transaction, times, all);
    read_products(transaction, times, all);
    read_payments(transaction, times, all);
    for (auto& [cause, posted] : all) {
        const auto& debtor = debtors.himself(posted.customer);
        const auto account = accounts.of(posted.line.posting, "any");
        auto line = std::move(posted.line);
        line.debit = posted.is_payment ? account.account : debtor.account;
        line.credit = posted.is_payment ? debtor.account : account.account;
        line.tax_key = account.tax_key, line.customer_id = debtor.customer_id;
        add_posting(journal, std::move(line), posted.amount);
    }
}

}  // namespace kartei::books
