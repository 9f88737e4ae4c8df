#include "modules/cancellations/cancellation_store.hpp"

#include "sql/writing.hpp"

namespace kartei::cancellations {

using sql::Transaction;

std::vector<std::int64_t> orders_of_date(Transaction& transaction, std::int64_t event) {
    std::vector<std::int64_t> orders;
    auto rows = transaction.query(
        "SELECT o.order_id FROM event_line e JOIN order_line o ON o.name_key = e.name_key AND o.order_key = e.order_key"
        " WHERE e.event_id = :event AND EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = o.order_id"
        " AND t.event_id = :event AND t.state <> 'deleted') UNION SELECT p.order_id FROM product_sale p"
        " WHERE p.event_id = :event AND (p.state = 'sold' OR p.state = 'reserved') ORDER BY 1",
        event);
    while (rows.next()) orders.push_back(rows.integer(0));
    return orders;
}

Run insert_run(Transaction& transaction, const Asked& asked, const Actor& actor, std::int64_t change_event,
               const std::string& now) {
    const Run run{take_ids(transaction, "date_cancellation"), asked.event, change_event};
    transaction.execute(
        "INSERT INTO date_cancellation (id, event_id, change_event, decision, target_id, user_id, state, seen_at,"
        " created_at) VALUES (:id, :event, :change, :decision, :target, :user, 'running', :now, :now)",
        run.id, asked.event, change_event, asked.decision,
        asked.target ? sql::Parameter(asked.target) : sql::Parameter(nullptr), actor.user_id, now);
    return run;
}

void insert_line(Transaction& transaction, const Run& run, const Line& line, const std::string& now) {
    transaction.execute(
        "INSERT INTO date_cancellation_row (id, cancellation_id, order_id, outcome, tickets, amount, reason)"
        " VALUES (:id, :run, :order, :outcome, :tickets, :amount, :reason)",
        take_ids(transaction, "date_cancellation_row"), run.id, line.order_id, line.outcome, line.tickets, line.amount,
        sql::text_or_null(line.reason));
    transaction.execute("UPDATE date_cancellation SET seen_at = :now WHERE id = :id", now, run.id);
}

void end_run(Transaction& transaction, const Run& run, std::string_view state) {
    transaction.execute("UPDATE date_cancellation SET state = :state WHERE id = :id AND state = 'running'", state, run.id);
}

bool was_undone(Transaction& transaction, const Run& run) {
    return transaction.query("SELECT 1 FROM change_event WHERE reverses = :event", run.change_event).next();
}

std::vector<Run> lost_runs(Transaction& transaction, const std::string& seen_before) {
    std::vector<Run> lost;
    auto rows = transaction.query(
        "SELECT id, event_id, change_event FROM date_cancellation WHERE state = 'running' AND seen_at < :before",
        seen_before);
    while (rows.next()) lost.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    return lost;
}

std::vector<Line> lines_of_date(Transaction& transaction, std::int64_t event) {
    std::vector<Line> lines;
    auto rows = transaction.query(
        "SELECT r.order_id, r.outcome, r.tickets, r.amount, r.reason, d.event_id FROM date_cancellation_row r"
        " JOIN date_cancellation d ON d.id = r.cancellation_id WHERE (:event = 0 OR d.event_id = :event)"
        " AND NOT EXISTS (SELECT 1 FROM change_event e WHERE e.reverses = d.change_event) ORDER BY d.id DESC, r.id",
        event);
    while (rows.next()) {
        Line line;
        line.order_id = rows.integer(0), line.outcome = rows.string(1), line.tickets = rows.integer(2);
        line.amount = rows.integer(3), line.reason = rows.string(4);
        line.event_id = rows.integer(5);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kartei::cancellations
