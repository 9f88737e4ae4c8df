#include "modules/duplicates/undo_rights.hpp"

namespace kartei::duplicates {

bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (record != "distinct_pair" || actor.may("customers.see_hidden")) return true;
    return !transaction
                .query(
                    "SELECT 1 FROM distinct_pair p JOIN customer c ON c.id IN (p.one_id, p.other_id) WHERE p.id "
                    "BETWEEN "
                    ":first AND :last AND c.hidden_in_search = 1 LIMIT 1",
                    first, last)
                .next();
}

}  // namespace kartei::duplicates
