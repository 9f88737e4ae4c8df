// Reading what Change wrote: histories, the audit list, who changed what since a version.
#include <algorithm>
#include <map>
#include <set>

#include "audit/change.hpp"
#include "audit/last_changes.hpp"
#include "base/module.hpp"

namespace kartei::audit {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view event_columns =
    "e.id, e.at, e.user_id, e.user_name, e.operating_system_user, e.kind, e.subject, e.reverses,"
    " (SELECT min(r.id) FROM change_event r WHERE r.reverses = e.id)";

constexpr std::string_view change_columns =
    "r.record, r.record_id, r.last_record_id, r.operation, r.field, r.before, r.after, coalesce(r.person_id, 0)";

Event read_event(const Rows& rows) {
    Event event;
    event.id = rows.integer(0);
    event.at = rows.string(1);
    event.user_id = rows.integer(2);
    event.user_name = rows.string(3);
    event.operating_system_user = rows.string(4);
    event.kind = rows.string(5);
    event.subject = rows.string(6);
    event.reverses = rows.optional_integer(7);
    event.reversed_by = rows.optional_integer(8);
    return event;
}

/// Opens sealed values; keys are fetched once per person.
class Unsealer {
public:
    Unsealer(House& house, Transaction& transaction) : house_(house), transaction_(transaction) {}

    FieldChange read(const Rows& rows) {
        FieldChange change;
        change.record = rows.string(0);
        change.record_id = rows.integer(1);
        change.last_record_id = rows.integer(2);
        change.operation = rows.string(3);
        change.field = rows.string(4);
        change.person = rows.integer(7);
        // What stands beside a creation is a hash over all that came with it, for whoever verifies: nobody's value.
        if (change.operation == "created") return change;
        const auto place = change.record + "|" + std::to_string(change.record_id) + "|" + change.field;
        for (const auto& [column, target] : {std::pair(5, &change.before), std::pair(6, &change.after)}) {
            if (rows.is_null(column)) continue;
            if (change.person == 0) *target = rows.string(column);
            else if (const auto& key = key_of(change.person)) *target = unseal(*key, rows.text(column), place);
            else change.erased = true;
        }
        return change;
    }

private:
    const std::optional<Key>& key_of(std::int64_t person) {
        auto [it, fresh] = keys_.try_emplace(person);
        if (fresh) {
            auto rows = transaction_.query("SELECT wrapped FROM person_key WHERE person_id = :person_id", person);
            if (rows.next()) it->second = house_.keys.unwrap(rows.bytes(0), person);
        }
        return it->second;
    }

    House& house_;
    Transaction& transaction_;
    std::map<std::int64_t, std::optional<Key>> keys_;
};

/// The stretch of creations that a record came into being with. A record that came back after a deletion has a row of
/// its own besides (written by a reversal), which says nothing about where its neighbours came from.
std::optional<std::int64_t> entry_of_creation(Transaction& transaction, std::string_view record, std::int64_t id) {
    auto rows = transaction.query(
        "SELECT r.entry_id FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id JOIN change_event e ON e.id = "
        "n.event_id"
        " WHERE r.record = :record AND r.record_id <= :id AND r.last_record_id >= :id AND r.operation = 'created'"
        " AND e.reverses IS NULL ORDER BY r.record_id DESC, r.entry_id DESC LIMIT 1",
        record, id);
    if (rows.next()) return rows.integer(0);
    return std::nullopt;
}

/// The last entry in which an event touched the record; that of its creation when it did so with others.
std::int64_t entry_in(Transaction& transaction, std::string_view record, std::int64_t id, std::int64_t event,
                      std::int64_t creation) {
    auto rows = transaction.query(
        "SELECT coalesce(max(r.entry_id), :creation) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id"
        " WHERE r.record = :record AND r.record_id = :id AND n.event_id = :event",
        creation, record, id, event);
    rows.next();
    return rows.integer(0);
}

}  // namespace

std::vector<Event> history_of(House& house, Transaction& transaction, std::string_view record, std::int64_t id,
                              std::int64_t before, int limit) {
    std::vector<Event> history;
    const auto creation = entry_of_creation(transaction, record, id).value_or(0);
    // By entries, which follow each other as the changes did; the ids of events tell when a change began.
    auto rows = transaction.query(
        "SELECT " + std::string(event_columns) +
            " FROM (SELECT n.event_id, max(n.id) AS last FROM (SELECT entry_id FROM audit_row WHERE record = :record AND"
            " record_id = :id UNION SELECT CAST(:creation AS bigint)) touched JOIN audit_entry n ON n.id ="
            " touched.entry_id GROUP BY n.event_id) own JOIN change_event e ON e.id = own.event_id"
            " WHERE own.last < :below ORDER BY own.last DESC LIMIT :limit",
        record, id, creation, before > 0 ? entry_in(transaction, record, id, before, creation) : INT64_MAX, limit);
    while (rows.next()) history.push_back(read_event(rows));
    Unsealer unsealer(house, transaction);
    for (auto& event : history) {
        // By record on purpose: an import may own a million rows, a customer has some dozen.
        auto changes = transaction.query(
            "SELECT " + std::string(change_columns) +
                " FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id"
                " WHERE r.record = :record AND r.record_id = :id AND n.event_id = :event ORDER BY r.entry_id, r.position",
            record, id, event.id);
        while (changes.next()) event.changes.push_back(unsealer.read(changes));
        auto stretch =
            transaction.query("SELECT " + std::string(change_columns) +
                                  " FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id WHERE r.entry_id = "
                                  ":creation AND n.event_id = :event"
                                  " AND r.record = :record AND r.record_id < :id AND r.last_record_id >= :id",
                              creation, event.id, record, id);
        while (stretch.next()) event.changes.push_back(unsealer.read(stretch));
    }
    return history;
}

std::vector<Event> events(Transaction& transaction, std::int64_t before, int limit) {
    std::vector<Event> list;
    auto rows = transaction.query("SELECT " + std::string(event_columns) +
                                      " FROM change_event e WHERE e.id < :below ORDER BY e.id DESC LIMIT :limit",
                                  before > 0 ? before : INT64_MAX, limit);
    while (rows.next()) list.push_back(read_event(rows));
    return list;
}

std::optional<Event> find_event(House& house, Transaction& transaction, std::int64_t id, int limit) {
    auto rows = transaction.query("SELECT " + std::string(event_columns) + " FROM change_event e WHERE e.id = :id", id);
    if (!rows.next()) return std::nullopt;
    auto event = read_event(rows);
    Unsealer unsealer(house, transaction);
    auto changes =
        transaction.query("SELECT " + std::string(change_columns) +
                              " FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id WHERE n.event_id = :event"
                              " ORDER BY r.entry_id DESC, r.position DESC LIMIT :limit",
                          id, limit > 0 ? static_cast<std::int64_t>(limit) : INT64_MAX);
    while (changes.next()) event.changes.push_back(unsealer.read(changes));
    return event;
}

std::optional<Touched> first_touched(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT r.record, r.record_id FROM audit_row r WHERE r.entry_id = (SELECT min(id) FROM audit_entry WHERE "
        "event_id = :event)"
        " ORDER BY r.position LIMIT 1",
        event);
    if (!rows.next()) return std::nullopt;
    return Touched{rows.string(0), rows.integer(1)};
}

namespace {

std::set<std::int64_t> moved_persons(Transaction& transaction) {
    std::set<std::int64_t> moved;
    for (const auto& [record] : handed_in<MovingRecord>()) {
        auto rows = transaction.stream("SELECT DISTINCT record_id FROM audit_row WHERE record = :record", record);
        while (rows.next()) moved.insert(rows.integer(0));
    }
    return moved;
}

/// Takes over what one more row of the audit says of the record.
void follow(LastChange& last, FieldChange change, const std::set<std::int64_t>& moved) {
    last.is_elsewhere = last.is_elsewhere || moved.contains(change.person);
    last.is_gone = change.operation == "deleted";
    if (change.operation != "changed") return last.fields.clear();
    std::erase_if(last.fields, [&](const FieldChange& one) { return one.field == change.field; });
    last.fields.push_back(std::move(change));
}

}  // namespace

void each_last_change(House& house, Transaction& transaction, const std::function<void(const LastChange&)>& take) {
    const auto moved = moved_persons(transaction);
    Unsealer unsealer(house, transaction);
    LastChange last;
    auto rows = transaction.stream("SELECT " + std::string(change_columns) +
                                   " FROM audit_row r ORDER BY r.record, r.record_id, r.entry_id, r.position");
    while (rows.next()) {
        if (rows.string(0) != last.record || rows.integer(1) != last.id) {
            if (!last.record.empty()) take(last);
            last = {rows.string(0), rows.integer(1), {}, false, false};
        }
        follow(last, unsealer.read(rows), moved);
    }
    if (!last.record.empty()) take(last);
}

std::vector<Event> changes_since_version(House& house, Transaction& transaction, std::string_view record,
                                         std::int64_t id, std::int64_t versions) {
    // Each event that changes a record raises its version by one.
    return history_of(house, transaction, record, id, 0, static_cast<int>(std::clamp<std::int64_t>(versions, 0, 100)));
}

std::optional<std::int64_t> last_event(Transaction& transaction, std::string_view record, std::int64_t id,
                                       std::string_view kind) {
    auto rows = transaction.query(
        "SELECT max(e.id) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id JOIN change_event e ON e.id = "
        "n.event_id WHERE r.record = :record AND r.record_id = :id AND e.kind = :kind",
        record, id, kind);
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

}  // namespace kartei::audit
