#include "modules/payments/dunning_store.hpp"

#include <limits>

#include "audit/no_way_back.hpp"
#include "modules/customers/customer_list.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::text_or_null;
using sql::Transaction;

std::optional<std::int64_t> id_or_null(std::int64_t id) { return id == 0 ? std::nullopt : std::optional(id); }

constexpr std::string_view run_columns =
    "SELECT id, version, created_event, run_on, made_at, made_by, printed_at, printed_by, printing_at FROM dunning_run";

DunningRun run_in(const sql::Rows& rows) {
    DunningRun run;
    run.id = rows.integer(0), run.version = rows.integer(1), run.created_event = rows.integer(2);
    run.run_on = rows.string(3), run.made_at = rows.string(4), run.made_by = rows.string(5);
    run.printed_at = rows.string(6), run.printed_by = rows.string(7);
    run.printing_at = rows.string(8);
    return run;
}

std::vector<DunningItem> items_of(Transaction& transaction, const DunningRun& run, std::int64_t offset = 0,
                                  std::int64_t limit = std::numeric_limits<std::int64_t>::max()) {
    auto rows = transaction.query(
        "SELECT i.id, i.position, i.customer_id, coalesce(i.booking_id, 0), coalesce(b.number, 0),"
        " coalesce(i.order_id, 0), o.number, i.level, i.due_from, i.due_to, i.amount, i.fee, i.taken_out, c.number,"
        " c.name_prefix, c.name, c.first_name, i.level_fee FROM dunning_item i LEFT JOIN customer c ON c.id = i.customer_id"
        " LEFT JOIN booking b ON b.id = i.booking_id LEFT JOIN orders o ON o.id = i.order_id"
        " WHERE i.run_id = :run ORDER BY i.position LIMIT :limit OFFSET :offset",
        run.id, limit, offset);
    std::vector<DunningItem> items;
    while (rows.next()) {
        auto& item = items.emplace_back();
        item.id = rows.integer(0), item.position = rows.integer(1), item.customer_id = rows.integer(2);
        item.booking_id = rows.integer(3), item.booking = rows.integer(4), item.order_id = rows.integer(5);
        item.order = rows.string(6), item.level = rows.integer(7), item.due_from = rows.string(8);
        item.due_to = rows.string(9), item.amount = rows.integer(10), item.fee = rows.integer(11);
        item.taken_out = rows.integer(12) != 0, item.customer = rows.optional_integer(13);
        item.name = customers::name_in_lists(rows.string(14), rows.string(15), rows.string(16));
        item.level_fee = rows.integer(17);
        item.days_late = days_between(*read_date(item.due_from), *read_date(run.run_on));
    }
    return items;
}

}  // namespace

std::optional<DunningRun> find_dunning(Transaction& transaction, std::int64_t id) {
    // sql: the constant above
    auto rows = transaction.query(std::string(run_columns).append(" WHERE id = :id"), id);
    if (!rows.next()) return std::nullopt;
    auto run = run_in(rows);
    run.items = items_of(transaction, run);
    return run;
}

std::optional<DunningPage> find_dunning_page(Transaction& transaction, std::int64_t id, std::int64_t offset,
                                             std::int64_t limit) {
    // sql: the constant above
    auto rows = transaction.query(std::string(run_columns).append(" WHERE id = :id"), id);
    if (!rows.next()) return std::nullopt;
    DunningPage page{run_in(rows), 0};
    page.run.items = items_of(transaction, page.run, offset, limit);
    auto count = transaction.query("SELECT count(*) FROM dunning_item WHERE run_id = :run", id);
    if (count.next()) page.count = count.integer(0);
    return page;
}

std::vector<DunningRun> all_dunning(Transaction& transaction, int limit) {
    // sql: the constant above
    auto rows = transaction.query(std::string(run_columns).append(" ORDER BY id DESC LIMIT :limit"), limit);
    std::vector<DunningRun> runs;
    while (rows.next()) runs.push_back(run_in(rows));
    return runs;
}

void insert_dunning(Transaction& transaction, Change& change, DunningRun& run) {
    run.id = take_ids(transaction, "dunning_run");
    run.created_event = change.event();
    transaction.execute(
        "INSERT INTO dunning_run (id, created_event, run_on, made_at, made_by) VALUES (:id, :event, :on, :at, :by)",
        run.id, change.event(), run.run_on, run.made_at, run.made_by);
    auto id = take_ids(transaction, "dunning_item", static_cast<std::int64_t>(run.items.size()));
    for (auto& item : run.items) {
        item.id = id++;
        transaction.execute(
            "INSERT INTO dunning_item (id, created_event, run_id, position, customer_id, booking_id, order_id, level,"
            " due_from, due_to, amount, level_fee, fee) VALUES (:id, :event, :run, :position, :customer, :booking, :order,"
            " :level, :due_from, :due_to, :amount, :level_fee, :fee)",
            item.id, change.event(), run.id, item.position, item.customer_id, id_or_null(item.booking_id),
            id_or_null(item.order_id), item.level, item.due_from, item.due_to, item.amount,
            item.level_fee, item.fee);
    }
    change.created("dunning_run", run.id);
}

void delete_dunning(Transaction& transaction, Change& change, const DunningRun& run) {
    transaction.execute("DELETE FROM dunning_item WHERE run_id = :run", run.id);
    transaction.execute("DELETE FROM dunning_run WHERE id = :run", run.id);
    change.deleted("dunning_run", run.id, audit::no_image, 0);
}

void set_taken_out(Transaction& transaction, Change& change, const DunningRun& run, const DunningItem& item,
                   bool is_out) {
    transaction.execute("UPDATE dunning_item SET version = version + 1, taken_out = :is_out WHERE id = :id", is_out,
                        item.id);
    transaction.execute("UPDATE dunning_run SET version = version + 1 WHERE id = :run", run.id);
    change.changed("dunning_item", item.id, Field{"taken_out", FieldKind::yes_no}, Value(item.taken_out),
                   Value(is_out), 0);
}

void set_fee(Transaction& transaction, Change& change, const DunningItem& item, std::int64_t fee) {
    transaction.execute("UPDATE dunning_item SET version = version + 1, fee = :fee WHERE id = :id", fee, item.id);
    change.changed("dunning_item", item.id, Field{"fee", FieldKind::money}, Value(item.fee), Value(fee), 0);
}

void set_printed(Transaction& transaction, Change& change, const DunningRun& run, const std::string& printed_at,
                 const std::string& printed_by) {
    transaction.execute(
        "UPDATE dunning_run SET version = version + 1, printed_at = :at, printed_by = :by WHERE id = :run", printed_at,
        printed_by, run.id);
    change.changed("dunning_run", run.id, Field{"printed_at", FieldKind::instant}, Value(), Value(printed_at), 0);
}

void set_printing(Transaction& transaction, std::int64_t run, const std::string& at) {
    transaction.execute("UPDATE dunning_run SET printing_at = :at WHERE id = :run", at, run);
}

void note_printing(Change& change, std::int64_t run, const std::string& at) {
    change.changed("dunning_run", run, Field{"printing_at", FieldKind::instant}, Value(), Value(at), 0);
}

std::vector<DunningRun> dunning_being_printed(Transaction& transaction, std::string_view seen_before) {
    std::vector<std::int64_t> ids;
    {
        auto rows = transaction.query(
            "SELECT id FROM dunning_run WHERE printed_at IS NULL AND printing_at < :before ORDER BY id", seen_before);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    std::vector<DunningRun> runs;
    for (const auto id : ids) runs.push_back(*find_dunning(transaction, id));
    return runs;
}

std::int64_t newest_dunning(Transaction& transaction) {
    auto rows = transaction.query("SELECT coalesce(max(id), 0) FROM dunning_run");
    return rows.next() ? rows.integer(0) : 0;
}

std::int64_t waiting_dunning(Transaction& transaction) {
    auto rows = transaction.query("SELECT id FROM dunning_run WHERE printed_at IS NULL ORDER BY id LIMIT 1");
    return rows.next() ? rows.integer(0) : 0;
}

Result<Done> check_none_waits(Transaction& transaction) {
    const auto waiting = waiting_dunning(transaction);
    if (waiting == 0) return Done{};
    return refuse(RefusalKind::conflict, "error.dunning_waits", {{"run", std::to_string(waiting)}});
}

std::int64_t run_of_item(Transaction& transaction, std::int64_t item) {
    auto rows = transaction.query("SELECT run_id FROM dunning_item WHERE id = :id", item);
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace kartei::payments
