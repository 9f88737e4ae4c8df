// Statistics of one customer (Kundenstatistik, J-015): turnover by month of this and the last year, by departure and by
// day of booking, what lies before and after, what is paid and what is open.
#include <map>
#include <set>

#include "modules/reports/ticket_sales.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

struct StatisticsLine : lists::Row {
    std::string period, by;
    std::int64_t turnover = 0;
    std::optional<std::int64_t> bookings;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"customer", customer_number}, "customer", "trip_list.customer"},
        {{"year", integer, 4}, "year", "trip_list.year"},
        {{"with_amounts", yes_no}, "with-amounts", "trip_list.with_amounts"},
        {{"with_agency", yes_no}, "with-agency", "trip_list.with_agency"},
        side_filter(),
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("period", CellKind::month, 1, &StatisticsLine::period, 110,
                     {"total", "before", "after", "paid", "open"}),
         trip_column("by", CellKind::text, 2, &StatisticsLine::by, 130, {"departure", "booking"}),
         trip_column("turnover", CellKind::money, 3, &StatisticsLine::turnover),
         trip_column("bookings", CellKind::integer, 4, &StatisticsLine::bookings)},
        {}, {}};
    return table;
}

struct StatisticsQuestion {
    std::int64_t customer = 0, year = 0;
    bool with_amounts = false, with_agency = false;
    Sides sides;
};

/// Turnover and how many bookings (or orders) it comes from; an order of several dates counts once.
struct Figures {
    std::int64_t turnover = 0, bookings = 0;
    std::set<std::int64_t> orders;
    std::int64_t count() const { return bookings + static_cast<std::int64_t>(orders.size()); }
};

/// One of the two halves: by departure or by day of booking.
class Half {
public:
    explicit Half(std::int64_t year) : first_(std::to_string(year - 1) + "-01"), last_(std::to_string(year) + "-12") {}

    Figures& at(const std::string& day) {
        const auto month = day.substr(0, 7);
        if (month.empty()) return without_day_;
        return month < first_ ? before_ : month > last_ ? after_ : months_[month];
    }
    Figures total;

    void write(const std::string& by, std::vector<StatisticsLine>& lines) {
        const auto add = [&](const std::string& period, const Figures& figures) {
            lines.push_back({{}, period, by, figures.turnover, figures.count()});
        };
        add("total", total);
        add("before", before_);
        for (const auto& year : {first_.substr(0, 4), last_.substr(0, 4)})
            for (int month = 1; month <= 12; ++month) {
                const auto period = year + (month < 10 ? "-0" : "-") + std::to_string(month);
                add(period, months_[period]);
            }
        add("after", after_);
        // What has no day yet stands last.
        if (without_day_.turnover != 0 || without_day_.count() != 0) add("", without_day_);
    }

private:
    std::string first_, last_;
    std::map<std::string, Figures> months_;
    Figures before_, after_, without_day_;
};

struct Statistics {
    Half by_departure, by_booking;
    PaidAndOpen money;
};

void add_trips(Transaction& transaction, const StatisticsQuestion& question, Statistics& all) {
    // sql: a constant of trip_rows.hpp
    auto rows = transaction.query(std::string("SELECT ").append(turnover_column).append(
                                      ", b.departs_on, b.booked_on, b.state, b.paid, b.total - b.paid FROM booking b"
                                      " WHERE b.customer_id = :customer AND b.state <> 'void'"
                                      " AND (b.kind = 'booking' OR (:with_agency = 1 AND b.kind = 'agency_booking'))"),
                                  question.with_amounts, question.customer, question.with_agency);
    while (rows.next()) {
        const auto turnover = rows.integer(0), counts = std::int64_t{rows.text(3) != "cancelled"};
        for (auto* figures : {&all.by_departure.total, &all.by_departure.at(rows.string(1)), &all.by_booking.total,
                              &all.by_booking.at(rows.string(2))})
            figures->turnover += turnover, figures->bookings += counts;
        all.money.paid += rows.integer(4);
        all.money.open += rows.integer(5);
    }
}

void add_tickets(const House& house, Transaction& transaction, const Actor& actor, std::int64_t customer,
                 Statistics& all) {
    const auto seen = events::events_of(transaction, actor);
    for_each_sale(house, transaction, seen, customer, [&](const TicketSale& sale) {
        for (auto* figures : {&all.by_departure.total, &all.by_departure.at(sale.event_on), &all.by_booking.total,
                              &all.by_booking.at(sale.ordered_on)})
            figures->turnover += sale.turnover, figures->orders.insert(sale.order_id);
    });
    const auto money = paid_of_orders(transaction, seen, customer);
    all.money.paid += money.paid;
    all.money.open += money.open;
}

std::vector<StatisticsLine> statistics(const House& house, Transaction& transaction, const Actor& actor,
                                       const StatisticsQuestion& question) {
    Statistics all{Half(question.year), Half(question.year), {}};
    if (question.sides.trips) add_trips(transaction, question, all);
    if (question.sides.tickets) add_tickets(house, transaction, actor, question.customer, all);
    std::vector<StatisticsLine> lines;
    all.by_departure.write("departure", lines);
    all.by_booking.write("booking", lines);
    lines.push_back({{}, "paid", "", all.money.paid, {}});
    lines.push_back({{}, "open", "", all.money.open, {}});
    return lines;
}

Result<std::shared_ptr<const lists::List>> make(House& house, Transaction& transaction, const Actor& actor,
                                                const lists::Question& asked, const std::optional<std::string>&) {
    StatisticsQuestion question{.year = asked.integer("year"),
                                .with_amounts = asked.is("with_amounts"),
                                .with_agency = asked.is("with_agency")};
    if (question.year == 0) question.year = std::stoll(house.today().substr(0, 4));
    question.customer = TRY(customer_demanded(transaction, actor, asked));
    question.sides = TRY(sides_asked(actor, asked));
    const auto reckon = [&house, actor, question](Transaction& reader) {
        return statistics(house, reader, actor, question);
    };
    return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<StatisticsLine>>(table(), reckon, &house));
}

}  // namespace

lists::Report customer_statistics_report() {
    lists::Report report{"customer-statistics", "bookings.read", "trip_list", filters()};
    report.make = make;
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--customer 100001 --year 2027";
    return report;
}

}  // namespace kartei::reports
