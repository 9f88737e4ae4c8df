#include "modules/cancellations/cancelled_dates_report.hpp"

#include <array>

#include "lists/whole_list.hpp"
#include "modules/cancellations/cancellation_store.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::cancellations {
namespace {

using lists::CellKind;
using lists::member_column;
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
    std::int64_t order_id = 0, customer_id = 0, tickets = 0, amount = 0;
    std::optional<std::int64_t> customer;
    std::string event, order, name, outcome, reason;
};

const lists::ListTable& table() {
    static const lists::ListTable all{
        {member_column("event", "order.event", CellKind::text, 6, &LineRow::event, 120),
         member_column("order", "order.order", CellKind::text, 1, &LineRow::order, 110),
         member_column("name", "order_list.name", CellKind::text, 1, &LineRow::name, 180),
         member_column("customer", "order.customer", CellKind::integer, 6, &LineRow::customer),
         member_column("outcome", "cancellation.outcome", CellKind::text, 2, &LineRow::outcome, 120,
                       {"refunded", "moved", "credited", "released", "left"}),
         member_column("reason", "cancellation.reason", CellKind::text, 3, &LineRow::reason, 220,
                       {"nobody_known", "scanned", "no_places", "payment_unknown", "articles", "not_visible",
                        "no_till", "changed"}),
         member_column("tickets", "order.tickets", CellKind::integer, 4, &LineRow::tickets),
         member_column("amount", "cancellation.amount", CellKind::money, 4, &LineRow::amount)},
        {lists::member_key("_customer", &LineRow::customer_id), lists::member_key("_order", &LineRow::order_id)},
        {lists::member_sum("tickets", "cancellation.sum.tickets", CellKind::integer, &LineRow::tickets),
         lists::member_sum("amount", "cancellation.sum.amount", CellKind::money, &LineRow::amount)}};
    return all;
}

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
    row.customer_id = id, row.customer = customer->number;
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
            std::make_shared<lists::WholeList<LineRow>>(
                table(), rows_of(transaction, actor, *event, question.text("show"))));
    };
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--event S26-03 --show left";
    return report;
}

}  // namespace kartei::cancellations
