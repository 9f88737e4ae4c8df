// Kundenhistory (J-014; decisions.md 7): everything that happened with one customer in one time line, the newest first:
// bookings, orders, money, papers, sendings, calls, notes of his and of his bookings, changes. Each part is shown to who
// may read it where it comes from; what lies in the archive is reached by a switch (J-201).
#include <algorithm>
#include <array>

#include "modules/customers/customer_history.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_question.hpp"
#include "modules/reports/trip_reports.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

struct Happening : lists::Row {
    std::string on, what, reference, kind, text, by;
    std::optional<std::int64_t> booking, amount;
    std::int64_t booking_number = 0, customer_id = 0;
};

// The first is what holds while nothing is asked.
constexpr std::array<std::string_view, 10> whats{"all",     "booking", "order",  "payment", "paper", "sending",
                                                "call",    "remark", "trip_note", "change"};
constexpr int most_changes = 1000, changes_each = 500;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"customer", customer_number, 0, Privacy::open, required}, "customer", "trip_list.customer"},
        {{"what", choice, 0, Privacy::open, plain, whats}, "what", "trip_list.what"},
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
        {{"archive", yes_no}, "archive", "trip_list.archive"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("on", CellKind::date, 1, &Happening::on),
         trip_column("what", CellKind::text, 2, &Happening::what, 120, {whats.begin() + 1, whats.end()}),
         trip_column("booking", CellKind::integer, 4, &Happening::booking),
         trip_column("reference", CellKind::text, 6, &Happening::reference, 120),
         trip_column("kind", CellKind::text, 7, &Happening::kind, 120,
                     {"booking", "offer", "option", "reservation", "fee_booking", "agency_booking", "confirmation",
                      "registration", "trial_invoice", "invoice", "credit_note", "cancellation_invoice", "receipt",
                      "voucher", "itinerary", "manifest", "cash", "transfer", "card", "cheque", "direct_debit", "bonus",
                      "other", "in", "out"}),
         trip_column("text", CellKind::text, 3, &Happening::text, 300),
         trip_column("amount", CellKind::money, 5, &Happening::amount),
         trip_column("by_whom", CellKind::text, 8, &Happening::by, 110)},
        {lists::member_key("_booking", &Happening::booking_number), lists::member_key("_customer", &Happening::customer_id)},
        {}};
    return table;
}

/// Where a part of the time line comes from: who may read it, and of which module it is. Eight columns: day, booking,
/// reference, kind, text, amount, by whom, the day of the archive.
struct Part {
    std::string_view what, right, module, statement;
};
constexpr Part parts[] = {
    {"booking", "bookings.read", "travel",
     "SELECT b.booked_on, b.number, b.external_number, b.kind, b.destination, b.total, b.handler, b.archived_on"
     " FROM booking b WHERE b.customer_id = :id AND b.state <> 'void'"},
    {"payment", "bookings.read", "travel",
     "SELECT p.paid_on, b.number, p.receipt_number, p.kind, p.text, p.amount, p.entered_by, b.archived_on"
     " FROM booking b JOIN booking_payment p ON p.booking_id = b.id WHERE b.customer_id = :id"},
    {"paper", "bookings.read", "travel",
     "SELECT d.issued_on, b.number, d.number, d.kind, NULL, d.total, NULL, b.archived_on"
     " FROM booking b JOIN booking_document d ON d.booking_id = b.id WHERE b.customer_id = :id"},
    {"trip_note", "bookings.read", "travel",
     "SELECT substr(n.written_at, 1, 10), b.number, NULL, NULL, n.text, NULL, n.written_by, b.archived_on"
     " FROM booking b JOIN booking_note n ON n.booking_id = b.id WHERE b.customer_id = :id"},
    {"order", "sales.read", "venue",
     "SELECT substr(o.ordered_at, 1, 10), NULL, o.number, NULL, o.description, o.paid, o.sold_by, NULL"
     " FROM customer_order c JOIN orders o ON o.id = c.order_id WHERE c.customer_id = :id"},
    {"sending", "customers.read", "",
     "SELECT substr(r.at, 1, 10), NULL, NULL, NULL, s.name, NULL, s.user_name, NULL"
     " FROM sending_recipient r JOIN sending s ON s.id = r.sending_id WHERE r.customer_id = :id AND r.state = 'sent'"},
    {"call", "calls.read", "telephony",
     "SELECT substr(began_at, 1, 10), booking, number, direction, note, NULL, user_name, NULL"
     " FROM phone_call WHERE customer_id = :id"},
    {"remark", "customers.read", "",
     "SELECT substr(written_at, 1, 10), NULL, NULL, NULL, text, NULL, written_by, NULL"
     " FROM note WHERE customer_id = :id"},
};

struct Asked {
    std::int64_t customer = 0;
    std::string what, from, to;
    bool archive = false;
};

bool is_asked(const Asked& asked, const Happening& one) {
    return one.on >= asked.from && (asked.to.empty() || one.on <= asked.to);
}

void add_part(Transaction& transaction, const Part& part, const Asked& asked, std::vector<Happening>& all) {
    auto rows = transaction.query(part.statement, asked.customer);
    while (rows.next()) {
        if (!asked.archive && !rows.string(7).empty()) continue;
        Happening one;
        one.on = rows.string(0), one.what = part.what;
        one.booking = rows.optional_integer(1), one.booking_number = rows.integer(1);
        one.reference = rows.string(2), one.kind = rows.string(3), one.text = rows.string(4);
        one.amount = rows.optional_integer(5), one.by = rows.string(6), one.customer_id = asked.customer;
        if (is_asked(asked, one)) all.push_back(std::move(one));
    }
}

/// Says that older ones are left out, and how they are seen.
Happening older_changes(const Actor& actor, const Asked& asked, const std::string& day) {
    Happening one;
    one.on = day, one.what = "change", one.customer_id = asked.customer;
    one.text = kartei::text(actor.language, "trip_list.older_changes", {{"day", day}});
    return one;
}

/// At most so many changes at once, but those of a day together: the rest is asked for by a period that ends before.
void add_changes(House& house, Transaction& transaction, const Actor& actor, const Asked& asked,
                 std::vector<Happening>& all) {
    int shown = 0;
    std::string day;
    std::vector<audit::Event> events;
    for (std::int64_t before = 0;; before = events.back().id) {
        events = customers::history_of_customer(house, transaction, asked.customer, before, changes_each);
        for (const auto& event : events) {
            Happening one;
            one.on = event.at.substr(0, 10), one.what = "change", one.by = event.user_name;
            one.text = kartei::text(actor.language, "change." + event.kind), one.customer_id = asked.customer;
            if (!is_asked(asked, one)) continue;
            if (shown++ >= most_changes && one.on != day) return all.push_back(older_changes(actor, asked, one.on));
            day = one.on;
            all.push_back(std::move(one));
        }
        if (events.size() < changes_each || events.back().at.substr(0, 10) < asked.from) return;
    }
}

std::vector<Happening> time_line(House& house, Transaction& transaction, const Actor& actor, const Asked& asked) {
    const auto parameters = parameters::parameters_of(transaction);
    std::vector<Happening> all;
    const auto is_wanted = [&](std::string_view what, std::string_view right) {
        return (asked.what.empty() || asked.what == what) && actor.may(right);
    };
    for (const auto& part : parts) {
        // Orders of events that somebody does not see would be told by their sums.
        if (part.what == "order" && actor.promoters) continue;
        if (is_wanted(part.what, part.right) &&
            (part.module.empty() || parameters::module_is_on(*parameters, part.module)))
            add_part(transaction, part, asked, all);
    }
    if (is_wanted("change", "history.read")) add_changes(house, transaction, actor, asked, all);
    std::ranges::stable_sort(all, std::ranges::greater(), &Happening::on);
    return all;
}

}  // namespace

lists::Report customer_history_report() {
    lists::Report report{"customer-history", "customers.read", "trip_list", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        TRY(check_period(question));
        Asked asked{TRY(customer_demanded(transaction, actor, question)), question.text("what"), question.text("from"),
                    question.text("to"), question.is("archive")};
        if (asked.what == whats.front()) asked.what.clear();
        if (!parameters::module_is_on(*parameters::parameters_of(transaction), "archive")) asked.archive = true;
        return std::shared_ptr<const lists::List>(
            std::make_shared<ReckonedList<Happening>>(table(), [&house, actor, asked](Transaction& reader) {
                return time_line(house, reader, actor, asked);
            }));
    };
    report.columns = table().columns;
    report.example = "--customer 100001 --what payment";
    return report;
}

}  // namespace kartei::reports
