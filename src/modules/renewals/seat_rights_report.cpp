#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "modules/customers/customer_list.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/renewals/renewal_plan.hpp"
#include "modules/renewals/renewals_report.hpp"

namespace kartei::renewals {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 4> states{"all", "active", "sabbatical", "given_up"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"subscriptions", text_list, 200}, "subscription", "seat_right.subscription_id"},
        {{"seasons", text_list, 200}, "season", "seat_right.season"},
        {{"state", choice, 0, Privacy::open, plain, states}, "state", "seat_right.state"},
    };
    return all;
}

struct RightRow : lists::Row {
    std::int64_t customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string name, subscription, season, hall, entrance, section, row, seat, since, priority_on, state, wish,
        fall_back, order;
};

Column text_column(std::string name, int priority, std::string RightRow::*member, int width = 0,
                   std::vector<std::string_view> values = {}) {
    auto key = "seat_right." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, false,
            lists::cell<RightRow>([member](const RightRow& row, Cells& cells) { cells.text(row.*member); }),
            std::move(values), width};
}
Column date_column(std::string name, int priority, std::string RightRow::*member) {
    auto key = "seat_right." + name;
    return {std::move(name), std::move(key), "", CellKind::date, priority, false,
            lists::cell<RightRow>([member](const RightRow& row, Cells& cells) { cells.date(row.*member); })};
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        text_column("customer_name", 1, &RightRow::name, 200),
        {"customer", "seat_right.customer", "", CellKind::integer, 5, false,
         lists::cell<RightRow>([](const RightRow& row, Cells& cells) {
             row.customer ? cells.integer(*row.customer) : cells.text("");
         })},
        text_column("subscription", 2, &RightRow::subscription, 160),
        text_column("season", 4, &RightRow::season),
        text_column("hall", 8, &RightRow::hall),
        text_column("entrance", 7, &RightRow::entrance),
        text_column("section", 3, &RightRow::section),
        text_column("row", 2, &RightRow::row),
        text_column("seat", 1, &RightRow::seat),
        date_column("since", 9, &RightRow::since),
        date_column("priority_on", 10, &RightRow::priority_on),
        text_column("state", 3, &RightRow::state, 120, {"active", "sabbatical", "given_up"}),
        text_column("wish", 6, &RightRow::wish, 140),
        text_column("fall_back", 11, &RightRow::fall_back, 150, {"keep", "next_best", "call"}),
        text_column("order", 12, &RightRow::order),
    };
    return all;
}

/// Subscriptions that are asked for, and all of whose sold dates the actor sees; no value: all.
struct Wanted {
    std::optional<std::set<std::int64_t>> subscriptions;
    std::string state;
    bool with_hidden = false;
};

std::set<std::int64_t> seen_subscriptions(Transaction& transaction, const Actor& actor) {
    std::set<std::int64_t> seen, unseen;
    const auto events = events::seen_events(transaction, actor);
    auto rows = transaction.query(
        "SELECT DISTINCT subscription_id, event_id FROM ticket WHERE subscription_id IS NOT NULL");
    while (rows.next())
        (!events || std::binary_search(events->begin(), events->end(), rows.integer(1)) ? seen : unseen)
            .insert(rows.integer(0));
    for (const auto one : unseen) seen.erase(one);
    return seen;
}

bool is_named(const events::Subscription& one, const std::vector<std::string>& names) {
    return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name == one.name || name == one.name + "@" + one.season;
    });
}

Result<Wanted> wanted_of(Transaction& transaction, const Actor& actor, const lists::Question& question) {
    Wanted wanted{std::nullopt, question.text("state"), actor.may("customers.see_hidden")};
    const auto names = question.list("subscriptions"), seasons = question.list("seasons");
    const auto all = events::subscriptions(transaction);
    std::vector<Issue> issues;
    for (const auto& name : names)
        if (std::none_of(all.begin(), all.end(), [&](const auto& one) { return is_named(one.second, {name}); }))
            issues.push_back({"subscription", "error.unknown_in_filter", {{"value", name}}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (!names.empty() || !seasons.empty()) {
        wanted.subscriptions.emplace();
        for (const auto& [id, one] : all)
            if (is_named(one, names) &&
                (seasons.empty() || std::find(seasons.begin(), seasons.end(), one.season) != seasons.end()))
                wanted.subscriptions->insert(id);
    }
    if (actor.promoters) {
        const auto seen = seen_subscriptions(transaction, actor);
        if (!wanted.subscriptions) wanted.subscriptions = seen;
        else std::erase_if(*wanted.subscriptions, [&](std::int64_t id) { return !seen.contains(id); });
    }
    return wanted;
}

/// A right's place is its id.
class SeatRights final : public lists::List {
public:
    SeatRights(Wanted wanted, std::unordered_map<std::int64_t, events::Subscription> subscriptions,
               events::Names halls)
        : wanted_(std::move(wanted)), subscriptions_(std::move(subscriptions)), halls_(std::move(halls)) {}

    const std::vector<Column>& columns() const override { return renewals::columns(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_customer", [](const lists::Row& row) { return static_cast<const RightRow&>(row).customer_id; }}};
        return keys;
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        std::int64_t last = 0;
        std::from_chars(after.data(), after.data() + after.size(), last);
        auto rows = transaction.stream(
            "SELECT r.id, r.subscription_id, c.id, c.number, c.name_prefix, c.name, c.first_name, r.hall_id,"
            " r.entrance, r.section, r.row, r.seat, r.since, r.priority_on, r.state, r.wish_section, r.wish_row,"
            " r.wish_seat, r.wish_subscription_id, r.fall_back, o.number FROM seat_right r"
            " LEFT JOIN customer c ON c.id = r.customer_id LEFT JOIN orders o ON o.id = r.order_id"
            " WHERE r.id > :after AND coalesce(c.hidden_in_search, 0) <= :hidden"
            " AND (r.state = :state OR :state = '' OR :state = 'all') ORDER BY r.id",
            last, wanted_.with_hidden, wanted_.state);
        while (rows.next()) {
            if (wanted_.subscriptions && !wanted_.subscriptions->contains(rows.integer(1))) continue;
            if (!take(row_of(rows), std::to_string(rows.integer(0)))) return;
        }
    }

private:
    RightRow row_of(const sql::Rows& rows) const {
        RightRow row;
        const auto subscription = subscriptions_.find(rows.integer(1));
        if (subscription != subscriptions_.end())
            row.subscription = subscription->second.name, row.season = subscription->second.season;
        row.customer_id = rows.integer(2);
        row.customer = rows.optional_integer(3);
        row.name = customers::name_in_lists(rows.string(4), rows.string(5), rows.string(6));
        if (const auto hall = halls_.find(rows.integer(7)); hall != halls_.end()) row.hall = hall->second;
        std::string* const texts[] = {&row.entrance, &row.section,     &row.row,  &row.seat,
                                      &row.since,    &row.priority_on, &row.state};
        for (int i = 0; i < 7; ++i) *texts[i] = rows.string(8 + i);
        row.wish = written(rows.string(15), rows.string(16), rows.string(17));
        if (const auto wished = subscriptions_.find(rows.integer(18)); wished != subscriptions_.end())
            row.wish = wished->second.name + (row.wish.empty() ? "" : ", ") + row.wish;
        row.fall_back = rows.string(19);
        row.order = rows.string(20);
        return row;
    }

    Wanted wanted_;
    std::unordered_map<std::int64_t, events::Subscription> subscriptions_;
    events::Names halls_;
};

}  // namespace

lists::Report seat_rights_report() {
    lists::Report report{"seat-rights", "sales.read", "seat_right", filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        auto wanted = TRY(wanted_of(transaction, actor, question));
        return std::shared_ptr<const lists::List>(
            std::make_shared<SeatRights>(std::move(wanted), events::subscriptions(transaction),
                                         events::names_on_shelf(transaction, events::Shelf::hall)));
    };
    report.seen = events::seen_event_dates;
    report.columns = columns();
    report.example = "--season 2026/27";
    return report;
}

}  // namespace kartei::renewals
