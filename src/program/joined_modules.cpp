#include "program/joined_modules.hpp"

#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/audit/reversal.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/imports/import_actions.hpp"
#include "modules/orders/order_store.hpp"
#include "program/open_house.hpp"

namespace kartei::program {

void join_modules() {
    static const bool once = [] {
        auto& reversibles = audit::reversibles();
        auto join = [&](auto list) { reversibles.insert(reversibles.end(), list.begin(), list.end()); };
        reversibles.push_back(customers::reversible_customer());
        reversibles.push_back(events::reversible_event());
        join(events::reversible_catalogue());
        join(orders::reversible_orders());
        customers::name_followers().push_back(orders::follow_name);
        auto& references = customers::references();
        references.push_back({"orders", "customer_id", true, "customer.has_orders"});
        references.push_back({"product_sale", "customer_id", true, "customer.has_product_sales"});
        references.push_back({"customer_label", "customer_id", true, "customer.has_labels"});
        references.push_back({"customer_permission", "customer_id", true, "customer.has_permissions"});
        return true;
    }();
    (void)once;
}

void found_modules(sql::Database& database) {
    database.write([](sql::Transaction& transaction) { accounts::found_accounts(transaction); });
}

void recover_modules(House& house) { imports::recover_imports(house); }

Endpoints all_endpoints(House&, accounts::Accounts& accounts, jobs::Jobs& jobs) {
    Endpoints all;
    auto join = [&](web::EndpointTable table) { all.table.insert(all.table.end(), table.begin(), table.end()); };
    auto describe = [&](std::vector<web::NamedSchema> schemas) { all.schemas.insert(all.schemas.end(), schemas.begin(), schemas.end()); };
    join(accounts::accounts_endpoints(accounts));
    join(accounts::jobs_endpoints(jobs, accounts.sessions));
    describe(accounts::accounts_schemas());
    return all;
}

}  // namespace kartei::program
