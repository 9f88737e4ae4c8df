#include "modules/customers/undo_rights.hpp"

#include <algorithm>
#include <array>

#include "modules/customers/customer_attributes.hpp"

namespace kartei::customers {

audit::Rights rights_of_changed_fields(sql::Transaction& transaction, std::int64_t event, std::string_view kind) {
    audit::Rights rights;
    // Whatever else changes fields (a merge, another kind of customer) has one right to all of them.
    // A deletion changes others where it clears their links.
    constexpr std::array<std::string_view, 4> kinds{"customer_changed", "customers_changed", "import_customers",
                                                    "customer_deleted"};
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) return rights;
    auto rows = transaction.query(
        "SELECT DISTINCT r.field FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id = :event AND r.record = 'customer' AND r.operation = 'changed'",
        event);
    while (rows.next())
        if (const auto* member = find_field(customer_fields(), rows.text(0)); member && member->field.has(rights_apply))
            rights.emplace(right_of(member->field));
    return rights;
}

}  // namespace kartei::customers
