// How sold products are taken over: by order and line, the line being the ordinal in the order when the file does not
// say it. Orders that are unknown are created; unknown events and customers are refused.
#include <algorithm>
#include <array>

#include "base/money.hpp"
#include "modules/customers/customer.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/name_book.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"

namespace kartei::imports {
namespace {

using orders::ProductSale;
using sql::Transaction;

enum ProductTarget {
    p_order,
    p_line,
    p_customer,
    p_product,
    p_sku,
    p_event,
    p_quantity,
    p_unit_price,
    p_vat_rate,
    p_state,
    p_sold_at,
    p_currency
};

std::vector<Target> targets() {
    using enum FieldKind;
    constexpr auto open = Privacy::open;
    return {{{"order", text, 40, open, required}, "product_row"},
            {{"line", integer, 9}, "product_row"},
            {{"customer", integer, 9}, "product_row"},
            {{"product", text, 120, open, required}, "product_row"},
            {{"sku", text, 40}, "product_row"},
            {{"event", text, 40}, "product_row"},
            {{"quantity", integer, 9}, "product_row"},
            {{"unit_price", money}, "product_row"},
            {{"vat_rate", text, 10}, "product_row"},
            {{"state", choice, 0, open, plain, orders::product_states}, "product_row"},
            {{"sold_at", instant}, "product_row"},
            {{"currency", currency, 3}, "product_row"}};
}

/// "19", "19 %", "7,0" -> "19", "7"; no value when it is no rate between 0 and 100.
std::optional<std::string> vat_rate_of(std::string_view text) {
    std::string digits;
    for (const char character : text)
        if (character != ' ' && character != '%') digits += character == ',' ? '.' : character;
    const auto read = read_money(digits, 3, '.');
    if (!read || *read < 0 || *read > 100000) return std::nullopt;
    auto rate = write_money(*read, 3);
    while (rate.ends_with('0')) rate.pop_back();
    if (rate.ends_with('.')) rate.pop_back();
    return rate;
}

class ProductImporter final : public Importer {
public:
    explicit ProductImporter(const ImportContext& context)
        : context_(context), sorted_(context.folder), ready_(context.folder) {}

    Result<Done> begin(Transaction& reading) override {
        customers_.emplace(reading);
        for (const auto& [id, name] : events::list_shelf(reading, events::Shelf::product)) products_.know(name, id);
        auto rows = reading.query("SELECT code, id FROM event");
        while (rows.next()) events_.emplace(rows.string(0), rows.integer(1));
        return Done{};
    }

    void check(Transaction&, std::vector<Row>& rows) override {
        for (auto& row : rows) {
            check_row(row);
            if (row.is_refused()) continue;
            std::string record;
            Packer packer(record);
            packer.ordered_text(orders::order_key(row.text(p_order)));
            packer.ordered(static_cast<std::uint64_t>(row.line()));
            packer.bytes(KeptRow::pack(row, context_.columns));
            sorted_.add(record);
        }
    }

    void finish(Transaction& reading) override {
        KeptRow kept(context_.columns, context_.settings.clear_empty);
        Place place;
        for (std::string_view record; sorted_.next(record);) {
            Unpacker unpacker(record);
            unpacker.ordered_text();
            unpacker.ordered();
            kept.unpack(unpacker.rest());
            auto row = kept.row();
            look(reading, row, place, unpacker.rest());
        }
    }

    void open(Transaction& transaction, audit::Change& change) override {
        products_.settle([&](const std::string& name, const std::string& sku) {
            return events::find_or_create(transaction, change, events::Shelf::product, name, sku);
        });
    }

    void publish(Publication& publication) override {
        auto reader = ready_.read();
        auto pace = publication.new_pace();
        std::string_view record;
        for (bool more = reader.next(record); more;) {
            std::vector<std::string> chunk;
            for (; more && chunk.size() < pace.rows(); more = reader.next(record)) chunk.emplace_back(record);
            publication.step([&](Transaction& transaction, audit::Change& change) {
                for (const auto& one : chunk) write(transaction, change, one);
            }, chunk.size(), &pace);
            publication.progress().add(static_cast<std::int64_t>(chunk.size()));
        }
    }

private:
    /// Where in the sorted file we are: the order, and what its rows said.
    struct Place {
        std::string order;
        std::int64_t order_id = 0;   ///< 0 = will be created
        std::int64_t customer = 0;
        std::int64_t customer_line = 0;
        std::int64_t next_line = 1;
        std::set<std::int64_t> lines;
    };

    void check_row(Row& row) {
        for (const int target : {p_order, p_product})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        if (const auto number = row.number(p_customer); number && !customers_->id_of(*number))
            row.refuse(p_customer, "error.no_such_customer", {{"number", std::to_string(*number)}});
        if (row.has(p_event) && !events_.contains(std::string(row.text(p_event))))
            row.refuse(p_event, "error.import_no_such_event", {{"code", std::string(row.text(p_event))}});
        if (row.has(p_vat_rate) && !vat_rate_of(row.text(p_vat_rate)))
            row.refuse(p_vat_rate, "error.import_not_a_vat_rate");
        if (row.has(p_currency) && row.text(p_currency) != context_.house.currency)
            row.refuse(p_currency, "error.import_other_currency", {{"currency", context_.house.currency}});
        if (!row.has(p_product)) return;
        if (!products_.has(row.text(p_product)))
            context_.tally.will_create("products", std::string(row.text(p_product)));
        products_.position(row.text(p_product), row.text(p_sku));
        if (products_.count_new() > most_new_names)
            row.refuse(p_product, "error.import_too_many_names", {{"max", std::to_string(most_new_names)}});
    }

    void enter_order(Transaction& reading, const Row& row, Place& place) {
        if (place.order == row.text(p_order)) return;
        place = Place{std::string(row.text(p_order)), 0, 0, 0, 1, {}};
        if (const auto id = orders::id_of_number(reading, place.order)) place.order_id = *id;
    }

    std::int64_t customer_of(const Row& row) const {
        const auto number = row.number(p_customer);
        return number ? customers_->id_of(*number).value_or(0) : customers::anonymous_customer;
    }

    void look(Transaction& reading, Row& row, Place& place, std::string_view packed) {
        enter_order(reading, row, place);
        if (context_.columns.has(p_customer)) {
            const auto customer = customer_of(row);
            if (place.customer_line == 0) place.customer = customer, place.customer_line = row.line();
            else if (customer != place.customer)
                row.refuse(p_customer, "error.import_order_differs", {{"line", std::to_string(place.customer_line)}});
        }
        const auto line = row.number(p_line).value_or(place.next_line++);
        if (!place.lines.insert(line).second) row.refuse(p_line, "error.import_twice_in_order");
        if (row.is_refused()) return context_.tally.note(row.line(), row.problems(), values(row));
        const auto before = place.order_id == 0 ? std::nullopt : orders::find_sale(reading, place.order_id, line);
        std::vector<ShownDifference> differences;
        if (before) {
            const auto after = sale_of(row, *before);
            for (const auto& field : orders::changed_fields(*before, after))
                differences.push_back({field, orders::field_text(context_.house, *before, field),
                                       orders::field_text(context_.house, after, field)});
        }
        const auto state = !before ? RowState::added : differences.empty() ? RowState::unchanged : RowState::changed;
        context_.tally.put(state, row.line(), values(row), differences);
        if (state == RowState::unchanged) return;
        std::string record;
        Packer packer(record);
        packer.number(line);
        packer.bytes(packed);
        ready_.add(record);
    }

    std::function<nlohmann::json()> values(const Row& row) const {
        return [this, &row] { return shown_values(context_.kind, row, context_.house.rules); };
    }

    ProductSale sale_of(const Row& row, ProductSale sale) {
        const auto product = products_.position(row.text(p_product));
        sale.product_id = products_.id_at(product) != 0 ? products_.id_at(product) : -1 - product;
        if (row.number(p_customer) || sale.customer_id == 0) sale.customer_id = customer_of(row);
        if (row.has(p_event)) sale.event_id = events_.at(std::string(row.text(p_event)));
        else if (row.clears(p_event)) sale.event_id = 0;
        if (const auto quantity = row.number(p_quantity)) sale.quantity = *quantity;
        if (const auto price = row.number(p_unit_price)) sale.unit_price = *price;
        if (row.has(p_vat_rate)) sale.vat_rate = *vat_rate_of(row.text(p_vat_rate));
        else if (row.clears(p_vat_rate)) sale.vat_rate.clear();
        if (row.has(p_state)) sale.state = row.text(p_state);
        if (sale.state.empty()) sale.state = "sold";
        if (row.has(p_sold_at)) sale.sold_at = row.text(p_sold_at);
        else if (row.clears(p_sold_at)) sale.sold_at.clear();
        return sale;
    }

    std::int64_t order_of(Transaction& transaction, audit::Change& change, const Row& row) {
        if (const auto id = orders::id_of_number(transaction, row.text(p_order))) return *id;
        orders::Order order;
        order.id = take_ids(transaction, "orders");
        order.created_event = change.event();
        order.number = row.text(p_order);
        order.customer_id = customer_of(row);
        order.ordered_at = row.text(p_sold_at);
        orders::insert_order(transaction, order);
        change.created("orders", order.id);
        orders::refresh_lines(transaction, order.id);
        return order.id;
    }

    void write(Transaction& transaction, audit::Change& change, std::string_view record) {
        Unpacker unpacker(record);
        const auto line = unpacker.number();
        KeptRow kept(context_.columns, context_.settings.clear_empty);
        kept.unpack(unpacker.rest());
        const auto row = kept.row();
        ProductSale sale;
        sale.order_id = order_of(transaction, change, row);
        sale.line = line;
        if (const auto before = orders::find_sale(transaction, sale.order_id, line)) sale = *before;
        orders::store_sale(transaction, change, sale_of(row, sale));
    }

    const ImportContext context_;
    std::optional<KnownCustomers> customers_;
    NameBook products_;
    std::map<std::string, std::int64_t> events_;
    SortedRecords sorted_;
    RecordFile ready_;
};

}  // namespace

const ImportKind& product_import() {
    static const ImportKind kind{
        .name = "products",
        .change = "import_products",
        .targets = targets(),
        .right = std::string(right_to_sales),
        .make = [](ImportContext& context) { return std::make_unique<ProductImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
