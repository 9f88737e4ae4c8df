#include "modules/admission/scan_store.hpp"

#include <set>

#include "audit/no_way_back.hpp"

namespace kartei::admission {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

constexpr std::string_view scan_select =
    "SELECT id, version, created_event, scanned_at, user_id, user_name, barcode, event_id, ticket_id, entrance, "
    "answer, "
    "undone_at FROM scan";

Scan read_scan(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.integer(4),  rows.string(5),
            rows.string(6),  rows.integer(7), rows.integer(8), rows.string(9), rows.string(10), rows.string(11)};
}

sql::Parameter id_or_null(std::int64_t id) { return id == 0 ? sql::Parameter(nullptr) : sql::Parameter(id); }

const Field undone_field{"undone_at", FieldKind::instant};

Value value_of(const std::string& text) { return text.empty() ? Value() : Value(text); }

void set_undone(Transaction& transaction, Change& change, const Scan& scan, const std::string& at) {
    transaction.execute("UPDATE scan SET version = version + 1, undone_at = :at WHERE id = :id", sql::text_or_null(at),
                        scan.id);
    change.changed("scan", scan.id, undone_field, value_of(scan.undone_at), value_of(at), 0);
}

std::vector<Conflict> take_scans_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                      std::int64_t last, std::int64_t, bool check_only) {
    for (auto id = first; !check_only && id <= last; ++id)
        if (const auto scan = find_scan(transaction, id); scan && scan->undone_at.empty())
            set_undone(transaction, change, *scan, change.at());
    return {};
}

/// A scan that was taken back holds again.
std::vector<Conflict> restore_scan(House&, Transaction& transaction, Change& change, std::int64_t id,
                                   const std::vector<audit::FieldChange>& fields, bool check_only) {
    const auto scan = find_scan(transaction, id);
    if (!scan) return {{"scan", id, "", "", "error.gone"}};
    for (const auto& field : fields) {
        if (field.field != undone_field.name) continue;
        if (scan->undone_at != field.after.value_or(""))
            return {{"scan", id, field.field, field.after.value_or(""), scan->undone_at}};
        if (!check_only) set_undone(transaction, change, *scan, field.before.value_or(""));
    }
    return {};
}

}  // namespace

void insert_scan(Transaction& transaction, const Scan& scan) {
    transaction.execute(
        "INSERT INTO scan (id, created_event, scanned_at, user_id, user_name, barcode, event_id, ticket_id, entrance, "
        "answer) VALUES (:id, :created_event, :scanned_at, :user_id, :user_name, :barcode, :event_id, :ticket_id, "
        ":entrance, :answer)",
        scan.id, id_or_null(scan.created_event), scan.scanned_at, scan.user_id, scan.user_name, scan.barcode,
        id_or_null(scan.event_id), id_or_null(scan.ticket_id), sql::text_or_null(scan.entrance), scan.answer);
}

std::optional<Scan> find_scan(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(scan_select) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_scan(rows);
}

std::optional<Scan> holding_scan(Transaction& transaction, std::int64_t ticket) {
    auto rows = transaction.query(std::string(scan_select) +
                                      " WHERE ticket_id = :ticket AND answer = 'valid' AND undone_at IS NULL"
                                      " ORDER BY id DESC LIMIT 1",
                                  ticket);
    if (!rows.next()) return std::nullopt;
    return read_scan(rows);
}

std::vector<Scan> last_scans(Transaction& transaction, std::int64_t event, int limit) {
    std::vector<Scan> scans;
    auto rows = transaction.query(
        std::string(scan_select) + " WHERE event_id = :event ORDER BY id DESC LIMIT :limit", event, limit);
    while (rows.next()) scans.push_back(read_scan(rows));
    return scans;
}

std::int64_t came(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT count(*) FROM scan WHERE event_id = :event AND answer = 'valid' AND undone_at IS NULL", event);
    rows.next();
    return rows.integer(0);
}

std::vector<std::string> entrances_of(Transaction& transaction, std::int64_t event) {
    std::set<std::string> names;
    const auto take = [&](sql::Rows rows) {
        while (rows.next())
            if (!rows.text(0).empty()) names.insert(rows.string(0));
    };
    take(transaction.query("SELECT DISTINCT p.entrance FROM event_sale s JOIN plan_seat p ON p.plan_id = s.plan_id"
                           " WHERE s.event_id = :event",
                           event));
    take(transaction.query("SELECT DISTINCT p.entrance FROM event_sale s JOIN plan_section p ON p.plan_id = s.plan_id"
                           " WHERE s.event_id = :event",
                           event));
    take(transaction.query(
        "SELECT DISTINCT t.entrance FROM event_line l JOIN order_line o ON o.name_key = l.name_key AND o.order_key ="
        " l.order_key JOIN ticket t ON t.order_id = o.order_id AND t.event_id = l.event_id WHERE l.event_id = :event",
        event));
    return {names.begin(), names.end()};
}

audit::Reversible reversible_scan() {
    return {"scan", restore_scan, take_scans_back, audit::gone_for_good("scan")};
}

}  // namespace kartei::admission
