#include "modules/reports/product_customers.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/reports/customer_parts.hpp"
#include "modules/reports/customer_question.hpp"
#include "modules/reports/customer_report.hpp"
#include "modules/reports/product_sales.hpp"
#include "modules/reports/report_columns.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using lists::Question;
using sql::Transaction;
using enum FieldKind;

/// The event filter without its days: here the days are those of the sale.
const std::vector<lists::Filter>& filters() {
    static const auto filters = [] {
        std::vector<lists::Filter> all{{{"products", text_list, 200}, "product", "product_list.product"},
                                       {{"from", date}, "from", "product_list.from"},
                                       {{"to", date}, "to", "product_list.to"},
                                       {{"returned", yes_no}, "returned", "product_list.returned"}};
        for (const auto& filter : event_filters())
            if (filter.field.kind == text_list) all.push_back(filter);
        return all;
    }();
    return filters;
}

/// What both lists share: which lines, and the names of what they tell.
struct Sales {
    ProductSelection selection;
    Vocabulary vocabulary;
    std::unordered_map<std::int64_t, std::string> skus;

    std::string product_name(std::int64_t id) const {
        for (const auto& [product, name] : selection.products)
            if (product == id) return name;
        return "";
    }
    std::string sku(std::int64_t id) const {
        const auto found = skus.find(id);
        return found == skus.end() ? std::string() : found->second;
    }
    std::string of_event(std::int64_t id, std::string events::Event::*member) const {
        const auto found = vocabulary.events.find(id);
        return found == vocabulary.events.end() ? std::string() : found->second.*member;
    }
};

template <class Own>
class Adding {
public:
    explicit Adding(std::vector<Column>& columns) : columns_(columns) {}
    template <class Write>
    void operator()(std::string name, CellKind kind, int priority, Write write) {
        auto key = "product_list." + name;
        columns_.push_back({std::move(name), std::move(key), "", kind, priority, false, lists::cell<Own>(write)});
    }

private:
    std::vector<Column>& columns_;
};

/// Code, name and beginning of the event date that `id` gives of a row: people read the name.
template <class Own, class Id>
void add_event(Adding<Own>& add, const Sales& sales, Id id) {
    using events::Event;
    const auto tell = [&](std::string name, int priority, std::string Event::*member) {
        add(std::move(name), CellKind::text, priority, [&sales, id, member](const Own& row, Cells& cells) {
            cells.text(sales.of_event(id(row), member));
        });
    };
    tell("event", 11, &Event::code);
    tell("event_name", 3, &Event::name);
    add("event_starts_at", CellKind::instant, 6, [&sales, id](const Own& row, Cells& cells) {
        cells.instant(sales.of_event(id(row), &Event::starts_at));
    });
}

struct TotalRow : lists::Row {
    ProductTotal total;
};

class ProductTotals final : public lists::List {
public:
    explicit ProductTotals(Sales sales) : sales_(std::move(sales)) {
        Adding<TotalRow> add(columns_);
        add("product", CellKind::text, 1, [this](const TotalRow& row, Cells& cells) {
            cells.text(sales_.product_name(row.total.product_id));
        });
        add("sku", CellKind::text, 5, [this](const TotalRow& row, Cells& cells) {
            cells.text(sales_.sku(row.total.product_id));
        });
        add_event(add, sales_, [](const TotalRow& row) { return row.total.event_id; });
        add("quantity", CellKind::integer, 2,
            [](const TotalRow& row, Cells& cells) { cells.integer(row.total.quantity); });
        add("revenue", CellKind::money, 2, [](const TotalRow& row, Cells& cells) { cells.money(row.total.revenue); });
    }

    const std::vector<Column>& columns() const override { return columns_; }
    const std::vector<lists::Sum>& sums() const override {
        static const std::vector<lists::Sum> sums{
            {"quantity", "report.sum.quantity", CellKind::integer,
             [](const lists::Row& row) { return static_cast<const TotalRow&>(row).total.quantity; }},
            {"revenue", "report.sum.revenue", CellKind::money,
             [](const lists::Row& row) { return static_cast<const TotalRow&>(row).total.revenue; }}};
        return sums;
    }
    /// The place of a total is its number: there are some hundred at most.
    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto totals = totals_of(transaction, sales_.selection);
        TotalRow row;
        for (auto at = after.empty() ? std::size_t{0} : std::stoul(after); at < totals.size(); ++at) {
            row.total = totals[at];
            if (!take(row, std::to_string(at + 1))) return;
        }
    }

private:
    const Sales sales_;
    std::vector<Column> columns_;
};

struct LineRow : ListRow {
    const ProductLine* line = nullptr;
};

class ProductLines final : public lists::List {
public:
    ProductLines(Sales sales, bool may_open) : sales_(std::move(sales)), may_open_(may_open) {
        add_line_columns();
        add_customer_columns(columns_);
        add_consent_columns(columns_, sales_.vocabulary);
    }

    const std::vector<Column>& columns() const override { return columns_; }
    const std::vector<lists::Sum>& sums() const override {
        static const std::vector<lists::Sum> sums{
            {"quantity", "report.sum.quantity", CellKind::integer,
             [](const lists::Row& row) { return static_cast<const LineRow&>(row).line->quantity; }}};
        return sums;
    }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> none, all{
            {"_order", [](const lists::Row& row) { return static_cast<const ListRow&>(row).order_id; }},
            {"_customer", [](const lists::Row& row) { return static_cast<const ListRow&>(row).customer_id; }}};
        return may_open_ ? all : none;
    }
    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        LookedUp customers(transaction, sales_.vocabulary);
        LineRow row;
        for (const auto& line : lines_after(transaction, sales_.selection, after)) {
            const auto& part = customers.find(line.name_key, line.customer_id);
            row.line = &line;
            row.order_id = line.order_id, row.customer_id = line.customer_id;
            row.take_customer(part.columns, part.consents);
            if (!take(row, line.place)) return;
        }
    }

private:
    void add_line_columns() {
        Adding<LineRow> add(columns_);
        add("order", CellKind::text, 3, [](const LineRow& row, Cells& cells) { cells.text(row.line->order); });
        add("product", CellKind::text, 1, [this](const LineRow& row, Cells& cells) {
            cells.text(sales_.product_name(row.line->product_id));
        });
        add("sku", CellKind::text, 9,
            [this](const LineRow& row, Cells& cells) { cells.text(sales_.sku(row.line->product_id)); });
        add_event(add, sales_, [](const LineRow& row) { return row.line->event_id; });
        add("quantity", CellKind::integer, 2,
            [](const LineRow& row, Cells& cells) { cells.integer(row.line->quantity); });
        add("unit_price", CellKind::money, 7,
            [](const LineRow& row, Cells& cells) { cells.money(row.line->unit_price); });
        add("vat_rate", CellKind::text, 10, [](const LineRow& row, Cells& cells) { cells.text(row.line->vat_rate); });
        add("total", CellKind::money, 3, [](const LineRow& row, Cells& cells) {
            cells.money(row.line->quantity * row.line->unit_price);
        });
        add("state", CellKind::text, 8, [](const LineRow& row, Cells& cells) { cells.text(row.line->state); });
        columns_.back().values.assign(orders::product_states.begin(), orders::product_states.end());
        add("sold_at", CellKind::instant, 6,
            [](const LineRow& row, Cells& cells) { cells.instant(row.line->sold_at); });
    }

    const Sales sales_;
    const bool may_open_;
    std::vector<Column> columns_;
};

std::string start_of(const House& house, const std::string& day, int later) {
    if (day.empty()) return "";
    return write_instant(start_of_day(add_days(read_date(day).value(), later), house.rules.time_zone));
}

/// The event filter as it is here: the days are the sale's.
events::EventFilter events_asked(const Question& question) {
    auto filter = event_filter_of(question);
    filter.from.clear(), filter.to.clear();
    return filter;
}

/// Event dates whose lines count; no value: all lines. Who sees some event dates alone sees no line without one.
Result<std::optional<std::set<std::int64_t>>> events_that_count(House& house, Transaction& transaction,
                                                                const Actor& actor, const Question& question,
                                                                const events::EventsById& seen) {
    const auto filter = events_asked(question);
    if (filter.is_empty() && !events::seen_events(transaction, actor)) return std::optional<std::set<std::int64_t>>();
    const auto chosen = TRY(events::choose_events(house, transaction, actor, seen, filter));
    return std::optional(std::set<std::int64_t>(chosen.begin(), chosen.end()));
}

NamedIds products_that_count(const NamedIds& known, const std::vector<std::int64_t>& ids) {
    NamedIds products;
    for (const auto& one : known)
        if (ids.empty() || std::find(ids.begin(), ids.end(), one.first) != ids.end()) products.push_back(one);
    std::sort(products.begin(), products.end(),
              [](const auto& one, const auto& other) { return one.second < other.second; });
    return products;
}

std::unordered_map<std::int64_t, std::string> all_skus(Transaction& transaction) {
    std::unordered_map<std::int64_t, std::string> skus;
    auto rows = transaction.query("SELECT id, sku FROM product WHERE sku IS NOT NULL");
    while (rows.next()) skus[rows.integer(0)] = rows.string(1);
    return skus;
}

Result<Sales> sales_asked(House& house, Transaction& transaction, const Actor& actor, const Question& question) {
    const auto names = question.list("products");
    const auto from = question.text("from"), to = question.text("to");
    if (names.empty() && from.empty() && to.empty() && events_asked(question).is_empty())
        return refuse(RefusalKind::invalid, "error.report_needs_product");
    if (!from.empty() && !to.empty() && to < from) return refuse_field("to", "error.period_ends_before_it_begins");
    const auto known = events::list_shelf(transaction, events::Shelf::product);
    const auto ids = TRY(ids_of_names(names, known, "product"));
    auto seen = events::events_of(transaction, actor);
    Sales sales;
    sales.selection = {products_that_count(known, ids),
                       TRY(events_that_count(house, transaction, actor, question, seen)),
                       start_of(house, from, 0),
                       start_of(house, to, 1),
                       question.is("returned"),
                       actor.may("customers.see_hidden")};
    sales.vocabulary = Vocabulary::load(transaction, std::move(seen), house.now());
    sales.skus = all_skus(transaction);
    return sales;
}

}  // namespace

lists::Report product_customers_report() {
    lists::Report report{"product-customers", "reports.customers", "event", filters()};
    report.types = {"totals", "lines"};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        auto sales = TRY(sales_asked(house, transaction, actor, question));
        std::shared_ptr<const lists::List> list;
        if (question.type == "totals") list = std::make_shared<ProductTotals>(std::move(sales));
        else list = std::make_shared<ProductLines>(std::move(sales), actor.may("customers.read"));
        return list;
    };
    report.seen = events::seen_event_dates;
    report.example = "--product Programmheft --type lines";
    return report;
}

}  // namespace kartei::reports
