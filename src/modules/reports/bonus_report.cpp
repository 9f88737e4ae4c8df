// The bonus points of everybody who ever had any (money.md 6): what came by turnover and by hand, what was redeemed and
// expired, what is left and what of it expires next, as of a day.
#include "modules/reports/bonus_report.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/bonus/bonus_account.hpp"
#include "modules/bonus/bonus_rates.hpp"
#include "modules/bonus/bonus_store.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_question.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

struct PointsLine : lists::Row {
    std::optional<std::int64_t> customer;
    std::string name, order, expires_on;
    std::int64_t turnover = 0, by_turnover = 0, by_hand = 0, redeemed = 0, expired = 0, left = 0, expiring = 0;
    std::int64_t customer_id = 0;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"customer", customer_number}, "customer", "trip_list.customer"},
        {{"on", date}, "on", "trip_list.points_on"},
        {{"left", yes_no}, "left", "trip_list.only_points_left"},
    };
    return all;
}

const lists::ListTable& table() {
    constexpr auto whole = CellKind::integer;
    static const lists::ListTable table{
        {trip_column("customer", whole, 4, &PointsLine::customer),
         trip_column("name", CellKind::text, 1, &PointsLine::name, 180),
         trip_column("turnover", CellKind::money, 6, &PointsLine::turnover),
         trip_column("points_by_turnover", whole, 3, &PointsLine::by_turnover),
         trip_column("points_by_hand", whole, 5, &PointsLine::by_hand),
         trip_column("points_redeemed", whole, 3, &PointsLine::redeemed),
         trip_column("points_expired", whole, 7, &PointsLine::expired),
         trip_column("points_left", whole, 1, &PointsLine::left),
         trip_column("points_expiring", whole, 8, &PointsLine::expiring),
         trip_column("points_expire_on", CellKind::date, 8, &PointsLine::expires_on)},
        {lists::member_key("_customer", &PointsLine::customer_id)},
        {trip_sum("turnover", CellKind::money, &PointsLine::turnover),
         trip_sum("points_by_turnover", whole, &PointsLine::by_turnover),
         trip_sum("points_by_hand", whole, &PointsLine::by_hand),
         trip_sum("points_redeemed", whole, &PointsLine::redeemed),
         trip_sum("points_expired", whole, &PointsLine::expired), trip_sum("points_left", whole, &PointsLine::left)}};
    return table;
}

struct Asked {
    std::int64_t customer = 0;
    Date on{};
    bool only_left = false;
};

/// What was taken by hand counts as redeemed.
PointsLine line_of(const bonus::Account& account) {
    PointsLine line;
    for (const auto& lot : account.lots) {
        line.turnover += lot.turnover;
        (lot.booking != 0 ? line.by_turnover : line.by_hand) += lot.points;
    }
    line.redeemed = account.used, line.expired = account.expired, line.left = account.balance();
    if (const auto next = bonus::next_to_expire(account)) line.expiring = next->points, line.expires_on = next->on;
    return line;
}

std::vector<PointsLine> lines_of(Transaction& transaction, const Actor& actor, const Asked& asked) {
    const auto rule = bonus::rates_of(transaction).expiry;
    std::vector<PointsLine> lines;
    const auto take = [&](const bonus::Holding& holding) {
        const auto account = bonus::account_on(asked.on, holding.lots, holding.uses, rule);
        auto line = line_of(account);
        line.customer_id = holding.customer_id;
        if ((account.came != 0 || account.used != 0) && (!asked.only_left || line.left != 0))
            lines.push_back(std::move(line));
        return true;
    };
    if (asked.customer != 0) take(bonus::holding_of(transaction, asked.customer));
    else bonus::each_holding(transaction, take);
    std::erase_if(lines, [&](PointsLine& line) {
        const auto customer = customers::find_customer(transaction, line.customer_id);
        if (!customer || !customers::may_see(actor, *customer)) return true;
        line.customer = customer->number;
        line.name = customers::name_in_lists(customer->name_prefix, customer->name, customer->first_name);
        line.order = fold(line.name);
        return false;
    });
    std::stable_sort(lines.begin(), lines.end(),
                     [](const PointsLine& a, const PointsLine& b) { return a.order < b.order; });
    return lines;
}

}  // namespace

lists::Report bonus_report() {
    lists::Report report{"bonus", "bonus.read", "trip_list", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        if (!bonus::rates_of(transaction).on) return refuse(RefusalKind::not_found, "error.no_bonus_here");
        Asked asked;
        asked.customer = TRY(customer_asked(transaction, actor, question));
        asked.on = *read_date(question.text("on").empty() ? house.today() : question.text("on"));
        asked.only_left = question.is("left");
        return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<PointsLine>>(
            table(), [actor, asked](Transaction& reader) { return lines_of(reader, actor, asked); }));
    };
    report.columns = table().columns;
    report.example = "--customer 100001";
    return report;
}

}  // namespace kartei::reports
