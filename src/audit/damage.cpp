#include "audit/damage.hpp"

#include "audit/house_key.hpp"
#include "audit/last_changes.hpp"
#include "audit/reversal.hpp"
#include "base/module.hpp"

namespace kartei::audit {
namespace {

using sql::Engine;
using sql::Transaction;

/// More of one kind are no help.
constexpr std::size_t most_findings = 20;

void add(Findings& findings, std::string finding) {
    if (findings.size() < most_findings) findings.push_back(std::move(finding));
    else if (findings.size() == most_findings) findings.push_back("and more");
}

Findings check_sqlite(Transaction& transaction) {
    Findings findings;
    auto rows = transaction.query("PRAGMA integrity_check");
    while (rows.next())
        if (rows.string(0) != "ok") add(findings, rows.string(0));
    auto references = transaction.query("PRAGMA foreign_key_check");
    while (references.next())
        add(findings, references.string(0) + " names a row of " + references.string(2) + " that is not there");
    return findings;
}

std::string setting(Transaction& transaction, std::string_view name) {
    auto rows = transaction.query("SELECT current_setting(:name)", name);
    return rows.next() ? rows.string(0) : "";
}

/// What is damaged ends the statement, and with it the transaction: the first finding is the last.
Findings check_indexes(Transaction& transaction) {
    std::string index;
    try {
        std::vector<std::string> names;
        auto rows = transaction.query(
            "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_index i JOIN pg_class c ON c.oid ="
            " i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE m.amname = 'btree' AND n.nspname = current_schema() AND i.indisvalid ORDER BY 1");
        while (rows.next()) names.push_back(rows.string(0));
        for (const auto& name : names) {
            index = name;
            auto checked = transaction.query("SELECT bt_index_check(CAST(:name AS regclass), true)", name);
            checked.next();
        }
    } catch (const sql::SqlError& error) {
        return {index + ": " + error.what()};
    }
    return {};
}

Findings check_postgresql(Transaction& transaction, std::string& said) {
    Findings findings;
    auto failures = transaction.query(
        "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()");
    if (failures.next() && failures.integer(0) > 0)
        add(findings, std::to_string(failures.integer(0)) + " pages failed their checksum");
    if (setting(transaction, "data_checksums") != "on")
        said = "the cluster has no data checksums (pg_checksums --enable)";
    if (!transaction.query("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'").next()) {
        said += std::string(said.empty() ? "" : "; ") +
                "indexes were not looked at (as superuser: CREATE EXTENSION amcheck)";
        return findings;
    }
    for (auto& finding : check_indexes(transaction)) add(findings, std::move(finding));
    return findings;
}

bool has_column(Transaction& transaction, const std::string& table, std::string_view column) {
    const auto* question = transaction.engine() == Engine::sqlite
                               ? "SELECT 1 FROM pragma_table_info(:table) WHERE name = :column"
                               : "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
                                 " AND table_name = :table AND column_name = :column";
    return transaction.query(question, table, column).next();
}

/// PostgreSQL gives the numbers of the audit by sequences (sql::Writing::next_in_order), so that nobody waits for them.
std::optional<std::int64_t> next_in_order(Transaction& transaction, const std::string& counter) {
    if (transaction.engine() == Engine::sqlite || (counter != "change_event" && counter != "audit_entry"))
        return std::nullopt;
    // sql: one of the two sequences named above
    auto rows = transaction.query("SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM " + counter + "_order");
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::string named(const LastChange& last) { return last.record + " " + std::to_string(last.id); }

const Reversible* how_to_compare(const std::string& record) {
    for (const auto& reversible : handed_in<Reversible>())
        if (reversible.record == record && reversible.change) return &reversible;
    return nullptr;
}

}  // namespace

Findings check_database(Transaction& transaction, std::string& said) {
    return transaction.engine() == Engine::sqlite ? check_sqlite(transaction) : check_postgresql(transaction, said);
}

Findings check_person_keys(const House& house, Transaction& transaction) {
    const auto damaged = count_damaged_keys(house.keys, transaction);
    if (damaged == 0) return {};
    return {std::to_string(damaged) + " do not open"};
}

Findings check_counters(Transaction& transaction) {
    std::vector<std::pair<std::string, std::int64_t>> counters;
    auto rows = transaction.query("SELECT name, next FROM counter ORDER BY name");
    while (rows.next()) counters.emplace_back(rows.string(0), rows.integer(1));
    Findings findings;
    for (const auto& [name, next] : counters) {
        const std::string column = name == "audit_link" ? "sequence" : "id";
        if (!has_column(transaction, name, column)) continue;
        // sql: a table of the catalogue, named as its counter
        auto highest = transaction.query("SELECT max(" + column + ") FROM " + name);
        const auto given = next_in_order(transaction, name).value_or(next);
        if (highest.next() && !highest.is_null(0) && highest.integer(0) >= given)
            add(findings, name + ": the next id is " + std::to_string(given) + ", but there is " +
                              std::to_string(highest.integer(0)));
    }
    return findings;
}

Findings check_guards(Transaction& transaction) {
    const bool sqlite = transaction.engine() == Engine::sqlite;
    Findings findings;
    for (const auto* table : {"audit_row", "audit_entry", "audit_link", "change_event"})
        for (const auto* ending : {"_stays", "_remains"}) {
            const auto name = std::string(table) + ending;
            if (!sqlite && ending == std::string_view("_remains")) continue;  // one trigger for both there
            const auto* question = sqlite ? "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = :name"
                                          : "SELECT 1 FROM pg_trigger WHERE tgname = :name AND tgenabled = 'O'";
            if (!transaction.query(question, name).next()) add(findings, "the trigger " + name + " is missing");
        }
    return findings;
}

Findings check_direct_edits(House& house, Transaction& transaction, std::int64_t& compared) {
    Findings findings;
    Change unused(house, transaction, 0);  // never sealed
    each_last_change(house, transaction, [&](const LastChange& last) {
        const auto* how = how_to_compare(last.record);
        if (!how || last.is_gone || last.is_elsewhere || last.fields.empty()) return;
        ++compared;
        for (const auto& conflict : how->change(house, transaction, unused, last.id, last.fields, true))
            if (!conflict.field.empty())
                add(findings, named(last) + ": " + conflict.field + " was changed past the audit");
            else if (conflict.found == "error.gone") add(findings, named(last) + " went past the audit");
    });
    return findings;
}

}  // namespace kartei::audit
