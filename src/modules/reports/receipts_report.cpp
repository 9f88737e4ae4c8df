// Receipts of orders by number (money.md 1): without a gap, void ones too, so that whoever audits the house sees that
// none is missing. Orders that the actor may not see are left out.
#include "modules/reports/receipts_report.hpp"

#include "lists/period.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/reports/trip_columns.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using orders::OrderReceipt;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 5> kinds{"cash", "card", "transfer", "voucher", "invoice"};

struct ReceiptLine : lists::Row {
    std::string receipt, order, paid_at, kind, paid_by, voided_at;
    std::int64_t amount = 0, counts = 0, order_id = 0;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "receipt_list.from"},
        {{"to", date}, "to", "receipt_list.to"},
        {{"kind", choice, 0, Privacy::open, plain, kinds}, "kind", "receipt_list.kind"},
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table = [] {
        auto kind = trip_column("kind", CellKind::text, 3, &ReceiptLine::kind, 90, {kinds.begin(), kinds.end()});
        kind.text_key = "receipt_list.kind", kind.values_key = "receipt_list.kind";
        lists::ListTable made{{trip_column("receipt", CellKind::text, 1, &ReceiptLine::receipt, 120),
                        trip_column("order", CellKind::text, 1, &ReceiptLine::order, 90),
                        trip_column("paid_at", CellKind::instant, 1, &ReceiptLine::paid_at, 130), std::move(kind),
                        trip_column("amount", CellKind::money, 1, &ReceiptLine::amount),
                        trip_column("paid_by", CellKind::text, 4, &ReceiptLine::paid_by, 120),
                        trip_column("voided_at", CellKind::instant, 4, &ReceiptLine::voided_at, 130)},
                       {lists::member_key("_order", &ReceiptLine::order_id)},
                       {trip_sum("amount", CellKind::money, &ReceiptLine::counts)}};
        for (auto& column : made.columns) column.text_key = "receipt_list." + column.name;
        made.sums.front().text_key = "receipt_list.sum.amount";
        return made;
    }();
    return table;
}

bool sees_everything(const Actor& actor) { return !actor.promoters && actor.may("customers.see_hidden"); }

std::vector<ReceiptLine> lines_of(Transaction& transaction, const Actor& actor, const lists::Period& period,
                                  const std::string& kind) {
    std::vector<ReceiptLine> lines;
    for (auto& one : orders::receipts_between(transaction, period.from, period.before)) {
        if (!kind.empty() && one.kind != kind) continue;
        if (!sees_everything(actor) && !orders::find_sum(transaction, actor, one.order_id)) continue;
        ReceiptLine line;
        line.receipt = std::move(one.number), line.order = std::move(one.order_number);
        line.paid_at = std::move(one.paid_at), line.kind = std::move(one.kind), line.paid_by = std::move(one.paid_by);
        line.voided_at = std::move(one.voided_at), line.order_id = one.order_id;
        line.amount = one.amount, line.counts = line.voided_at.empty() ? one.amount : 0;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

lists::Report receipts_report() {
    lists::Report report{"receipts", "sales.read", "receipt_list", filters()};
    report.make = [](House& house, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        std::vector<Issue> issues;
        const auto period = lists::period_of(house, question, issues);
        if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
        const auto kind = question.text("kind");
        return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<ReceiptLine>>(
            table(), [actor, period, kind](Transaction& reader) { return lines_of(reader, actor, period, kind); }));
    };
    report.columns = table().columns;
    report.example = "--from 2026-01-01 --to 2026-12-31";
    return report;
}

}  // namespace kartei::reports
