// What payments, direct debits and dunning hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/no_way_back.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/payments/payments.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/payments/payments_commands.hpp"

namespace kartei::payments {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"payments.read"}, {"payments.debit"}, {"payments.dun"}};
}

/// What went to the bank is not undone: it is taken back item by item.
std::vector<audit::Reversible> reversible_debits() {
    std::vector<audit::Reversible> all;
    for (const std::string record : {"debit_run", "debit_item"})
        all.push_back({record, audit::no_change_back(record), audit::no_creation_back(record),
                       audit::gone_for_good(record)});
    return all;
}

/// J-184: whoever has postings stays.
std::vector<customers::Reference> references() {
    return {{"debit_item", "customer_id", true, "customer.has_debits"},
            {"dunning_item", "customer_id", true, "customer.has_reminders"}};
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"debit_run", "debit_returned", "debit_released"}, {"payments.debit"}},
            {{"dunning_run", "dunning_taken_out", "dunning_printed"}, {"payments.dun"}}};
}

}  // namespace

Module payments_module() {
    return Module("payments")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"debit", debit_command})
        .hands(audit::ModuleCommand{"dun", dun_command})
        .hands(audit::Endpoints(payments_endpoints))
        .hands<audit::Reversible>(reversible_debits)
        .hands<audit::Reversible>(reversible_dunning)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(references)
        .hands(audit::counting_check("direct debits", "are wrong", check_debits))
        .hands(audit::Recovery{recover_debits})
        .hands(audit::Recovery{recover_dunning});
}

}  // namespace kartei::payments
