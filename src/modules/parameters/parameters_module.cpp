// What settings, lists of choices and base data hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "documents/picture.hpp"
#include "documents/table_form.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/fee_rules.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/parameters/parameters_commands.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {
namespace {

std::vector<audit::UndoRights> rights_of_undo() {
    std::vector<audit::UndoRights> all{
        {{"parameters_changed", "choices_changed", "number_range_changed", "house_changed"}, {"parameters.manage"}}};
    for (const auto base : base_data_names()) {
        const auto& record = base_data(base)->name;
        all.push_back({{record + "_created", record + "_changed", record + "_deleted"},
                       {std::string(right_of_base_data(base))}});
    }
    return all;
}

/// Entries of base data that belong to promoters are taken back by who may change them; others are everybody's.
bool may_see_base_data(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                       std::int64_t last) {
    if (!actor.promoters) return true;
    for (const auto base : base_data_names()) {
        const auto* declared = base_data(base);
        if (declared->name != record || !declared->access) continue;
        for (auto id = first; id <= last; ++id)
            if (const auto row = find_row(transaction, *declared, id);
                row && !declared->access(transaction, actor, *row, true))
                return false;
    }
    return true;
}

}  // namespace

Module parameters_module() {
    return Module("parameters")
        .hands(accounts::Permission{"parameters.manage"})
        .hands(audit::ModuleCommand{"parameters", parameters_command})
        .hands(audit::Endpoints(parameters_endpoints))
        .hands<web::NamedSchema>(parameters_schemas)
        .hands<audit::Reversible>(reversible_settings)
        .hands<audit::MaySeeRecords>(may_see_base_data)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<BaseDataUse>(fee_rules_name)
        .hands<CodeUses>(fee_rule_codes)
        .hands<documents::NamedForm>(documents::picture_form)
        .hands(audit::Founding{found_parameters});
}

}  // namespace kartei::parameters
