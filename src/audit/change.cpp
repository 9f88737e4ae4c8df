#include "audit/change.hpp"

#include "sql/field_columns.hpp"

namespace kartei::audit {
namespace {

using sql::Parameter;
using sql::Transaction;

/// Length-prefixed, so that no two different rows read the same.
void append(std::string& out, const std::optional<std::string>& part) {
    out += part ? std::to_string(part->size()) + ":" + *part : "-";
    out += ';';
}

/// A bulk insert costs PostgreSQL some questions of its own, however few rows it brings.
constexpr std::size_t fewest_in_bulk = 16;

struct StoredRow {
    std::int64_t position;
    std::string record;
    std::int64_t id, last_id;
    std::string operation;
    std::optional<std::string> field, before, after;
    std::int64_t person;
};

std::string canonical(const StoredRow& row) {
    std::string out;
    for (const auto& part :
         {std::optional(std::to_string(row.position)), std::optional(row.record), std::optional(std::to_string(row.id)),
          std::optional(std::to_string(row.last_id)), std::optional(row.operation), row.field, row.before, row.after,
          std::optional(std::to_string(row.person))})
        append(out, part);
    return out;
}

std::string link_hash(std::string_view previous, std::int64_t sequence, std::int64_t event, std::string_view at,
                      std::string_view event_text, std::string_view rows_hash) {
    std::string text;
    for (const auto part : {previous, std::string_view(std::to_string(sequence)),
                            std::string_view(std::to_string(event)), at, event_text, rows_hash})
        append(text, std::string(part));
    return sha256(text);
}

/// The rows of a link, numbered from 1.
template <class Row>
void write_rows(Transaction& transaction, std::int64_t link, const std::vector<Row>& rows) {
    static const std::vector<std::string> columns{"link",      "position", "record", "record_id", "last_record_id",
                                                  "operation", "field",    "before", "after",     "person_id"};
    static const auto insert = sql::insert_into("audit_row", columns);
    const auto bulk = rows.size() < fewest_in_bulk ? nullptr : transaction.bulk_insert("audit_row", columns);
    std::int64_t position = 0;
    for (const auto& row : rows) {
        const std::vector<Parameter> values{
            link,          ++position,  row.record, row.id, row.last_id, row.operation, sql::text_or_null(row.field),
            row.before,    row.after,   row.person == 0 ? Parameter(nullptr) : Parameter(row.person)};
        if (bulk) bulk->add(values);
        else transaction.run_execute(insert, values);
    }
    if (bulk) bulk->finish();
}

/// The event as it stands, so that its own columns are under the hash too.
std::string event_text(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT at, user_id, user_name, operating_system_user, kind, subject, reverses FROM change_event WHERE id = "
        ":id",
        event);
    std::string text;
    if (rows.next())
        for (int column = 0; column < 7; ++column)
            append(text, rows.is_null(column) ? std::nullopt : std::optional(rows.string(column)));
    return text;
}

}  // namespace

Change::Change(House& house, Transaction& transaction, const Actor& actor, std::string_view kind,
               std::string_view subject, std::optional<std::int64_t> reverses)
    : house_(house), transaction_(transaction), event_(take_ids(transaction, "change_event")), at_(house.now()) {
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
    const std::int64_t whose = field.privacy == Privacy::open ? 0 : person;
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
    const auto sequence = take_ids(transaction_, "audit_link");
    std::string previous;
    if (sequence > 1) {
        auto rows = transaction_.query("SELECT hash FROM audit_link WHERE sequence = :sequence", sequence - 1);
        if (rows.next()) previous = rows.string(0);
    }
    std::string text;
    std::int64_t position = 0;
    for (const auto& row : rows_) {
        text +=
            canonical({++position, row.record, row.id, row.last_id, row.operation,
                       row.field.empty() ? std::nullopt : std::optional(row.field), row.before, row.after, row.person});
    }
    const auto hash = link_hash(previous, sequence, event_, at_, event_text(transaction_, event_), sha256(text));
    transaction_.execute(
        "INSERT INTO audit_link (sequence, event_id, at, row_count, hash) VALUES (:sequence, :event_id, :at, "
        ":row_count, :hash)",
        sequence, event_, at_, static_cast<std::int64_t>(rows_.size()), hash);
    write_rows(transaction_, sequence, rows_);
    rows_.clear();
}

std::string verify_audit(Transaction& transaction) {
    std::string previous, text;
    std::int64_t expected = 1;
    auto links = transaction.stream("SELECT sequence, event_id, at, row_count, hash FROM audit_link ORDER BY sequence");
    auto rows = transaction.stream(
        "SELECT link, position, record, record_id, last_record_id, operation, field, before, after, "
        "coalesce(person_id, 0)"
        " FROM audit_row ORDER BY link, position");
    bool more = rows.next();
    while (links.next()) {
        const auto sequence = links.integer(0);
        if (sequence != expected++) return "link " + std::to_string(expected - 1) + " is missing";
        text.clear();
        std::int64_t count = 0;
        auto optional = [&](int column) {
            return rows.is_null(column) ? std::nullopt : std::optional(rows.string(column));
        };
        for (; more && rows.integer(0) == sequence; more = rows.next(), ++count)
            text += canonical({rows.integer(1), rows.string(2), rows.integer(3), rows.integer(4), rows.string(5),
                               optional(6), optional(7), optional(8), rows.integer(9)});
        if (more && rows.integer(0) < sequence) return "rows without a link before link " + std::to_string(sequence);
        const auto hash = link_hash(previous, sequence, links.integer(1), links.text(2),
                                    event_text(transaction, links.integer(1)), sha256(text));
        if (count != links.integer(3) || hash != links.text(4))
            return "link " + std::to_string(sequence) + " does not match its rows";
        previous = hash;
    }
    if (more) return "rows without a link after the last one";
    auto next = transaction.query("SELECT next FROM counter WHERE name = 'audit_link'");
    if (next.next() && next.integer(0) != expected) return "the last links are missing";
    return "";
}

void forget_person(Transaction& transaction, std::int64_t person) {
    transaction.execute("DELETE FROM person_key WHERE person_id = :person_id", person);
}

}  // namespace kartei::audit
