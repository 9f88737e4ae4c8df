#include "modules/orders/file_rows.hpp"

#include "modules/customers/customer.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr std::string_view select_tickets =
    "SELECT t.ticket, t.line, o.number, c.number, o.ordered_at, o.sold_by, o.channel, e.code, y.name, y.ticket_group,"
    " t.price, t.fee, t.entrance, t.section, t.row, t.seat, t.price_zone, t.barcode, t.state, t.print_count,"
    " t.printed_at, t.scanned_at, t.scanned_by, s.name, n.name, s.kind, t.seat_set, p.name, o.expires_at,"
    " o.delete_on_expiry, t.deleted_at, t.deleted_by, t.refunded,"
    " CASE t.state WHEN 'deleted' THEN t.fee_kept END, o.description, o.payment_types, o.paid,"
    " o.delivery_address, o.receipt_url, :currency"
    " FROM ticket t JOIN orders o ON o.id = t.order_id JOIN event e ON e.id = t.event_id"
    " LEFT JOIN customer c ON c.id = o.customer_id AND c.id <> :anonymous"
    " LEFT JOIN ticket_type y ON y.id = t.ticket_type_id"
    " LEFT JOIN subscription s ON s.id = t.subscription_id LEFT JOIN season n ON n.id = s.season_id"
    " LEFT JOIN promotion p ON p.id = t.promotion_id ORDER BY o.id, e.id, t.line, t.id";

constexpr std::string_view select_products =
    "SELECT o.number, s.line, c.number, p.name, p.sku, e.code, s.quantity, s.unit_price, s.vat_rate, s.state,"
    " s.sold_at, :currency"
    " FROM product_sale s JOIN orders o ON o.id = s.order_id JOIN product p ON p.id = s.product_id"
    " LEFT JOIN customer c ON c.id = s.customer_id AND c.id <> :anonymous"
    " LEFT JOIN event e ON e.id = s.event_id ORDER BY o.id, s.line";

Value value_of(const sql::Rows& rows, int column, FieldKind kind) {
    if (rows.is_null(column)) return {};
    switch (kind) {
        case FieldKind::integer: case FieldKind::customer_number: case FieldKind::money: return rows.integer(column);
        case FieldKind::yes_no: return rows.integer(column) != 0;
        default: return rows.text(column).empty() ? Value() : Value(rows.string(column));
    }
}

void each_row(sql::Rows rows, std::span<const Field> fields, const TakeRow& take) {
    while (rows.next()) {
        std::vector<Value> values;
        for (const auto& field : fields)
            values.push_back(value_of(rows, static_cast<int>(values.size()), field.kind));
        if (!take(values)) return;
    }
}

std::int64_t number_of(Transaction& transaction, std::string_view select) {
    auto rows = transaction.query(select);
    rows.next();
    return rows.integer(0);
}

}  // namespace

std::int64_t count_tickets(Transaction& transaction) {
    return number_of(transaction, "SELECT count(*) FROM ticket");
}

void each_ticket_row(Transaction& transaction, std::span<const Field> fields, const std::string& currency,
                     const TakeRow& take) {
    each_row(transaction.query(select_tickets, currency, customers::anonymous_customer), fields, take);
}

std::int64_t count_product_sales(Transaction& transaction) {
    return number_of(transaction, "SELECT count(*) FROM product_sale");
}

void each_product_row(Transaction& transaction, std::span<const Field> fields, const std::string& currency,
                      const TakeRow& take) {
    each_row(transaction.query(select_products, currency, customers::anonymous_customer), fields, take);
}

}  // namespace kartei::orders
