// What the lists of a customer's profile hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/sensitive.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/choice_words.hpp"
#include "modules/profile/declared_lists.hpp"
#include "modules/profile/list.hpp"
#include "modules/profile/list_export.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/profile/row_store.hpp"
#include "modules/profile/row_terms.hpp"
#include "modules/profile/rows_in_force.hpp"

namespace kartei::profile {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"notes.change"}, {"surcharges.change"}, {"commission.change"}, {"fees.change"}};
}

std::vector<audit::SensitiveField> sensitive_fields() {
    std::vector<audit::SensitiveField> all;
    for (const auto& list : all_lists())
        for (const auto& field : list.fields)
            if (field.privacy == Privacy::sensitive) all.push_back({std::string(list.record), std::string(field.name)});
    return all;
}

/// Rows go back by who may change their list.
std::vector<audit::UndoRights> rights_of_undo() {
    std::vector<audit::UndoRights> all;
    for (const auto& list : all_lists()) {
        const std::string record(list.record);
        all.push_back({{record + "_added", record + "_changed", record + "_deleted", record + "_ordered"},
                       {std::string(list.right)}});
    }
    return all;
}

/// Lines that were copied over a link are entered with the right of their list (J-150, J-163).
audit::Rights rights_of_copied_lines(sql::Transaction& transaction, std::int64_t event, std::string_view kind) {
    audit::Rights rights;
    if (kind != "lines_copied") return rights;
    auto rows = transaction.query(
        "SELECT DISTINCT r.record FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id WHERE n.event_id = :event",
        event);
    while (rows.next())
        if (const auto* list = find_list(rows.text(0))) rights.emplace(list->right);
    return rights;
}

}  // namespace

Module profile_module() {
    return Module("profile")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(profile_endpoints))
        .hands<web::NamedSchema>(profile_schemas)
        .hands<audit::Reversible>(reversible_rows)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<audit::RightsOfEvent>(rights_of_copied_lines)
        .hands<audit::SensitiveField>(sensitive_fields)
        .hands<customers::Reference>(references)
        .hands<customers::CarriedFollower>(follow_rows)
        .hands(customers::RecordOfCustomer{std::string(history_record)})
        .hands(customers::RecordOfCustomer{std::string(reading_record)})
        .hands<customers::DeclaredRecord>(declared_base_data)
        .hands<customers::DeclaredRecord>(declared_lists)
        .hands<customers::OwnLines>(own_lines)
        .hands<customers::RegisterExport>(list_exports)
        .hands<parameters::BaseDataUse>(rows_name)
        .hands<parameters::CodeUses>(uses_of_row_codes)
        .hands(audit::Renewing{renew_row_terms})
        .hands(audit::counting_check("lists of customers", "are wrong", check_rows));
}

}  // namespace kartei::profile
