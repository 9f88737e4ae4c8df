#include "modules/customers/customer_list.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;

struct BookingLine : lists::Row {
    std::int64_t booking = 0, customer_id = 0, participants = 0, services = 0, commission = 0, amounts = 0, fees = 0,
                 charges = 0, total = 0, paid = 0, open = 0;
    std::optional<std::int64_t> customer;
    std::string kind, state, name, first_name, booked_on, departs_on, returns_on, destination;
};

constexpr std::string_view selected =
    "b.number, b.kind, b.state, c.id, c.number, c.name_prefix, c.name, c.first_name, b.booked_on, b.departs_on,"
    " b.returns_on, coalesce((SELECT d.name FROM destination d WHERE d.code = b.destination), b.destination), b.participants, b.services, b.commission, b.amounts, b.fees, b.charges, b.total,"
    " b.paid";
constexpr std::string_view conditions =
    " AND (b.state = :state OR (:state = '' AND b.state <> 'void')"
    " OR (:state = 'current' AND b.state <> 'void' AND b.state <> 'cancelled'))"
    " AND (:customer = 0 OR b.customer_id = :customer)";

BookingLine line_of(const sql::Rows& rows) {
    BookingLine line;
    line.booking = rows.integer(0), line.kind = rows.string(1), line.state = rows.string(2);
    line.customer_id = rows.integer(3), line.customer = rows.optional_integer(4);
    line.name = customers::name_in_lists(rows.string(5), rows.string(6), ""), line.first_name = rows.string(7);
    line.booked_on = rows.string(8), line.departs_on = rows.string(9), line.returns_on = rows.string(10);
    line.destination = rows.string(11);
    int column = 12;
    for (const auto member : {&BookingLine::participants, &BookingLine::services, &BookingLine::commission,
                              &BookingLine::amounts, &BookingLine::fees, &BookingLine::charges, &BookingLine::total,
                              &BookingLine::paid})
        line.*member = rows.integer(column++);
    line.open = line.total - line.paid;
    return line;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("booking", CellKind::integer, 1, &BookingLine::booking),
         trip_column("kind", CellKind::text, 8, &BookingLine::kind, 110,
                     {"booking", "offer", "option", "reservation", "fee_booking", "agency_booking"}),
         trip_column("state", CellKind::text, 6, &BookingLine::state, 110, {"open", "invoiced", "cancelled", "void"}),
         trip_column("customer", CellKind::integer, 7, &BookingLine::customer),
         trip_column("name", CellKind::text, 2, &BookingLine::name, 160),
         trip_column("first_name", CellKind::text, 5, &BookingLine::first_name, 110),
         trip_column("booked_on", CellKind::date, 9, &BookingLine::booked_on),
         trip_column("departs_on", CellKind::date, 3, &BookingLine::departs_on),
         trip_column("returns_on", CellKind::date, 10, &BookingLine::returns_on),
         trip_column("destination", CellKind::text, 8, &BookingLine::destination, 100),
         trip_column("participants", CellKind::integer, 9, &BookingLine::participants),
         trip_column("services", CellKind::money, 11, &BookingLine::services),
         trip_column("commission", CellKind::money, 12, &BookingLine::commission),
         trip_column("amounts", CellKind::money, 12, &BookingLine::amounts),
         trip_column("fees", CellKind::money, 12, &BookingLine::fees),
         trip_column("charges", CellKind::money, 12, &BookingLine::charges),
         trip_column("total", CellKind::money, 4, &BookingLine::total),
         trip_column("paid", CellKind::money, 10, &BookingLine::paid),
         trip_column("open", CellKind::money, 4, &BookingLine::open)},
        {lists::member_key("_booking", &BookingLine::booking), lists::member_key("_customer", &BookingLine::customer_id)},
        {trip_sum("participants", CellKind::integer, &BookingLine::participants),
         trip_sum("total", CellKind::money, &BookingLine::total), trip_sum("paid", CellKind::money, &BookingLine::paid),
         trip_sum("open", CellKind::money, &BookingLine::open)}};
    return table;
}

class BookingList final : public lists::List {
public:
    explicit BookingList(TripFilter filter) : filter_(std::move(filter)) {}

    const std::vector<lists::Column>& columns() const override { return table().columns; }
    const std::vector<lists::RowKey>& keys() const override { return table().keys; }
    const std::vector<lists::Sum>& sums() const override { return table().sums; }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const TripStatement statement{selected, "", conditions, "b.id", {filter_.state, filter_.customer}};
        walk_trips(transaction, filter_, statement, read_place(after), [&](const sql::Rows& rows) {
            const auto line = line_of(rows);
            const auto& day = filter_.by_booking ? line.booked_on : line.departs_on;
            // Numbers are unique, so that nothing of this booking is left behind it.
            return take(line, write_place({!day.empty(), day, line.booking, last_of_booking}));
        });
    }

private:
    static constexpr std::int64_t last_of_booking = std::numeric_limits<std::int64_t>::max();
    TripFilter filter_;
};

}  // namespace

lists::Report bookings_report() {
    lists::Report report{"bookings", "bookings.read", "trip_list", booking_filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        auto filter = TRY(trip_filter(transaction, actor, question, false));
        return std::shared_ptr<const lists::List>(std::make_shared<BookingList>(std::move(filter)));
    };
    report.columns = table().columns;
    report.example = "--from 2027-05-01 --to 2027-05-31";
    return report;
}

}  // namespace kartei::reports
