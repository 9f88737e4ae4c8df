#include "audit/chain.hpp"

#include "audit/change.hpp"
#include "audit/keys.hpp"

namespace kartei::audit {
namespace {

using sql::Rows;
using sql::Transaction;

/// An entry on PostgreSQL is linked within milliseconds while a server runs.
constexpr auto longest_wait = std::chrono::minutes(1);

void append(std::string& out, const std::optional<std::string>& part) {
    out += part ? std::to_string(part->size()) + ":" + *part : "-";
    out += ';';
}

std::string link_hash(std::string_view previous, std::int64_t position, std::int64_t event, std::string_view at,
                      std::string_view event_text, std::string_view rows_hash) {
    std::string text;
    for (const auto part : {previous, std::string_view(std::to_string(position)),
                            std::string_view(std::to_string(event)), at, event_text, rows_hash})
        append(text, std::string(part));
    return sha256(text);
}

std::optional<std::string> optional_text(const Rows& rows, int column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.string(column));
}

/// An entry and the event it belongs to, so that the event's own columns are under the hash too.
struct Said {
    std::int64_t event = 0, row_count = 0;
    std::string at, event_text;
    std::optional<std::string> rows_hash;  // none of before migration 0050
};
std::optional<Said> said_by(Transaction& transaction, std::int64_t entry) {
    auto rows = transaction.query(
        "SELECT n.event_id, n.row_count, n.at, e.at, e.user_id, e.user_name, e.operating_system_user, e.kind, e.subject,"
        " e.reverses, n.rows_hash FROM audit_entry n JOIN change_event e ON e.id = n.event_id WHERE n.id = :entry",
        entry);
    if (!rows.next()) return std::nullopt;
    Said said{rows.integer(0), rows.integer(1), rows.string(2), "", optional_text(rows, 10)};
    for (int column = 3; column < 10; ++column) append(said.event_text, optional_text(rows, column));
    return said;
}

std::string hash_at(Transaction& transaction, std::int64_t position) {
    auto rows = transaction.query("SELECT hash FROM audit_link WHERE sequence = :position", position);
    return rows.next() ? rows.string(0) : "";
}

/// Rows of entries, each behind the number of what it belongs to, in order.
class RowsInOrder {
public:
    explicit RowsInOrder(Rows rows) : rows_(std::move(rows)), more_(rows_.next()) {}

    struct Summary {
        std::string hash;
        std::int64_t count = 0;
    };
    Summary of(std::int64_t position) {
        std::string text;
        Summary summary;
        for (; more_ && rows_.integer(0) == position; more_ = rows_.next(), ++summary.count)
            text += canonical({rows_.integer(1), rows_.string(2), rows_.integer(3), rows_.integer(4), rows_.string(5),
                               optional_text(rows_, 6), optional_text(rows_, 7), optional_text(rows_, 8),
                               rows_.integer(9)});
        summary.hash = sha256(text);
        return summary;
    }

private:
    Rows rows_;
    bool more_;
};

/// Every link in order; the next position in `expected`.
std::string verify_links(Transaction& transaction, std::int64_t& expected) {
    std::string previous;
    RowsInOrder all(transaction.stream(
        "SELECT l.sequence, r.position, r.record, r.record_id, r.last_record_id, r.operation, r.field, r.before, r.after,"
        " coalesce(r.person_id, 0) FROM audit_link l JOIN audit_row r ON r.entry_id = l.entry_id"
        " ORDER BY l.sequence, r.position"));
    auto links = transaction.stream("SELECT sequence, entry_id, hash FROM audit_link ORDER BY sequence");
    while (links.next()) {
        const auto position = links.integer(0);
        if (position != expected++) return "link " + std::to_string(expected - 1) + " is missing";
        const auto said = said_by(transaction, links.integer(1));
        if (!said) return "link " + std::to_string(position) + " has no entry";
        const auto rows = all.of(position);
        const auto hash = link_hash(previous, position, said->event, said->at, said->event_text, rows.hash);
        const bool as_entered = rows.count == said->row_count && said->rows_hash.value_or(rows.hash) == rows.hash;
        if (!as_entered || hash != links.text(2))
            return "link " + std::to_string(position) + " does not match its rows";
        previous = hash;
    }
    return "";
}

std::string entry_in_words(std::int64_t entry, std::int64_t event) {
    return "entry " + std::to_string(entry) + " of event " + std::to_string(event);
}

/// Entries that wait for their link: not for long, without having one, and with the rows they were written with.
std::string verify_waiting(Transaction& transaction) {
    const auto now = system_clock().now();
    const auto longest = write_instant(now - longest_wait), latest = write_instant(now + longest_wait);
    auto waiting = transaction.query(
        "SELECT w.entry_id, n.event_id, w.since, n.rows_hash, n.row_count, l.sequence FROM audit_waiting w JOIN"
        " audit_entry n ON n.id = w.entry_id LEFT JOIN audit_link l ON l.entry_id = w.entry_id ORDER BY w.entry_id");
    while (waiting.next()) {
        const auto entry = entry_in_words(waiting.integer(0), waiting.integer(1));
        if (!waiting.is_null(5)) return entry + " waits for a link and has one";
        if (transaction.engine() == sql::Engine::sqlite) return entry + " waits, where nothing does";
        if (waiting.text(2) < longest) return entry + " has waited for its link since " + waiting.string(2);
        RowsInOrder rows(transaction.query(
            "SELECT 0, position, record, record_id, last_record_id, operation, field, before, after,"
            " coalesce(person_id, 0) FROM audit_row WHERE entry_id = :entry ORDER BY position",
            waiting.integer(0)));
        const auto found = rows.of(0);
        if (found.hash != waiting.text(3) || found.count != waiting.integer(4))
            return entry + " does not match its rows";
        if (waiting.text(2) > latest) return entry + " waits for its link since a time to come, " + waiting.string(2);
    }
    return "";
}

/// Entries and rows that no link speaks of, and that do not wait for one.
std::string verify_unlinked(Transaction& transaction) {
    auto stray = transaction.query(
        "SELECT r.entry_id FROM audit_row r WHERE NOT EXISTS (SELECT 1 FROM audit_entry n WHERE n.id = r.entry_id)"
        " LIMIT 1");
    if (stray.next()) return "rows without an entry: " + std::to_string(stray.integer(0));
    auto unlinked = transaction.query(
        "SELECT n.id, n.event_id FROM audit_entry n WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = n.id)"
        " AND NOT EXISTS (SELECT 1 FROM audit_waiting w WHERE w.entry_id = n.id) ORDER BY n.id LIMIT 1");
    if (unlinked.next()) return entry_in_words(unlinked.integer(0), unlinked.integer(1)) + " is in no link";
    return verify_waiting(transaction);
}

}  // namespace

std::string canonical(const StoredRow& row) {
    std::string out;
    for (const auto& part :
         {std::optional(std::to_string(row.position)), std::optional(row.record), std::optional(std::to_string(row.id)),
          std::optional(std::to_string(row.last_id)), std::optional(row.operation), row.field, row.before, row.after,
          std::optional(std::to_string(row.person))})
        append(out, part);
    return out;
}

void link_entries(Transaction& transaction, const std::vector<Unlinked>& entries) {
    auto rows = transaction.query("UPDATE counter SET next = next + :count WHERE name = 'audit_link' RETURNING next",
                                  static_cast<std::int64_t>(entries.size()));
    if (!rows.next()) throw std::logic_error("no counter audit_link");
    auto position = rows.integer(0) - static_cast<std::int64_t>(entries.size());
    auto previous = hash_at(transaction, position - 1);
    for (const auto& entry : entries) {
        const auto said = said_by(transaction, entry.entry);
        if (!said) throw std::logic_error("no entry " + std::to_string(entry.entry));
        previous = link_hash(previous, position, said->event, said->at, said->event_text, entry.rows_hash);
        transaction.execute("INSERT INTO audit_link (sequence, entry_id, hash) VALUES (:sequence, :entry_id, :hash)",
                            position++, entry.entry, previous);
    }
}

std::string verify_audit(Transaction& transaction) {
    std::int64_t expected = 1;
    if (auto broken = verify_links(transaction, expected); !broken.empty()) return broken;
    auto next = transaction.query("SELECT next FROM counter WHERE name = 'audit_link'");
    if (next.next() && next.integer(0) != expected) return "the last links are missing";
    return verify_unlinked(transaction);
}

}  // namespace kartei::audit
