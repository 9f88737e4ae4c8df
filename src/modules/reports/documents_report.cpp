// The papers of bookings as they went out, by day: invoices, what took them back, receipts; with all others on demand.
#include <array>

#include "modules/customers/customer_list.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

/// "numbered": those that carry a number.
constexpr std::array<std::string_view, 13> kinds{
    "numbered", "all",          "invoice",       "cancellation_invoice", "credit_note", "receipt", "offer",
    "registration", "confirmation", "trial_invoice", "manifest",             "voucher",     "itinerary"};

struct PaperRow : lists::Row {
    std::int64_t booking = 0, position = 0, total = 0, customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string number, on, kind, name, cancels;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
        {{"kind", choice, 0, Privacy::open, plain, kinds}, "kind", "trip_list.kind"},
        {{"customer", customer_number}, "customer", "trip_list.customer"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("number", CellKind::text, 1, &PaperRow::number, 110),
         trip_column("on", CellKind::date, 2, &PaperRow::on),
         trip_column("kind", CellKind::text, 3, &PaperRow::kind, 130,
                     {"invoice", "cancellation_invoice", "credit_note", "receipt", "offer", "registration",
                      "confirmation", "trial_invoice", "manifest", "voucher", "itinerary"}),
         trip_column("booking", CellKind::integer, 5, &PaperRow::booking),
         trip_column("customer", CellKind::integer, 7, &PaperRow::customer),
         trip_column("name", CellKind::text, 4, &PaperRow::name, 160),
         trip_column("total", CellKind::money, 3, &PaperRow::total),
         trip_column("cancels", CellKind::text, 8, &PaperRow::cancels, 110)},
        {lists::member_key("_booking", &PaperRow::booking), lists::member_key("_customer", &PaperRow::customer_id)},
        {trip_sum("total", CellKind::money, &PaperRow::total)}};
    return table;
}

struct PaperFilter {
    std::int64_t customer = 0;
    std::string from, to, kind;
    bool with_hidden = false;
};

class PaperList final : public lists::List {
public:
    explicit PaperList(PaperFilter filter) : filter_(std::move(filter)) {}

    const std::vector<lists::Column>& columns() const override { return table().columns; }
    const std::vector<lists::RowKey>& keys() const override { return table().keys; }
    const std::vector<lists::Sum>& sums() const override { return table().sums; }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto place = read_place(after);
        auto rows = transaction.stream(
            "SELECT d.number, d.issued_on, d.kind, b.number, d.position, d.total, c.id, c.number, c.name_prefix, c.name,"
            " c.first_name, d.cancels"
            " FROM booking_document d JOIN booking b ON b.id = d.booking_id LEFT JOIN customer c ON c.id = b.customer_id"
            " WHERE (d.issued_on, b.number, d.position) > (:day, :booking, :position)"
            " AND (:customer = 0 OR b.customer_id = :customer) AND d.issued_on >= :from"
            " AND (d.issued_on <= :to OR :to = '')"
            " AND (:kind = 'all' OR d.kind = :kind OR (:kind = 'numbered' AND d.number IS NOT NULL))"
            " AND coalesce(c.hidden_in_search, 0) <= :with_hidden"
            " ORDER BY d.issued_on, b.number, d.position",
            place.day, place.booking, place.position, filter_.customer, filter_.from, filter_.to, filter_.kind,
            filter_.with_hidden);
        PaperRow row;
        while (rows.next()) {
            row.number = rows.string(0), row.on = rows.string(1), row.kind = rows.string(2);
            row.booking = rows.integer(3), row.position = rows.integer(4), row.total = rows.integer(5);
            row.customer_id = rows.integer(6), row.customer = rows.optional_integer(7);
            row.name = customers::name_in_lists(rows.string(8), rows.string(9), rows.string(10));
            row.cancels = rows.string(11);
            if (!take(row, write_place({true, row.on, row.booking, row.position}))) return;
        }
    }

private:
    PaperFilter filter_;
};

}  // namespace

lists::Report documents_report() {
    lists::Report report{"documents", "bookings.read", "trip_list", filters()};
    report.make = [](House&, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        TRY(check_period(question));
        PaperFilter filter{TRY(customer_asked(transaction, actor, question)), question.text("from"),
                           question.text("to"), question.text("kind"), actor.may("customers.see_hidden")};
        if (filter.kind.empty()) filter.kind = "numbered";
        return std::shared_ptr<const lists::List>(std::make_shared<PaperList>(std::move(filter)));
    };
    report.columns = table().columns;
    report.example = "--from 2027-01-01 --to 2027-01-31 --kind invoice";
    return report;
}

}  // namespace kartei::reports
