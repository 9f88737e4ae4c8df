#include "modules/orders/ledger_export.hpp"

#include "modules/customers/register_table.hpp"
#include "modules/orders/ledger_question.hpp"

namespace kartei::orders {
namespace {

using customers::ExportChoice;
using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

std::vector<ExportColumn> export_columns(bool) {
    using enum FieldKind;
    std::vector<ExportColumn> columns;
    for (const auto& field : std::vector<Field>{{"line", integer},
                                                {"ticket_id", integer},
                                                {"ticket", text, 40},
                                                {"order", text, 40},
                                                {"event", text, 40},
                                                {"customer", customer_number},
                                                {"count", integer},
                                                {"price", money},
                                                {"fee", money},
                                                {"online", yes_no},
                                                {"created_at", instant},
                                                {"change_event", integer}})
        columns.push_back({field, "sale." + std::string(field.name)});
    return columns;
}

Value text_value(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::vector<Value> values_of(const ToldLine& told) {
    const auto& line = told.line;
    return {line.id,
            line.ticket_id,
            text_value(told.ticket),
            text_value(told.order),
            text_value(told.event),
            told.customer ? Value(*told.customer) : Value(),
            line.count,
            line.price,
            line.fee,
            line.online,
            line.created_at,
            line.change_event};
}

RegisterExport export_of(const LedgerFilter& filter) {
    return {"sales", export_columns, [filter](Transaction& transaction) { return add_up(transaction, filter).lines; },
            [filter](House&, Transaction& transaction, bool, const RegisterExport::Take& take) {
                each_line(transaction, filter, events::all_events(transaction),
                          [&](const ToldLine& told) { return take(values_of(told)); });
            }};
}

Result<RegisterExport> narrowed_export(const House& house, Transaction& transaction, const Actor& actor,
                                       const ExportChoice& choice) {
    const LedgerQuestion question{choice.from, choice.to, choice.events, "", choice.customer};
    return export_of(
        TRY(filter_of(house, transaction, actor, events::events_of(transaction, actor), question)));
}

}  // namespace

Result<Done> write_ledger(House& house, Transaction& transaction, const LedgerFilter& filter,
                          const events::EventsById& codes, documents::ByteSink& sink, documents::CsvStyle style,
                          std::optional<Language> headings) {
    const auto columns = export_columns(false);
    documents::CsvWriter table(sink, customers::table_columns(columns, headings), style);
    std::optional<Refusal> refusal;
    each_line(transaction, filter, codes, [&](const ToldLine& told) {
        customers::write_cells(table, columns, values_of(told), house.rules);
        const auto ended = table.end_row();
        if (!ended) refusal = ended.refusal();
        return !refusal;
    });
    if (refusal) return *refusal;
    return table.finish({});
}

void join_ledger_export() {
    auto whole = export_of({});
    whole.narrowed = narrowed_export;
    customers::register_exports().push_back(std::move(whole));
}

}  // namespace kartei::orders
