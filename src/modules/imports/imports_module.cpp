// What imports hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/imports/customer_source.hpp"
#include "modules/imports/import_actions.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/imports/import_run.hpp"
#include "modules/imports/imports_api.hpp"
#include "modules/selections/source.hpp"

namespace kartei::imports {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"imports.run"}, {"imports.all"}, {"imports.sales"}};
}

customers::Reference keys_of_the_old_system() {
    return {"customer_source", "customer_id", false, "", {"source", "source_key", "customer_id", "created_event"}};
}

/// Orders stand before the rows that find them by their customer (ticket_publication.cpp).
bool is_publishing_tickets(sql::Transaction& transaction) {
    const auto run = running_import(transaction);
    return run && run->what == "tickets" && run->state == "publishing";
}

std::vector<audit::UndoRights> rights_of_undo() {
    std::vector<audit::UndoRights> all;
    for (const auto* kind : import_kinds()) {
        audit::Rights asked{"imports.run"};
        if (!kind->right.empty()) asked.insert(kind->right);
        all.push_back({{std::string(kind->change)}, std::move(asked)});
        if (kind->change == "import_bookings") all.push_back({{"import_booking_codes"}, all.back().rights});
    }
    return all;
}

}  // namespace

Module imports_module() {
    return Module("imports")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(imports_endpoints))
        .hands<web::NamedSchema>(imports_schemas)
        .hands<audit::Reversible>(reversible_imports)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(keys_of_the_old_system)
        .hands<customers::RegisterExport>(base_data_exports)
        .hands<customers::RegisterExport>(sales_exports)
        .hands(selections::Unsettled{is_publishing_tickets})
        .hands(audit::Recovery{[](House& house) { recover_imports(house); }});
}

}  // namespace kartei::imports
