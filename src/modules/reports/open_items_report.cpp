// What is owed to the house (Zahlungskontrolle, money.md 1): every due date and reserved order that is open on a day,
// how late it is, and how old the whole is. Customers with no_open_items are not in it unless they are asked for
// (J-186).
#include "base/event_access.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/open_items.hpp"
#include "modules/reports/open_items_report.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_question.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using payments::OpenItem;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 3> credits{"without", "with", "alone"};

struct OpenLine : lists::Row {
    std::optional<std::int64_t> customer, booking;
    std::string name, order, kind, due_on;
    std::int64_t amount = 0, paid = 0, open = 0, days_late = 0, level = 0;
    std::int64_t customer_id = 0, booking_number = 0, order_id = 0;
    std::array<std::int64_t, payments::age_groups> by_age{};
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"on", date}, "on", "open_item.on"},
        {{"from", date}, "from", "open_item.from"},
        {{"to", date}, "to", "open_item.to"},
        {{"days_late", integer, 4}, "days-late", "open_item.least_days_late"},
        {{"customer", customer_number}, "customer", "trip_list.customer"},
        {{"payment_kind", text, 60}, "payment-kind", "open_item.payment_kind"},
        {{"level", integer, 1}, "level", "open_item.level"},
        {{"credits", choice, 0, Privacy::open, plain, credits}, "credits", "open_item.credits"},
        {{"blocked", yes_no}, "blocked", "open_item.also_blocked"},
    };
    return all;
}

lists::Sum age_sum(const char* name, std::size_t group) {
    return {name, std::string("open_item.sum.") + name, CellKind::money, [group](const lists::Row& row) {
                return static_cast<const OpenLine&>(row).by_age[group];
            }};
}

const lists::ListTable& table() {
    static const lists::ListTable table = [] {
        auto kind = trip_column("kind", CellKind::text, 5, &OpenLine::kind, 110,
                                {"deposit", "balance", "full", "by_hand", "reservation", "credit"});
        kind.values_key = "open_item.kind";
        auto level = trip_column("level", CellKind::integer, 5, &OpenLine::level);
        level.text_key = "open_item.level";
        return lists::ListTable{
            {trip_column("customer", CellKind::integer, 6, &OpenLine::customer),
             trip_column("name", CellKind::text, 1, &OpenLine::name, 160),
             trip_column("booking", CellKind::integer, 2, &OpenLine::booking),
             trip_column("order", CellKind::text, 7, &OpenLine::order), kind,
             trip_column("due_on", CellKind::date, 3, &OpenLine::due_on),
             trip_column("amount", CellKind::money, 8, &OpenLine::amount),
             trip_column("paid", CellKind::money, 9, &OpenLine::paid),
             trip_column("open", CellKind::money, 1, &OpenLine::open),
             trip_column("days_late", CellKind::integer, 4, &OpenLine::days_late),
             level},
            {lists::member_key("_customer", &OpenLine::customer_id), lists::member_key("_booking", &OpenLine::booking_number),
             lists::member_key("_order", &OpenLine::order_id)},
            {trip_sum("amount", CellKind::money, &OpenLine::amount), trip_sum("paid", CellKind::money, &OpenLine::paid),
             trip_sum("open", CellKind::money, &OpenLine::open), age_sum("not_late", 0), age_sum("late_30", 1),
             age_sum("late_60", 2), age_sum("late_90", 3), age_sum("later", 4)}};
    }();
    return table;
}

OpenLine line_of(const OpenItem& item) {
    OpenLine line;
    line.customer = item.debtor_number, line.name = item.debtor_name, line.customer_id = item.debtor_id;
    if (item.booking != 0) line.booking = line.booking_number = item.booking;
    line.order = item.order, line.order_id = item.order_id;
    line.kind = item.kind, line.due_on = item.due_on;
    line.amount = item.amount, line.paid = item.paid, line.open = item.open();
    line.days_late = item.days_late, line.level = item.level;
    line.by_age[payments::age_group(item.days_late)] = item.open();
    return line;
}

/// The code of a payment kind that is meant by what was typed.
Result<std::string> payment_kind_asked(Transaction& transaction, const lists::Question& question) {
    const auto written = question.text("payment_kind");
    if (written.empty()) return std::string();
    auto code = parameters::code_meant(transaction, "payment_kind", written);
    if (code.empty()) return refuse_field("payment_kind", "error.not_offered", {{"value", written}});
    return code;
}

Result<payments::OpenItemFilter> filter_asked(House& house, Transaction& transaction, const Actor& actor,
                                              const lists::Question& question) {
    TRY(check_period(question));
    payments::OpenItemFilter filter;
    filter.on = *read_date(question.text("on").empty() ? house.today() : question.text("on"));
    filter.due_from = question.text("from");
    filter.due_to = question.text("to");
    filter.least_days_late = question.integer("days_late");
    filter.customer_id = TRY(customer_asked(transaction, actor, question));
    filter.payment_kind = TRY(payment_kind_asked(transaction, question));
    if (question.integer("level") != 0) filter.level = question.integer("level");
    filter.also_blocked = question.is("blocked");
    if (question.text("credits") == "with") filter.credits = payments::Credits::with;
    if (question.text("credits") == "alone") filter.credits = payments::Credits::alone;
    return filter;
}

}  // namespace

lists::Report open_items_report() {
    lists::Report report{"open-items", "payments.read", "open_item", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        const auto filter = TRY(filter_asked(house, transaction, actor, question));
        return std::shared_ptr<const lists::List>(
            std::make_shared<ReckonedList<OpenLine>>(table(), [&house, actor, filter](Transaction& reader) {
                std::vector<OpenLine> lines;
                for (const auto& item : payments::open_items(house, reader, actor, filter))
                    lines.push_back(line_of(item));
                return lines;
            }, &house));
    };
    report.seen = [](Transaction&, const Actor& actor) { return write_event_access(actor); };
    report.columns = table().columns;
    report.example = "--on 2026-11-30";
    return parameters::only_with_module("payments", "error.no_payments_here", std::move(report));
}

}  // namespace kartei::reports
