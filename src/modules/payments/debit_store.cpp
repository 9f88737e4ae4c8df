#include "modules/payments/debit_store.hpp"

#include <stdexcept>

#include "audit/house_key.hpp"
#include "audit/no_way_back.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::Rows;
using sql::text_or_null;
using sql::Transaction;

audit::Key sealing_key(const House& house) { return audit::derived_key(house.keys, "payments|sealing key"); }

std::string place_of(std::int64_t item) { return "debit_item|" + std::to_string(item) + "|iban"; }

constexpr std::string_view run_columns =
    "SELECT id, version, collect_on, scheme, message_id, made_at, made_by, creditor_name, creditor_identifier,"
    " creditor_iban, creditor_bic, items, total, state, asked_on, created_event FROM debit_run";

DebitRun run_in(const Rows& rows) {
    DebitRun run;
    run.id = rows.integer(0), run.version = rows.integer(1);
    run.collect_on = rows.string(2), run.scheme = rows.string(3), run.message_id = rows.string(4);
    run.made_at = rows.string(5), run.made_by = rows.string(6);
    run.creditor = {rows.string(7), rows.string(8), rows.string(9), rows.string(10)};
    run.items = rows.integer(11), run.total = rows.integer(12);
    run.state = rows.string(13), run.asked_on = rows.string(14), run.created_event = rows.integer(15);
    return run;
}

constexpr std::string_view item_columns =
    "SELECT i.id, i.position, i.customer_id, i.booking_id, i.payment, i.amount, i.claim, i.name, i.iban, i.iban_index,"
    " i.bic, i.mandate, i.mandate_on, i.sequence, i.amended, i.released, i.end_to_end, i.remittance, i.street,"
    " i.postcode, i.town, i.country, i.returned_on, i.return_reason, i.return_fee, b.number"
    " FROM debit_item i LEFT JOIN booking b ON b.id = i.booking_id";

/// What names nobody who is hidden.
constexpr std::string_view names_no_hidden =
    " NOT EXISTS (SELECT 1 FROM customer c WHERE c.hidden_in_search = 1 AND c.id <> 1"
    " AND (c.id = i.customer_id OR c.id = b.customer_id))";

DebitItem item_in(House& house, const Rows& rows) {
    DebitItem item;
    item.id = rows.integer(0), item.position = rows.integer(1), item.customer_id = rows.integer(2);
    item.booking_id = rows.integer(3), item.payment = rows.integer(4), item.amount = rows.integer(5);
    item.claim = rows.string(6), item.name = rows.string(7);
    const auto iban = audit::unseal(sealing_key(house), rows.text(8), place_of(item.id));
    if (!iban) throw std::runtime_error("a sealed value does not open: " + place_of(item.id));
    item.iban = *iban, item.iban_index = rows.string(9), item.bic = rows.string(10);
    item.mandate = rows.string(11), item.mandate_on = rows.string(12), item.sequence = rows.string(13);
    item.amended = rows.integer(14) != 0, item.released = rows.integer(15) != 0;
    item.end_to_end = rows.string(16), item.remittance = rows.string(17);
    item.address = {rows.string(18), rows.string(19), rows.string(20), rows.string(21)};
    item.returned_on = rows.string(22), item.return_reason = rows.string(23);
    item.return_fee = rows.optional_integer(24), item.booking = rows.integer(25);
    return item;
}

void insert_item(House& house, Transaction& transaction, const Change& change, const DebitRun& run,
                 const DebitItem& item) {
    const auto sealed = audit::seal(sealing_key(house), item.iban, place_of(item.id));
    transaction.execute(
        "INSERT INTO debit_item (id, created_event, run_id, position, customer_id, booking_id, payment, amount, claim,"
        " name, iban, iban_index, bic, mandate, mandate_on, sequence, amended, end_to_end, remittance, street,"
        " postcode, town, country) VALUES (:id, :event, :run, :position, :customer, :booking, :payment, :amount,"
        " :claim, :name, :iban, :iban_index, :bic, :mandate, :mandate_on, :sequence, :amended, :end_to_end,"
        " :remittance, :street, :postcode, :town, :country)",
        item.id, change.event(), run.id, item.position, item.customer_id, item.booking_id, item.payment, item.amount,
        item.claim, item.name, sealed, item.iban_index, text_or_null(item.bic), item.mandate, item.mandate_on,
        item.sequence, item.amended, item.end_to_end, item.remittance, text_or_null(item.address.street),
        text_or_null(item.address.postcode), text_or_null(item.address.town), text_or_null(item.address.country));
}

}  // namespace

MandateHistory history_of(Transaction& transaction, const DebitAccount& account, std::int64_t except_run) {
    MandateHistory history;
    auto uses = transaction.query(
        "SELECT i.iban_index, r.collect_on, i.returned_on, i.return_reason FROM debit_item i"
        " JOIN debit_run r ON r.id = i.run_id WHERE i.mandate = :mandate AND i.run_id <> :run ORDER BY i.id",
        account.mandate, except_run);
    while (uses.next()) {
        if (uses.text(3) == "withdrawn") continue;
        history.last_iban_index = uses.string(0);
        if (uses.is_null(2)) history.last_used_on = uses.string(1);
    }
    auto returns = transaction.query(
        "SELECT return_reason, mandate FROM debit_item WHERE iban_index = :account AND returned_on IS NOT NULL"
        " AND released = 0 ORDER BY id",
        account.iban_index);
    while (returns.next()) {
        const bool is_of_mandate = returns.text(0).starts_with("MD");
        if (blocks_account(returns.text(0)) && (!is_of_mandate || returns.text(1) == account.mandate))
            history.blocking_reason = returns.string(0);
    }
    return history;
}

std::int64_t returns_of(Transaction& transaction, std::int64_t booking) {
    auto rows = transaction.query(
        "SELECT count(*) FROM debit_item WHERE booking_id = :booking AND returned_on IS NOT NULL", booking);
    return rows.next() ? rows.integer(0) : 0;
}

void insert_run(House& house, Transaction& transaction, Change& change, DebitRun& run, std::vector<DebitItem>& items) {
    transaction.execute(
        "INSERT INTO debit_run (id, created_event, collect_on, scheme, message_id, made_at, made_by, creditor_name,"
        " creditor_identifier, creditor_iban, creditor_bic, items, total, state, asked_on) VALUES (:id, :event, :collect_on,"
        " :scheme, :message, :made_at, :made_by, :name, :identifier, :iban, :bic, :items, :total, :state, :asked_on)",
        run.id, change.event(), run.collect_on, run.scheme, run.message_id, run.made_at, run.made_by,
        run.creditor.name, run.creditor.identifier, run.creditor.iban, text_or_null(run.creditor.bic), run.items,
        run.total, run.state, run.asked_on);
    run.created_event = change.event();
    change.created("debit_run", run.id);
    const auto first = take_ids(transaction, "debit_item", static_cast<std::int64_t>(items.size()));
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].id = first + static_cast<std::int64_t>(i);
        insert_item(house, transaction, change, run, items[i]);
    }
    change.created("debit_item", first, first + static_cast<std::int64_t>(items.size()) - 1);
}

std::optional<DebitRun> find_run(Transaction& transaction, std::int64_t id) {
    // sql: the constant above
    auto rows = transaction.query(std::string(run_columns).append(" WHERE id = :id"), id);
    return rows.next() ? std::optional(run_in(rows)) : std::nullopt;
}

std::optional<DebitRun> run_on(Transaction& transaction, std::string_view collect_on, std::string_view scheme) {
    // sql: the constant above
    auto rows = transaction.query(
        std::string(run_columns).append(" WHERE collect_on = :day AND scheme = :scheme AND state = 'made'"
                                        " AND items > 0 ORDER BY id DESC LIMIT 1"),
        collect_on, scheme);
    return rows.next() ? std::optional(run_in(rows)) : std::nullopt;
}

std::vector<DebitRun> all_runs(Transaction& transaction, int limit) {
    // sql: the constant above
    auto rows = transaction.query(std::string(run_columns).append(" ORDER BY id DESC LIMIT :limit"), limit);
    std::vector<DebitRun> runs;
    while (rows.next()) runs.push_back(run_in(rows));
    return runs;
}

DebitRun as_seen(Transaction& transaction, const Actor& actor, DebitRun run) {
    if (actor.may("customers.see_hidden")) return run;
    // sql: the constant above
    auto rows = transaction.query(
        std::string("SELECT count(*), coalesce(sum(i.amount), 0) FROM debit_item i LEFT JOIN booking b"
                    " ON b.id = i.booking_id WHERE i.run_id = :run AND")
            .append(names_no_hidden),
        run.id);
    rows.next();
    run.items = rows.integer(0), run.total = rows.integer(1);
    return run;
}

bool sees_item(Transaction& transaction, const Actor& actor, const DebitItem& item) {
    return customers::may_see(transaction, actor, item.customer_id) &&
           sees_owed(transaction, actor, item.booking_id, 0);
}

std::vector<DebitItem> items_of(House& house, Transaction& transaction, std::int64_t run) {
    // sql: the constant above
    auto rows =
        transaction.query(std::string(item_columns).append(" WHERE i.run_id = :run ORDER BY i.position"), run);
    std::vector<DebitItem> items;
    while (rows.next()) items.push_back(item_in(house, rows));
    return items;
}

std::vector<DebitItem> items_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t run,
                                std::int64_t offset, std::int64_t limit) {
    // sql: the constants above
    auto rows = transaction.query(std::string(item_columns)
                                      .append(" WHERE i.run_id = :run AND (:all = 1 OR")
                                      .append(names_no_hidden)
                                      .append(") ORDER BY i.position LIMIT :limit OFFSET :offset"),
                                  run, actor.may("customers.see_hidden") ? 1 : 0, limit, offset);
    std::vector<DebitItem> items;
    while (rows.next()) items.push_back(item_in(house, rows));
    return items;
}

std::optional<DebitItem> find_item(House& house, Transaction& transaction, std::int64_t run, std::int64_t position) {
    // sql: the constant above
    auto rows = transaction.query(
        std::string(item_columns).append(" WHERE i.run_id = :run AND i.position = :position"), run, position);
    return rows.next() ? std::optional(item_in(house, rows)) : std::nullopt;
}

bool is_claimed(Transaction& transaction, std::string_view claim, std::int64_t except_run) {
    return transaction
        .query("SELECT 1 FROM debit_item WHERE claim = :claim AND run_id <> :run", claim, except_run)
        .next();
}

std::vector<DebitRun> runs_on_their_way(Transaction& transaction, std::string_view seen_before) {
    // sql: the constant above
    auto rows = transaction.query(
        std::string(run_columns)
            .append(" WHERE state IN ('making', 'withdrawing') AND coalesce(seen_at, made_at) < :before ORDER BY id"),
        seen_before);
    std::vector<DebitRun> runs;
    while (rows.next()) runs.push_back(run_in(rows));
    return runs;
}

bool goes_on(Transaction& transaction, std::int64_t run, std::string_view state, const std::string& now) {
    return transaction
        .query("UPDATE debit_run SET seen_at = :now WHERE id = :run AND state = :state RETURNING id", now, run, state)
        .next();
}

bool has_items(Transaction& transaction, std::int64_t run) {
    return transaction.query("SELECT 1 FROM debit_item WHERE run_id = :run", run).next();
}

std::vector<std::int64_t> items_by_payment(Transaction& transaction, std::int64_t run, bool posted) {
    auto rows = transaction.query(
        "SELECT id FROM debit_item WHERE run_id = :run AND CASE WHEN payment = 0 THEN 0 ELSE 1 END = :posted"
        " AND returned_on IS NULL ORDER BY position",
        run, posted);
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::optional<DebitItem> item_with_id(House& house, Transaction& transaction, std::int64_t id) {
    // sql: the constant above
    auto rows = transaction.query(std::string(item_columns).append(" WHERE i.id = :id"), id);
    return rows.next() ? std::optional(item_in(house, rows)) : std::nullopt;
}

void set_posted(Transaction& transaction, const DebitItem& item, std::int64_t payment) {
    transaction.execute("UPDATE debit_item SET payment = :payment WHERE id = :id", payment, item.id);
}

void drop_item(Transaction& transaction, Change& change, std::int64_t item) {
    transaction.execute("DELETE FROM debit_item WHERE id = :id", item);
    change.deleted("debit_item", item, audit::no_image, 0);
}

void set_state(Transaction& transaction, Change& change, const DebitRun& run, std::string_view state) {
    transaction.execute(
        "UPDATE debit_run SET version = version + 1, state = :state,"
        " items = (SELECT count(*) FROM debit_item i WHERE i.run_id = debit_run.id),"
        " total = (SELECT coalesce(sum(i.amount), 0) FROM debit_item i WHERE i.run_id = debit_run.id) WHERE id = :id",
        state, run.id);
    change.changed("debit_run", run.id, Field{"state"}, Value(run.state), Value(std::string(state)), 0);
}

std::optional<FoundItem> item_of_payment(Transaction& transaction, std::int64_t booking, std::int64_t payment) {
    auto rows = transaction.query(
        "SELECT i.run_id, i.position FROM debit_item i JOIN booking b ON b.id = i.booking_id"
        " WHERE b.number = :booking AND i.payment = :payment AND i.returned_on IS NULL",
        booking, payment);
    return rows.next() ? std::optional(FoundItem{rows.integer(0), rows.integer(1)}) : std::nullopt;
}

bool is_taken_back(Transaction& transaction, const DebitItem& item) {
    return transaction
        .query("SELECT 1 FROM booking_payment WHERE booking_id = :booking AND reverses = :payment", item.booking_id,
               item.payment)
        .next();
}

void store_return(Transaction& transaction, Change& change, std::int64_t run, const DebitItem& before,
                  const DebitItem& after) {
    transaction.execute(
        "UPDATE debit_item SET version = version + 1, returned_on = :returned_on, return_reason = :reason,"
        " return_fee = :fee, released = :released WHERE id = :id",
        text_or_null(after.returned_on), text_or_null(after.return_reason), after.return_fee, after.released,
        before.id);
    transaction.execute("UPDATE debit_run SET version = version + 1 WHERE id = :run", run);
    const auto value = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
    const auto note = [&](Field field, const Value& old_value, const Value& new_value) {
        if (old_value != new_value) change.changed("debit_item", before.id, field, old_value, new_value, 0);
    };
    note(Field{"returned_on", FieldKind::date}, value(before.returned_on), value(after.returned_on));
    note(Field{"return_reason"}, value(before.return_reason), value(after.return_reason));
    note(Field{"return_fee", FieldKind::money}, before.return_fee ? Value(*before.return_fee) : Value(),
         after.return_fee ? Value(*after.return_fee) : Value());
    note(Field{"released", FieldKind::yes_no}, Value(before.released), Value(after.released));
}

}  // namespace kartei::payments
