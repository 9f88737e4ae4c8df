#include "modules/parameters/plain_names.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;

// sql: tables and columns of all statements here come from records that the program declares

const PlainReference* reference_of(const PlainRecord& record, std::string_view field) {
    const auto found = std::find_if(record.references.begin(), record.references.end(),
                                    [&](const PlainReference& one) { return one.field == field; });
    return found == record.references.end() ? nullptr : &*found;
}

bool is_linked(const PlainRecord& record, std::string_view field) {
    return std::any_of(record.links.begin(), record.links.end(),
                       [&](const PlainLinks& one) { return one.field == field; });
}

/// The id of the row that bears the name of the parameter.
std::string id_of_name(std::string_view table, std::string_view name, std::string_view parameter) {
    std::string sql = "(SELECT id FROM ";
    sql.append(table).append(" WHERE ").append(name).append(" = :").append(parameter).append(")");
    return sql;
}

std::string joined(const PlainRecord& record, const std::function<std::string(const Field&)>& of) {
    std::string list;
    for (const auto* field : own_fields(record)) list.append(list.empty() ? "" : ", ").append(of(*field));
    return list;
}

std::string column_of(const PlainRecord& record, const Field& field) {
    const auto* reference = reference_of(record, field.name);
    return std::string(reference ? reference->column : field.name);
}

std::string value_of(const PlainRecord& record, const Field& field) {
    const auto* reference = reference_of(record, field.name);
    return reference ? id_of_name(reference->table, reference->name, field.name) : ":" + std::string(field.name);
}

/// The name as its row writes it: exactly, else in other letters.
std::optional<std::string> written_name(Transaction& transaction, std::string_view table, std::string_view name,
                                        const std::string& meant) {
    // sql: as above
    auto exact = transaction.query(
        "SELECT 1 FROM " + std::string(table) + " WHERE " + std::string(name) + " = :name", meant);
    if (exact.next()) return meant;
    const auto folded = fold(meant);
    // sql: as above
    auto rows = transaction.query("SELECT " + std::string(name) + " FROM " + std::string(table) + " ORDER BY 1");
    while (rows.next())
        if (fold(rows.string(0)) == folded) return rows.string(0);
    return std::nullopt;
}

Issue unknown_name(std::string_view field, const std::string& value) {
    return {std::string(field), "error.not_in_base_data", {{"value", value}}};
}

void check_list(Transaction& transaction, const PlainLinks& link, PlainRow& row, std::vector<Issue>& issues) {
    auto* texts = std::get_if<std::vector<std::string>>(&row.values[std::string(link.field)]);
    if (!texts) return;
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const auto& text : *texts) {
        const auto name = written_name(transaction, link.of, link.name, text);
        if (!name) issues.push_back(unknown_name(link.field, text));
        else if (seen.insert(*name).second) names.push_back(*name);
    }
    *texts = std::move(names);
}

}  // namespace

std::vector<const Field*> own_fields(const PlainRecord& record) {
    std::vector<const Field*> fields;
    for (const auto& field : record.fields)
        if (!is_linked(record, field.name)) fields.push_back(&field);
    return fields;
}

std::string selected(const PlainRecord& record) {
    const auto list = joined(record, [&](const Field& field) {
        const auto* reference = reference_of(record, field.name);
        if (!reference) return std::string(field.name);
        std::string sql = "(SELECT r.";
        sql.append(reference->name).append(" FROM ").append(reference->table).append(" r WHERE r.id = ");
        return sql.append(record.table).append(".").append(reference->column).append(") AS ").append(field.name);
    });
    // sql: as above
    return "SELECT id, version, " + list + " FROM " + record.table;
}

std::string inserted(const PlainRecord& record) {
    return joined(record, [&](const Field& field) { return column_of(record, field); });
}

std::string inserted_values(const PlainRecord& record) {
    return joined(record, [&](const Field& field) { return value_of(record, field); });
}

std::string assigned(const PlainRecord& record) {
    return joined(record, [&](const Field& field) { return column_of(record, field) + " = " + value_of(record, field); });
}

std::string compared(const PlainRecord& record, std::string_view field, bool with_nothing) {
    const auto& declared =
        *std::find_if(record.fields.begin(), record.fields.end(), [&](const Field& one) { return one.name == field; });
    const auto column = column_of(record, declared);
    return with_nothing ? column + " IS NULL" : column + " = " + value_of(record, declared);
}

bool may_be_nothing(const PlainRecord& record, std::string_view field) {
    return reference_of(record, field) != nullptr;
}

void read_links(Transaction& transaction, const PlainRecord& record, PlainRow& row) {
    for (const auto& link : record.links) {
        std::string sql = "SELECT r.";
        sql.append(link.name).append(" FROM ").append(link.table).append(" l JOIN ").append(link.of);
        sql.append(" r ON r.id = l.").append(link.other).append(" WHERE l.").append(link.own);
        sql.append(" = :id ORDER BY l.position");
        std::vector<std::string> names;
        auto rows = transaction.query(sql, row.id);
        while (rows.next()) names.push_back(rows.string(0));
        auto& value = row.values[std::string(link.field)];
        if (names.empty()) value = Value();
        else value = std::move(names);
    }
}

void drop_links(Transaction& transaction, const PlainRecord& record, std::int64_t id) {
    for (const auto& link : record.links)
        // sql: as above
        transaction.execute(
            "DELETE FROM " + std::string(link.table) + " WHERE " + std::string(link.own) + " = :id", id);
}

void write_links(Transaction& transaction, const PlainRecord& record, const PlainRow& row) {
    drop_links(transaction, record, row.id);
    for (const auto& link : record.links) {
        const auto* names = std::get_if<std::vector<std::string>>(&row.values.find(link.field)->second);
        if (!names) continue;
        std::string sql = "INSERT INTO ";
        sql.append(link.table).append(" (").append(link.own).append(", position, ").append(link.other);
        sql.append(") SELECT :id, :position, id FROM ").append(link.of).append(" WHERE ").append(link.name);
        sql.append(" = :name");
        std::int64_t position = 0;
        for (const auto& name : *names) transaction.execute(sql, row.id, ++position, name);
    }
}

std::vector<Issue> check_names(Transaction& transaction, const PlainRecord& record, PlainRow& row) {
    std::vector<Issue> issues;
    for (const auto& one : record.references) {
        auto* text = std::get_if<std::string>(&row.values[std::string(one.field)]);
        if (!text) continue;
        const auto name = written_name(transaction, one.table, one.name, *text);
        if (name) *text = *name;
        else issues.push_back(unknown_name(one.field, *text));
    }
    for (const auto& link : record.links) check_list(transaction, link, row, issues);
    return issues;
}

}  // namespace kartei::parameters
