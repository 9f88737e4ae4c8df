#include "modules/consents/undo_rights.hpp"

namespace kartei::consents {

bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (record != "permission_declaration" || actor.may("customers.see_hidden")) return true;
    return !transaction
                .query(
                    "SELECT 1 FROM permission_declaration d JOIN customer c ON c.id = d.customer_id WHERE d.id BETWEEN "
                    ":first AND :last AND c.hidden_in_search = 1 LIMIT 1",
                    first, last)
                .next();
}

}  // namespace kartei::consents
