// Postings of orders: tickets by the sales ledger, products, payments. Of an order that was taken over, what was sold or
// came back here, and nothing that its file said.
#include <map>

#include "lists/local_times.hpp"
#include "modules/books/journal_sources.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;

/// Sold or reserved here, not taken over: 1 or 0.
constexpr const char* is_made_here =
    "CASE WHEN EXISTS (SELECT 1 FROM change_event e WHERE e.id = o.created_event AND e.kind IN ('sale_paid', "
    "'sale_reserved')) THEN 1 ELSE 0 END";

/// Which changes came with a file, or took back one that did: what they say of sales stands in the old system's books.
class Imports {
public:
    explicit Imports(Transaction& transaction) : transaction_(transaction) {}

    bool brought(std::int64_t event) {
        if (const auto found = known_.find(event); found != known_.end()) return found->second;
        auto rows = transaction_.query("SELECT kind, coalesce(reverses, 0) FROM change_event WHERE id = :id", event);
        if (!rows.next()) return known_[event] = true;
        const auto kind = rows.string(0);
        const auto reverses = rows.integer(1);
        return known_[event] = reverses != 0 ? brought(reverses) : kind.starts_with("import_");
    }

private:
    Transaction& transaction_;
    std::map<std::int64_t, bool> known_;
};

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
    Imports imports(transaction);
    // sql: the condition stands above
    auto rows = transaction.stream("SELECT o.number, o.customer_id, l.created_at, l.count * l.price, l.count * l.fee,"
                                   " l.change_event, " +
                                   std::string(is_made_here) +
                                   " FROM sales_ledger l JOIN orders o ON o.id = l.order_id WHERE l.count <> 0"
                                   " ORDER BY l.id");
    while (rows.next()) {
        if (rows.integer(6) == 0 && imports.brought(rows.integer(5))) continue;
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

void add_product(std::map<std::string, Posted>& all, const sql::Rows& rows, std::string day, const std::string& cause,
                 std::int64_t amount) {
    auto line = of_order(rows.string(0), std::move(day), "products", cause + std::to_string(rows.integer(3)));
    auto name = line.cause;
    all[std::move(name)] = {std::move(line), rows.integer(1), amount};
}

void read_products(Transaction& transaction, lists::LocalTimes& times, std::map<std::string, Posted>& all) {
    Imports imports(transaction);
    // sql: the condition stands above
    auto rows = transaction.stream(
        "SELECT o.number, o.customer_id, coalesce(p.sold_at, o.ordered_at), p.line,"
        " p.quantity * p.unit_price, p.state, coalesce(p.sold_event, p.created_event), coalesce(p.returned_event, 0),"
        " coalesce(r.at, ''), " +
        std::string(is_made_here) +
        " FROM product_sale p JOIN orders o ON o.id = p.order_id LEFT JOIN change_event r ON r.id = p.returned_event"
        " WHERE p.state IN ('sold', 'returned') ORDER BY p.id");
    while (rows.next()) {
        const bool is_sold = rows.text(5) == "sold", made_here = rows.integer(9) != 0;
        const bool came_back = !is_sold && !made_here && rows.integer(7) != 0 && !imports.brought(rows.integer(7));
        const bool counts = is_sold || came_back;
        if (counts && (made_here || !imports.brought(rows.integer(6))))
            add_product(all, rows, local_day(times, rows.string(2)), "product:", rows.integer(4));
        if (came_back)
            add_product(all, rows, local_day(times, rows.string(8)), "product_back:", -rows.integer(4));
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

/// Money on a customer for later. What goes from there into an order, and from an order to there, is two payments that come
/// to nothing; what is left moves the account of the kind, as it went in or out.
void read_parked(Transaction& transaction, lists::LocalTimes& times, std::map<std::string, Posted>& all) {
    auto rows = transaction.stream("SELECT m.id, m.customer_id, m.parked_at, m.kind, m.amount, coalesce(o.number, '')"
                                   " FROM parked_money m LEFT JOIN orders o ON o.id = m.order_id ORDER BY m.id");
    while (rows.next()) {
        auto line = of_order(rows.string(5), local_day(times, rows.string(2)), "paid_" + rows.string(3), "");
        line.cause = "parked:" + std::to_string(rows.integer(0));
        const auto cause = line.cause;
        all[cause] = {std::move(line), rows.integer(1), rows.integer(4), true};
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
    read_parked(transaction, times, all);
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
