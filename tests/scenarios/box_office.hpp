// Fills a house with event dates, customers, orders and tickets for tests, in few words and through the stores, so that
// all lines are as the program makes them. And what the lists must show, worked out from the tickets alone, the slow
// and plain way.
#pragma once

#include "modules/customers/customer_actions.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/reports/report_type.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::test {

struct EventPlan {
    std::string code;
    std::vector<std::string> production = {};
    std::string season = "", promoter = "", starts_at = "2026-05-01T18:00:00Z";
    std::vector<std::string> genres = {}, tags = {};
    std::string hall = "Großer Saal";
};

struct TicketPlan {
    std::string event;
    orders::TicketState state = orders::TicketState::sold;
    std::int64_t price = 2000;
    bool printed = false, scanned = false;
    std::string section = "", row = "", seat = "", type = "Normal", promotion = "", subscription = "";
    std::string season = "24/25", kind = "fixed", seat_set = "", entrance = "";  ///< of the subscription
};

class BoxOffice {
public:
    BoxOffice(House& house, sql::Transaction& transaction)
        : house_(house), transaction_(transaction), change_(house, transaction, Actor::system(), "import_tickets") {}

    std::int64_t customer(const std::string& name, const std::string& first_name = "",
                          const customers::NewValues& more = {});
    std::int64_t event(const EventPlan& plan);
    std::int64_t order(const std::string& number, std::int64_t customer, const std::vector<TicketPlan>& tickets,
                       std::int64_t paid = 0);
    /// Changes a ticket as an import would, and its order's lines with it.
    void change_ticket(std::int64_t id, const std::function<void(orders::Ticket&)>& change);
    void rename(std::int64_t customer, const std::string& name, const std::string& first_name);
    void seal() { change_.seal(); }

private:
    orders::Ticket planned_ticket(const TicketPlan& plan);

    House& house_;
    sql::Transaction& transaction_;
    audit::Change change_;
};

/// Runs `work` with a box office in one transaction.
void sell(House& house, const std::function<void(BoxOffice&)>& work);

/// House of a test with what the program joins for tickets.
class InATheatre : public InAHouse {
protected:
    /// Ids of event dates by their codes.
    std::vector<std::int64_t> ids(const std::vector<std::string>& codes);
};

/// A row of a list as it must be.
struct ListedRow {
    std::string order;
    std::int64_t ticket = 0;  ///< id, in types with a row per ticket
    std::int64_t customer = 0, tickets = 0, price = 0;
    bool operator==(const ListedRow&) const = default;
};
std::ostream& operator<<(std::ostream& out, const ListedRow& row);

/// Worked out from customers, orders and tickets, without any line: the types as customer-lists.md 4.2 has them.
std::vector<ListedRow> rows_worked_out(sql::Transaction& transaction, std::string_view type,
                                       const std::vector<std::int64_t>& events);

/// Order of order numbers: digits by value, else bytewise.
bool comes_before(std::string_view a, std::string_view b);

}  // namespace kartei::test
