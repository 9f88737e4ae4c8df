// Tills, the newest day first (money.md 1): what went through each, what was counted, what differs. Whoever may not see
// those of others has his own.
#include "modules/reports/tills_report.hpp"

#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_question.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using till::WholeTill;
using enum FieldKind;

/// The first one is what is asked when nothing is said.
constexpr std::array<std::string_view, 3> states{"all", "open", "closed"};

struct TillLine : lists::Row {
    std::int64_t till = 0;
    std::string user, day, state, opened_at, closed_at, remark;
    std::int64_t opening = 0, cash = 0, card = 0, other = 0, expected = 0, differs = 0;
    std::optional<std::int64_t> counted, difference;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "till_list.from"},
        {{"to", date}, "to", "till_list.to"},
        {{"user", text, 60}, "user", "till_list.user"},
        {{"state", choice, 0, Privacy::open, plain, states}, "state", "till_list.state"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table = [] {
        lists::ListTable made{{trip_column("till", CellKind::integer, 1, &TillLine::till),
                        trip_column("day", CellKind::date, 1, &TillLine::day),
                        trip_column("user", CellKind::text, 1, &TillLine::user, 110),
                        trip_column("state", CellKind::text, 2, &TillLine::state, 110, {"open", "closed"}),
                        trip_column("opened_at", CellKind::instant, 7, &TillLine::opened_at, 130),
                        trip_column("closed_at", CellKind::instant, 6, &TillLine::closed_at, 130),
                        trip_column("opening", CellKind::money, 5, &TillLine::opening),
                        trip_column("cash", CellKind::money, 2, &TillLine::cash),
                        trip_column("card", CellKind::money, 4, &TillLine::card),
                        trip_column("other", CellKind::money, 8, &TillLine::other),
                        trip_column("expected", CellKind::money, 3, &TillLine::expected),
                        trip_column("counted", CellKind::money, 3, &TillLine::counted),
                        trip_column("difference", CellKind::money, 1, &TillLine::difference),
                        trip_column("remark", CellKind::text, 8, &TillLine::remark, 160)},
                       {lists::member_key("_till", &TillLine::till)},
                       {trip_sum("cash", CellKind::money, &TillLine::cash),
                        trip_sum("card", CellKind::money, &TillLine::card),
                        trip_sum("difference", CellKind::money, &TillLine::differs)}};
        for (auto& column : made.columns) column.text_key = "till_list." + column.name;
        for (auto& sum : made.sums) sum.text_key = "till_list.sum." + sum.name;
        return made;
    }();
    return table;
}

TillLine line_of(const WholeTill& whole) {
    const auto& till = whole.till;
    TillLine line;
    line.till = till.id, line.user = till.user_name, line.day = till.day;
    line.state = till.is_open() ? "open" : "closed";
    line.opened_at = till.opened_at, line.closed_at = till.closed_at, line.remark = till.remark;
    line.opening = till.opening, line.expected = whole.cash();
    for (const auto& sum : whole.sums())
        (sum.kind == "cash" ? line.cash : sum.kind == "card" ? line.card : line.other) += sum.sum();
    if (!till.is_open()) line.counted = till.counted, line.difference = line.differs = till.difference();
    return line;
}

struct Asked {
    std::string from, to, user, state;
};

std::vector<TillLine> lines_of(Transaction& transaction, const Actor& actor, const Asked& asked) {
    std::vector<TillLine> lines;
    const auto whose = actor.may("till.all") ? 0 : actor.user_id == 0 ? -1 : actor.user_id;
    for (auto& till : till::tills_between(transaction, whose, asked.from, asked.to)) {
        if (!asked.user.empty() && till.user_name != asked.user) continue;
        if (!asked.state.empty() && till.is_open() != (asked.state == "open")) continue;
        lines.push_back(line_of(till::whole(transaction, std::move(till))));
    }
    return lines;
}

}  // namespace

lists::Report tills_report() {
    lists::Report report{"tills", "till.use", "till_list", filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        TRY(till::check_module(transaction));
        TRY(check_period(question));
        const Asked asked{question.text("from"), question.text("to"), question.text("user"), question.text("state")};
        return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<TillLine>>(
            table(), [actor, asked](Transaction& reader) { return lines_of(reader, actor, asked); }));
    };
    report.columns = table().columns;
    report.example = "--from 2026-01-01 --to 2026-12-31";
    return report;
}

}  // namespace kartei::reports
