#include "modules/orders/ledger_report.hpp"

#include <charconv>

#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/ledger_question.hpp"

namespace kartei::orders {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using lists::Place;
using sql::Transaction;

template <class Write>
auto cell(Write write) {
    return lists::cell<ToldLine>(write);
}

Column number(std::string name, int priority, std::int64_t LedgerLine::*member, CellKind kind = CellKind::integer) {
    auto key = "sale." + name;
    return {std::move(name), std::move(key), "", kind, priority, false,
            cell([member, kind](const ToldLine& told, Cells& cells) {
                kind == CellKind::money ? cells.money(told.line.*member) : cells.integer(told.line.*member);
            })};
}

Column text(std::string name, int priority, std::string ToldLine::*member, int width) {
    auto key = "sale." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, false,
            cell([member](const ToldLine& told, Cells& cells) { cells.text(told.*member); }), {}, width};
}

Column of_event(std::string name, int priority, std::string events::Event::*member, CellKind kind, int width) {
    auto key = "sale." + name;
    return {std::move(name), std::move(key), "", kind, priority, false,
            cell([member, kind](const ToldLine& told, Cells& cells) {
                const auto content = told.event ? std::string_view(told.event->*member) : std::string_view();
                kind == CellKind::instant ? cells.instant(content) : cells.text(content);
            }),
            {}, width};
}

std::vector<Column> all_columns() {
    std::vector<Column> columns{
        {"created_at", "sale.created_at", "", CellKind::instant, 1, false,
         cell([](const ToldLine& told, Cells& cells) { cells.instant(told.line.created_at); })},
        number("count", 2, &LedgerLine::count),
        text("order", 3, &ToldLine::order, 124),
        text("ticket", 9, &ToldLine::ticket, 124),
        of_event("event_starts_at", 7, &events::Event::starts_at, CellKind::instant, 132),
        of_event("event_name", 4, &events::Event::name, CellKind::text, 130),
        of_event("event", 10, &events::Event::code, CellKind::text, 130),
        text("customer_name", 5, &ToldLine::customer_name, 130),
        {"customer", "sale.customer", "", CellKind::integer, 8, false,
         cell([](const ToldLine& told, Cells& cells) {
             told.customer ? cells.integer(*told.customer) : cells.text("");
         }),
         {}, 140},
        number("price", 6, &LedgerLine::price, CellKind::money),
        number("fee", 6, &LedgerLine::fee, CellKind::money),
        {"online", "sale.online", "", CellKind::yes_no, 11, false,
         cell([](const ToldLine& told, Cells& cells) { cells.yes_no(told.line.online); }), {}, 116},
        number("line", 12, &LedgerLine::id),
        number("ticket_id", 13, &LedgerLine::ticket_id),
        number("change_event", 14, &LedgerLine::change_event),
    };
    columns[1].values = {"1", "-1"};
    columns[1].width = 66;
    return columns;
}

const LedgerLine& line_of(const lists::Row& row) { return static_cast<const ToldLine&>(row).line; }

/// What all lines add up to; amounts are count times the ticket's.
const std::vector<lists::Sum>& sales_sums() {
    static const std::vector<lists::Sum> sums{
        {"tickets", "sale.sum.tickets", CellKind::integer, [](const lists::Row& row) { return line_of(row).count; }},
        {"price", "sale.sum.price", CellKind::money,
         [](const lists::Row& row) { return line_of(row).count * line_of(row).price; }},
        {"fee", "sale.sum.fee", CellKind::money,
         [](const lists::Row& row) { return line_of(row).count * line_of(row).fee; }},
        {"takings", "sale.sum.takings", CellKind::money, [](const lists::Row& row) {
             return line_of(row).count * (line_of(row).price + line_of(row).fee);
         }}};
    return sums;
}

/// A line's place is its id.
class SalesList final : public lists::List {
public:
    SalesList(LedgerFilter filter, events::EventsById dates, const Actor& actor)
        : filter_(std::move(filter)), dates_(std::move(dates)), actor_(actor) {}

    const std::vector<Column>& columns() const override { return sales_columns(); }
    const std::vector<lists::Sum>& sums() const override { return sales_sums(); }
    const std::vector<lists::RowKey>& keys() const override { return sales_keys(); }

    void read(Transaction& transaction, const Place& after, std::int64_t, const lists::TakeRow& take) const override {
        auto filter = filter_;
        std::from_chars(after.data(), after.data() + after.size(), filter.after);
        read_lines(transaction, filter, dates_, 0, [&](ToldLine told) {
            hide_names(told, actor_);
            return take(told, std::to_string(told.line.id));
        });
    }

    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        lists::Counter counter(sales_sums().size());
        auto& sums = counter.totals.sums;
        bool stopped = false;
        read_amounts(transaction, filter_,
                     [&](std::int64_t id, std::int64_t count, std::int64_t price, std::int64_t fee) {
                         counter.add(std::to_string(id));
                         sums[0] += count, sums[1] += count * price, sums[2] += count * fee;
                         stopped = counter.totals.rows % 20'000 == 0 && progress && !progress(counter.totals.rows);
                         return !stopped;
                     });
        if (stopped) return std::nullopt;
        sums[3] = sums[1] + sums[2];
        return std::move(counter.totals);
    }

private:
    LedgerFilter filter_;
    events::EventsById dates_;
    Actor actor_;
};

}  // namespace

const std::vector<Column>& sales_columns() {
    static const std::vector<Column> columns = all_columns();
    return columns;
}

const std::vector<lists::RowKey>& sales_keys() {
    static const std::vector<lists::RowKey> keys{
        {"_customer", [](const lists::Row& row) { return static_cast<const ToldLine&>(row).customer_id; }}};
    return keys;
}

void hide_names(ToldLine& told, const Actor& actor) {
    const bool seen = told.customer && customers::may_see(actor, told.customer_id, told.hidden);
    if (seen && actor.may("customers.read")) return;
    told.customer_id = 0;
    told.customer_name.clear();
}

lists::Report sales_report() {
    lists::Report report{"sales", "sales.read", "sale", ledger_filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        auto seen = events::events_of(transaction, actor);
        auto filter = TRY(filter_of(house, transaction, actor, seen, question));
        return std::shared_ptr<const lists::List>(
            std::make_shared<SalesList>(std::move(filter), std::move(seen), actor));
    };
    report.seen = events::seen_event_dates;
    report.columns = sales_columns();
    report.example = "--from 2026-10-01 --to 2026-10-31";
    return report;
}

}  // namespace kartei::orders
