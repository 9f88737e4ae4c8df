#include "modules/orders/order_lists.hpp"

#include <array>
#include <charconv>

#include "lists/whole_list.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {
namespace {

using lists::CellKind;
using lists::Column;
using lists::member_column;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 4> shows{"expired", "coming", "all", "deleted"};

struct OrderRow : lists::Row {
    std::int64_t order_id = 0, customer_id = 0, tickets = 0, total = 0, paid = 0, difference = 0;
    std::optional<std::int64_t> customer;
    std::string order, name, ordered_at, expires_at, payment_types, description, state;
    bool delete_on_expiry = false;
};

Column order_column(std::string name, CellKind kind, int priority, std::string OrderRow::*member, int width) {
    auto key = "order." + name;
    return member_column(std::move(name), std::move(key), kind, priority, member, width);
}

const std::vector<Column>& overpaid_columns() {
    static const std::vector<Column> columns{
        order_column("order", CellKind::text, 1, &OrderRow::order, 110),
        member_column("name", "order_list.name", CellKind::text, 2, &OrderRow::name, 180),
        member_column("customer", "order.customer", CellKind::integer, 6, &OrderRow::customer),
        member_column("total", "order.order_total", CellKind::money, 4, &OrderRow::total),
        member_column("paid", "order.paid", CellKind::money, 3, &OrderRow::paid),
        member_column("overpaid", "order_list.overpaid", CellKind::money, 1, &OrderRow::difference),
        order_column("payment_types", CellKind::text, 5, &OrderRow::payment_types, 120),
        order_column("ordered_at", CellKind::instant, 7, &OrderRow::ordered_at, 132),
        order_column("description", CellKind::text, 9, &OrderRow::description, 140)};
    return columns;
}

const std::vector<Column>& reservation_columns() {
    static const std::vector<Column> columns{
        order_column("order", CellKind::text, 1, &OrderRow::order, 110),
        member_column("name", "order_list.name", CellKind::text, 2, &OrderRow::name, 180),
        member_column("customer", "order.customer", CellKind::integer, 6, &OrderRow::customer),
        order_column("expires_at", CellKind::instant, 1, &OrderRow::expires_at, 132),
        member_column("delete_on_expiry", "order_list.delete_on_expiry", CellKind::yes_no, 4,
                      &OrderRow::delete_on_expiry, 116),
        member_column("state", "order_list.state", CellKind::text, 3, &OrderRow::state, 176,
                      {"open", "expired", "expired_part_paid", "deleted"}),
        member_column("tickets", "order.tickets", CellKind::integer, 3, &OrderRow::tickets),
        member_column("total", "order.order_total", CellKind::money, 4, &OrderRow::total),
        member_column("paid", "order.paid", CellKind::money, 5, &OrderRow::paid),
        order_column("ordered_at", CellKind::instant, 7, &OrderRow::ordered_at, 132),
        order_column("description", CellKind::text, 9, &OrderRow::description, 140)};
    return columns;
}

void put_customer(Transaction& transaction, const Actor& actor, OrderRow& row) {
    if (row.customer_id == customers::anonymous_customer || !actor.may("customers.read")) {
        row.customer_id = 0;
        return;
    }
    const auto customer = customers::find_customer(transaction, row.customer_id);
    if (!customer) return;
    row.customer = customer->number;
    row.name = customers::name_in_lists(customer->name_prefix, customer->name, customer->first_name);
}

std::string state_of(const OrderRow& row, const std::string& now, bool is_deleted) {
    if (is_deleted) return "deleted";
    if (row.expires_at.empty() || row.expires_at > now) return "open";
    return row.paid > 0 ? "expired_part_paid" : "expired";
}

/// Nothing where the actor may not see the whole order, as find_sum() has it.
std::optional<OrderRow> row_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               bool is_deleted) {
    const auto sum = find_sum(transaction, actor, id);
    if (!sum) return std::nullopt;
    const auto& order = sum->order;
    OrderRow row;
    row.order_id = id, row.customer_id = order.customer_id, row.order = order.number;
    row.total = sum->total, row.paid = order.paid, row.difference = order.paid - sum->total;
    row.ordered_at = order.ordered_at, row.expires_at = order.expires_at, row.description = order.description;
    row.payment_types = order.payment_types, row.delete_on_expiry = order.delete_on_expiry;
    const auto counted = is_deleted ? TicketState::deleted : TicketState::reserved;
    for (const auto& ticket : sum->tickets) row.tickets += ticket.state == counted;
    row.state = state_of(row, house.now(), is_deleted);
    put_customer(transaction, actor, row);
    return row;
}

/// Orders that were chosen when it was made; a row's place is its number among them.
class OrderList final : public lists::List {
public:
    OrderList(House& house, Actor actor, std::vector<std::int64_t> orders, const std::vector<Column>& columns,
              bool are_deleted, std::vector<lists::Sum> sums)
        : house_(house), actor_(std::move(actor)), orders_(std::move(orders)), columns_(columns),
          are_deleted_(are_deleted), sums_(std::move(sums)) {}

    const std::vector<Column>& columns() const override { return columns_; }
    const std::vector<lists::Sum>& sums() const override { return sums_; }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            lists::member_key("_customer", &OrderRow::customer_id), lists::member_key("_order", &OrderRow::order_id)};
        return keys;
    }
    void read(Transaction& transaction, const lists::Place& after, std::int64_t, const lists::TakeRow& take) const override {
        std::size_t next = 0;
        std::from_chars(after.data(), after.data() + after.size(), next);
        for (; next < orders_.size(); ++next) {
            const auto row = row_of(house_, transaction, actor_, orders_[next], are_deleted_);
            if (row && !take(*row, std::to_string(next + 1))) return;
        }
    }

private:
    House& house_;
    Actor actor_;
    std::vector<std::int64_t> orders_;
    const std::vector<Column>& columns_;
    bool are_deleted_;
    std::vector<lists::Sum> sums_;
};

std::vector<std::int64_t> ids_in(sql::Rows rows) {
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

constexpr std::string_view select_overpaid =
    "SELECT o.id FROM orders o WHERE o.paid > 0 AND o.paid >"
    " coalesce((SELECT sum(CASE t.state WHEN 'deleted' THEN t.fee_kept ELSE t.price + t.fee END) FROM ticket t"
    " WHERE t.order_id = o.id), 0)"
    " + coalesce((SELECT sum(p.quantity * p.unit_price) FROM product_sale p WHERE p.order_id = o.id"
    " AND p.state <> 'deleted' AND p.state <> 'returned'), 0)";

std::vector<std::int64_t> all_overpaid(Transaction& transaction) {
    // sql: the parts stand above
    static const auto all = fmt::format("{} ORDER BY o.id DESC", select_overpaid);
    return ids_in(transaction.query(all));
}

std::vector<std::int64_t> reserved_orders(Transaction& transaction, const std::string& show, std::string_view now) {
    constexpr std::string_view later = "9999";
    return ids_in(transaction.query(
        "SELECT o.id FROM orders o WHERE (o.id IN (SELECT order_id FROM ticket WHERE state = 'reserved')"
        " OR o.id IN (SELECT order_id FROM product_sale WHERE state = 'reserved'))"
        " AND coalesce(o.expires_at, :never) <= :until AND coalesce(o.expires_at, :never) > :from"
        " ORDER BY coalesce(o.expires_at, :never), o.id",
        std::string_view("99999"), show == "expired" ? now : show == "coming" ? later : std::string_view("99999"),
        show == "coming" ? now : std::string_view("")));
}

std::vector<std::int64_t> deleted_reservations(Transaction& transaction) {
    return ids_in(transaction.query(
        "SELECT DISTINCT x.order_id FROM expired_reservation x WHERE NOT EXISTS (SELECT 1 FROM change_event e"
        " WHERE e.reverses = x.change_event) ORDER BY x.order_id DESC"));
}

lists::Sum money_sum(std::string name, std::int64_t OrderRow::*member) {
    auto key = "order_list.sum." + name;
    return lists::member_sum(std::move(name), std::move(key), CellKind::money, member);
}

using Made = Result<std::shared_ptr<const lists::List>>;

}  // namespace

std::vector<std::int64_t> overpaid_orders(Transaction& transaction, std::int64_t customer) {
    // sql: the parts stand above
    static const auto his = fmt::format("{} AND o.id IN (SELECT k.order_id FROM customer_order k WHERE k.customer_id = "
                                        ":customer) AND o.customer_id = :customer ORDER BY o.id",
                                        select_overpaid);
    return ids_in(transaction.query(his, customer));
}

lists::Report overpaid_report() {
    lists::Report report{"overpaid-orders", "sales.read", "order"};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question&,
                     const std::optional<std::string>&) -> Made {
        return std::shared_ptr<const lists::List>(std::make_shared<OrderList>(
            house, actor, all_overpaid(transaction), overpaid_columns(), false,
            std::vector<lists::Sum>{money_sum("overpaid", &OrderRow::difference)}));
    };
    report.seen = events::seen_event_dates;
    report.columns = overpaid_columns();
    report.example = "--format xlsx --out overpaid.xlsx";
    return report;
}

lists::Report reservations_report() {
    lists::Report report{"reservations", "sales.read", "order_list",
                         {{{"show", choice, 0, Privacy::open, plain, shows}, "show", "order_list.show"}}};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Made {
        const auto show = question.text("show").empty() ? std::string("expired") : question.text("show");
        const bool deleted = show == "deleted";
        auto orders = deleted ? deleted_reservations(transaction) : reserved_orders(transaction, show, house.now());
        return std::shared_ptr<const lists::List>(std::make_shared<OrderList>(
            house, actor, std::move(orders), reservation_columns(), deleted,
            std::vector<lists::Sum>{money_sum("total", &OrderRow::total), money_sum("paid", &OrderRow::paid)}));
    };
    report.seen = events::seen_event_dates;
    report.columns = reservation_columns();
    report.example = "--show coming";
    return report;
}

}  // namespace kartei::orders
