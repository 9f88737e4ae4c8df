#include "modules/till/till_store.hpp"

#include "audit/no_way_back.hpp"

namespace kartei::till {
namespace {

using audit::Change;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view select_tills =
    "SELECT id, created_event, user_id, user_name, day, shift, opened_at, opening, moves, closed_at, closed_by,"
    " expected, counted, coins, remark FROM till";

std::string tills_where(std::string_view condition) { return std::string(select_tills).append(condition); }

Till till_in(const sql::Rows& rows) {
    Till till;
    till.id = rows.integer(0), till.created_event = rows.integer(1), till.user_id = rows.integer(2);
    till.user_name = rows.string(3), till.day = rows.string(4), till.shift = rows.integer(5);
    till.opened_at = rows.string(6), till.opening = rows.integer(7), till.moves = rows.integer(8);
    till.closed_at = rows.string(9), till.closed_by = rows.string(10);
    till.expected = rows.integer(11), till.counted = rows.integer(12);
    till.coins = rows.string(13), till.remark = rows.string(14);
    return till;
}

std::optional<Till> first_in(sql::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return till_in(rows);
}

}  // namespace

std::optional<Till> find_till(Transaction& transaction, std::int64_t id) {
    // sql: the columns stand above
    return first_in(transaction.query(tills_where(" WHERE id = :id"), id));
}

std::optional<Till> open_till_of(Transaction& transaction, std::int64_t user) {
    // sql: the columns stand above
    return first_in(transaction.query(tills_where(" WHERE user_id = :user AND closed_at IS NULL"), user));
}

std::optional<Till> last_till_of(Transaction& transaction, std::int64_t user) {
    // sql: the columns stand above
    return first_in(transaction.query(
        tills_where(" WHERE user_id = :user AND closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT 1"), user));
}

std::vector<Till> tills_between(Transaction& transaction, std::int64_t user, const std::string& from,
                                const std::string& to) {
    std::vector<Till> all;
    const std::string last = to.empty() ? "9999" : to;
    // sql: the columns stand above
    auto rows = transaction.query(tills_where(" WHERE day >= :from AND day <= :to AND (:user = 0 OR user_id = :user)"
                                              " ORDER BY day DESC, id DESC"),
                                  from, last, user);
    while (rows.next()) all.push_back(till_in(rows));
    return all;
}

WholeTill whole(Transaction& transaction, Till till) {
    WholeTill all{std::move(till), {}};
    auto rows = transaction.query(
        "SELECT id, till_id, source, reference, kind, amount, text, corrects, entered_at, entered_by FROM till_entry"
        " WHERE till_id = :till ORDER BY id",
        all.till.id);
    while (rows.next())
        all.entries.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.string(4),
                               rows.integer(5), rows.string(6), rows.integer(7), rows.string(8), rows.string(9)});
    return all;
}

bool insert_till(Transaction& transaction, Change& change, Till& till) {
    {
        auto rows = transaction.query(
            "SELECT coalesce(max(shift), 0) FROM till WHERE user_id = :user AND day = :day", till.user_id, till.day);
        till.shift = rows.next() ? rows.integer(0) + 1 : 1;
    }
    till.id = take_ids(transaction, "till");
    till.created_event = change.event();
    const auto stored = transaction.execute(
        "INSERT INTO till (id, created_event, user_id, user_name, day, shift, opened_at, opening) VALUES (:id, :event,"
        " :user, :name, :day, :shift, :opened_at, :opening) ON CONFLICT DO NOTHING",
        till.id, change.event(), till.user_id, till.user_name, till.day, till.shift, till.opened_at, till.opening);
    if (stored > 0) change.created("till", till.id);
    return stored > 0;
}

std::int64_t move_till_of(Transaction& transaction, std::int64_t user) {
    auto rows = transaction.query(
        "UPDATE till SET moves = moves + 1 WHERE user_id = :user AND closed_at IS NULL RETURNING id", user);
    return rows.next() ? rows.integer(0) : 0;
}

void insert_entry(Transaction& transaction, Change& change, Entry entry) {
    entry.id = take_ids(transaction, "till_entry");
    transaction.execute(
        "INSERT INTO till_entry (id, created_event, till_id, source, reference, kind, amount, text, corrects,"
        " entered_at, entered_by) VALUES (:id, :event, :till, :source, :reference, :kind, :amount, :text, :corrects,"
        " :at, :by)",
        entry.id, change.event(), entry.till_id, entry.source, text_or_null(entry.reference), entry.kind, entry.amount,
        text_or_null(entry.text), entry.corrects == 0 ? sql::Parameter(nullptr) : sql::Parameter(entry.corrects),
        entry.entered_at, entry.entered_by);
    change.created("till_entry", entry.id);
}

bool close_till(Transaction& transaction, Change& change, const Till& before, const Till& after) {
    static const Field closed_at{"closed_at", FieldKind::instant}, counted{"counted", FieldKind::money},
        expected{"expected", FieldKind::money};
    const auto stored = transaction.execute(
        "UPDATE till SET version = version + 1, closed_at = :at, closed_by = :by, expected = :expected, counted = "
        ":counted, coins = :coins, remark = :remark WHERE id = :id AND closed_at IS NULL AND moves = :moves",
        after.closed_at, after.closed_by, after.expected, after.counted, text_or_null(after.coins),
        text_or_null(after.remark), before.id, before.moves);
    if (stored == 0) return false;
    change.changed("till", before.id, closed_at, {}, Value(after.closed_at), 0);
    change.changed("till", before.id, expected, {}, Value(after.expected), 0);
    change.changed("till", before.id, counted, {}, Value(after.counted), 0);
    return true;
}

bool delete_till(Transaction& transaction, Change& change, std::int64_t id) {
    if (transaction.execute("DELETE FROM till WHERE id = :id AND closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
                            " till_entry e WHERE e.till_id = till.id)",
                            id) == 0)
        return false;
    change.deleted("till", id, audit::no_image, 0);
    return true;
}

bool delete_entry(Transaction& transaction, Change& change, std::int64_t id) {
    if (transaction.execute("UPDATE till SET moves = moves + 1 WHERE closed_at IS NULL AND id = (SELECT e.till_id FROM"
                            " till_entry e WHERE e.id = :id)",
                            id) == 0)
        return false;
    transaction.execute("DELETE FROM till_entry WHERE id = :id", id);
    change.deleted("till_entry", id, audit::no_image, 0);
    return true;
}

std::vector<Placed> tills_of_entries(Transaction& transaction, std::int64_t first, std::int64_t last) {
    std::vector<Placed> all;
    auto rows = transaction.query(
        "SELECT t.id, t.user_id, CASE WHEN t.closed_at IS NULL THEN 1 ELSE 0 END FROM till_entry e JOIN till t ON"
        " t.id = e.till_id WHERE e.id BETWEEN :first AND :last",
        first, last);
    while (rows.next()) all.push_back({rows.integer(0), rows.integer(1), rows.integer(2) == 1});
    return all;
}

std::vector<std::int64_t> entries_of_event(Transaction& transaction, std::int64_t first, std::int64_t last,
                                           std::int64_t event) {
    std::vector<std::int64_t> ids;
    auto rows = transaction.query("SELECT id FROM till_entry WHERE id BETWEEN :first AND :last AND created_event = "
                                  ":event ORDER BY id DESC",
                                  first, last, event);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::int64_t check_tills(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM till t WHERE t.closed_at IS NOT NULL AND t.expected <> t.opening + (SELECT"
        " coalesce(sum(e.amount), 0) FROM till_entry e WHERE e.till_id = t.id AND e.kind = 'cash')");
    auto wrong = rows.next() ? rows.integer(0) : 0;
    auto late = transaction.query("SELECT count(*) FROM till_entry e JOIN till t ON t.id = e.till_id WHERE"
                                  " t.closed_at IS NOT NULL AND e.entered_at > t.closed_at");
    return wrong + (late.next() ? late.integer(0) : 0);
}

}  // namespace kartei::till
