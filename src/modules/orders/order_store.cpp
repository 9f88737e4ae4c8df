#include "modules/orders/order_store.hpp"

#include "audit/no_way_back.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/orders/image_of_gone.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr std::string_view order_select =
    "SELECT id, version, created_event, number, customer_id, ordered_at, sold_by, channel, description, expires_at, "
    "delete_on_expiry,"
    " delivery_address, payment_types, paid, receipt_url FROM orders";

constexpr std::string_view ticket_select =
    "SELECT id, version, created_event, order_id, event_id, line, ticket, ticket_type_id, price, fee, entrance, "
    "section, row, seat,"
    " price_zone, barcode, state, print_count, printed_at, scanned_at, scanned_by, subscription_id, seat_set, "
    "promotion_id, deleted_at,"
    " deleted_by, refunded, fee_kept FROM ticket";

Order read_order(const Rows& rows) {
    return {rows.integer(0),       rows.integer(1), rows.integer(2), rows.string(3),  rows.integer(4),
            rows.string(5),        rows.string(6),  rows.string(7),  rows.string(8),  rows.string(9),
            rows.integer(10) != 0, rows.string(11), rows.string(12), rows.integer(13),
            rows.string(14)};
}

Ticket read_ticket(const Rows& rows) {
    Ticket ticket;
    std::int64_t* const first[] = {&ticket.id,       &ticket.version,  &ticket.created_event,
                                   &ticket.order_id, &ticket.event_id, &ticket.line};
    for (int column = 0; column < 6; ++column) *first[column] = rows.integer(column);
    ticket.ticket = rows.string(6);
    ticket.ticket_type_id = rows.integer(7);
    ticket.price = rows.integer(8);
    ticket.fee = rows.integer(9);
    std::string* const place[] = {&ticket.entrance, &ticket.section,    &ticket.row,
                                  &ticket.seat,     &ticket.price_zone, &ticket.barcode};
    for (int i = 0; i < 6; ++i) *place[i] = rows.string(10 + i);
    ticket.state = *state_of_name(rows.text(16));
    ticket.print_count = rows.integer(17);
    ticket.printed_at = rows.string(18);
    ticket.scanned_at = rows.string(19);
    ticket.scanned_by = rows.string(20);
    ticket.subscription_id = rows.integer(21);
    ticket.seat_set = rows.string(22);
    ticket.promotion_id = rows.integer(23);
    ticket.deleted_at = rows.string(24);
    ticket.deleted_by = rows.string(25);
    ticket.refunded = rows.optional_integer(26);
    ticket.fee_kept = rows.integer(27);
    return ticket;
}

Parameter id_or_null(std::int64_t id) { return id == 0 ? Parameter(nullptr) : Parameter(id); }

std::string insert_statement(std::string_view table, const std::vector<std::string>& columns) {
    std::string names, values;
    for (const auto& column : columns) {
        if (!names.empty()) names += ", ", values += ", ";
        names += column;
        values += ":" + column;
    }
    // sql: column names and the places of their values
    return "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + values + ")";
}

std::string update_statement(std::string_view table, const std::vector<std::string>& columns) {
    std::string assignments;
    for (std::size_t i = 3; i < columns.size(); ++i) assignments += ", " + columns[i] + " = :" + columns[i];
    return "UPDATE " + std::string(table) + " SET version = version + 1" + assignments +
           " WHERE id = :id AND version = :version";
}

bool update(Transaction& transaction, const std::string& statement, std::vector<Parameter> row) {
    std::vector<Parameter> parameters(row.begin() + 3, row.end());
    parameters.push_back(row[0]);
    parameters.push_back(row[1]);
    return transaction.run_execute(statement, parameters) > 0;
}

void join_customer(Transaction& transaction, std::int64_t order_id, std::int64_t customer) {
    transaction.execute(
        "INSERT INTO customer_order (customer_id, order_id) VALUES (:customer, :order_id) ON CONFLICT DO NOTHING",
        customer, order_id);
}

void leave_customer(Transaction& transaction, std::int64_t order_id, std::int64_t customer) {
    transaction.execute("DELETE FROM customer_order WHERE customer_id = :customer AND order_id = :order_id", customer,
                        order_id);
}

std::int64_t customer_of_order(Transaction& transaction, std::int64_t order) {
    auto rows = transaction.query("SELECT customer_id FROM orders WHERE id = :id", order);
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<Conflict> reverse_ticket_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                              std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    std::vector<std::int64_t> orders;
    std::int64_t customer = 0;
    for (auto id = last; id >= first; --id) {
        auto rows = transaction.query("SELECT version, created_event, order_id FROM ticket WHERE id = :id", id);
        if (!rows.next() || rows.integer(1) != event) continue;
        if (rows.integer(0) > 1 && audit::touched_by_others(transaction, "ticket", id, event, change.event())) {
            conflicts.push_back({"ticket", id, "", "", "error.changed_since"});
        } else if (!check_only) {
            if (orders.empty() || orders.back() != rows.integer(2)) {
                orders.push_back(rows.integer(2));
                customer = customer_of_order(transaction, orders.back());
            }
            withdraw_sales(transaction, rows.integer(2), id);
            release_ticket(transaction, id);
            transaction.execute("DELETE FROM ticket WHERE id = :id", id);
            change.deleted("ticket", id, image_of_gone(customer), 0);
        }
    }
    for (const auto order : orders) refresh_lines(transaction, order);
    return conflicts;
}

std::vector<Conflict> reverse_order_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                             std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto order = find_order(transaction, id);
        if (!order || order->created_event != event) continue;
        const bool is_touched =
            order->version > 1 && audit::touched_by_others(transaction, "orders", id, event, change.event());
        if (check_only) {
            if (is_touched) conflicts.push_back({"orders", id, "", "", "error.changed_since"});
            continue;
        }
        if (is_touched || transaction.query("SELECT 1 FROM ticket WHERE order_id = :id LIMIT 1", id).next() ||
            transaction.query("SELECT 1 FROM product_sale WHERE order_id = :id LIMIT 1", id).next()) {
            conflicts.push_back({"orders", id, "", "", "error.changed_since"});
            continue;
        }
        remove_order_lines(transaction, order->number, name_key_of_customer(transaction, order->customer_id));
        leave_customer(transaction, id, order->customer_id);
        transaction.execute("DELETE FROM orders WHERE id = :id", id);
        change.deleted("orders", id, image_of_gone(order->customer_id), 0);
    }
    return conflicts;
}

}  // namespace

std::string_view state_name(TicketState state) {
    return state == TicketState::sold ? "sold" : state == TicketState::reserved ? "reserved" : "deleted";
}

std::optional<TicketState> state_of_name(std::string_view name) {
    if (name == "sold") return TicketState::sold;
    if (name == "reserved") return TicketState::reserved;
    if (name == "deleted") return TicketState::deleted;
    return std::nullopt;
}

const FieldTable<Order>& order_fields() {
    using enum FieldKind;
    static const FieldTable<Order> table = {
        {{"ordered_at", instant}, &Order::ordered_at},
        {{"sold_by", text, 120}, &Order::sold_by},
        {{"channel", text, 40}, &Order::channel},
        {{"description", multiline, 1000, Privacy::personal}, &Order::description},
        {{"expires_at", instant}, &Order::expires_at},
        {{"delete_on_expiry", yes_no}, &Order::delete_on_expiry},
        {{"delivery_address", multiline, 1000, Privacy::personal}, &Order::delivery_address},
        {{"payment_types", text, 120}, &Order::payment_types},
        {{"receipt_url", text, 1000, Privacy::personal}, &Order::receipt_url},
    };
    return table;
}

std::optional<Order> find_order(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(order_select) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_order(rows);
}

std::optional<std::int64_t> id_of_number(Transaction& transaction, std::string_view number) {
    auto rows = transaction.query("SELECT id FROM orders WHERE number = :number", number);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::vector<Ticket> tickets_of(Transaction& transaction, std::int64_t order_id) {
    std::vector<Ticket> tickets;
    auto rows = transaction.query(
        std::string(ticket_select) + " WHERE order_id = :order_id ORDER BY event_id, line, id", order_id);
    while (rows.next()) tickets.push_back(read_ticket(rows));
    return tickets;
}

std::vector<Ticket> tickets_of_orders(Transaction& transaction, std::span<const std::int64_t> orders) {
    // One statement with a fixed number of places; what is not needed is filled with an id that nobody has.
    constexpr std::size_t places = 100;
    static const std::string select = [] {
        std::string list;
        for (std::size_t i = 0; i < places; ++i) list += (i ? ", :o" : ":o") + std::to_string(i);
        // sql: a fixed number of places
        return std::string(ticket_select) + " WHERE order_id IN (" + list + ") ORDER BY order_id, event_id, line, id";
    }();
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < places; ++i) parameters.emplace_back(i < orders.size() ? orders[i] : std::int64_t{-1});
    std::vector<Ticket> tickets;
    auto rows = transaction.run_query(select, parameters);
    while (rows.next()) tickets.push_back(read_ticket(rows));
    return tickets;
}

std::optional<Ticket> find_ticket(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(ticket_select) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_ticket(rows);
}

std::optional<std::int64_t> id_of_ticket(Transaction& transaction, std::string_view ticket) {
    auto rows = transaction.query("SELECT id FROM ticket WHERE ticket = :ticket", ticket);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::string name_key_of_customer(Transaction& transaction, std::int64_t customer_id) {
    auto rows = transaction.query("SELECT name, first_name FROM customer WHERE id = :id", customer_id);
    if (!rows.next()) return "";
    return customers::name_key(rows.text(0), rows.text(1));
}

const std::vector<std::string>& order_columns() {
    static const std::vector<std::string> columns{
        "id",      "version",     "created_event", "number",           "customer_id",      "ordered_at",    "sold_by",
        "channel", "description", "expires_at",    "delete_on_expiry", "delivery_address", "payment_types", "paid",
        "receipt_url"};
    return columns;
}

std::vector<Parameter> order_parameters(const Order& order) {
    using sql::text_or_null;
    return {order.id,
            order.version,
            order.created_event,
            order.number,
            order.customer_id,
            text_or_null(order.ordered_at),
            text_or_null(order.sold_by),
            text_or_null(order.channel),
            text_or_null(order.description),
            text_or_null(order.expires_at),
            order.delete_on_expiry,
            text_or_null(order.delivery_address),
            text_or_null(order.payment_types),
            order.paid,
            text_or_null(order.receipt_url)};
}

const std::vector<std::string>& ticket_columns() {
    static const std::vector<std::string> columns{"id",
                                                  "version",
                                                  "created_event",
                                                  "order_id",
                                                  "event_id",
                                                  "line",
                                                  "ticket",
                                                  "ticket_type_id",
                                                  "price",
                                                  "fee",
                                                  "entrance",
                                                  "section",
                                                  "row",
                                                  "seat",
                                                  "price_zone",
                                                  "barcode",
                                                  "state",
                                                  "print_count",
                                                  "printed_at",
                                                  "scanned_at",
                                                  "scanned_by",
                                                  "subscription_id",
                                                  "seat_set",
                                                  "promotion_id",
                                                  "deleted_at",
                                                  "deleted_by",
                                                  "refunded",
                                                  "fee_kept"};
    return columns;
}

std::vector<Parameter> ticket_parameters(const Ticket& ticket) {
    using sql::text_or_null;
    return {ticket.id,
            ticket.version,
            ticket.created_event,
            ticket.order_id,
            ticket.event_id,
            ticket.line,
            text_or_null(ticket.ticket),
            id_or_null(ticket.ticket_type_id),
            ticket.price,
            ticket.fee,
            text_or_null(ticket.entrance),
            text_or_null(ticket.section),
            text_or_null(ticket.row),
            text_or_null(ticket.seat),
            text_or_null(ticket.price_zone),
            text_or_null(ticket.barcode),
            state_name(ticket.state),
            ticket.print_count,
            text_or_null(ticket.printed_at),
            text_or_null(ticket.scanned_at),
            text_or_null(ticket.scanned_by),
            id_or_null(ticket.subscription_id),
            text_or_null(ticket.seat_set),
            id_or_null(ticket.promotion_id),
            text_or_null(ticket.deleted_at),
            text_or_null(ticket.deleted_by),
            ticket.refunded,
            ticket.fee_kept};
}

void insert_order(Transaction& transaction, const Order& order) {
    static const std::string statement = insert_statement("orders", order_columns());
    transaction.run_execute(statement, order_parameters(order));
    join_customer(transaction, order.id, order.customer_id);
}

void insert_ticket(Transaction& transaction, const Ticket& ticket) {
    static const std::string statement = insert_statement("ticket", ticket_columns());
    transaction.run_execute(statement, ticket_parameters(ticket));
}

bool update_order(Transaction& transaction, const Order& order) {
    static const std::string statement = update_statement("orders", order_columns());
    return update(transaction, statement, order_parameters(order));
}

bool update_ticket(Transaction& transaction, const Ticket& ticket) {
    static const std::string statement = update_statement("ticket", ticket_columns());
    return update(transaction, statement, ticket_parameters(ticket));
}

const std::vector<std::string>& customer_order_columns() {
    static const std::vector<std::string> columns{"customer_id", "order_id"};
    return columns;
}

void follow_customer(Transaction& transaction, std::int64_t order_id, std::int64_t from, std::int64_t to) {
    if (from == to) return;
    leave_customer(transaction, order_id, from);
    join_customer(transaction, order_id, to);
}

void settle_customer(Transaction& transaction, std::int64_t order_id) {
    if (const auto order = find_order(transaction, order_id)) join_customer(transaction, order_id, order->customer_id);
}

void refresh_lines(Transaction& transaction, std::int64_t order_id, std::string_view old_name_key) {
    const auto order = find_order(transaction, order_id);
    if (!order) return;
    const auto key = name_key_of_customer(transaction, order->customer_id);
    remove_order_lines(transaction, order->number, old_name_key.empty() ? std::string_view(key) : old_name_key);
    insert_order_lines(transaction, *order, key, tickets_of(transaction, order_id));
}

std::vector<audit::Reversible> reversible_orders() {
    return {{"orders", reverse_order_change, reverse_order_creation, audit::gone_for_good("orders")},
            {"ticket", reverse_ticket_change, reverse_ticket_creation, audit::gone_for_good("ticket")}};
}

}  // namespace kartei::orders
