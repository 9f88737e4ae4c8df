#include "modules/reports/follow_ups.hpp"

#include "modules/customers/customer_list.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("due_on", CellKind::date, 1, &FollowUp::due_on),
         trip_column("booking", CellKind::integer, 2, &FollowUp::booking),
         trip_column("customer", CellKind::integer, 7, &FollowUp::customer),
         trip_column("name", CellKind::text, 4, &FollowUp::name, 160),
         trip_column("what", CellKind::text, 5, &FollowUp::what, 140, {"note", "option", "papers"}),
         trip_column("text", CellKind::text, 3, &FollowUp::text, 260),
         trip_column("handler", CellKind::text, 6, &FollowUp::handler, 110)},
        {lists::member_key("_booking", &FollowUp::booking), lists::member_key("_customer", &FollowUp::customer_id)},
        {}};
    return table;
}

/// Day, booking, what it is, text; the rest comes from the booking.
constexpr std::string_view what_is_due =
    "SELECT n.follow_up_on AS due_on, n.booking_id AS booking_id, 'note' AS what, n.text AS text,"
    " n.position AS position FROM booking_note n WHERE n.follow_up_on IS NOT NULL AND n.done = 0"
    " UNION ALL SELECT o.option_until, o.id, 'option', NULL, 0 FROM booking o"
    " WHERE o.option_until IS NOT NULL AND o.kind = 'option' AND o.state = 'open'"
    " UNION ALL SELECT t.departs_on, t.id, 'papers', coalesce(s.description, s.service_kind), s.position"
    " FROM booking_service s JOIN booking t ON t.id = s.booking_id WHERE s.document_status <> 'ok'"
    " AND s.cancelled_on IS NULL AND t.departs_on IS NOT NULL AND t.kind = 'booking' AND t.state <> 'cancelled'";

}  // namespace

std::vector<FollowUp> follow_ups(Transaction& transaction, const std::string& from, const std::string& to,
                                 bool with_hidden) {
    // sql: the constant above
    auto rows = transaction.query(
        std::string("SELECT d.due_on, b.number, d.what, d.text, b.handler, c.id, c.number, c.name_prefix, c.name,"
                    " c.first_name FROM (")
            .append(what_is_due)
            .append(") d JOIN booking b ON b.id = d.booking_id LEFT JOIN customer c ON c.id = b.customer_id"
                    " WHERE b.state <> 'void' AND d.due_on >= :from AND (d.due_on <= :to OR :to = '')"
                    " AND coalesce(c.hidden_in_search, 0) <= :with_hidden"
                    " ORDER BY d.due_on, b.number, d.what, d.position"),
        from, to, with_hidden);
    std::vector<FollowUp> all;
    while (rows.next()) {
        auto& one = all.emplace_back();
        one.due_on = rows.string(0), one.booking = rows.integer(1), one.what = rows.string(2);
        one.text = rows.string(3), one.handler = rows.string(4), one.customer_id = rows.integer(5);
        one.customer = rows.optional_integer(6);
        one.name = customers::name_in_lists(rows.string(7), rows.string(8), rows.string(9));
    }
    return all;
}

lists::Report follow_ups_report() {
    lists::Report report{"follow-ups", "bookings.read", "trip_list", filters()};
    report.make = [](House&, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        TRY(check_period(question));
        const auto from = question.text("from"), to = question.text("to");
        const bool with_hidden = actor.may("customers.see_hidden");
        return std::shared_ptr<const lists::List>(
            std::make_shared<ReckonedList<FollowUp>>(table(), [from, to, with_hidden](Transaction& reader) {
                return follow_ups(reader, from, to, with_hidden);
            }));
    };
    report.columns = table().columns;
    report.example = "--to 2027-05-31";
    return report;
}

}  // namespace kartei::reports
