#include "audit/log.hpp"

#include <limits>

namespace kartei::audit {

using sql::Transaction;

LogPlace log_place(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT (SELECT coalesce(max(sequence), 0) FROM audit_link), (SELECT count(*) FROM audit_waiting)");
    rows.next();
    return {rows.integer(0), rows.integer(0) + rows.integer(1)};
}

void read_log(Transaction& transaction, const LogPlace& since, std::int64_t except_event,
              const std::function<bool(const LogRow&)>& take) {
    constexpr auto waits = std::numeric_limits<std::int64_t>::max();
    // One statement sees one state, also where each statement of a transaction sees a newer one.
    auto rows = transaction.stream(
        "SELECT t.sequence, n.event_id, r.record, r.record_id, r.last_record_id, r.operation FROM"
        " (SELECT sequence, entry_id FROM audit_link WHERE sequence > :since"
        " UNION ALL SELECT CAST(:waits AS bigint), entry_id FROM audit_waiting) t"
        " JOIN audit_entry n ON n.id = t.entry_id JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id <> :except_event ORDER BY t.sequence, n.id, r.position",
        since.position, waits, except_event);
    while (rows.next()) {
        const auto position = rows.integer(0) == waits ? 0 : rows.integer(0);
        if (!take({position, rows.integer(1), rows.text(2), rows.integer(3), rows.integer(4), rows.text(5)})) return;
    }
}

}  // namespace kartei::audit
