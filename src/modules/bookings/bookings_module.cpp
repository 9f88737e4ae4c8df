// What bookings hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/sensitive.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/bookings/booking_files.hpp"
#include "modules/bookings/booking_finders.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/bookings.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/bookings/bookings_commands.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "modules/bookings/undo_rights.hpp"
#include "modules/customers/customer_search.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/trip_base_data.hpp"

namespace kartei::bookings {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"bookings.read"}, {"bookings.change"}, {"bookings.discount"}, {"bookings.cancel"}, {"bookings.invoice"},
            {"bookings.pay"}, {"bookings.without_customer"}, {"bookings.archive"}, {"fees.remove"}};
}

/// J-024, J-025: a customer with trips is not deleted; a merge moves them; the data export names them.
std::vector<customers::Reference> references() {
    return {{"booking", "customer_id", true, "customer.has_bookings"},
            {"booking", "agency_id", true, "customer.is_agency_of_bookings"},
            {"booking_participant", "customer_id", true, "customer.travels_in_bookings"}};
}

}  // namespace

Module bookings_module() {
    return Module("bookings")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(bookings_endpoints))
        .hands(audit::Endpoints([](const audit::Serving& here) { return booking_archive_endpoints(here.house, here.jobs); }))
        .hands(audit::ModuleCommand{"archive", archive_command})
        .hands<web::NamedSchema>(bookings_schemas)
        .hands<audit::Reversible>(reversible_bookings)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::RightsOfEvent>(rights_of_discounts)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands(audit::SensitiveField{"booking_participant", "passport_number"})
        .hands<customers::Reference>(references)
        .hands<customers::Finder>(booking_finders)
        .hands<customers::DeclaredRecord>(declared_records)
        .hands<customers::RegisterExport>(booking_exports)
        .hands<parameters::BaseDataUse>(bookings_name)
        .hands<parameters::CodeUses>(booking_codes)
        .hands<parameters::TermCheck>(check_term)
        .hands(audit::Renewing{renew_turnover})
        .hands(audit::counting_check("bookings", "are wrong", check_bookings))
        .hands(audit::HouseCheck{
            "turnover",
            [](House&, sql::Transaction& transaction, std::string&) { return check_turnover(transaction); },
            [](House& house) { make_turnover_anew(house.database); }})
        .hands(audit::counting_check("numbers of papers", "ranges have gaps", check_paper_numbers));
}

}  // namespace kartei::bookings
