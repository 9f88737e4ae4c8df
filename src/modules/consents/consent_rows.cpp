#include "modules/consents/consent_rows.hpp"

namespace kartei::consents {

std::int64_t count_labels_of_customers(sql::Transaction& transaction) {
    auto rows = transaction.query("SELECT count(*) FROM customer_label");
    rows.next();
    return rows.integer(0);
}

void each_label_of_customers(
    sql::Transaction& transaction,
    const std::function<bool(std::int64_t number, const std::string& label, const CustomerLabel& given)>& take) {
    auto rows = transaction.query(
        "SELECT c.number, l.name, g.customer_id, g.label_id, g.granted_at, g.granted_by, g.expires_at"
        " FROM customer_label g JOIN customer c ON c.id = g.customer_id JOIN label l ON l.id = g.label_id"
        " ORDER BY c.number, l.name");
    while (rows.next())
        if (!take(rows.integer(0), rows.string(1),
                  {rows.integer(2), rows.integer(3), rows.string(4), rows.string(5), rows.string(6)}))
            return;
}

}  // namespace kartei::consents
