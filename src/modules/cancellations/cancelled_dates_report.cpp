#include "modules/cancellations/cancelled_dates_report.hpp"

#include <array>
#include <charconv>

#include "modules/cancellations/cancellation_store.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::cancellations {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 3> shows{"all", "done", "left"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"event", FieldKind::text, 40}, "event", "cancellation.event"},
        {{"show", choice, 0, Privacy::open, plain, shows}, "show", "cancellation.show"},
    };
    return all;
}

struct LineRow : lists::Row {
    std::int64_t order_id = 0, customer_id = 0, customer = 0, tickets = 0, amount = 0;
    std::string event, order, name, outcome, reason;
};

Column text_column(std::string name, int priority, std::string LineRow::*member, int width, std::string key = {},
                   std::vector<std::string_view> values = {}) {
    if (key.empty()) key = "cancellation." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, false,
            lists::cell<LineRow>([member](const LineRow& row, Cells& cells) { cells.text(row.*member); }),
            std::move(values), width};
}

Column number_column(std::string name, int priority, std::int64_t LineRow::*member, CellKind kind, std::string key) {
    return {std::move(name), std::move(key), "", kind, priority, false,
            lists::cell<LineRow>([member, kind](const LineRow& row, Cells& cells) {
                kind == CellKind::money ? cells.money(row.*member) : cells.integer(row.*member);
            })};
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        text_column("event", 6, &LineRow::event, 120, "order.event"),
        text_column("order", 1, &LineRow::order, 110, "order.order"),
        text_column("name", 1, &LineRow::name, 180, "order_list.name"),
        {"customer", "order.customer", "", CellKind::integer, 6, false,
         lists::cell<LineRow>([](const LineRow& row, Cells& cells) {
             row.customer ? cells.integer(row.customer) : cells.text("");
         })},
        text_column("outcome", 2, &LineRow::outcome, 120, "",
                    {"refunded", "moved", "credited", "released", "left"}),
        text_column("reason", 3, &LineRow::reason, 220, "",
                    {"nobody_known", "scanned", "no_places", "payment_unknown", "articles", "not_visible", "changed"}),
        number_column("tickets", 4, &LineRow::tickets, CellKind::integer, "order.tickets"),
        number_column("amount", 4, &LineRow::amount, CellKind::money, "cancellation.amount")};
    return all;
}

const std::vector<lists::Sum>& all_sums() {
    static const std::vector<lists::Sum> sums{
        {"tickets", "cancellation.sum.tickets", CellKind::integer,
         [](const lists::Row& row) { return static_cast<const LineRow&>(row).tickets; }},
        {"amount", "cancellation.sum.amount", CellKind::money,
         [](const lists::Row& row) { return static_cast<const LineRow&>(row).amount; }}};
    return sums;
}

/// Worked out when it was made; a row's place is its number.
class CancelledList final : public lists::List {
public:
    explicit CancelledList(std::vector<LineRow> rows) : rows_(std::move(rows)) {}

    const std::vector<Column>& columns() const override { return cancellations::columns(); }
    const std::vector<lists::Sum>& sums() const override { return all_sums(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_customer", [](const lists::Row& row) { return static_cast<const LineRow&>(row).customer_id; }},
            {"_order", [](const lists::Row& row) { return static_cast<const LineRow&>(row).order_id; }}};
        return keys;
    }
    void read(Transaction&, const lists::Place& after, std::int64_t, const lists::TakeRow& take) const override {
        std::size_t next = 0;
        std::from_chars(after.data(), after.data() + after.size(), next);
        for (; next < rows_.size(); ++next)
            if (!take(rows_[next], std::to_string(next + 1))) return;
    }

private:
    std::vector<LineRow> rows_;
};

/// Nothing where the actor may not see the whole order.
std::optional<LineRow> row_of(Transaction& transaction, const Actor& actor, const Line& line, const std::string& event) {
    const auto sum = orders::find_sum(transaction, actor, line.order_id);
    if (!sum) return std::nullopt;
    LineRow row;
    row.order_id = line.order_id, row.order = sum->order.number, row.event = event;
    row.outcome = line.outcome, row.reason = line.reason, row.tickets = line.tickets, row.amount = line.amount;
    const auto id = sum->order.customer_id;
    if (id == customers::anonymous_customer || !actor.may("customers.read")) return row;
    const auto customer = customers::find_customer(transaction, id);
    if (!customer) return row;
    row.customer_id = id, row.customer = customer->number.value_or(0);
    row.name = customers::name_in_lists(customer->name_prefix, customer->name, customer->first_name);
    return row;
}

bool is_asked(const Line& line, const std::string& show) {
    return show.empty() || show == "all" || (show == "left") == (line.outcome == "left");
}

std::vector<LineRow> rows_of(Transaction& transaction, const Actor& actor, std::int64_t event, const std::string& show) {
    std::vector<LineRow> rows;
    std::map<std::int64_t, std::string> codes;
    for (const auto& line : lines_of_date(transaction, event)) {
        if (!is_asked(line, show)) continue;
        const auto [code, fresh] = codes.try_emplace(line.event_id);
        if (fresh)
            if (const auto found = events::find_event(transaction, line.event_id)) code->second = found->code;
        if (auto row = row_of(transaction, actor, line, code->second)) rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace

lists::Report cancelled_dates_report() {
    lists::Report report{"cancelled-dates", "sales.read", "cancellation", filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        const auto code = question.text("event");
        const auto event = code.empty() ? std::optional<std::int64_t>(0) : events::id_of_code(transaction, code);
        if (!event || (*event != 0 && !orders::sees_event(transaction, actor, *event)))
            return refuse_field("event", "error.unknown_in_filter", {{"value", code}});
        return std::shared_ptr<const lists::List>(
            std::make_shared<CancelledList>(rows_of(transaction, actor, *event, question.text("show"))));
    };
    report.seen = events::seen_event_dates;
    report.columns = columns();
    report.example = "--event S26-03 --show left";
    return report;
}

}  // namespace kartei::cancellations
