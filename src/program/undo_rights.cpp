#include "program/undo_rights.hpp"

#include "audit/audit_api.hpp"
#include "audit/concerned.hpp"
#include "modules/consents/undo_rights.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/undo_rights.hpp"
#include "modules/duplicates/undo_rights.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/plain_record.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/profile/list.hpp"
#include "modules/reports/saved_list.hpp"
#include "modules/selections/saved_selections.hpp"

namespace kartei::program {
namespace {

using audit::Rights;

/// As the endpoints of these changes ask.
const std::vector<std::pair<std::string_view, Rights>>& plain_kinds() {
    static const std::vector<std::pair<std::string_view, Rights>> kinds{
        {"customer_created", {"customers.create"}},
        {"customer_changed", {"customers.change"}},
        {"customer_deleted", {"customers.delete"}},
        {"customer_kind_changed", {"customers.kind"}},
        {"customer_from_member", {"customers.create"}},
        {"lines_copied", {"customers.change"}},
        {"customers_merged", {"customers.merge"}},
        {"customers_kept_apart", {"customers.change"}},
        {"customers_not_kept_apart", {"customers.change"}},
        {"customers_labelled", {"customers.change"}},
        {"customers_unlabelled", {"customers.change"}},
        {"label_created", {"customers.change"}},
        {"permission_declared", {"customers.change"}},
        {"duplicate_rules_changed", {"settings.change"}},
        {"parameters_changed", {"parameters.manage"}},
        {"choices_changed", {"parameters.manage"}},
        {"number_range_changed", {"parameters.manage"}},
        {"saved_list_created", {"lists.save"}},
        {"saved_list_changed", {"lists.save"}},
        {"saved_list_deleted", {"lists.save"}},
        {"selection_created", {"selections.save"}},
        {"selection_changed", {"selections.save"}},
        {"selection_deleted", {"selections.save"}},
        {"user_created", {"users.manage"}},
        {"user_changed", {"users.manage"}},
        {"user_password_changed", {"users.manage"}},
        {"role_created", {"users.manage"}},
        {"role_changed", {"users.manage"}},
    };
    return kinds;
}

/// The same, of what works on many, of event dates and of money.
const std::vector<std::pair<std::string_view, Rights>>& further_kinds() {
    static const std::vector<std::pair<std::string_view, Rights>> kinds{
        {"customers_changed", {"customers.change", "customers.change_many"}},
        {"customers_deleted", {"customers.change_many", "customers.delete"}},
        {"label_rules_run", {"customers.change"}},
        {"mail_sent", {"customers.change"}},
        {"text_message_sent", {"customers.change"}},
        {"sending_made", {"sendings.send"}},
        {"tickets_printed", {"sales.sell"}},
        {"barcodes_given", {"sales.sell"}},
        {"event_date_created", {"events.change"}},
        {"event_date_changed", {"events.change"}},
        {"event_dates_copied", {"events.change"}},
        {"event_sales_changed", {"events.change"}},
        {"booking_paper", {"bookings.invoice"}},
        {"agencies_settled", {"bookings.invoice"}},
        {"debit_run", {"payments.debit"}},
        {"debit_returned", {"payments.debit"}},
        {"debit_released", {"payments.debit"}},
        {"dunning_run", {"payments.dun"}},
        {"dunning_taken_out", {"payments.dun"}},
        {"dunning_printed", {"payments.dun"}},
        {"journal_exported", {"books.export"}},
        {"bank_statement_imported", {"statements.post"}},
        {"bank_entry_posted", {"statements.post"}},
        {"bank_entry_opened", {"statements.post"}},
        {"bank_entry_set_aside", {"statements.post"}},
    };
    return kinds;
}

void join_kinds() {
    auto& rights = audit::rights_of_undo();
    for (const auto* kinds : {&plain_kinds(), &further_kinds()})
        for (const auto& [kind, asked] : *kinds) rights.emplace(kind, asked);
    for (const auto& list : profile::all_lists())
        for (const char* what : {"_added", "_changed", "_deleted", "_ordered"})
            rights[std::string(list.record) + what] = {std::string(list.right)};
    for (const auto base : parameters::base_data_names())
        for (const char* what : {"_created", "_changed", "_deleted"})
            rights[parameters::base_data(base)->name + what] = {std::string(parameters::right_of_base_data(base))};
    for (const auto* kind : imports::import_kinds()) {
        auto& asked = rights[std::string(kind->change)];
        asked = {"imports.run"};
        if (!kind->right.empty()) asked.insert(kind->right);
    }
    rights["import_booking_codes"] = rights["import_bookings"];
}

/// Lines that were copied over a link are entered with the right of their list (J-150, J-163).
Rights rights_of_copied_lines(sql::Transaction& transaction, std::int64_t event, std::string_view kind) {
    Rights rights;
    if (kind != "lines_copied") return rights;
    auto rows = transaction.query(
        "SELECT DISTINCT r.record FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id WHERE n.event_id = :event",
        event);
    while (rows.next())
        if (const auto* list = profile::find_list(rows.text(0))) rights.emplace(list->right);
    return rights;
}

/// Entries of base data that belong to promoters are taken back by who may change them; others are everybody's.
bool may_see_base_data(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                       std::int64_t last) {
    if (!actor.promoters) return true;
    for (const auto base : parameters::base_data_names()) {
        const auto* declared = parameters::base_data(base);
        if (declared->name != record || !declared->access) continue;
        for (auto id = first; id <= last; ++id)
            if (const auto row = parameters::find_row(transaction, *declared, id);
                row && !declared->access(transaction, actor, *row, true))
                return false;
    }
    return true;
}

}  // namespace

void join_rights_of_undo() {
    join_kinds();
    orders::join_rights_of_undo();
    audit::rights_of_events().emplace_back(customers::rights_of_changed_fields);
    audit::rights_of_events().emplace_back(rights_of_copied_lines);
    audit::persons_seen().push_back([](sql::Transaction& transaction, const Actor& actor, std::int64_t person) {
        return customers::may_see(transaction, actor, person);
    });
    auto& seen = audit::records_seen();
    seen.emplace_back(customers::may_see_created);
    seen.emplace_back(consents::may_see_records);
    seen.emplace_back(duplicates::may_see_records);
    seen.emplace_back(reports::may_undo_saved_lists);
    seen.emplace_back(selections::may_undo_records);
    seen.emplace_back(may_see_base_data);
    seen.emplace_back(payments::may_see_records);
}

}  // namespace kartei::program
