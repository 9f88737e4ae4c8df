// What the register hands in (base/module.hpp).
#include "audit/audit_api.hpp"
#include "audit/concerned.hpp"
#include "audit/sealer.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/former_numbers_report.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/customers/register_report.hpp"
#include "modules/customers/undo_rights.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/number_ranges.hpp"
#include "modules/parameters/parameter_actions.hpp"

namespace kartei::customers {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"search"}, {"customers.read"}, {"customers.create"}, {"customers.change"}, {"customers.delete"},
            {"customers.see_hidden"}, {"customers.kind"}, {"customers.number"}, {"customers.links"},
            {"customers.booking_block"}, {"customers.hidden_in_search"}, {"customers.no_selection"},
            {"customers.no_open_items"}, {"sensitive.read"}, {"sensitive.change"}};
}

std::vector<parameters::FieldOfCustomers> fields() {
    std::vector<parameters::FieldOfCustomers> all;
    for (const auto& member : customer_fields()) all.push_back({std::string(member.field.name)});
    return all;
}

bool sees_person(sql::Transaction& transaction, const Actor& actor, std::int64_t person) {
    return may_see(transaction, actor, person);
}

/// As the endpoints of these changes ask.
std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"customer_created", "customer_from_member"}, {"customers.create"}},
            {{"customer_changed", "lines_copied"}, {"customers.change"}},
            {{"customer_deleted"}, {"customers.delete"}},
            {{"customer_kind_changed"}, {"customers.kind"}}};
}

}  // namespace

Module customers_module() {
    return Module("customers")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"search", search_command})
        .hands(audit::Endpoints(customer_endpoints))
        .hands<web::NamedSchema>(customer_schemas)
        .hands<lists::Report>(register_report)
        .hands<lists::Report>(former_numbers_report)
        .hands<audit::Reversible>(reversible_customer)
        .hands<audit::EventNote>(note_customer)
        .hands<audit::MaySeePerson>(sees_person)
        .hands<audit::MaySeeRecords>(may_see_created)
        .hands<audit::RightsOfEvent>(rights_of_changed_fields)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<audit::Upkeep>(settle_buckets)
        .hands<parameters::FieldOfCustomers>(fields)
        .hands<parameters::CodeUses>(uses_of_codes)
        .hands(parameters::HighestNumber{highest_number})
        .hands<RegisterExport>(register_export)
        .hands(audit::Renewing{renew_terms})
        .hands(audit::counting_check("customer lines and search terms", "differ", check_lines));
}

}  // namespace kartei::customers
