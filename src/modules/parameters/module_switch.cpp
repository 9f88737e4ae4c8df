#include "modules/parameters/module_switch.hpp"

#include "modules/parameters/parameter.hpp"

namespace kartei::parameters {

web::EndpointTable only_with_module(House& house, std::string_view module, web::EndpointTable table) {
    if (module.empty()) return table;
    for (auto& endpoint : table)
        endpoint.handle = [&house, name = std::string(module),
                           handle = std::move(endpoint.handle)](web::Request& request) -> Result<web::Answer> {
            const bool on = house.database.read(
                [&](sql::Transaction& transaction) { return module_is_on(*parameters_of(transaction), name); });
            if (!on) return refuse(RefusalKind::not_found, "error.no_such_address");
            return handle(request);
        };
    return table;
}

lists::Report only_with_module(std::string_view module, std::string_view absent, lists::Report report) {
    report.make = [module = std::string(module), absent = std::string(absent), make = std::move(report.make)](
                      House& house, sql::Transaction& transaction, const Actor& actor, const lists::Question& question,
                      const std::optional<std::string>& chosen) -> Result<std::shared_ptr<const lists::List>> {
        if (!module_is_on(*parameters_of(transaction), module)) return refuse(RefusalKind::not_found, absent);
        return make(house, transaction, actor, question, chosen);
    };
    return report;
}

lists::Report only_with_venue(lists::Report report) {
    return only_with_module("venue", "error.no_tickets_here", std::move(report));
}

}  // namespace kartei::parameters
