// Turnover of a period by whom or what it was made with (Statistik - Umsatz, J-158): the link Umsatz, customer, agency,
// destination or operator; the most first, what has no key last.
#include <array>

#include "modules/bookings/turnover_line.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/turnover_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 5> keys{"turnover_group", "customer", "agency", "destination", "operator"};
constexpr std::array<std::string_view, 2> days{"departure", "booking"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"by", choice, 0, Privacy::open, plain, keys}, "by", "trip_list.key"},
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
        {{"by_date", choice, 0, Privacy::open, plain, days}, "by-date", "trip_list.by"},
        {{"with_amounts", yes_no}, "with-amounts", "trip_list.with_amounts"},
        {{"with_agency", yes_no}, "with-agency", "trip_list.with_agency"},
        side_filter(),
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("key", CellKind::text, 2, &TurnoverRow::key, 110),
         trip_column("name", CellKind::text, 1, &TurnoverRow::name, 220),
         trip_column("customers", CellKind::integer, 6, &TurnoverRow::customers),
         trip_column("bookings", CellKind::integer, 4, &TurnoverRow::bookings),
         trip_column("participants", CellKind::integer, 5, &TurnoverRow::participants),
         trip_column("turnover", CellKind::money, 3, &TurnoverRow::turnover),
         trip_column("commission", CellKind::money, 7, &TurnoverRow::commission)},
        {lists::member_key("_customer", &TurnoverRow::customer_id)},
        {trip_sum("bookings", CellKind::integer, &TurnoverRow::bookings),
         trip_sum("turnover", CellKind::money, &TurnoverRow::turnover),
         trip_sum("commission", CellKind::money, &TurnoverRow::commission)}};
    return table;
}

Result<std::shared_ptr<const lists::List>> make(House& house, Transaction&, const Actor& actor,
                                                const lists::Question& asked, const std::optional<std::string>&) {
    TurnoverQuestion question{.by = asked.text("by"),
                              .from = asked.text("from"),
                              .to = asked.text("to"),
                              .day_column = asked.text("by_date") == "booking" ? "b.booked_on" : "b.departs_on",
                              .with_amounts = asked.is("with_amounts"),
                              .with_agency = asked.is("with_agency"),
                              .with_hidden = actor.may("customers.see_hidden")};
    if (question.by.empty()) question.by = "turnover_group";
    TRY(check_period(asked));
    question.sides = TRY(sides_asked(actor, asked));
    if (question.sides.tickets && question.by != "customer") return refuse_field("side", "error.tickets_by_customer");
    const bool from_kept = is_kept(question);
    if (from_kept && question.by_person()) return kept_turnover_list(house, actor, table(), question);
    return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<TurnoverRow>>(
        table(),
        [&house, actor, question, from_kept](Transaction& reader) {
            return from_kept && bookings::turnover_is_whole(reader)
                       ? kept_turnover_of_codes(reader, question)
                       : reckoned_turnover(house, reader, actor, question);
        },
        &house, name_person));
}

}  // namespace

lists::Report turnover_report() {
    lists::Report report{"turnover", "bookings.read", "trip_list", filters()};
    report.make = make;
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--by destination --from 2027-01-01 --to 2027-12-31";
    return report;
}

}  // namespace kartei::reports
