// What all modules hand in (base/module.hpp), put together for the program: founding, recovery, lists, endpoints.
#pragma once

#include "jobs/jobs.hpp"
#include "lists/report.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/orders/expired_reservations.hpp"
#include "modules/reports/deliveries.hpp"
#include "modules/selections/engine.hpp"
#include "web/endpoint.hpp"

namespace kartei::program {

/// What modules put into a new house (rights and roles, choices …); does nothing to a house that has it.
void found_modules(sql::Database& database);

/// Work that an earlier process left half done is taken back.
void recover_modules(House& house);

/// Every list that can be made, printed and exported.
lists::Reports all_reports();

struct Endpoints {
    web::EndpointTable table;
    std::vector<web::NamedSchema> schemas;
    std::shared_ptr<reports::Deliveries> deliveries;  ///< to begin where a server runs
    std::shared_ptr<orders::ExpiryWatch> expiries;    ///< likewise
};
/// Every endpoint of every module. With null pointers only for describing them (`kartei openapi`).
Endpoints all_endpoints(House& house, accounts::Accounts& accounts, jobs::Jobs& jobs);

}  // namespace kartei::program
