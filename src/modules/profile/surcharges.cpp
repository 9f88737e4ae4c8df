#include "modules/profile/surcharges.hpp"

#include <set>

#include "modules/customers/customer_store.hpp"

namespace kartei::profile {

SurchargesInForce surcharges_in_force(House& house, sql::Transaction& transaction, std::int64_t customer) {
    const auto& list = list_named("surcharges");
    std::set<std::int64_t> seen;
    for (std::optional<std::int64_t> next = customer; next && seen.insert(*next).second;) {
        auto rows = rows_of(house, transaction, list, *next);
        if (!rows.empty()) return {*next, std::move(rows)};
        const auto one = customers::find_customer(transaction, *next);
        next = one && one->surcharges_from ? customers::id_of_number(transaction, *one->surcharges_from) : std::nullopt;
    }
    return {};
}

}  // namespace kartei::profile
