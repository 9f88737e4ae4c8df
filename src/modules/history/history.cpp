#include "modules/history/history.hpp"

#include <utility>

#include "audit/concerned.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/history/history_store.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/field_json.hpp"

namespace kartei::history {
namespace {

using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

std::vector<ExportColumn> export_columns() {
    const std::string record(imported_booking);
    std::vector<ExportColumn> columns{{customer_column, record + ".customer"}};
    for (const auto& member : imported_booking_fields())
        columns.push_back({member.field, record + "." + std::string(member.field.name)});
    return columns;
}

}  // namespace

Result<Done> is_switched_on(Transaction& transaction) {
    if (parameters::module_is_on(*parameters::parameters_of(transaction), "history")) return Done{};
    return refuse(RefusalKind::not_found, "error.no_history_here");
}

RegisterExport history_export() {
    RegisterExport one{"history", [](bool) { return export_columns(); }, count_bookings,
                       [](House&, Transaction& transaction, bool, const RegisterExport::Take& take) {
                           each_booking(transaction, [&](std::int64_t number, const ImportedBooking& booking) {
                               std::vector<Value> values{number};
                               for (const auto& member : imported_booking_fields())
                                   values.push_back(member.get(booking));
                               return take(values);
                           });
                       }};
    one.offered = is_switched_on;
    return one;
}

}  // namespace kartei::history
