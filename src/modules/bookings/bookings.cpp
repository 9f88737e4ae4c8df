#include "modules/bookings/bookings.hpp"

#include <array>

#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/due_dates.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/trip_base_data.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

/// Columns that hold a code, by what they name.
struct CodeColumn {
    std::string_view list, table, column;
};
constexpr std::array base_columns{CodeColumn{"operators", "booking_service", "operator"},
                                  CodeColumn{"operators", "operator_product", "operator"},
                                  CodeColumn{"destinations", "booking", "destination"},
                                  CodeColumn{"destinations", "booking_service", "destination"},
                                  CodeColumn{"commission-tables", "booking_service", "commission_table"},
                                  CodeColumn{"fee-rules", "booking_fee", "rule"}};
constexpr std::array choice_columns{CodeColumn{"travel_kind", "booking", "travel_kind"},
                                    CodeColumn{"transport", "booking", "transport"},
                                    CodeColumn{"payment_kind", "booking", "payment_kind"},
                                    CodeColumn{"payment_term", "booking", "payment_term"},
                                    CodeColumn{"product_type", "booking_service", "product_type"},
                                    CodeColumn{"service_type", "booking_service", "service_type"},
                                    CodeColumn{"product_type", "operator_product", "product_type"},
                                    CodeColumn{"payment_term", "operator_product", "payment_term"}};

customers::Sources sources_of(std::string_view record) {
    customers::Sources sources;
    for (const auto& one : choice_columns)
        if (one.table == record) sources[std::string(one.column)].choice_list = one.list;
    for (const auto& one : base_columns)
        if (one.table == record) sources[std::string(one.column)].base_data = one.list;
    if (record == "booking_service") sources["price_text"] = {.choice_list = "price_text", .own_words = true};
    if (record == "booking_participant") sources["role"] = {.choice_list = "family_role", .own_words = true};
    return sources;
}

}  // namespace

bool bookings_name(Transaction& transaction, std::string_view base, std::string_view code) {
    for (const auto& one : base_columns) {
        if (one.list != base) continue;
        // sql: table and column stand above
        const auto statement =
            "SELECT 1 FROM " + std::string(one.table) + " WHERE " + std::string(one.column) + " = :code LIMIT 1";
        if (transaction.query(statement, code).next()) return true;
    }
    return false;
}

std::vector<parameters::CodeUse> booking_codes(Transaction& transaction, std::string_view list) {
    std::vector<parameters::CodeUse> uses;
    for (const auto& one : choice_columns) {
        if (!list.empty() && one.list != list) continue;
        const std::string column(one.column);
        // sql: table and column stand above
        auto rows = transaction.query("SELECT DISTINCT " + column + " FROM " + std::string(one.table) + " WHERE " +
                                      column + " IS NOT NULL");
        while (rows.next()) uses.push_back({std::string(one.list), "all", rows.string(0)});
    }
    return uses;
}

std::vector<customers::DeclaredRecord> declared_records() {
    std::vector<customers::DeclaredRecord> records;
    std::vector<Field> head;
    for (const auto& member : booking_fields()) head.push_back(member.field);
    records.push_back({"booking", std::move(head), sources_of("booking")});
    for (const auto& kind : row_kinds())
        records.push_back({std::string(kind.record), kind.fields, sources_of(kind.record)});
    return records;
}

std::vector<Issue> check_term(const std::vector<std::string>& parts) {
    const auto term = read_term("parts", parts);
    return term ? std::vector<Issue>() : term.refusal().issues;
}

}  // namespace kartei::bookings
