// Event dates, seat plans, tickets, products, postcodes and suppressions for `kartei export`, in the columns that `kartei
// import` of the same name reads.
#include "base/texts.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/events/event_store.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/orders/file_rows.hpp"

namespace kartei::imports {

const ImportKind& suppression_import();  // suppression_import.cpp

namespace {

using customers::RegisterExport;
using sql::Transaction;
using Take = RegisterExport::Take;

std::vector<customers::ExportColumn> columns_of(const ImportKind& kind) {
    std::vector<customers::ExportColumn> columns;
    for (const auto& [field, record] : kind.targets)
        columns.push_back({field, std::string(record) + "." + std::string(field.name)});
    return columns;
}

std::vector<Field> fields_of(const ImportKind& kind) {
    std::vector<Field> fields;
    for (const auto& target : kind.targets) fields.push_back(target.field);
    return fields;
}

using Each = void (*)(House&, Transaction&, const Take&);

RegisterExport export_of(const ImportKind& kind, std::int64_t (*count)(Transaction&), Each each) {
    return {std::string(kind.name), [&kind](bool) { return columns_of(kind); }, count,
            [each](House& house, Transaction& transaction, bool, const Take& take) { each(house, transaction, take); }};
}

/// In the order of their codes.
void each_event(House&, Transaction& transaction, const Take& take) {
    std::map<std::string, events::Event> by_code;
    for (auto& [id, event] : events::all_events(transaction)) by_code.emplace(event.code, std::move(event));
    for (const auto& [code, event] : by_code) {
        std::vector<Value> values;
        for (const auto& member : events::event_fields()) values.push_back(member.get(event));
        if (!take(values)) return;
    }
}

std::int64_t count_events(Transaction& transaction) {
    return static_cast<std::int64_t>(events::all_events(transaction).size());
}

void each_ticket(House& house, Transaction& transaction, const Take& take) {
    orders::each_ticket_row(transaction, fields_of(ticket_import()), house.currency, take);
}

void each_product(House& house, Transaction& transaction, const Take& take) {
    orders::each_product_row(transaction, fields_of(product_import()), house.currency, take);
}

/// The newest edition of each hall.
std::vector<events::SeatPlan> newest_plans(Transaction& transaction) {
    std::vector<events::SeatPlan> plans;
    for (const auto& line : events::all_plans(transaction))
        if (plans.empty() || plans.back().hall != line.hall)
            plans.push_back(*events::find_plan(transaction, line.id));
    return plans;
}

void each_place(House&, Transaction& transaction, const Take& take) {
    for (const auto& plan : newest_plans(transaction))
        for (const auto& place : plan.places) {
            std::vector<Value> values{plan.hall};
            for (const auto& member : events::place_fields()) values.push_back(member.get(place));
            if (!take(values)) return;
        }
}

std::int64_t count_places(Transaction& transaction) {
    std::int64_t count = 0;
    for (const auto& plan : newest_plans(transaction)) count += static_cast<std::int64_t>(plan.places.size());
    return count;
}

void each_postcode(House&, Transaction& transaction, const Take& take) {
    auto rows = transaction.stream("SELECT country, postcode, town FROM postcode ORDER BY country, postcode, town");
    while (rows.next() && take({rows.string(0), rows.string(1), rows.string(2)})) {
    }
}

std::int64_t count_postcodes(Transaction& transaction) {
    auto rows = transaction.query("SELECT count(*) FROM postcode");
    return rows.next() ? rows.integer(0) : 0;
}

/// Of addresses that must not be written to only the hashes are there.
void each_suppression(House&, Transaction& transaction, const Take& take) {
    auto rows = transaction.stream("SELECT hash, source FROM suppression ORDER BY hash");
    while (rows.next() && take({rows.string(0), Value(), Value(), rows.is_null(1) ? Value() : Value(rows.string(1))})) {
    }
}

std::int64_t count_suppressions(Transaction& transaction) {
    auto rows = transaction.query("SELECT count(*) FROM suppression");
    return rows.next() ? rows.integer(0) : 0;
}

/// An order is what its tickets' rows say of it.
RegisterExport named(std::string name, RegisterExport one) {
    one.name = std::move(name);
    return one;
}

}  // namespace

std::vector<RegisterExport> sales_exports() {
    const auto tickets = export_of(ticket_import(), orders::count_tickets, each_ticket);
    return {export_of(event_import(), count_events, each_event), export_of(seat_plan_import(), count_places, each_place),
            tickets,
            named("orders", tickets),
            export_of(product_import(), orders::count_product_sales, each_product),
            export_of(postcode_import(), count_postcodes, each_postcode),
            export_of(suppression_import(), count_suppressions, each_suppression)};
}

}  // namespace kartei::imports
