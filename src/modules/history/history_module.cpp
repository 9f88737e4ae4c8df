// What the booking history of the system before hands in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/history/history.hpp"
#include "modules/history/history_store.hpp"

namespace kartei::history {
namespace {

bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    return record != imported_booking || actor.may("customers.see_hidden") || !any_of_hidden(transaction, first, last);
}

}  // namespace

Module history_module() {
    return Module("history")
        .hands<lists::Report>(history_report)
        .hands<audit::Reversible>(reversible_bookings)
        .hands<audit::MaySeeRecords>(may_see_records)
        // J-024: trips were booked for him, only elsewhere.
        .hands(customers::Reference{std::string(imported_booking), "customer_id", true,
                                    "customer.has_imported_bookings"})
        .hands<customers::RegisterExport>(history_export)
        .hands(audit::counting_check("booking history", "have no customer", check_history));
}

}  // namespace kartei::history
