#include "program/joined_modules.hpp"

#include "audit/audit_api.hpp"
#include "audit/reversal.hpp"
#include "audit/sealer.hpp"
#include "audit/undo_run.hpp"
#include "documents/office.hpp"
#include "lists/lists_api.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/admission/admission_api.hpp"
#include "modules/admission/scan_actions.hpp"
#include "modules/admission/scans_report.hpp"
#include "modules/bonus/bonus_api.hpp"
#include "modules/bonus/join_bonus.hpp"
#include "modules/bookings/booking_finders.hpp"
#include "modules/bookings/bookings.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/books/books.hpp"
#include "modules/books/books_api.hpp"
#include "modules/books/journal_report.hpp"
#include "modules/cancellations/cancellation.hpp"
#include "modules/cancellations/cancellations.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/consents_api.hpp"
#include "modules/consents/labels_api.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/former_numbers_report.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/customers/register_report.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/duplicates/duplicates_api.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"
#include "modules/events/event_store.hpp"
#include "modules/events/events_api.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/events/seat_plans_api.hpp"
#include "modules/history/history.hpp"
#include "modules/imports/import_actions.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/imports/imports_api.hpp"
#include "modules/mailing/address_exports.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/mailing/letter_files.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/sending_actions.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/label_rules_api.hpp"
#include "modules/orders/ledger_report.hpp"
#include "modules/orders/order_finders.hpp"
#include "modules/orders/order_lists.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/purchases_api.hpp"
#include "modules/orders/sales_api.hpp"
#include "modules/papers/order_receipt.hpp"
#include "modules/papers/papers_api.hpp"
#include "modules/papers/settlement_api.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/payments/payments.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/privacy/privacy_api.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/profile/row_terms.hpp"
#include "modules/renewals/join_renewals.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "modules/renewals/renewals_report.hpp"
#include "modules/reports/bonus_report.hpp"
#include "modules/reports/change_report.hpp"
#include "modules/reports/customer_report.hpp"
#include "modules/reports/label_customers.hpp"
#include "modules/reports/offers_api.hpp"
#include "modules/reports/open_items_report.hpp"
#include "modules/reports/product_customers.hpp"
#include "modules/reports/receipts_report.hpp"
#include "modules/reports/sales_reports.hpp"
#include "modules/reports/saved_lists_api.hpp"
#include "modules/reports/today_api.hpp"
#include "modules/reports/tills_report.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/selections/bulk_change.hpp"
#include "modules/selections/selection_report.hpp"
#include "modules/selections/selections_api.hpp"
#include "modules/telephony/call_json.hpp"
#include "modules/telephony/calls_api.hpp"
#include "modules/telephony/calls_report.hpp"
#include "modules/telephony/telephony.hpp"
#include "modules/tickets/ticket_mail.hpp"
#include "modules/tickets/tickets_api.hpp"
#include "modules/till/till_actions.hpp"
#include "modules/till/till_api.hpp"
#include "program/open_house.hpp"
#include "program/undo_rights.hpp"

namespace kartei::program {

namespace {

void join_reversibles() {
    auto& reversibles = audit::reversibles();
    auto join = [&](auto list) { reversibles.insert(reversibles.end(), list.begin(), list.end()); };
    reversibles.push_back(customers::reversible_customer());
    reversibles.push_back(events::reversible_event());
    reversibles.push_back(orders::reversible_product_sale());
    reversibles.push_back(events::reversible_plan());
    reversibles.push_back(orders::reversible_event_sale());
    reversibles.push_back(orders::reversible_payment());
    reversibles.push_back(consents::reversible_suppressions());
    reversibles.push_back(orders::reversible_label_rule());
    join(parameters::reversible_settings());
    join(events::reversible_catalogue());
    join(orders::reversible_orders());
    join(renewals::reversible_renewals());
    join(consents::reversible_consents());
    join(selections::reversible_selections());
    join(reports::reversible_saved_lists());
    join(imports::reversible_imports());
}

/// Lists of tickets and articles; a house that only sells trips has none of them (decisions.md 25).
lists::Reports stage_reports() {
    return {reports::customer_report(),        reports::subscription_customers_report(),
            reports::promotion_customers_report(), reports::product_customers_report(), orders::sales_report(),
            renewals::seat_rights_report(),    renewals::renewals_report(),
            admission::scans_report(),         admission::admissions_report(),
            orders::overpaid_report(),         orders::reservations_report(),
            cancellations::cancelled_dates_report()};
}

void join_finders() {
    for (auto& finder : orders::order_finders()) customers::finders().push_back(std::move(finder));
    for (auto& finder : bookings::booking_finders()) customers::finders().push_back(std::move(finder));
}

void join_mailing() {
    mailing::join_mailing_exports();
    mailing::join_sendings();
    mailing::join_bounces();
    mailing::join_letter_files();
}

void join_exports() {
    consents::join_exports();
    imports::join_base_data_exports();
    imports::join_sales_exports();
}

}  // namespace

void join_modules() {
    static const bool once = [] {
        events::join_catalogue();
        orders::join_label_rules();
        join_reversibles();
        audit::upkeep().push_back(customers::settle_buckets);
        customers::name_followers().push_back(orders::follow_name);
        join_finders();
        customers::join_parameters();
        audit::event_notes().push_back(customers::note_customer);
        join_rights_of_undo();
        audit::event_notes().push_back(merges::note_merge);
        orders::register_references();
        renewals::join_renewals();
        cancellations::join_cancellations();
        duplicates::join_duplicates();
        consents::register_references();
        imports::register_references();
        join_exports();
        profile::join_profile();
        bookings::join_bookings();
        history::join_history();
        till::join_till();
        payments::join_payments();
        bonus::join_bonus();
        books::join_books();
        telephony::join_telephony();
        join_mailing();
        tickets::join_tickets();
        admission::join_admission();
        merges::join_merges();
        privacy::join_privacy();
        return true;
    }();
    (void)once;
}

void found_modules(sql::Database& database) {
    database.write([](sql::Transaction& transaction) {
        accounts::found_accounts(transaction);
        parameters::found_parameters(transaction);
    });
    customers::renew_terms(database);
    profile::renew_row_terms(database);
}

lists::Reports all_reports(std::shared_ptr<selections::Engine> selecting) {
    if (!selecting) selecting = std::make_shared<selections::Engine>();
    lists::Reports all{reports::label_customers_report(), customers::register_report(),
                       customers::former_numbers_report(), reports::change_report(),
                       selections::selection_report(selecting), reports::open_items_report()};
    for (auto& report : stage_reports())
        all.push_back(parameters::only_with_module("venue", "error.no_tickets_here", std::move(report)));
    all.push_back(history::history_report());
    all.push_back(reports::bonus_report());
    all.push_back(reports::receipts_report());
    all.push_back(reports::tills_report());
    all.push_back(books::journal_report());
    all.push_back(books::trial_balance_report());
    all.push_back(telephony::calls_report());
    for (auto& report : reports::trip_reports()) all.push_back(std::move(report));
    return all;
}

void recover_modules(House& house) {
    audit::recover_undos(house);
    imports::recover_imports(house);
    selections::recover_bulk_changes(house);
    cancellations::recover_cancellations(house);
    payments::recover_debits(house);
    payments::recover_dunning(house);
    mailing::key_plain_bounces(house);
    mailing::recover_sendings(house);
    documents::ScratchFolder::sweep(house.folder);
    privacy::recover_privacy(house);
}

Endpoints all_endpoints(House& house, accounts::Accounts& accounts, jobs::Jobs& jobs) {
    Endpoints all;
    auto join = [&](web::EndpointTable table) { all.table.insert(all.table.end(), table.begin(), table.end()); };
    auto describe = [&](std::vector<web::NamedSchema> schemas) {
        all.schemas.insert(all.schemas.end(), schemas.begin(), schemas.end());
    };
    join(accounts::accounts_endpoints(accounts));
    join(accounts::jobs_endpoints(jobs, accounts.sessions));
    describe(accounts::accounts_schemas());
    join(audit::audit_endpoints(house, &jobs));
    describe(audit::audit_schemas());
    join(parameters::parameters_endpoints(house));
    describe(parameters::parameters_schemas());
    join(customers::customer_endpoints(house));
    describe(customers::customer_schemas());
    join(duplicates::duplicates_endpoints(house, jobs));
    describe(duplicates::duplicates_schemas());
    join(profile::profile_endpoints(house));
    describe(profile::profile_schemas());
    join(consents::consents_endpoints(house));
    const auto join_stage = [&](web::EndpointTable table) {
        join(parameters::only_with_module(house, "venue", std::move(table)));
    };
    join_stage(events::events_endpoints(house, orders::sales_of_events));
    join_stage(events::seat_plans_endpoints(house));
    describe(events::seat_plans_schemas());
    join_stage(orders::counter_endpoints(house));
    describe(orders::counter_schemas());
    join_stage(orders::label_rules_endpoints(house));
    join_stage(orders::sales_endpoints(house));
    describe(orders::sales_schemas());
    join_stage(orders::purchases_endpoints(house));
    describe(orders::purchases_schemas());
    join_stage(renewals::renewals_endpoints(house, jobs));
    describe(renewals::renewals_schemas());
    join_stage(cancellations::cancellations_endpoints(house, jobs));
    for (auto table : {bookings::bookings_endpoints(house), bookings::booking_archive_endpoints(house, jobs)}) join(table);
    describe(bookings::bookings_schemas());
    join(till::till_endpoints(house));
    describe(till::till_schemas());
    join(payments::payments_endpoints(house, jobs));
    join(papers::papers_endpoints(house));
    join_stage(papers::order_receipt_endpoints(house));
    join(papers::settlement_endpoints(house));
    join(bonus::bonus_endpoints(house));
    describe(bonus::bonus_schemas());
    join(books::books_endpoints(house));
    describe(books::books_schemas());
    join(books::statement_endpoints(house));
    describe(books::statement_schemas());
    const auto selecting = std::make_shared<selections::Engine>();
    join(selections::selections_endpoints(house, selecting));
    join(selections::bulk_endpoints(house, jobs, selecting));
    describe(selections::selections_schemas());
    join(merges::merges_endpoints(house));
    join(mailing::mailing_endpoints(house));
    join(mailing::sendings_endpoints(house, jobs, selecting));
    describe(mailing::sendings_schemas());
    join(tickets::tickets_endpoints(house, jobs));
    describe(tickets::tickets_schemas());
    join(admission::admission_endpoints(house));
    describe(admission::admission_schemas());
    join(telephony::telephony_endpoints(house, &accounts.sessions));
    describe(telephony::telephony_schemas());
    join(imports::imports_endpoints(house, jobs));
    describe(imports::imports_schemas());
    const auto runs = std::make_shared<lists::Runs>(house, all_reports(selecting));
    join(lists::lists_endpoints(house, runs, jobs));
    all.deliveries = std::make_shared<reports::Deliveries>(house, runs, jobs, selecting);
    all.expiries = std::make_shared<orders::ExpiryWatch>(house);
    join(reports::saved_lists_endpoints(house, all.deliveries));
    describe(reports::saved_lists_schemas());
    join(consents::labels_endpoints(house, runs));
    join(reports::offers_endpoints(house));
    join(reports::today_endpoints(house));
    join(mailing::contact_endpoints(house));
    join(privacy::privacy_endpoints(house));
    customers::keep_hidden_apart(house, all.table);
    return all;
}

}  // namespace kartei::program
