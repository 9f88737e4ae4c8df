// What orders, the counter and the sales ledger hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_search.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/events_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/expire_command.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/label_rules_api.hpp"
#include "modules/orders/label_rules_command.hpp"
#include "modules/orders/ledger_report.hpp"
#include "modules/orders/order_finders.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/order_lists.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/purchases_api.hpp"
#include "modules/orders/sales_api.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/seat_claims.hpp"
#include "modules/orders/seat_plan_commands.hpp"
#include "modules/orders/subscription_labels.hpp"
#include "modules/orders/undo_rights.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::orders {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"sales.read"}, {"sales.sell"}, {"sales.refund"}, {"seats.block"}};
}

std::vector<audit::Endpoints> endpoints() {
    std::vector<audit::Endpoints> all;
    for (auto* make : {counter_endpoints, label_rules_endpoints, sales_endpoints, purchases_endpoints})
        all.emplace_back([make](const audit::Serving& here) {
            return parameters::only_with_module(here.house, "venue", make(here.house));
        });
    all.emplace_back([](const audit::Serving& here) {
        return parameters::only_with_module(here.house, "venue", events::events_endpoints(here.house, sales_of_events));
    });
    return all;
}

lists::Reports reports() {
    return {parameters::only_with_venue(sales_report()), parameters::only_with_venue(overpaid_report()),
            parameters::only_with_venue(reservations_report())};
}

std::vector<customers::Reference> references() {
    return {{"orders", "customer_id", true, "customer.has_orders", {}, std::string(rows_of_customer)},
            {"product_sale", "customer_id", true, "customer.has_product_sales"}};
}

std::vector<audit::Reversible> sales_back() {
    return {reversible_product_sale(), reversible_event_sale(), reversible_payment(), reversible_label_rule()};
}

std::vector<audit::HouseCheck> checks() {
    return {audit::counting_check("order lines", "differ", check_order_lines),
            audit::counting_check("claims on seats", "differ", check_claims),
            {"sales ledger",
             [](House&, sql::Transaction& transaction, std::string&) {
                 const auto ledger = check_ledger(transaction);
                 return ledger.is_right() ? audit::Findings{} : audit::Findings{ledger.in_words()};
             }},
            audit::counting_check("receipts of orders", "are wrong", check_receipts)};
}

}  // namespace

Module orders_module() {
    return Module("orders")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"seat-plan", seat_plan_command})
        .hands(audit::ModuleCommand{"label-rules", label_rules_command})
        .hands(audit::ModuleCommand{"expire-reservations", expire_command})
        .hands<audit::Endpoints>(endpoints)
        .hands<web::NamedSchema>(counter_schemas)
        .hands<web::NamedSchema>(sales_schemas)
        .hands<web::NamedSchema>(purchases_schemas)
        .hands<lists::Report>(reports)
        .hands<parameters::JoinedBaseData>(label_rules)
        .hands<consents::SubscriptionEnds>(subscription_ends)
        .hands<audit::Reversible>(sales_back)
        .hands<audit::Reversible>(reversible_orders)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(references)
        .hands<customers::Finder>(order_finders)
        .hands<customers::NameFollower>(follow_name)
        .hands<audit::HouseCheck>(checks);
}

}  // namespace kartei::orders
