#include "modules/orders/product_sale.hpp"

#include "audit/no_way_back.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/orders/article_stock.hpp"
#include "modules/orders/image_of_gone.hpp"

#include <array>
#include <variant>

namespace kartei::orders {
namespace {

using audit::Change;
using audit::Conflict;
using sql::text_or_null;
using sql::Transaction;

/// What can differ between two states of a sale. References are ids; an event of 0 reads as empty.
struct SaleField {
    Field field;
    std::variant<std::int64_t ProductSale::*, std::string ProductSale::*> member;

    Value get(const ProductSale& sale) const {
        if (auto text = std::get_if<1>(&member)) return (sale.**text).empty() ? Value() : Value(sale.**text);
        const auto number = sale.*std::get<0>(member);
        return number == 0 && field.name == "event" ? Value() : Value(number);
    }
    void set(ProductSale& sale, const Value& value) const {
        if (auto text = std::get_if<1>(&member)) sale.**text = is_empty(value) ? "" : std::get<std::string>(value);
        else sale.*std::get<0>(member) = is_empty(value) ? 0 : std::get<std::int64_t>(value);
    }
};

const std::array<SaleField, 10>& sale_fields() {
    using enum FieldKind;
    static const std::array<SaleField, 10> fields{{
        {{"order", integer}, &ProductSale::order_id},
        {{"line", integer}, &ProductSale::line},
        {{"customer", integer}, &ProductSale::customer_id},
        {{"product", integer}, &ProductSale::product_id},
        {{"event", integer}, &ProductSale::event_id},
        {{"quantity", integer, 0, Privacy::open, may_be_negative}, &ProductSale::quantity},
        {{"unit_price", money, 0, Privacy::open, may_be_negative}, &ProductSale::unit_price},
        {{"vat_rate", text, 10}, &ProductSale::vat_rate},
        {{"state", text, 40}, &ProductSale::state},
        {{"sold_at", instant}, &ProductSale::sold_at},
    }};
    return fields;
}

constexpr std::string_view select_sales =
    "SELECT id, version, created_event, order_id, line, customer_id, product_id, event_id, quantity, unit_price, "
    "vat_rate, state, sold_at"
    " FROM product_sale";

ProductSale read_sale(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4),
            rows.integer(5), rows.integer(6), rows.integer(7), rows.integer(8), rows.integer(9),
            rows.string(10), rows.string(11), rows.string(12)};
}

sql::Parameter id_or_null(std::int64_t id) { return id == 0 ? sql::Parameter(nullptr) : sql::Parameter(id); }

void insert_sale(Transaction& transaction, const ProductSale& sale) {
    transaction.execute(
        "INSERT INTO product_sale (id, created_event, order_id, line, customer_id, product_id, event_id, quantity, "
        "unit_price, vat_rate, state, sold_at)"
        " VALUES (:id, :created_event, :order_id, :line, :customer_id, :product_id, :event_id, :quantity, :unit_price, "
        ":vat_rate, :state, :sold_at)",
        sale.id, sale.created_event, sale.order_id, sale.line, sale.customer_id, sale.product_id,
        id_or_null(sale.event_id), sale.quantity, sale.unit_price, text_or_null(sale.vat_rate), sale.state,
        text_or_null(sale.sold_at));
}

/// The journal asks in which change it was sold, and in which it came back (migrations/0092).
void note_state(Transaction& transaction, const Change& change, const ProductSale& before, const ProductSale& after) {
    if (before.state == after.state) return;
    const auto note = [&](const char* column, bool is_so) {
        // sql: one of the two columns below
        transaction.execute("UPDATE product_sale SET " + std::string(column) + " = :event WHERE id = :id",
                            is_so ? sql::Parameter(change.event()) : sql::Parameter(nullptr), before.id);
    };
    if (before.state == "returned" || after.state == "returned") note("returned_event", after.state == "returned");
    else note("sold_event", after.state == "sold");
}

void update_sale(Transaction& transaction, Change& change, const ProductSale& before, const ProductSale& after) {
    transaction.execute(
        "UPDATE product_sale SET version = version + 1, order_id = :order_id, line = :line, customer_id = :customer_id, "
        "product_id = :product_id, event_id = :event_id,"
        " quantity = :quantity, unit_price = :unit_price, vat_rate = :vat_rate, state = :state, sold_at = :sold_at "
        "WHERE id = :id",
        after.order_id, after.line, after.customer_id, after.product_id, id_or_null(after.event_id), after.quantity,
        after.unit_price, text_or_null(after.vat_rate), after.state, text_or_null(after.sold_at), before.id);
    note_state(transaction, change, before, after);
    for (const auto& field : sale_fields()) {
        auto old_value = field.get(before), new_value = field.get(after);
        if (old_value != new_value)
            change.changed("product_sale", before.id, field.field, old_value, new_value, before.customer_id);
    }
}

std::optional<ProductSale> find_by_id(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(select_sales) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_sale(rows);
}

void give_back_for_good(Transaction& transaction, std::int64_t sale) {
    release_product(transaction, sale);
    forget_product_claim(transaction, sale);
}

std::int64_t free_line(Transaction& transaction, std::int64_t order) {
    const auto there = sales_of_order(transaction, order);
    return there.empty() ? 1 : there.back().line + 1;
}

std::vector<Conflict> reverse_change(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                     const std::vector<audit::FieldChange>& fields, bool check_only) {
    const auto before = find_by_id(transaction, id);
    if (!before) return {{"product_sale", id, "", "", "error.gone"}};
    auto after = *before;
    std::vector<Conflict> conflicts;
    for (const auto& back : fields)
        for (const auto& field : sale_fields()) {
            if (field.field.name != back.field || back.erased) continue;
            const auto found = field_text(house, after, back.field);
            if (found != back.after.value_or(""))
                conflicts.push_back({"product_sale", id, back.field, back.after.value_or(""), found});
            else if (auto value =
                         back.before ? read_value(field.field, *back.before, house.rules) : Result<Value>(Value()))
                field.set(after, *value);
        }
    if (after.customer_id != before->customer_id && !customers::find_customer(transaction, after.customer_id))
        conflicts.push_back({"product_sale", id, "customer", "", "error.gone"});
    const bool comes_back = after.is_live() && !before->is_live();
    if (comes_back && !claim_product_again(transaction, id, check_only))
        conflicts.push_back({"product_sale", id, "", "", "orders.out_of_stock"});
    if (check_only || !conflicts.empty() || changed_fields(*before, after).empty()) return conflicts;
    if (before->is_live() && !after.is_live()) release_product(transaction, id);
    // Another article may have its line there by now.
    const bool moves = after.order_id != before->order_id || after.line != before->line;
    if (moves && find_sale(transaction, after.order_id, after.line)) after.line = free_line(transaction, after.order_id);
    update_sale(transaction, change, *before, after);
    return conflicts;
}

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto sale = find_by_id(transaction, id);
        if (!sale || sale->created_event != event) continue;
        if (sale->version > 1 && audit::touched_by_others(transaction, "product_sale", id, event, change.event()))
            conflicts.push_back({"product_sale", id, "", "", "error.changed_since"});
        else if (!check_only) {
            give_back_for_good(transaction, id);
            transaction.execute("DELETE FROM product_sale WHERE id = :id", id);
            change.deleted("product_sale", id, image_of_gone(sale->customer_id), 0);
        }
    }
    return conflicts;
}

}  // namespace

std::optional<ProductSale> find_sale(Transaction& transaction, std::int64_t order_id, std::int64_t line) {
    auto rows =
        transaction.query(std::string(select_sales) + " WHERE order_id = :order_id AND line = :line", order_id, line);
    if (!rows.next()) return std::nullopt;
    return read_sale(rows);
}

std::vector<ProductSale> sales_of_order(Transaction& transaction, std::int64_t order_id) {
    std::vector<ProductSale> sales;
    auto rows = transaction.query(std::string(select_sales) + " WHERE order_id = :order_id ORDER BY line", order_id);
    while (rows.next()) sales.push_back(read_sale(rows));
    return sales;
}

SaleStored store_sale(Transaction& transaction, Change& change, ProductSale sale) {
    const auto before = find_sale(transaction, sale.order_id, sale.line);
    if (!before) {
        sale.id = take_ids(transaction, "product_sale");
        sale.created_event = change.event();
        insert_sale(transaction, sale);
        change.created("product_sale", sale.id);
        return SaleStored::created;
    }
    if (changed_fields(*before, sale).empty()) return SaleStored::unchanged;
    update_sale(transaction, change, *before, sale);
    return SaleStored::changed;
}

void move_sale(Transaction& transaction, Change& change, const ProductSale& before, std::int64_t order,
               std::int64_t customer) {
    auto after = before;
    after.order_id = order;
    after.customer_id = customer;
    if (order != before.order_id) after.line = free_line(transaction, order);
    if (!changed_fields(before, after).empty()) update_sale(transaction, change, before, after);
}

std::vector<std::string> changed_fields(const ProductSale& before, const ProductSale& after) {
    std::vector<std::string> names;
    for (const auto& field : sale_fields())
        if (field.get(before) != field.get(after)) names.emplace_back(field.field.name);
    return names;
}

std::string field_text(const House& house, const ProductSale& sale, std::string_view name) {
    for (const auto& field : sale_fields())
        if (field.field.name == name) {
            const auto value = field.get(sale);
            return is_empty(value) ? "" : write_value(field.field, value, house.rules);
        }
    return "";
}

audit::Reversible reversible_product_sale() {
    return {"product_sale", reverse_change, reverse_creation, audit::gone_for_good("product_sale")};
}

}  // namespace kartei::orders
