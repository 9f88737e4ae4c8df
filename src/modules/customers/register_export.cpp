#include "modules/customers/register_export.hpp"

namespace kartei::customers {
namespace {

std::vector<ExportColumn> customer_columns(bool) {
    std::vector<ExportColumn> columns;
    for (const auto& member : customer_fields())
        columns.push_back({member.field, "customer." + std::string(member.field.name)});
    // For whoever looks at the file; an import passes over them.
    for (const auto name : {"created_at", "changed_at"})
        columns.push_back({{name, FieldKind::instant}, "customer." + std::string(name)});
    return columns;
}

/// Every customer by number, the anonymous one aside.
void each_of_the_register(House&, sql::Transaction& transaction, bool, const RegisterExport::Take& take) {
    each_customer(transaction, [&](const Customer& customer) {
        if (customer.id == anonymous_customer) return true;
        std::vector<Value> values;
        for (const auto& member : customer_fields()) values.push_back(member.get(customer));
        for (const auto& moment : {customer.created_at, customer.changed_at})
            values.push_back(moment.empty() ? Value() : Value(moment));
        return take(values);
    });
}

}  // namespace

RegisterExport register_export() {
    return {"customers", customer_columns,
            [](sql::Transaction& transaction) { return count_lines(transaction, "", true) - 1; }, each_of_the_register};
}

}  // namespace kartei::customers
