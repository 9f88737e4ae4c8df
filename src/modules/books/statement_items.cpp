// What entries of a statement are compared with: open items with everything that names them, payments that can come back.
#include <map>

#include "modules/customers/customer_list.hpp"
#include "modules/books/statement_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;

/// Numbers and names of customers, each looked up once.
class People {
public:
    explicit People(Transaction& transaction) : transaction_(transaction) {}
    struct Person {
        std::optional<std::int64_t> number, debtor_number;
        std::string name;
    };
    const Person& of(std::int64_t id) {
        if (const auto found = known_.find(id); found != known_.end()) return found->second;
        auto rows = transaction_.query(
            "SELECT number, debtor_number, name_prefix, name, first_name FROM customer WHERE id = :id", id);
        Person person;
        if (rows.next())
            person = {rows.optional_integer(0), rows.optional_integer(1),
                      customers::name_in_lists(rows.string(2), rows.string(3), rows.string(4))};
        return known_[id] = std::move(person);
    }

private:
    Transaction& transaction_;
    std::map<std::int64_t, Person> known_;
};

/// Numbers of final papers and who registered, of bookings that are not level.
void read_papers(Transaction& transaction, std::map<std::int64_t, MatchItem*>& bookings) {
    auto papers = transaction.query(
        "SELECT b.number, d.number FROM booking_document d JOIN booking b ON b.id = d.booking_id"
        " WHERE d.kind IN ('invoice', 'credit_note', 'cancellation_invoice') AND d.number IS NOT NULL AND b.total <> b.paid");
    while (papers.next())
        if (const auto found = bookings.find(papers.integer(0)); found != bookings.end())
            found->second->papers.push_back(papers.string(1));
    auto registrants = transaction.query(
        "SELECT number, registrant_name FROM booking WHERE registrant_name IS NOT NULL AND total <> paid");
    while (registrants.next())
        if (const auto found = bookings.find(registrants.integer(0)); found != bookings.end())
            found->second->names.push_back(registrants.string(1));
}

MatchItem item_of(const payments::OpenItem& open, People& people) {
    MatchItem item;
    item.booking = open.booking, item.order = open.order;
    item.customer_id = open.customer_id, item.debtor_id = open.debtor_id;
    item.customer_number = people.of(open.customer_id).number;
    item.debtor_number = people.of(open.debtor_id).debtor_number;
    item.names = {open.debtor_name};
    if (open.customer_id != open.debtor_id) item.names.push_back(people.of(open.customer_id).name);
    item.accounts = {open.customer_id, open.debtor_id};
    return item;
}

}  // namespace

std::vector<MatchItem> items_to_match(House& house, Transaction& transaction, const Actor& actor) {
    payments::OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.also_blocked = true;  // who is kept out of the control pays all the same
    filter.credits = payments::Credits::with;
    People people(transaction);
    std::map<std::pair<std::int64_t, std::string>, MatchItem> all;
    for (const auto& open : payments::open_items(house, transaction, actor, filter)) {
        auto [found, is_new] = all.try_emplace({open.booking, open.order});
        if (is_new) found->second = item_of(open, people);
        found->second.open += open.open();
        if (open.open() > 0) found->second.due.push_back(open.open());
    }
    std::vector<MatchItem> items;
    for (auto& [key, item] : all) items.push_back(std::move(item));
    std::map<std::int64_t, MatchItem*> bookings;
    for (auto& item : items)
        if (item.booking != 0) bookings[item.booking] = &item;
    read_papers(transaction, bookings);
    return items;
}

std::vector<PaidItem> paid_to_match(House& house, Transaction& transaction, const Actor& actor) {
    std::vector<PaidItem> paid;
    const auto since = write_date(add_days(*read_date(house.today()), -396));
    auto rows = transaction.query(
        "SELECT b.number, p.position, p.amount, p.kind, p.paid_on, p.text, c.id, c.hidden_in_search, c.name_prefix, c.name,"
        " c.first_name FROM booking_payment p JOIN booking b ON b.id = p.booking_id JOIN customer c ON c.id = b.customer_id"
        " WHERE p.amount > 0 AND p.kind IN ('direct_debit', 'transfer', 'cheque') AND p.paid_on >= :since AND NOT EXISTS"
        " (SELECT 1 FROM booking_payment r WHERE r.booking_id = p.booking_id AND r.reverses = p.position)",
        since);
    while (rows.next())
        if (customers::may_see(actor, rows.integer(6), rows.integer(7) != 0))
            paid.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.string(4),
                            rows.string(5),
                            {customers::name_in_lists(rows.string(8), rows.string(9), rows.string(10))}});
    return paid;
}

}  // namespace kartei::books
