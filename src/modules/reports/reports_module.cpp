// What lists over several modules, saved lists and deliveries hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/reports/bonus_report.hpp"
#include "modules/reports/change_report.hpp"
#include "modules/reports/customer_report.hpp"
#include "modules/reports/deliveries.hpp"
#include "modules/reports/label_customers.hpp"
#include "modules/reports/offers_api.hpp"
#include "modules/reports/open_items_report.hpp"
#include "modules/reports/product_customers.hpp"
#include "modules/reports/receipts_report.hpp"
#include "modules/reports/sales_reports.hpp"
#include "modules/reports/saved_list.hpp"
#include "modules/reports/saved_lists_api.hpp"
#include "modules/reports/tills_report.hpp"
#include "modules/reports/today_api.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/selections/engine.hpp"

namespace kartei::reports {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"reports.customers"}, {"reports.export"}, {"reports.print"}, {"lists.save"}, {"lists.share"},
            {"lists.deliver"}};
}

/// Lists of tickets and articles; a house that only sells trips has none of them (decisions.md 25).
lists::Reports stage_reports() {
    return {parameters::only_with_venue(customer_report()), parameters::only_with_venue(subscription_customers_report()),
            parameters::only_with_venue(promotion_customers_report()),
            parameters::only_with_venue(product_customers_report())};
}

lists::Reports plain_reports() {
    return {label_customers_report(), change_report(),   open_items_report(),
            bonus_report(),           receipts_report(), tills_report()};
}

}  // namespace

Module reports_module() {
    return Module("reports")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return saved_lists_endpoints(here.house, here.shared.find<Deliveries>());
        }))
        .hands<web::NamedSchema>(saved_lists_schemas)
        .hands(audit::Endpoints(offers_endpoints))
        .hands(audit::Endpoints(today_endpoints))
        .hands<lists::Report>(plain_reports)
        .hands<lists::Report>(stage_reports)
        .hands<lists::Report>(trip_reports)
        .hands<audit::Reversible>(reversible_saved_lists)
        .hands<audit::MaySeeRecords>(may_undo_saved_lists)
        .hands(audit::UndoRights{{"saved_list_created", "saved_list_changed", "saved_list_deleted"}, {"lists.save"}});
}

}  // namespace kartei::reports
