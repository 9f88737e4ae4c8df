#include "modules/renewals/renewals_report.hpp"

#include <array>

#include "lists/whole_list.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/renewals/renewal_plan.hpp"

namespace kartei::renewals {
namespace {

using lists::CellKind;
using Made = std::shared_ptr<const lists::List>;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 8> shows{"all",      "open",    "conflicts",  "ready",
                                                "reserved", "renewed", "sabbatical", "given_up"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"renewal", FieldKind::text, 80}, "renewal", "renewal.name"},
        {{"show", choice, 0, Privacy::open, plain, shows}, "show", "renewal.show"},
    };
    return all;
}

struct LineRow : lists::Row {
    std::int64_t customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string name, old_subscription, old_seat, new_subscription, new_seat, wish, conflict, decision, state;
};

lists::Column text_column(std::string name, int priority, std::string LineRow::*member, int width = 0,
                          std::vector<std::string_view> values = {}) {
    auto key = "renewal." + name;
    return lists::member_column(std::move(name), std::move(key), CellKind::text, priority, member, width,
                                std::move(values));
}

const lists::ListTable& table() {
    static const lists::ListTable all{
        {text_column("customer_name", 1, &LineRow::name, 200),
         lists::member_column("customer", "renewal.customer", CellKind::integer, 4, &LineRow::customer),
         text_column("old_subscription", 6, &LineRow::old_subscription, 150),
         text_column("old_seat", 2, &LineRow::old_seat, 110),
         text_column("new_subscription", 7, &LineRow::new_subscription, 150),
         text_column("new_seat", 2, &LineRow::new_seat, 110), text_column("wish", 5, &LineRow::wish, 110),
         text_column("conflict", 3, &LineRow::conflict, 200,
                     {"taken", "blocked", "other_hall", "seat_gone", "second_right", "holder_blocked", "holder_gone",
                      "already_renewed", "split", "no_price", "wish_unknown", "wish_denied"}),
         text_column("decision", 8, &LineRow::decision, 130,
                     {"solve", "keep", "seat", "wait", "sabbatical", "give_up"}),
         text_column("state", 3, &LineRow::state, 120, {"open", "reserved", "renewed", "sabbatical", "given_up"})},
        {lists::member_key("_customer", &LineRow::customer_id)},
        {}};
    return all;
}

bool is_asked(const Line& line, const std::string& show) {
    if (show == "conflicts") return line.state == "open" && !line.conflicts.empty();
    if (show == "ready") return line.may_be_reserved();
    return show.empty() || show == "all" || line.state == show;
}

std::vector<LineRow> rows_of(Transaction& transaction, const Actor& actor, const RenewalPlan& plan,
                             const std::string& show) {
    const auto all = events::subscriptions(transaction);
    const auto name_of = [&](std::int64_t id) {
        const auto found = all.find(id);
        return found == all.end() ? "" : found->second.name + " " + found->second.season;
    };
    const auto& seats = plan.season.seats();
    std::vector<LineRow> rows;
    for (const auto& line : plan.lines) {
        if (!is_shown(line, actor) || !is_asked(line, show)) continue;
        const auto& right = line.right;
        const auto& entry = line.entry;
        LineRow row;
        row.customer_id = right.customer_id, row.name = line.customer_name;
        if (line.customer_number) row.customer = line.customer_number;
        row.old_subscription = name_of(right.subscription_id);
        row.new_subscription = name_of(entry.subscription_id ? entry.subscription_id : line.subscription_id);
        row.old_seat = written(right.section, right.row, right.seat);
        if (entry.order_id) row.new_seat = written(entry.section, entry.row, entry.seat);
        else if (line.solved.seat >= 0) {
            const auto& seat = seats[static_cast<std::size_t>(line.solved.seat)];
            row.new_seat = written(seat.section, seat.row, seat.seat);
            row.new_subscription = name_of(seat.subscription);
        }
        row.wish = written(right.wish_section, right.wish_row, right.wish_seat);
        row.conflict = line.conflicts.empty() ? "" : line.conflicts.front();
        row.decision = entry.decision, row.state = line.state;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

lists::Report renewals_report() {
    lists::Report report{"renewals", "renewals.run", "renewal", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<Made> {
        const auto name = question.text("renewal");
        const auto newest = name.empty() ? all_renewals(transaction) : std::vector<Renewal>();
        const auto renewal = !newest.empty() ? std::optional(newest.front()) : find_renewal(transaction, name);
        if (!renewal) {
            if (name.empty()) return Made(std::make_shared<lists::WholeList<LineRow>>(table(), std::vector<LineRow>()));
            return refuse_field("renewal", "error.unknown_in_filter", {{"value", name}});
        }
        const auto plan = TRY(plan_renewal(house, transaction, actor, *renewal));
        return Made(std::make_shared<lists::WholeList<LineRow>>(
            table(), rows_of(transaction, actor, plan, question.text("show"))));
    };
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--renewal \"Abo 2026/27\" --show open";
    return report;
}

}  // namespace kartei::renewals
