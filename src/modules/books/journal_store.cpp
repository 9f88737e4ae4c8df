#include "modules/books/journal_store.hpp"

#include "modules/bookings/rounding.hpp"

namespace kartei::books {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view export_select =
    "SELECT id, version, created_event, period_from, period_to, made_at, made_by, lines, amount FROM journal_export";

JournalExport read_export(const Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.string(3), rows.string(4),
            rows.string(5),  rows.string(6),  rows.integer(7), rows.integer(8)};
}

std::vector<JournalExport> read_all(Rows rows) {
    std::vector<JournalExport> all;
    while (rows.next()) all.push_back(read_export(rows));
    return all;
}

JournalLine read_line(const Rows& rows) {
    JournalLine line;
    line.export_id = rows.integer(0);
    line.day = rows.string(1), line.debit = rows.string(2), line.credit = rows.string(3);
    line.amount = rows.integer(4);
    line.posting = rows.string(5), line.tax = rows.string(6), line.tax_key = rows.string(7);
    line.rate = rows.integer(8);
    line.document = rows.string(9), line.reference = rows.string(10), line.cause = rows.string(11);
    const bool shown = line.rate != 0 && (line.tax == "standard" || line.tax == "reduced");
    line.tax_amount = shown ? bookings::included_tax(line.amount, line.rate) : 0;
    return line;
}

}  // namespace

std::vector<JournalExport> all_exports(Transaction& transaction) {
    // sql: the columns stand above
    return read_all(transaction.query(std::string(export_select) + " ORDER BY id DESC"));
}

std::optional<JournalExport> find_export(Transaction& transaction, std::int64_t id) {
    // sql: the columns stand above
    auto found = read_all(transaction.query(std::string(export_select) + " WHERE id = :id", id));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<JournalExport> exports_within(Transaction& transaction, const std::string& from, const std::string& to) {
    // sql: the columns stand above
    return read_all(transaction.query(
        std::string(export_select) + " WHERE period_from <= :to AND period_to >= :from ORDER BY id", to, from));
}

void insert_export(Transaction& transaction, audit::Change& change, JournalExport& made, const Journal& lines) {
    made.id = take_ids(transaction, "journal_export");
    made.created_event = change.event();
    transaction.execute(
        "INSERT INTO journal_export (id, created_event, period_from, period_to, made_at, made_by, lines, amount)"
        " VALUES (:id, :event, :from, :to, :made_at, :made_by, :lines, :amount)",
        made.id, made.created_event, made.period_from, made.period_to, made.made_at, made.made_by, made.lines,
        made.amount);
    auto rows = transaction.bulk_insert("journal_line", {"export_id", "position", "day", "debit", "credit", "amount",
                                                         "posting", "tax", "tax_key", "rate", "document", "reference",
                                                         "cause"});
    std::int64_t position = 0;
    for (const auto& line : lines)
        rows->add({made.id, ++position, line.day, line.debit, line.credit, line.amount, line.posting, line.tax,
                   sql::text_or_null(line.tax_key), line.rate, sql::text_or_null(line.document),
                   sql::text_or_null(line.reference), line.cause});
    rows->finish();
    change.created("journal_export", made.id);
}

Journal exported_lines(Transaction& transaction, std::int64_t export_id) {
    Journal journal;
    auto rows = transaction.stream(
        "SELECT export_id, day, debit, credit, amount, posting, tax, tax_key, rate, document, reference, cause"
        " FROM journal_line WHERE (:id = 0 OR export_id = :id) ORDER BY export_id, position",
        export_id);
    while (rows.next()) journal.push_back(read_line(rows));
    return journal;
}

std::int64_t wrong_exports(Transaction& transaction) {
    std::int64_t wrong = 0;
    auto exports = transaction.query(
        "SELECT count(*) FROM journal_export e WHERE e.lines <> (SELECT count(*) FROM journal_line l"
        " WHERE l.export_id = e.id) OR e.amount <> coalesce((SELECT sum(l.amount) FROM journal_line l"
        " WHERE l.export_id = e.id), 0)");
    if (exports.next()) wrong += exports.integer(0);
    auto lines = transaction.query(
        "SELECT count(*) FROM journal_line l WHERE l.debit = l.credit OR NOT EXISTS"
        " (SELECT 1 FROM journal_export e WHERE e.id = l.export_id AND l.day <= e.period_to)");
    if (lines.next()) wrong += lines.integer(0);
    return wrong;
}

std::int64_t owed_by_bookings(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT coalesce((SELECT sum(total) FROM booking_document"
        " WHERE kind IN ('invoice', 'credit_note', 'cancellation_invoice')), 0)"
        " - coalesce((SELECT sum(amount) FROM booking_payment), 0)");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace kartei::books
