#include "program/joined_modules.hpp"

#include "audit/serving.hpp"
#include "base/module.hpp"
#include "documents/office.hpp"
#include "lists/lists_api.hpp"
#include "lists/shared_report.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::program {
namespace {

lists::Reports reports_with(Shared& shared) {
    auto all = handed_in<lists::Report>();
    for (const auto& report : handed_in<lists::SharedReport>()) all.push_back(report.make(shared));
    return all;
}

/// A thing that outlives whoever shares it.
template <class Thing>
std::shared_ptr<Thing> kept_elsewhere(Thing& thing) {
    return {std::shared_ptr<void>(), &thing};
}

}  // namespace

void found_modules(sql::Database& database) {
    database.write([](sql::Transaction& transaction) {
        for (const auto& founding : handed_in<audit::Founding>()) founding.found(transaction);
    });
    for (const auto& renewing : handed_in<audit::Renewing>()) renewing.renew(database);
}

void recover_modules(House& house) {
    for (const auto& recovery : handed_in<audit::Recovery>()) recovery.recover(house);
    documents::ScratchFolder::sweep(house.folder);
}

lists::Reports all_reports() {
    Shared shared;
    return reports_with(shared);
}

Endpoints all_endpoints(House& house, accounts::Accounts& accounts, jobs::Jobs& jobs) {
    Shared shared;
    shared.put(kept_elsewhere(accounts));
    const auto runs = std::make_shared<lists::Runs>(house, reports_with(shared));
    shared.put(runs);
    Endpoints all;
    all.deliveries = std::make_shared<reports::Deliveries>(house, runs, jobs, shared.get<selections::Engine>());
    shared.put(all.deliveries);
    all.expiries = std::make_shared<orders::ExpiryWatch>(house);
    all.schemas = handed_in<web::NamedSchema>();
    const auto join = [&](web::EndpointTable table) {
        for (auto& endpoint : table) all.table.push_back(std::move(endpoint));
    };
    for (const auto& endpoints : handed_in<audit::Endpoints>()) join(endpoints.make({house, jobs, shared}));
    join(lists::lists_endpoints(house, runs, jobs));
    customers::keep_hidden_apart(house, all.table);
    return all;
}

}  // namespace kartei::program
