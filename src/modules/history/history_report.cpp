// J-212: all bookings of one customer that were taken over, with the 13 columns of J-213.
#include <charconv>

#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/history/history.hpp"
#include "modules/history/history_store.hpp"

namespace kartei::history {
namespace {

using lists::CellKind;
using lists::Cells;
using sql::Transaction;

struct Line : lists::Row {
    std::int64_t customer = 0;  ///< his number as it is now
    ImportedBooking booking;
};

template <class Write>
lists::Column column(std::string name, CellKind kind, int priority, int width, Write write) {
    auto key = "imported_booking." + name;
    return {std::move(name), std::move(key), "", kind, priority, false, lists::cell<Line>(write), {}, width};
}

lists::Column words(std::string name, int priority, int width, std::string ImportedBooking::*member) {
    return column(std::move(name), CellKind::text, priority, width,
                  [member](const Line& line, Cells& cells) { cells.text(line.booking.*member); });
}

lists::Column day(std::string name, int priority, std::string ImportedBooking::*member) {
    return column(std::move(name), CellKind::date, priority, 0,
                  [member](const Line& line, Cells& cells) { cells.date(line.booking.*member); });
}

const std::vector<lists::Column>& history_columns() {
    static const auto all = [] {
        std::vector<lists::Column> list{
            column("customer", CellKind::integer, 9, 0,
                   [](const Line& line, Cells& cells) { cells.integer(line.customer); }),
            words("booked_or_cancelled", 3, 90, &ImportedBooking::booked_or_cancelled),
            words("sales_code", 10, 90, &ImportedBooking::sales_code),
            words("booking_number", 1, 110, &ImportedBooking::booking_number),
            day("booked_on", 2, &ImportedBooking::booked_on),
            day("departs_on", 2, &ImportedBooking::departs_on),
            words("destination", 2, 140, &ImportedBooking::destination),
            words("travel_kind", 7, 100, &ImportedBooking::travel_kind),
            words("booking_kind", 8, 100, &ImportedBooking::booking_kind),
            words("text", 4, 180, &ImportedBooking::text),
            column("participants", CellKind::integer, 6, 0,
                   [](const Line& line, Cells& cells) {
                       const auto count = line.booking.participants;
                       count ? cells.integer(*count) : cells.text("");
                   }),
            column("price", CellKind::money, 3, 0,
                   [](const Line& line, Cells& cells) {
                       const auto price = line.booking.price;
                       price ? cells.money(*price) : cells.text("");
                   }),
            words("clerk", 11, 100, &ImportedBooking::clerk)};
        list[1].values = {"booked", "cancelled"};
        return list;
    }();
    return all;
}

/// What was cancelled took nobody anywhere and cost nothing.
template <class Part>
lists::Sum sum(std::string name, CellKind kind, Part part) {
    auto key = "imported_booking.sum." + name;
    return {std::move(name), std::move(key), kind, [part](const lists::Row& row) -> std::int64_t {
                const auto& booking = static_cast<const Line&>(row).booking;
                return booking.is_cancelled() ? 0 : part(booking);
            }};
}

const std::vector<lists::Sum>& history_sums() {
    static const std::vector<lists::Sum> sums{
        sum("bookings", CellKind::integer, [](const ImportedBooking&) { return 1; }),
        sum("participants", CellKind::integer,
            [](const ImportedBooking& booking) { return booking.participants.value_or(0); }),
        sum("price", CellKind::money, [](const ImportedBooking& booking) { return booking.price.value_or(0); })};
    return sums;
}

const std::vector<lists::RowKey>& history_keys() {
    static const std::vector<lists::RowKey> keys{{"_customer", [](const lists::Row& row) {
                                                      return static_cast<const Line&>(row).booking.customer_id;
                                                  }}};
    return keys;
}

/// "2019-05-01 17", " 17" without a day.
Place read_place(const lists::Place& place) {
    Place after;
    const auto blank = place.find(' ');
    if (blank == lists::Place::npos) return after;
    after.booked_on = place.substr(0, blank);
    std::from_chars(place.data() + blank + 1, place.data() + place.size(), after.id);
    return after;
}

class HistoryList final : public lists::List {
public:
    HistoryList(std::int64_t customer, std::int64_t number) : customer_(customer), number_(number) {}
    const std::vector<lists::Column>& columns() const override { return history_columns(); }
    const std::vector<lists::Sum>& sums() const override { return history_sums(); }
    const std::vector<lists::RowKey>& keys() const override { return history_keys(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        Line line;
        line.customer = number_;
        bookings_of(transaction, customer_, read_place(after), [&](const ImportedBooking& booking) {
            line.booking = booking;
            return take(line, booking.booked_on + " " + std::to_string(booking.id));
        });
    }

private:
    std::int64_t customer_, number_;
};

Result<std::shared_ptr<const lists::List>> make_history(House&, Transaction& transaction, const Actor& actor,
                                                        const lists::Question& question,
                                                        const std::optional<std::string>&) {
    TRY(is_switched_on(transaction));
    const auto number = question.integer("customer");
    if (number == 0) return refuse_field("customer", "error.required");
    const auto id = customers::id_of_number(transaction, number);
    if (!id || !customers::may_see(transaction, actor, *id))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
    const auto customer = customers::find_customer(transaction, *id);
    return std::shared_ptr<const lists::List>(
        std::make_shared<HistoryList>(*id, customer && customer->number ? *customer->number : number));
}

}  // namespace

lists::Report history_report() {
    lists::Report report{"history", "bookings.read", std::string(imported_booking),
                         {{{"customer", FieldKind::customer_number}, "customer", "imported_booking.customer"}}};
    report.make = make_history;
    report.columns = history_columns();
    report.example = "--customer 100001";
    return report;
}

}  // namespace kartei::history
