// All fees ever charged in the bookings of a customer (J-223), or of all.
#include "modules/customers/customer_list.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

struct FeeLine : lists::Row {
    std::int64_t booking = 0, position = 0, amount = 0, customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string on, rule, text, occasion, name;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"customer", customer_number}, "customer", "trip_list.customer"},
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("booking", CellKind::integer, 2, &FeeLine::booking),
         trip_column("on", CellKind::date, 1, &FeeLine::on), trip_column("rule", CellKind::text, 6, &FeeLine::rule),
         trip_column("text", CellKind::text, 3, &FeeLine::text, 220),
         trip_column("amount", CellKind::money, 4, &FeeLine::amount),
         trip_column("occasion", CellKind::text, 5, &FeeLine::occasion, 140,
                     {"service_added", "first_entry", "invoice", "credit_note", "voucher", "itinerary", "confirmation",
                      "payment", "phone_call", "rebooking", "cancellation", "call"}),
         trip_column("customer", CellKind::integer, 8, &FeeLine::customer),
         trip_column("name", CellKind::text, 7, &FeeLine::name, 160)},
        {lists::member_key("_booking", &FeeLine::booking), lists::member_key("_customer", &FeeLine::customer_id)},
        {trip_sum("amount", CellKind::money, &FeeLine::amount)}};
    return table;
}

class FeeList final : public lists::List {
public:
    FeeList(std::int64_t customer, std::string from, std::string to, bool with_hidden)
        : customer_(customer), from_(std::move(from)), to_(std::move(to)), with_hidden_(with_hidden) {}

    const std::vector<lists::Column>& columns() const override { return table().columns; }
    const std::vector<lists::RowKey>& keys() const override { return table().keys; }
    const std::vector<lists::Sum>& sums() const override { return table().sums; }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto place = read_place(after);
        auto rows = transaction.stream(
            "SELECT b.number, f.position, coalesce(f.charged_on, b.booked_on), f.rule, f.text, f.amount, f.occasion,"
            " c.id, c.number, c.name_prefix, c.name, c.first_name"
            " FROM booking_fee f JOIN booking b ON b.id = f.booking_id LEFT JOIN customer c ON c.id = b.customer_id"
            " WHERE (coalesce(f.charged_on, b.booked_on), b.number, f.position) > (:day, :booking, :position)"
            " AND f.removed = 0 AND b.state <> 'void' AND (:customer = 0 OR b.customer_id = :customer)"
            " AND coalesce(f.charged_on, b.booked_on) >= :from"
            " AND (coalesce(f.charged_on, b.booked_on) <= :to OR :to = '')"
            " AND coalesce(c.hidden_in_search, 0) <= :with_hidden"
            " ORDER BY coalesce(f.charged_on, b.booked_on), b.number, f.position",
            place.day, place.booking, place.position, customer_, from_, to_, with_hidden_);
        FeeLine line;
        while (rows.next()) {
            line.booking = rows.integer(0), line.position = rows.integer(1), line.on = rows.string(2);
            line.rule = rows.string(3), line.text = rows.string(4), line.amount = rows.integer(5);
            line.occasion = rows.string(6), line.customer_id = rows.integer(7);
            line.customer = rows.optional_integer(8);
            line.name = customers::name_in_lists(rows.string(9), rows.string(10), rows.string(11));
            if (!take(line, write_place({true, line.on, line.booking, line.position}))) return;
        }
    }

private:
    std::int64_t customer_;
    std::string from_, to_;
    bool with_hidden_;
};

}  // namespace

lists::Report fees_report() {
    lists::Report report{"fees", "bookings.read", "trip_list", filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        TRY(check_period(question));
        const auto customer = TRY(customer_asked(transaction, actor, question));
        return std::shared_ptr<const lists::List>(std::make_shared<FeeList>(
            customer, question.text("from"), question.text("to"), actor.may("customers.see_hidden")));
    };
    report.columns = table().columns;
    report.example = "--customer 100001";
    return report;
}

}  // namespace kartei::reports
