#include "modules/selections/plain_reading.hpp"

#include "modules/profile/list.hpp"

#include <algorithm>
#include <set>

namespace kartei::selections {
namespace {

using std::string;

bool is_number(const Field& field) { return field.is_number() || field.kind == FieldKind::yes_no; }

/// Cells of one column for all rows of a table: (key of the row, customer) -> cell.
using Read = std::function<void(std::int64_t key, std::int64_t second, std::int64_t customer, PlainCell cell)>;

void read_column(Transaction& transaction, const string& sql, bool number, const Read& read) {
    auto rows = transaction.query(sql);
    while (rows.next()) {
        PlainCell cell;
        cell.empty = rows.is_null(3);
        if (number) cell.number = rows.integer(3);
        else cell.text = rows.string(3);
        read(rows.integer(0), rows.integer(1), rows.integer(2), cell);
    }
}

struct PlainColumn {
    const char *name, *sql;
    bool number = false;
};
/// Tables of what people did, in the test's own words.
struct PlainFact {
    const char *name, *from, *customer, *key, *second;
    std::vector<PlainColumn> columns;
};

const std::vector<PlainFact>& plain_facts() {
    static const std::vector<PlainFact> all{
        {"tickets", "ticket, orders WHERE orders.id = ticket.order_id", "orders.customer_id", "ticket.id", "0",
         {{"_event", "ticket.event_id", true}, {"_sum", "ticket.price", true}, {"_day", "orders.ordered_at"},
          {"state", "ticket.state"}, {"price", "ticket.price", true}, {"price_zone", "ticket.price_zone"},
          {"channel", "orders.channel"}, {"ordered_at", "orders.ordered_at"},
          {"subscription", "(SELECT x.name FROM subscription x WHERE x.id = ticket.subscription_id)"},
          {"promotion", "(SELECT x.name FROM promotion x WHERE x.id = ticket.promotion_id)"},
          {"ticket_type", "(SELECT x.name FROM ticket_type x WHERE x.id = ticket.ticket_type_id)"},
          {"printed", "CASE WHEN ticket.print_count > 0 THEN 1 ELSE 0 END", true},
          {"scanned", "CASE WHEN ticket.scanned_at IS NOT NULL THEN 1 ELSE 0 END", true}}},
        {"products", "product_sale, product WHERE product.id = product_sale.product_id", "product_sale.customer_id",
         "product_sale.id", "0",
         {{"_event", "product_sale.event_id", true}, {"_count", "product_sale.quantity", true},
          {"_sum", "product_sale.quantity * product_sale.unit_price", true}, {"_day", "product_sale.sold_at"},
          {"product", "product.name"}, {"sku", "product.sku"}, {"state", "product_sale.state"},
          {"quantity", "product_sale.quantity", true}, {"price", "product_sale.unit_price", true},
          {"sold_at", "product_sale.sold_at"}}},
        {"orders", "orders WHERE 1 = 1", "orders.customer_id", "orders.id", "0",
         {{"_sum", "orders.paid", true}, {"_day", "orders.ordered_at"}, {"number", "orders.number"},
          {"channel", "orders.channel"}, {"sold_by", "orders.sold_by"}, {"paid", "orders.paid", true},
          {"ordered_at", "orders.ordered_at"}, {"expires_at", "orders.expires_at"}}},
        {"bookings",
         "booking LEFT JOIN booking_service ON booking_service.booking_id = booking.id AND"
         " (booking.state = 'cancelled' OR booking_service.cancelled_on IS NULL) WHERE booking.customer_id IS NOT NULL",
         "booking.customer_id", "booking.id", "coalesce(booking_service.id, 0)",
         {{"_sum", "CASE WHEN booking.kind = 'booking' AND booking.state = 'cancelled' THEN booking.charges WHEN"
                   " booking.kind = 'booking' THEN booking.services + booking.charges - booking.commission ELSE 0 END",
           true},
          {"_day", "booking.booked_on"}, {"kind", "booking.kind"}, {"state", "booking.state"},
          {"booked_on", "booking.booked_on"}, {"departs_on", "booking.departs_on"},
          {"returns_on", "booking.returns_on"}, {"travel_kind", "booking.travel_kind"},
          {"destination", "booking.destination"}, {"operator", "booking_service.operator"},
          {"price", "booking.total", true}}},
        {"payments", "booking_payment, booking WHERE booking.id = booking_payment.booking_id AND"
                     " booking.customer_id IS NOT NULL",
         "booking.customer_id", "booking_payment.id", "0",
         {{"_sum", "booking_payment.amount", true}, {"_day", "booking_payment.paid_on"},
          {"paid_on", "booking_payment.paid_on"}, {"kind", "booking_payment.kind"},
          {"amount", "booking_payment.amount", true}}},
        {"services", "booking_service, booking WHERE booking.id = booking_service.booking_id AND"
                     " booking.customer_id IS NOT NULL",
         "booking.customer_id", "booking_service.id", "0",
         {{"_sum", "CASE WHEN booking.kind = 'booking' AND booking.state <> 'cancelled' AND"
                   " booking_service.cancelled_on IS NULL THEN booking_service.count * booking_service.unit_price -"
                   " coalesce(booking_service.commission_amount, 0) ELSE 0 END", true},
          {"_day", "booking_service.starts_on"}, {"kind", "booking.kind"},
          {"state", "CASE WHEN booking_service.cancelled_on IS NOT NULL THEN 'cancelled' ELSE booking.state END"},
          {"booked_on", "booking.booked_on"}, {"departs_on", "booking.departs_on"},
          {"operator", "booking_service.operator"}, {"product_type", "booking_service.product_type"},
          {"destination", "booking_service.destination"}, {"starts_on", "booking_service.starts_on"},
          {"price", "booking_service.count * booking_service.unit_price", true}}},
        {"participations", "booking_participant, booking WHERE booking.id = booking_participant.booking_id AND"
                           " booking.state <> 'void' AND booking_participant.customer_id IS NOT NULL",
         "booking_participant.customer_id", "booking_participant.id", "0",
         {{"_day", "booking.departs_on"}, {"kind", "booking.kind"},
          {"state", "CASE WHEN booking_participant.cancelled_on IS NOT NULL THEN 'cancelled' ELSE booking.state END"},
          {"departs_on", "booking.departs_on"}, {"destination", "booking.destination"},
          {"role", "booking_participant.role"}}}};
    return all;
}

void read_rows_apart(Transaction& transaction, PlainHouse& house, const string& name, const string& from,
                     const string& customer, const string& key, const string& second,
                     const std::vector<PlainColumn>& columns) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, PlainRow>> all;
    for (const auto& column : columns)
        read_column(transaction, "SELECT " + key + ", " + second + ", " + customer + ", " + column.sql + " FROM " + from,
                    column.number, [&](auto row, auto other, auto whose, PlainCell cell) {
                        auto& [owner, cells] = all[{row, other}];
                        owner = whose, cells[column.name] = std::move(cell), cells["_key"].number = row;
                    });
    for (auto& [place, row] : all) house.rows[name][row.first].push_back(std::move(row.second));
}

}  // namespace

PlainHouse PlainHouse::read(Transaction& transaction) {
    PlainHouse house;
    for (const auto& column : customer_source().columns)
        read_column(transaction, "SELECT id, 0, id, " + string(column.field.name) + " FROM customer WHERE id <> 1",
                    is_number(column.field), [&](auto id, auto, auto, PlainCell cell) {
                        house.customers[id][string(column.field.name)] = std::move(cell);
                    });
    for (const auto& list : profile::all_lists()) {
        std::vector<string> names;
        std::vector<PlainColumn> columns;
        for (const auto& field : list.fields) names.emplace_back(field.name);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!list.fields[i].is_sensitive() && list.fields[i].kind != FieldKind::blind_index)
                columns.push_back({names[i].c_str(), names[i].c_str(), is_number(list.fields[i])});
        read_rows_apart(transaction, house, string(list.name), string(list.record), "customer_id", "id", "0", columns);
    }
    read_rows_apart(transaction, house, "labels", "customer_label, label WHERE label.id = customer_label.label_id",
                    "customer_id", "label.id", "customer_id",
                    {{"label", "label.name"}, {"granted_at", "granted_at"}, {"expires_at", "expires_at"}});
    read_rows_apart(transaction, house, "declarations",
                    "permission_declaration d, permission p WHERE p.id = d.permission_id", "d.customer_id", "d.id", "0",
                    {{"permission", "p.name"}, {"state", "d.state"}, {"at", "d.at"}});
    for (const auto& fact : plain_facts())
        read_rows_apart(transaction, house, fact.name, fact.from, fact.customer, fact.key, fact.second, fact.columns);
    auto events = transaction.query("SELECT code, id FROM event WHERE code IS NOT NULL");
    while (events.next()) house.events[events.string(0)] = events.integer(1);
    auto saved = transaction.query("SELECT name, document FROM selection");
    while (saved.next()) house.saved[saved.string(0)] = saved.string(1);
    return house;
}

}  // namespace kartei::selections
