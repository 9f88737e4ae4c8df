// Which surcharges hold for a customer: his own lines, or, while he has none, those of the customer he names in
// surcharges_from, and so on (J-155, J-181, J-182; decisions.md 5: own lines replace inherited ones).
#pragma once

#include "modules/profile/row_store.hpp"

namespace kartei::profile {

struct SurchargesInForce {
    std::int64_t from = 0;  ///< whose lines they are, 0 when there are none
    std::vector<Row> rows;
};

/// What a new booking of the customer is charged with. Ends at a link in a circle.
SurchargesInForce surcharges_in_force(House& house, sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::profile
