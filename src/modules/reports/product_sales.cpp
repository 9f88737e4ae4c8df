#include "modules/reports/product_sales.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "modules/customers/customer.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

ProductLine read_line(const sql::Rows& rows, std::int64_t product) {
    ProductLine line;
    line.order = rows.string(0), line.order_id = rows.integer(1), line.event_id = rows.integer(3);
    line.quantity = rows.integer(4), line.unit_price = rows.integer(5);
    line.vat_rate = rows.string(6), line.state = rows.string(7), line.sold_at = rows.string(8);
    line.customer_id = rows.integer(9), line.product_id = product;
    line.name_key = customers::name_key(rows.text(10), rows.text(11));
    line.place = fmt::format("{}\x1f{}\x1f{:06}", line.name_key, orders::order_key(line.order), rows.integer(2));
    return line;
}

}  // namespace

std::vector<ProductLine> lines_after(Transaction& transaction, const ProductSelection& selection,
                                     std::string_view after) {
    std::vector<ProductLine> lines;
    for (const auto& [product, name] : selection.products) {
        auto rows = transaction.stream(
            "SELECT o.number, s.order_id, s.line, s.event_id, s.quantity, s.unit_price, s.vat_rate, s.state, s.sold_at,"
            " c.id, c.name, c.first_name FROM product_sale s JOIN orders o ON o.id = s.order_id"
            " JOIN customer c ON c.id = s.customer_id WHERE s.product_id = :product"
            " AND (s.sold_at >= :from OR :from = '') AND (s.sold_at < :before OR :before = '')"
            " AND (c.hidden_in_search <= :hidden OR c.id = :anonymous)",
            product, selection.from, selection.before, selection.with_hidden,
            customers::anonymous_customer);
        while (rows.next()) {
            const int sign = selection.sign_of(rows.text(7));
            if (sign == 0 || !selection.is_at_event(rows.integer(3))) continue;
            auto line = read_line(rows, product);
            line.quantity *= sign;
            if (line.place > after) lines.push_back(std::move(line));
        }
    }
    std::sort(lines.begin(), lines.end(), [](const auto& one, const auto& other) { return one.place < other.place; });
    return lines;
}

std::vector<ProductTotal> totals_of(Transaction& transaction, const ProductSelection& selection) {
    std::vector<ProductTotal> totals;
    for (const auto& [product, name] : selection.products) {
        std::map<std::int64_t, ProductTotal> by_event;
        auto rows = transaction.query(
            "SELECT coalesce(s.event_id, 0), s.state, sum(s.quantity), sum(s.quantity * s.unit_price)"
            " FROM product_sale s JOIN customer c ON c.id = s.customer_id WHERE s.product_id = :product"
            " AND (s.sold_at >= :from OR :from = '') AND (s.sold_at < :before OR :before = '')"
            " AND (c.hidden_in_search <= :hidden OR c.id = :anonymous) GROUP BY coalesce(s.event_id, 0), s.state",
            product, selection.from, selection.before, selection.with_hidden,
            customers::anonymous_customer);
        while (rows.next()) {
            const int sign = selection.sign_of(rows.text(1));
            if (sign == 0 || !selection.is_at_event(rows.integer(0))) continue;
            auto& total = by_event[rows.integer(0)];
            total.product_id = product, total.event_id = rows.integer(0);
            total.quantity += sign * rows.integer(2), total.revenue += sign * rows.integer(3);
        }
        for (const auto& [event, total] : by_event) totals.push_back(total);
    }
    return totals;
}

}  // namespace kartei::reports
