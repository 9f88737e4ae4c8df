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

}  // namespace kartei::parameters
