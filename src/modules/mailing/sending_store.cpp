// Every SQL statement on sendings and their recipients.
#include <utility>

#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/mailing/sending_alive.hpp"
#include "sql/field_columns.hpp"

namespace kartei::mailing {
namespace {

using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view select_sendings =
    "SELECT id, version, event_id, position, selection_id, user_id, fence, name, output, purpose, permission, settings,"
    " document, events, user_name, made_at, finished_at, state, seen_at FROM sending";

constexpr std::string_view select_recipients =
    "SELECT id, sending_id, customer_id, attempts, state, reason, proof, address, message_id, token, at,"
    " delivery, delivery_at FROM sending_recipient";

const std::vector<std::string>& recipient_columns() {
    static const std::vector<std::string> columns{"id",      "sending_id", "customer_id", "attempts", "state", "reason",
                                                  "proof",   "address",    "message_id",  "token",    "at",
                                                  "delivery", "delivery_at"};
    return columns;
}

Sending read_sending(const sql::Rows& rows) {
    Sending sending;
    sending.id = rows.integer(0), sending.version = rows.integer(1), sending.event = rows.integer(2);
    sending.position = rows.integer(3), sending.selection = rows.optional_integer(4).value_or(0);
    sending.user_id = rows.integer(5), sending.fence = rows.integer(6);
    for (const auto& [column, text] : {std::pair(7, &sending.name),
                                       {8, &sending.output},
                                       {9, &sending.purpose},
                                       {10, &sending.permission},
                                       {11, &sending.settings},
                                       {12, &sending.document},
                                       {13, &sending.events},
                                       {14, &sending.user_name},
                                       {15, &sending.made_at},
                                       {16, &sending.finished_at},
                                       {17, &sending.state},
                                       {18, &sending.seen_at}})
        *text = rows.string(column);
    return sending;
}

Recipient read_recipient(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4), rows.string(5),
            rows.string(6),  rows.string(7),  rows.string(8),  rows.string(9),  rows.string(10), rows.string(11),
            rows.string(12)};
}

}  // namespace

std::optional<Sending> find_sending(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(select_sendings) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_sending(rows);
}

std::vector<Sending> sendings_of(Transaction& transaction, std::optional<std::int64_t> user, int limit) {
    std::vector<Sending> all;
    auto rows = transaction.query(
        std::string(select_sendings) + " WHERE user_id = :user OR :everybody = 1 ORDER BY id DESC LIMIT :limit",
        user.value_or(0), user ? 0 : 1, limit);
    while (rows.next()) all.push_back(read_sending(rows));
    return all;
}

void insert_sending(Transaction& transaction, const Sending& sending) {
    transaction.execute(
        "INSERT INTO sending (id, event_id, name, output, purpose, permission, settings, document, selection_id, "
        "position,"
        " events, user_id, user_name, made_at, seen_at, state) VALUES (:id, :event_id, :name, :output, :purpose,"
        " :permission, :settings, :document, :selection_id, :position, :events, :user_id, :user_name, :made_at, "
        ":made_at,"
        " :state)",
        sending.id, sending.event, sending.name, sending.output, sending.purpose, text_or_null(sending.permission),
        sending.settings, sending.document,
        sending.selection == 0 ? sql::Parameter(nullptr) : sql::Parameter(sending.selection), sending.position,
        sending.events, sending.user_id, sending.user_name, sending.made_at, sending.state);
}

bool set_state(Transaction& transaction, std::int64_t id, std::string_view from, std::string_view to,
               std::string_view now) {
    const bool is_over = to == "done" || to == "cancelled" || to == "failed";
    return transaction.execute(
               "UPDATE sending SET state = :to, version = version + 1, fence = fence + 1, seen_at = :now, finished_at ="
               " CASE WHEN :is_over = 1 THEN CAST(:now AS text) ELSE finished_at END WHERE id = :id AND state = :from",
               to, now, is_over ? 1 : 0, id, from) > 0;
}

bool say_alive(Transaction& transaction, const Sending& sending, std::string_view now) {
    return transaction.execute(
               "UPDATE sending SET seen_at = :now WHERE id = :id AND fence = :fence AND state = 'running'", now,
               sending.id, sending.fence) == 1;
}

void insert_recipients(Transaction& transaction, std::vector<Recipient>& recipients) {
    if (recipients.empty()) return;
    auto id = take_ids(transaction, "sending_recipient", static_cast<std::int64_t>(recipients.size()));
    auto rows = transaction.bulk_insert("sending_recipient", recipient_columns());
    for (auto& one : recipients) {
        one.id = id++;
        rows->add({one.id, one.sending, one.customer, one.attempts, one.state, text_or_null(one.reason),
                   text_or_null(one.proof), text_or_null(one.address), text_or_null(one.message_id),
                   text_or_null(one.token), text_or_null(one.at), text_or_null(one.delivery), text_or_null(one.delivery_at)});
    }
    rows->finish();
}

void update_recipient(Transaction& transaction, const Recipient& one) {
    transaction.execute(
        "UPDATE sending_recipient SET state = :state, reason = :reason, proof = :proof, attempts = :attempts, at = :at"
        " WHERE id = :id",
        one.state, text_or_null(one.reason), text_or_null(one.proof), one.attempts, text_or_null(one.at), one.id);
}

bool settle_delivery(Transaction& transaction, std::int64_t recipient, std::string_view delivery,
                     std::string_view now) {
    transaction.execute("UPDATE sending_recipient SET state = 'sent' WHERE id = :id AND state = 'in_doubt'", recipient);
    return transaction.execute(
               "UPDATE sending_recipient SET delivery = :delivery, delivery_at = :now WHERE id = :id AND"
               " state IN ('sent', 'in_flight') AND (delivery IS NULL OR delivery <> 'delivered')",
               delivery, now, recipient) == 1;
}

std::vector<Recipient> recipients_of(Transaction& transaction, std::int64_t sending, std::string_view state,
                                     std::int64_t after, int limit) {
    std::vector<Recipient> all;
    auto rows = transaction.query(std::string(select_recipients) +
                                      " WHERE sending_id = :sending AND (state = :state OR :state = '') AND id > :after"
                                      " ORDER BY id LIMIT :limit",
                                  sending, state, after, limit);
    while (rows.next()) all.push_back(read_recipient(rows));
    return all;
}

std::optional<Recipient> next_recipient(Transaction& transaction, std::int64_t sending) {
    auto rows =
        transaction.query(std::string(select_recipients) +
                              " WHERE sending_id = :sending AND state = 'waiting' ORDER BY attempts, id LIMIT 1",
                          sending);
    if (!rows.next()) return std::nullopt;
    return read_recipient(rows);
}

std::optional<Recipient> recipient_with_token(Transaction& transaction, std::string_view token) {
    auto rows = transaction.query(std::string(select_recipients) + " WHERE token = :token", token);
    if (!rows.next()) return std::nullopt;
    return read_recipient(rows);
}

std::int64_t move_recipients(Transaction& transaction, std::int64_t sending, std::string_view from, std::string_view to,
                             std::string_view now) {
    return transaction.execute(
        "UPDATE sending_recipient SET state = :to, at = :now WHERE sending_id = :sending AND state = :from", to, now,
        sending, from);
}

std::map<std::string, std::int64_t> counts_of(Transaction& transaction, std::int64_t sending, bool by_reason) {
    std::map<std::string, std::int64_t> counts;
    auto rows = transaction.query(
        by_reason ? std::string_view("SELECT reason, count(*) FROM sending_recipient WHERE sending_id = :sending AND"
                                     " state = 'dropped' GROUP BY reason")
                  : "SELECT state, count(*) FROM sending_recipient WHERE sending_id = :sending GROUP BY state",
        sending);
    while (rows.next()) counts[rows.string(0)] = rows.integer(1);
    return counts;
}

customers::Reference reference_of_recipients() {
    return {"sending_recipient", "customer_id", false, "", recipient_columns()};
}

}  // namespace kartei::mailing
