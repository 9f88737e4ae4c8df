// Who changed what, when: one change event owns any number of audit rows, written in the same transaction as the
// change. Each transaction of an event adds one link to the hash chain, so that a row that was edited, dropped, moved
// or added later is found by verify_audit(). Personal values are sealed under the person's key. Invariant: a change
// that commits has its rows; seal() is the last statement of the transaction, because on PostgreSQL the chain's head is
// a lock that all writers share.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/field.hpp"

namespace kartei::audit {

class Change {
public:
    /// Begins an event. `kind` is a text key below "change." ("customer_created", "import_customers"); `subject` names
    /// no person.
    Change(House& house, sql::Transaction& transaction, const Actor& actor, std::string_view kind,
           std::string_view subject = "", std::optional<std::int64_t> reverses = {});
    /// Goes on with an event that began in an earlier transaction.
    Change(House& house, sql::Transaction& transaction, std::int64_t event);

    std::int64_t event() const { return event_; }
    const std::string& at() const { return at_; }

    /// Records first_id … last_id came into being; their values are their rows (created_event). `digest` may hold a
    /// hash of them.
    void created(std::string_view record, std::int64_t first_id, std::int64_t last_id, std::string_view digest = "");
    void created(std::string_view record, std::int64_t id) { created(record, id, id); }
    /// A field changed. `person` is whose key seals personal values (0: nobody's; the value is kept in the clear).
    void changed(std::string_view record, std::int64_t id, const Field& field, const Value& before, const Value& after,
                 std::int64_t person);
    /// A record went; `row` is all of it as JSON, so that it can come back.
    void deleted(std::string_view record, std::int64_t id, std::string_view row, std::int64_t person);

    /// Writes the rows and their link.
    void seal();

private:
    struct Row {
        std::string record;
        std::int64_t id, last_id;
        const char* operation;
        std::string field;
        std::optional<std::string> before, after;
        std::int64_t person;
    };
    std::optional<std::string> sealed(std::int64_t person, const Field& field, const Value& value,
                                      std::string_view place);
    const Key& key_of(std::int64_t person);

    House& house_;
    sql::Transaction& transaction_;
    std::int64_t event_ = 0;
    std::string at_;
    std::vector<Row> rows_;
    std::int64_t key_person_ = 0;
    Key key_{};
};

/// One entry of a record's history or of the audit list.
struct FieldChange {
    std::string record;
    std::int64_t record_id, last_record_id;
    std::string operation;
    std::string field;
    std::optional<std::string> before, after;  ///< unsealed; no value also when the person's key is gone
    bool erased = false;                        ///< there was a value, its key is gone
    std::int64_t person = 0;
};
struct Event {
    std::int64_t id;
    std::string at, user_name, operating_system_user, kind, subject;
    std::optional<std::int64_t> reverses, reversed_by;
    std::int64_t user_id;
    std::vector<FieldChange> changes;
};

/// The newest events first that touched a record (creation included), older than event `before` (0: from the newest),
/// at most `limit`.
std::vector<Event> history_of(House& house, sql::Transaction& transaction, std::string_view record, std::int64_t id,
                              std::int64_t before, int limit);
/// All events, newest first, without their changes.
std::vector<Event> events(sql::Transaction& transaction, std::int64_t before, int limit);
/// One event with at most `limit` changes (0: all); no value when there is none.
std::optional<Event> find_event(House& house, sql::Transaction& transaction, std::int64_t id, int limit = 0);
/// The record that an event touched first; no value for an event that changed nothing.
struct Touched {
    std::string record;
    std::int64_t id;
};
std::optional<Touched> first_touched(sql::Transaction& transaction, std::int64_t event);
/// Who changed which fields of a record since a version; for conflicts shown per field.
std::vector<Event> changes_since_version(House& house, sql::Transaction& transaction, std::string_view record,
                                         std::int64_t id, std::int64_t versions);

/// Recomputes the whole chain. Empty when it is whole, else the first broken link in words (English, for operators).
std::string verify_audit(sql::Transaction& transaction);

/// Destroys a person's key: what the audit holds of that person can be read by nobody any more; the chain still
/// verifies.
void forget_person(sql::Transaction& transaction, std::int64_t person);

}  // namespace kartei::audit
