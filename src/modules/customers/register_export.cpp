#include "modules/customers/register_export.hpp"

namespace kartei::customers {
namespace {

std::vector<ExportColumn> customer_columns(bool) {
    std::vector<ExportColumn> columns;
    for (const auto& member : customer_fields())
        columns.push_back({member.field, "customer." + std::string(member.field.name)});
    return columns;
}

/// Every customer by number, the anonymous one aside.
void each_of_the_register(House&, sql::Transaction& transaction, bool, const RegisterExport::Take& take) {
    each_customer(transaction, [&](const Customer& customer) {
        if (customer.id == anonymous_customer) return true;
        std::vector<Value> values;
        for (const auto& member : customer_fields()) values.push_back(member.get(customer));
        return take(values);
    });
}

}  // namespace

std::vector<RegisterExport>& register_exports() {
    static std::vector<RegisterExport> exports{
        {"customers", customer_columns,
         [](sql::Transaction& transaction) { return count_lines(transaction, "", true) - 1; }, each_of_the_register}};
    return exports;
}

}  // namespace kartei::customers
