// Receipts of orders and bookings by moment and number (money.md 1): without a gap, void ones too, so that whoever audits
// the house sees that none is missing. What the actor may not see is left out.
#include "modules/reports/receipts_report.hpp"

#include "lists/period.hpp"
#include "modules/papers/receipts.hpp"
#include "modules/reports/trip_columns.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using papers::Receipt;
using sql::Transaction;
using enum FieldKind;

/// The first one is what is asked when nothing is said.
constexpr std::array<std::string_view, 3> sides{"all", "orders", "bookings"};
constexpr std::array<std::string_view, 10> kinds{"all",          "cash",    "card",  "cheque",  "transfer",
                                                 "direct_debit", "voucher", "bonus", "invoice", "other"};

struct ReceiptLine : lists::Row {
    std::string receipt, of, reference, name, paid_at, kind, till, till_day, paid_by, voided_at;
    std::optional<std::int64_t> customer;
    std::int64_t amount = 0, counts = 0, order_id = 0, booking = 0, customer_id = 0, printed = 0;
};

struct ReceiptFilter {
    lists::Period period;
    std::string side, kind;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "receipt_list.from"},
        {{"to", date}, "to", "receipt_list.to"},
        {{"side", choice, 0, Privacy::open, plain, sides}, "side", "receipt_list.side"},
        {{"kind", choice, 0, Privacy::open, plain, kinds}, "kind", "receipt_list.kind"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table = [] {
        lists::ListTable made{{trip_column("receipt", CellKind::text, 1, &ReceiptLine::receipt, 120),
                        trip_column("of", CellKind::text, 2, &ReceiptLine::of, 90, {"order", "booking"}),
                        trip_column("reference", CellKind::text, 1, &ReceiptLine::reference, 90),
                        trip_column("customer", CellKind::integer, 5, &ReceiptLine::customer),
                        trip_column("name", CellKind::text, 2, &ReceiptLine::name, 160),
                        trip_column("paid_at", CellKind::instant, 1, &ReceiptLine::paid_at, 130),
                        trip_column("kind", CellKind::text, 3, &ReceiptLine::kind, 90, {kinds.begin() + 1, kinds.end()}),
                        trip_column("amount", CellKind::money, 1, &ReceiptLine::amount),
                        trip_column("till", CellKind::text, 4, &ReceiptLine::till, 110),
                        trip_column("till_day", CellKind::date, 6, &ReceiptLine::till_day),
                        trip_column("paid_by", CellKind::text, 5, &ReceiptLine::paid_by, 120),
                        trip_column("voided_at", CellKind::instant, 4, &ReceiptLine::voided_at, 130)},
                       {lists::member_key("_order", &ReceiptLine::order_id),
                        lists::member_key("_booking", &ReceiptLine::booking),
                        lists::member_key("_customer", &ReceiptLine::customer_id),
                        lists::member_key("_printed", &ReceiptLine::printed)},
                       {trip_sum("amount", CellKind::money, &ReceiptLine::counts)}};
        for (auto& column : made.columns) column.text_key = "receipt_list." + column.name;
        for (auto& column : made.columns)
            if (!column.values.empty()) column.values_key = column.text_key;
        made.sums.front().text_key = "receipt_list.sum.amount";
        return made;
    }();
    return table;
}

ReceiptLine line_of(Receipt receipt) {
    ReceiptLine line;
    line.receipt = std::move(receipt.number);
    line.of = receipt.is_of_order() ? "order" : "booking";
    line.reference = receipt.is_of_order() ? std::move(receipt.order) : std::to_string(receipt.booking);
    line.customer = receipt.customer, line.name = std::move(receipt.name);
    line.paid_at = std::move(receipt.paid_at), line.kind = std::move(receipt.kind);
    line.till = std::move(receipt.till), line.till_day = std::move(receipt.till_day);
    line.paid_by = std::move(receipt.paid_by), line.voided_at = std::move(receipt.voided_at);
    line.order_id = receipt.order_id, line.booking = receipt.booking, line.customer_id = receipt.customer_id;
    line.printed = receipt.is_of_order() || receipt.paper != 0;
    line.amount = receipt.amount, line.counts = line.voided_at.empty() ? receipt.amount : 0;
    return line;
}

std::vector<ReceiptLine> lines_of(Transaction& transaction, const Actor& actor, const ReceiptFilter& filter) {
    std::vector<ReceiptLine> lines;
    for (auto& one : papers::receipts_seen(transaction, actor, filter.period.from, filter.period.before)) {
        if (!filter.kind.empty() && one.kind != filter.kind) continue;
        if (!filter.side.empty() && (filter.side == "orders") != one.is_of_order()) continue;
        lines.push_back(line_of(std::move(one)));
    }
    return lines;
}

std::string sides_seen(Transaction& transaction, const Actor& actor) {
    const auto seen = papers::receipt_sides(transaction, actor);
    return std::string(seen.orders ? "orders " : "") + (seen.bookings ? "bookings" : "");
}

}  // namespace

lists::Report receipts_report() {
    lists::Report report{"receipts", "receipts.read", "receipt_list", filters()};
    report.make = [](House& house, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        std::vector<Issue> issues;
        ReceiptFilter filter{lists::period_of(house, question, issues), question.text("side"), question.text("kind")};
        if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
        return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<ReceiptLine>>(
            table(), [actor, filter](Transaction& reader) { return lines_of(reader, actor, filter); }));
    };
    report.seen = sides_seen;
    report.columns = table().columns;
    report.example = "--from 2026-01-01 --to 2026-12-31";
    return report;
}

}  // namespace kartei::reports
