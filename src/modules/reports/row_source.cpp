#include "modules/reports/row_source.hpp"

#include <algorithm>
#include <tuple>

#include "modules/customers/customer_store.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

/// Customer lines in the order of names, read along with the orders. Customers of one name are held together, because
/// their orders take turns.
class CustomerLines {
public:
    CustomerLines(Transaction& transaction, const CustomerReport& report, const Stretch& stretch)
        : anonymous_{report.vocabulary().anonymous, ""},
          rows_(stretch.below.empty()
                    ? transaction.stream(
                          "SELECT name_key, customer_id, columns, consents FROM customer_line WHERE name_key >= :start"
                          " ORDER BY name_key, customer_id",
                          stretch.from)
                    : transaction.stream(
                          "SELECT name_key, customer_id, columns, consents FROM customer_line WHERE name_key >= :start"
                          " AND name_key < :below ORDER BY name_key, customer_id",
                          stretch.from, stretch.below)),
          more_(rows_.next()) {}

    /// Stays valid until another name is asked for.
    const CustomerPart& find(std::string_view name_key, std::int64_t customer) {
        if (customer == customers::anonymous_customer) return anonymous_;
        if (name_key != key_) go_to(name_key);
        const auto found = std::lower_bound(same_name_.begin(), same_name_.end(), customer,
                                            [](const auto& entry, std::int64_t id) { return entry.first < id; });
        return found != same_name_.end() && found->first == customer ? found->second : nobody_;
    }

private:
    void go_to(std::string_view name_key) {
        key_ = name_key;
        same_name_.clear();
        for (; more_; more_ = rows_.next()) {
            const auto here = rows_.text(0);
            if (here > name_key) break;
            if (here == name_key)
                same_name_.emplace_back(rows_.integer(1), CustomerPart{rows_.string(2), rows_.string(3)});
        }
    }

    const CustomerPart anonymous_;
    sql::Rows rows_;
    bool more_;
    std::string key_ = "\xff";
    std::vector<std::pair<std::int64_t, CustomerPart>> same_name_;
    const CustomerPart nobody_;
};

/// An order that waits for its tickets.
struct Waiting {
    std::int64_t order_id, customer_id;
    std::string tickets, columns;
    CustomerPart customer;
};

/// Types that show single tickets: orders are collected, so that their tickets come with one question for a hundred
/// orders.
class TicketRows {
public:
    TicketRows(Transaction& transaction, const CustomerReport& report, const SourceVisitor& visit)
        : transaction_(transaction), report_(report), visit_(visit) {}

    bool add(const WalkedOrder& order, const CustomerPart& customer) {
        waiting_.push_back(
            {order.order_id, order.customer_id, std::string(order.tickets), std::string(order.columns), customer});
        return waiting_.size() < 100 || flush();
    }

    bool flush() {
        const auto& selection = report_.selection();
        std::vector<std::int64_t> ids;
        for (const auto& order : waiting_) ids.push_back(order.order_id);
        auto tickets = orders::tickets_of_orders(transaction_, ids);
        std::erase_if(tickets, [&](const auto& ticket) { return !selection.counts(ticket); });
        std::sort(tickets.begin(), tickets.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.order_id, a.id) < std::tie(b.order_id, b.id); });
        bool go_on = true;
        for (const auto& order : waiting_) {
            if (!go_on) break;
            go_on = give(order, tickets);
        }
        waiting_.clear();
        return go_on;
    }

private:
    bool give(const Waiting& order, const std::vector<orders::Ticket>& tickets) {
        ListRow row;
        row.take_order(order.order_id, order.customer_id, order.columns);
        row.take_customer(order.customer.columns, order.customer.consents);
        report_.selection().unpack(order.tickets, row.groups);
        row.count(report_.selection());
        const bool new_customer = order.customer_id != last_customer_;
        last_customer_ = order.customer_id;
        auto first = std::lower_bound(tickets.begin(), tickets.end(), order.order_id,
                                      [](const auto& ticket, std::int64_t id) { return ticket.order_id < id; });
        auto end = first;
        while (end != tickets.end() && end->order_id == order.order_id) ++end;
        if (!is_per_ticket(report_.selection().type)) {
            for (auto it = first; it != end; ++it) row.deleted_tickets.push_back(&*it);
            return visit_(row, new_customer);
        }
        for (auto it = first; it != end; ++it) {
            row.ticket = &*it;
            if (!visit_(row, new_customer && it == first)) return false;
        }
        return true;
    }

    Transaction& transaction_;
    const CustomerReport& report_;
    const SourceVisitor& visit_;
    std::vector<Waiting> waiting_;
    std::int64_t last_customer_ = 0;
};

}  // namespace

std::vector<Stretch> stretches(Transaction& transaction, std::int64_t customers_each) {
    std::vector<Stretch> list;
    std::string from;
    std::int64_t customers = 0;
    auto rows = transaction.query("SELECT start, total FROM name_bucket ORDER BY start");
    while (rows.next()) {
        if (customers >= customers_each) {
            list.push_back({from, rows.string(0)});
            from = rows.string(0);
            customers = 0;
        }
        customers += rows.integer(1);
    }
    list.push_back({from, ""});
    return list;
}

StretchRead read_stretch(Transaction& transaction, const CustomerReport& report, const Stretch& stretch,
                         const SourceVisitor& visit) {
    const auto& selection = report.selection();
    const bool per_ticket = is_per_ticket(selection.type),
               needs_tickets = per_ticket || selection.type == ReportType::deleted;
    CustomerLines customers(transaction, report, stretch);
    TicketRows with_tickets(transaction, report, visit);
    ListRow row;
    StretchRead read;
    walk_orders(transaction, stretch.from, stretch.below, [&](const WalkedOrder& order) {
        selection.unpack(order.tickets, row.groups);
        if (!row.count(selection)) return true;
        read.expected += per_ticket ? row.tickets : 1;
        const auto& customer = customers.find(order.name_key, order.customer_id);
        if (needs_tickets) return read.whole = with_tickets.add(order, customer);
        const bool new_customer = order.customer_id != row.customer_id;
        row.take_order(order.order_id, order.customer_id, order.columns);
        if (new_customer) row.take_customer(customer.columns, customer.consents);
        return read.whole = visit(row, new_customer);
    });
    if (read.whole && needs_tickets) read.whole = with_tickets.flush();
    return read;
}

}  // namespace kartei::reports
