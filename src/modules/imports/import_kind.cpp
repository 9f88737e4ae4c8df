#include "modules/imports/import_kind.hpp"

#include <algorithm>

#include "base/texts.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/imports/booking_imports.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::imports {

const ImportKind& suppression_import();  // suppression_import.cpp
const ImportKind& bounce_import();       // bounce_import.cpp
const ImportKind& history_import();      // history_import.cpp

int ImportKind::target(std::string_view field) const {
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (targets[i].field.name == field) return static_cast<int>(i);
    return -1;
}

Result<Done> may_take_over(const ImportKind& kind, const Actor& actor) {
    if (!kind.right.empty() && !actor.may(kind.right))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", kind.right}});
    if (kind.right == right_to_sales && actor.promoters)
        return refuse(RefusalKind::forbidden, "error.import_all_events");
    return Done{};
}

std::string ImportKind::caption(int target, Language language) const {
    const auto& [field, record] = targets[static_cast<std::size_t>(target)];
    const auto key = std::string(record) + "." + std::string(field.name);
    return has_text(key) ? text(language, key) : std::string(field.name);
}

std::string ImportKind::title(Language language) const {
    const auto key = "import_kind." + std::string(name);
    return text(language, has_text(key) ? key : "list." + std::string(name));
}

const std::vector<const ImportKind*>& import_kinds() {
    static const std::vector<const ImportKind*> kinds = [] {
        std::vector<const ImportKind*> all{&postcode_import()};
        all.insert(all.end(), base_data_imports().begin(), base_data_imports().end());
        all.push_back(&customer_import());
        all.insert(all.end(), list_imports().begin(), list_imports().end());
        for (const auto* kind : {&event_import(), &seat_plan_import(), &ticket_import(), &product_import(),
                                 &label_import(), &permission_import(), &suppression_import(), &bounce_import(),
                                 &booking_import()})
            all.push_back(kind);
        all.insert(all.end(), booking_row_imports().begin(), booking_row_imports().end());
        all.push_back(&history_import());
        return all;
    }();
    return kinds;
}

const ImportKind* find_kind(std::string_view asked) {
    // bank-accounts, as addresses write it, means bank_accounts.
    std::string name(asked);
    std::replace(name.begin(), name.end(), '-', '_');
    if (name == "orders") name = "tickets";  // whose rows say what the order is
    for (const auto* kind : import_kinds())
        if (kind->name == name) return kind;
    return nullptr;
}

Refusal no_such_kind(const std::string& name) {
    std::string possible;
    for (const auto* kind : import_kinds()) possible.append(possible.empty() ? "" : ", ").append(kind->name);
    return refuse(RefusalKind::not_found, "error.import_no_such_kind", {{"what", name}, {"possible", possible}});
}

std::vector<const ImportKind*> kinds_for(sql::Transaction& transaction, const Actor& actor) {
    const auto parameters = parameters::parameters_of(transaction);
    std::vector<const ImportKind*> offered;
    for (const auto* kind : import_kinds())
        if (may_take_over(*kind, actor) && (kind->module.empty() || parameters::module_is_on(*parameters, kind->module)))
            offered.push_back(kind);
    return offered;
}

std::vector<audit::Reversible> reversible_imports() { return {reversible_source()}; }

}  // namespace kartei::imports
