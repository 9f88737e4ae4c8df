#include "audit/change.hpp"

#include "audit/chain.hpp"
#include "audit/hold.hpp"
#include "sql/field_columns.hpp"

namespace kartei::audit {
namespace {

using sql::Parameter;
using sql::Transaction;

/// A bulk insert costs PostgreSQL some questions of its own, however few rows it brings.
constexpr std::size_t fewest_in_bulk = 16;

/// The rows of an entry, numbered from 1.
template <class Row>
void write_rows(Transaction& transaction, std::int64_t entry, const std::vector<Row>& rows) {
    static const std::vector<std::string> columns{"entry_id",  "position", "record", "record_id", "last_record_id",
                                                  "operation", "field",    "before", "after",     "person_id"};
    static const auto insert = sql::insert_into("audit_row", columns);
    const auto bulk = rows.size() < fewest_in_bulk ? nullptr : transaction.bulk_insert("audit_row", columns);
    std::int64_t position = 0;
    for (const auto& row : rows) {
        const std::vector<Parameter> values{
            entry,         ++position,  row.record, row.id, row.last_id, row.operation, sql::text_or_null(row.field),
            row.before,    row.after,   row.person == 0 ? Parameter(nullptr) : Parameter(row.person)};
        if (bulk) bulk->add(values);
        else transaction.run_execute(insert, values);
    }
    if (bulk) bulk->finish();
}

}  // namespace

Change::Change(House& house, Transaction& transaction, const Actor& actor, std::string_view kind,
               std::string_view subject, std::optional<std::int64_t> reverses)
    : house_(house), transaction_(transaction), at_(house.now()) {
    if (!holds_anything(transaction)) hold_house(transaction);
    event_ = writing(transaction).next_in_order("change_event");
    transaction.execute(
        "INSERT INTO change_event (id, at, user_id, user_name, operating_system_user, kind, subject, reverses)"
        " VALUES (:id, :at, :user_id, :user_name, :operating_system_user, :kind, :subject, :reverses)",
        event_, at_, actor.user_id, actor.name, sql::text_or_null(actor.operating_system_user), kind,
        sql::text_or_null(subject), reverses);
}

Change::Change(House& house, Transaction& transaction, std::int64_t event)
    : house_(house), transaction_(transaction), event_(event), at_(house.now()) {}

void Change::created(std::string_view record, std::int64_t first_id, std::int64_t last_id, std::string_view digest) {
    rows_.push_back({std::string(record), first_id, last_id, "created", "", {},
                     digest.empty() ? std::nullopt : std::optional(std::string(digest)), 0});
}

void Change::changed(std::string_view record, std::int64_t id, const Field& field, const Value& before,
                     const Value& after, std::int64_t person) {
    const std::int64_t whose = field.is_personal() ? person : 0;
    const auto place = std::string(record) + "|" + std::to_string(id) + "|" + std::string(field.name);
    rows_.push_back({std::string(record), id, id, "changed", std::string(field.name),
                     sealed(whose, field, before, place), sealed(whose, field, after, place), whose});
}

void Change::deleted(std::string_view record, std::int64_t id, std::string_view row, std::int64_t person) {
    const auto place = std::string(record) + "|" + std::to_string(id) + "|";
    auto before = person == 0 ? std::string(row) : audit::seal(key_of(person), row, place);
    rows_.push_back({std::string(record), id, id, "deleted", "", std::move(before), {}, person});
}

std::optional<std::string> Change::sealed(std::int64_t person, const Field& field, const Value& value,
                                          std::string_view place) {
    if (is_empty(value)) return std::nullopt;
    auto text = write_value(field, value, house_.rules);
    return person == 0 ? std::move(text) : audit::seal(key_of(person), text, place);
}

const Key& Change::key_of(std::int64_t person) {
    if (key_person_ == person) return key_;
    auto rows = transaction_.query("SELECT wrapped FROM person_key WHERE person_id = :person_id", person);
    if (rows.next()) {
        key_ = house_.keys.unwrap(rows.bytes(0), person);
    } else {
        key_ = new_key();
        const auto wrapped = house_.keys.wrap(key_, person);
        transaction_.execute("INSERT INTO person_key (person_id, wrapped) VALUES (:person_id, :wrapped)", person,
                             sql::Bytes{wrapped});
    }
    key_person_ = person;
    return key_;
}

void Change::seal() {
    if (rows_.empty()) return;
    std::string text;
    std::int64_t position = 0;
    for (const auto& row : rows_) {
        text +=
            canonical({++position, row.record, row.id, row.last_id, row.operation,
                       row.field.empty() ? std::nullopt : std::optional(row.field), row.before, row.after, row.person});
    }
    const auto rows_hash = sha256(text);
    // Drawn last: of two changes that touched the same, the later one has the higher entry.
    const auto entry = writing(transaction_).next_in_order("audit_entry");
    // A long change that somebody undid while it was at work: what it writes now would stay behind, half. Whoever undoes
    // holds the house, and this change a part of it, so that one of the two sees the other.
    if (transaction_.execute(
            "INSERT INTO audit_entry (id, event_id, at, row_count, rows_hash) SELECT CAST(:id AS bigint),"
            " CAST(:event_id AS bigint), CAST(:at AS text), CAST(:row_count AS bigint), CAST(:rows_hash AS text)"
            " WHERE NOT EXISTS (SELECT 1 FROM change_event u WHERE u.reverses = :event_id"
            " AND NOT EXISTS (SELECT 1 FROM change_event again WHERE again.reverses = u.id))",
            entry, event_, at_, static_cast<std::int64_t>(rows_.size()), rows_hash) == 0)
        throw std::runtime_error("change event " + std::to_string(event_) + " was undone while it was at work");
    write_rows(transaction_, entry, rows_);
    if (transaction_.engine() == sql::Engine::sqlite) link_entries(transaction_, {{entry, rows_hash}});
    else
        transaction_.execute("INSERT INTO audit_waiting (entry_id, since) VALUES (:entry_id, :since)", entry, now_utc());
    rows_.clear();
}

void forget_person(Transaction& transaction, std::int64_t person) {
    transaction.execute("DELETE FROM person_key WHERE person_id = :person_id", person);
}

}  // namespace kartei::audit
