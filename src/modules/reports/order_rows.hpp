// The one loop that makes the rows of orders, behind pages and files: what counts is added up, a customer's columns are
// taken once for his orders in a row, and where single tickets are shown they come with one question for a hundred
// orders.
#pragma once

#include <span>

#include "modules/reports/order_walk.hpp"

namespace kartei::reports {

/// A customer's part of a row.
struct CustomerPart {
    std::string columns, consents;
};
/// Finds it; the answer stays valid until another customer is asked for.
using FindCustomer = std::function<const CustomerPart&(std::string_view name_key, std::int64_t customer)>;

/// Who is left out of a list because he is hidden from who asks.
class HiddenOnes {
public:
    HiddenOnes(sql::Transaction& transaction, const Selection& selection)
        : transaction_(transaction), selection_(selection) {}
    bool has(std::string_view name_key, std::int64_t customer);

private:
    sql::Transaction& transaction_;
    const Selection& selection_;
    std::int64_t customer_ = 0;
    bool is_hidden_ = false;
};

class OrderRows {
public:
    using Take = std::function<bool(const ListRow& row, const WalkedOrder& order, bool new_customer)>;

    OrderRows(sql::Transaction& transaction, const Selection& selection, FindCustomer find, Take take)
        : transaction_(transaction),
          selection_(selection),
          find_(std::move(find)),
          take_(std::move(take)),
          hidden_(transaction, selection),
          per_ticket_(is_per_ticket(selection.type)),
          needs_tickets_(per_ticket_ || selection.type == ReportType::deleted) {}

    /// Gives the rows of an order, if it counts. False: it was enough.
    bool add(const WalkedOrder& order);
    /// Gives the rows of orders that wait for their tickets.
    bool flush();
    std::int64_t expected() const { return expected_; }  ///< rows that the orders' lines promise

private:
    /// An order that waits for its tickets.
    struct Waiting {
        std::string name_key, order_key, tickets, columns;
        std::int64_t order_id, customer_id;
        CustomerPart customer;
    };
    bool give_tickets(const Waiting& waiting, std::span<const orders::Ticket> tickets);

    sql::Transaction& transaction_;
    const Selection& selection_;
    const FindCustomer find_;
    const Take take_;
    HiddenOnes hidden_;
    const bool per_ticket_, needs_tickets_;
    ListRow row_;
    std::vector<Waiting> waiting_;
    std::int64_t last_customer_ = 0, expected_ = 0;
};

}  // namespace kartei::reports
