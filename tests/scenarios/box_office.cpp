#include "tests/scenarios/box_office.hpp"

#include <algorithm>

#include "modules/orders/sales_ledger.hpp"

namespace kartei::test {
namespace {

using sql::Transaction;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// customer-lists.md 4.2, word for word; not the program's own predicate.
bool is_listed(std::string_view type, const orders::Ticket& ticket) {
    const auto state = orders::state_name(ticket.state);
    if (type == "sold" || type == "seats") return state == "sold";
    if (type == "reserved" || type == "reserved-seats") return state == "reserved";
    if (type == "all") return state == "sold" || state == "reserved";
    if (type == "unprinted") return state == "sold" && ticket.print_count == 0;
    if (type == "invitations") return state == "sold" && ticket.price == 0;
    return type == "deleted" && state == "deleted";
}

}  // namespace

std::int64_t BoxOffice::customer(const std::string& name, const std::string& first_name,
                                 const customers::NewValues& more) {
    customers::NewValues values{{"kind", std::string("private")}, {"name", name}};
    if (!first_name.empty()) values["first_name"] = first_name;
    for (const auto& [field, value] : more) values[field] = value;
    return customers::create_customer(house_, transaction_, Actor::system(), values)->customer.id;
}

std::int64_t BoxOffice::event(const EventPlan& plan) {
    events::Event event;
    event.code = event.name = plan.code;
    event.production = plan.production;
    event.season = plan.season;
    event.promoter = plan.promoter;
    event.starts_at = plan.starts_at;
    event.genres = plan.genres;
    event.tags = plan.tags;
    event.venue = "Stadttheater";
    event.hall = plan.hall;
    events::store_event(house_, transaction_, change_, event);
    return *events::id_of_code(transaction_, plan.code);
}

orders::Ticket BoxOffice::planned_ticket(const TicketPlan& plan) {
    orders::Ticket ticket;
    ticket.id = take_ids(transaction_, "ticket");
    ticket.created_event = change_.event();
    ticket.event_id = *events::id_of_code(transaction_, plan.event);
    ticket.ticket_type_id = events::find_or_create(transaction_, change_, events::Shelf::ticket_type, plan.type);
    ticket.price = plan.price;
    ticket.section = plan.section;
    ticket.row = plan.row;
    ticket.seat = plan.seat;
    ticket.entrance = plan.entrance;
    ticket.seat_set = plan.seat_set;
    ticket.barcode = "B" + std::to_string(ticket.id);
    ticket.state = plan.state;
    ticket.print_count = plan.printed ? 1 : 0;
    if (plan.scanned) ticket.scanned_at = "2026-05-01T17:40:00Z", ticket.scanned_by = "door 1";
    if (plan.state == orders::TicketState::deleted)
        ticket.deleted_at = "2026-03-01T08:00:00Z", ticket.deleted_by = "anna", ticket.refunded = plan.price;
    if (!plan.promotion.empty())
        ticket.promotion_id = events::find_or_create(transaction_, change_, events::Shelf::promotion, plan.promotion);
    if (!plan.subscription.empty())
        ticket.subscription_id =
            events::find_or_create_subscription(transaction_, change_, plan.subscription, plan.season, plan.kind);
    return ticket;
}

std::int64_t BoxOffice::order(const std::string& number, std::int64_t customer, const std::vector<TicketPlan>& tickets,
                              std::int64_t paid) {
    orders::Order order;
    order.id = take_ids(transaction_, "orders");
    order.created_event = change_.event();
    order.number = number;
    order.customer_id = customer;
    order.ordered_at = "2026-02-01T10:00:00Z";
    order.channel = "online";
    order.receipt_url = "https://tickets.example/receipt/" + number;
    order.paid = paid;
    orders::insert_order(transaction_, order);
    change_.created("orders", order.id);
    std::int64_t line = 0;
    for (const auto& plan : tickets) {
        auto ticket = planned_ticket(plan);
        ticket.order_id = order.id;
        ticket.line = ++line;
        orders::insert_ticket(transaction_, ticket);
        change_.created("ticket", ticket.id);
    }
    orders::refresh_lines(transaction_, order.id);
    orders::settle_sales(transaction_, change_, order.id);
    return order.id;
}

void BoxOffice::change_ticket(std::int64_t id, const std::function<void(orders::Ticket&)>& change) {
    auto ticket = *orders::find_ticket(transaction_, id);
    change(ticket);
    ASSERT_TRUE(orders::update_ticket(transaction_, ticket));
    orders::refresh_lines(transaction_, ticket.order_id);
    orders::settle_sales(transaction_, change_, ticket.order_id);
}

void BoxOffice::rename(std::int64_t customer, const std::string& name, const std::string& first_name) {
    const auto version = customers::find_customer(transaction_, customer)->version;
    const customers::NewValues values{{"name", name}, {"first_name", first_name.empty() ? Value() : Value(first_name)}};
    ASSERT_TRUE(customers::change_customer(house_, transaction_, Actor::system(), customer, version, values));
}

void sell(House& house, const std::function<void(BoxOffice&)>& work) {
    house.database.write([&](Transaction& transaction) {
        BoxOffice office(house, transaction);
        work(office);
        office.seal();
    });
}

std::vector<std::int64_t> InATheatre::ids(const std::vector<std::string>& codes) {
    return house().database.read([&](Transaction& transaction) {
        std::vector<std::int64_t> list;
        for (const auto& code : codes) list.push_back(*events::id_of_code(transaction, code));
        return list;
    });
}

std::ostream& operator<<(std::ostream& out, const ListedRow& row) {
    return out << row.order << "/" << row.ticket << " customer " << row.customer << " tickets " << row.tickets
               << " price " << row.price;
}

bool comes_before(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a[0]) && is_digit(b[0])) {
            const auto x = std::stoll(std::string(a)), y = std::stoll(std::string(b));
            if (x != y) return x < y;
            while (!a.empty() && is_digit(a[0])) a.remove_prefix(1);
            while (!b.empty() && is_digit(b[0])) b.remove_prefix(1);
        } else {
            if (a[0] != b[0]) return a[0] < b[0];
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.size() < b.size();
}

std::vector<ListedRow> rows_worked_out(Transaction& transaction, std::string_view type,
                                       const std::vector<std::int64_t>& events) {
    const bool per_ticket = type == "seats" || type == "reserved-seats";
    std::vector<std::pair<std::string, ListedRow>> found;  // with the place of the name
    std::vector<std::pair<std::int64_t, std::pair<std::string, std::int64_t>>> orders;
    {
        auto rows = transaction.query("SELECT id, number, customer_id FROM orders");
        while (rows.next()) orders.push_back({rows.integer(0), {rows.string(1), rows.integer(2)}});
    }
    for (const auto& [id, order] : orders) {
        ListedRow row{order.first, 0, order.second, 0, 0};
        auto key = orders::name_key_of_customer(transaction, order.second);
        for (const auto& ticket : orders::tickets_of(transaction, id)) {
            if (std::find(events.begin(), events.end(), ticket.event_id) == events.end() || !is_listed(type, ticket))
                continue;
            if (per_ticket) found.push_back({key, {order.first, ticket.id, order.second, 1, ticket.price}});
            ++row.tickets;
            row.price += ticket.price;
        }
        if (!per_ticket && row.tickets > 0) found.push_back({key, row});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        if (a.second.order != b.second.order) return comes_before(a.second.order, b.second.order);
        return a.second.ticket < b.second.ticket;
    });
    std::vector<ListedRow> list;
    for (auto& [key, row] : found) list.push_back(std::move(row));
    return list;
}

}  // namespace kartei::test
