#include "modules/parameters/plain_record.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/field_reversal.hpp"
#include "audit/hold.hpp"
#include "base/text.hpp"
#include "modules/parameters/plain_names.hpp"
#include "sql/field_columns.hpp"

namespace kartei::parameters {
namespace {

using audit::Change;
using audit::Conflict;
using nlohmann::json;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

const Field* field_named(const PlainRecord& record, std::string_view name) {
    const auto found = std::find_if(record.fields.begin(), record.fields.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == record.fields.end() ? nullptr : &*found;
}

PlainRow read_row(const PlainRecord& record, const Rows& rows) {
    PlainRow row{rows.integer(0), rows.integer(1), {}};
    int column = 2;
    for (const auto* field : own_fields(record))
        row.values[std::string(field->name)] = sql::value_of(*field, rows, column++);
    for (const auto& link : record.links) row.values[std::string(link.field)] = Value();
    return row;
}

// sql: table and columns of all statements here come from records that the program declares
std::string select_from(const PlainRecord& record) { return selected(record); }

/// Fields as their columns hold them; `kept` owns the texts.
std::vector<Parameter> parameters_of(const PlainRecord& record, const PlainRow& row, std::vector<std::string>& kept) {
    kept.reserve(record.fields.size());
    std::vector<Parameter> parameters;
    for (const auto* field : own_fields(record))
        parameters.push_back(sql::parameter_of(*field, row.values.find(field->name)->second, kept));
    return parameters;
}

void insert(Transaction& transaction, const PlainRecord& record, const PlainRow& row) {
    std::vector<std::string> kept;
    auto parameters = parameters_of(record, row, kept);
    parameters.insert(parameters.begin(), {Parameter(row.id), Parameter(row.version)});
    // sql: the names are those of a declared record
    transaction.run_execute("INSERT INTO " + record.table + " (id, version, " + inserted(record) +
                                ") VALUES (:id, :version, " + inserted_values(record) + ")",
                            parameters);
    write_links(transaction, record, row);
}

bool update(Transaction& transaction, const PlainRecord& record, const PlainRow& before, const PlainRow& after) {
    std::vector<std::string> kept;
    auto parameters = parameters_of(record, after, kept);
    parameters.emplace_back(before.id);
    parameters.emplace_back(before.version);
    // sql: the names are those of a declared record
    if (transaction.run_execute("UPDATE " + record.table + " SET version = version + 1, " + assigned(record) +
                                    " WHERE id = :id AND version = :version",
                                parameters) != 1)
        return false;
    write_links(transaction, record, after);
    return true;
}

bool holds(const PlainRecord& record, const PlainRow& row, const std::string& folded) {
    return std::any_of(record.fields.begin(), record.fields.end(), [&](const Field& field) {
        return field.kind == FieldKind::text && fold(row.text(field.name)).find(folded) != std::string::npos;
    });
}

/// Of records with some hundred rows, of which more than the row itself is asked.
PlainPage small_page_of(Transaction& transaction, const Actor& actor, const PlainRecord& record,
                        std::string_view typed, std::int64_t offset, std::int64_t limit) {
    PlainPage page;
    const auto folded = fold(typed);
    for (auto& row : all_rows(transaction, record)) {
        if (!folded.empty() && !holds(record, row, folded)) continue;
        if (record.access && !record.access(transaction, actor, row, false)) continue;
        if (page.count++ >= offset && static_cast<std::int64_t>(page.rows.size()) < limit)
            page.rows.push_back(std::move(row));
    }
    return page;
}

/// The row that has the unique fields of this one.
std::optional<std::int64_t> twin_of(Transaction& transaction, const PlainRecord& record, const PlainRow& row) {
    if (record.unique.empty()) return std::nullopt;
    std::string conditions;
    std::vector<Parameter> parameters;
    std::vector<std::string> kept;
    kept.reserve(record.unique.size());
    for (const auto& name : record.unique) {
        const auto& value = row.values.find(name)->second;
        conditions.append(conditions.empty() ? "" : " AND ").append(compared(record, name, is_empty(value)));
        if (!is_empty(value)) parameters.push_back(sql::parameter_of(*field_named(record, name), value, kept));
    }
    // sql: the names are those of a declared record
    auto rows = transaction.run_query("SELECT id FROM " + record.table + " WHERE " + conditions, parameters);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

json json_of(const PlainRecord& record, const PlainRow& row) {
    json all{{"id", row.id}, {"version", row.version}};
    for (const auto& field : record.fields)
        if (const auto& value = row.values.find(field.name)->second; !is_empty(value))
            all[std::string(field.name)] = write_value(field, value);
    return all;
}

PlainRow row_of(const PlainRecord& record, const json& all) {
    PlainRow row{all.at("id"), all.at("version").get<std::int64_t>() + 1, {}};
    for (const auto& field : record.fields) {
        auto& value = row.values[std::string(field.name)];
        const auto found = all.find(field.name);
        if (found == all.end()) continue;
        if (auto read = read_value(field, found->get<std::string>())) value = std::move(*read);
    }
    return row;
}

/// One word on a field is enough.
void add_unless_named(std::vector<Issue>& issues, Issue issue) {
    if (std::none_of(issues.begin(), issues.end(), [&](const Issue& one) { return one.field == issue.field; }))
        issues.push_back(std::move(issue));
}

bool is_used(Transaction& transaction, const PlainRecord& record, const PlainRow& row) {
    return (record.is_used && record.is_used(transaction, row.text(record.key))) ||
           (record.users && !record.users(transaction, row).empty());
}

/// Whether the row's key is named by others, so that it keeps it.
bool key_is_used(Transaction& transaction, const PlainRecord& record, const PlainRow& row) {
    return record.is_used && record.is_used(transaction, row.text(record.key));
}

bool may(Transaction& transaction, const Actor& actor, const PlainRecord& record, const PlainRow& row, bool to_change) {
    return !record.access || record.access(transaction, actor, row, to_change);
}

/// The row, for somebody who wants to change it.
Result<PlainRow> row_to_change(Transaction& transaction, const Actor& actor, const PlainRecord& record,
                               std::int64_t id) {
    auto row = find_row(transaction, record, id);
    if (!row || !may(transaction, actor, record, *row, false))
        return refuse(RefusalKind::not_found, "error.no_such_record");
    if (!may(transaction, actor, record, *row, true)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    return std::move(*row);
}

std::vector<Conflict> about_whole(const PlainRecord& record, std::int64_t id, std::string reason) {
    return {{record.name, id, "", "", std::move(reason)}};
}

std::vector<Conflict> change_back(House& house, Transaction& transaction, Change& change, const PlainRecord& record,
                                  std::int64_t id, const std::vector<audit::FieldChange>& changes, bool check_only) {
    const auto before = find_row(transaction, record, id);
    if (!before) return about_whole(record, id, "error.gone");
    std::vector<Conflict> conflicts;
    PlainRow after = *before;
    for (const auto& back : changes)
        if (const auto* field = field_named(record, back.field))
            if (auto conflict = audit::put_back(*field, after.values[back.field], back, house.rules))
                conflicts.push_back(std::move(*conflict));
    if (before->text(record.key) != after.text(record.key) && key_is_used(transaction, record, *before))
        return about_whole(record, id, "error.in_use");
    if (!check_names(transaction, record, after).empty()) return about_whole(record, id, "error.gone");
    if (!check_only && !change_row(transaction, change, record, *before, after))
        return about_whole(record, id, "error.changed_since");
    return conflicts;
}

std::vector<Conflict> creation_back(Transaction& transaction, Change& change, const PlainRecord& record,
                                    std::int64_t first, std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto row = find_row(transaction, record, id);
        if (!row) continue;
        if (row->version > 1 && audit::touched_by_others(transaction, record.name, id, event, change.event()))
            conflicts.push_back({record.name, id, "", "", "error.changed_since"});
        else if (is_used(transaction, record, *row)) conflicts.push_back({record.name, id, "", "", "error.in_use"});
        else if (!check_only) remove_row(transaction, change, record, *row);
    }
    return conflicts;
}

std::vector<Conflict> deletion_back(Transaction& transaction, Change& change, const PlainRecord& record,
                                    std::int64_t id, const std::string& text, bool check_only) {
    const auto image = json::parse(text);
    if (!image.contains("id")) return about_whole(record, id, "error.gone_for_good");  // it was kept without its image
    auto row = row_of(record, image);
    if (find_row(transaction, record, id) || twin_of(transaction, record, row))
        return about_whole(record, id, "error.changed_since");
    if (!check_names(transaction, record, row).empty()) return about_whole(record, id, "error.gone");
    if (check_only) return {};
    insert(transaction, record, row);
    change.created(record.name, id);
    return {};
}

}  // namespace

std::string PlainRow::text(std::string_view field) const {
    const auto found = values.find(field);
    const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : std::string();
}

std::int64_t PlainRow::integer(std::string_view field) const {
    const auto found = values.find(field);
    const auto* number = found == values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
    return number ? *number : 0;
}

bool PlainRow::yes(std::string_view field) const {
    const auto found = values.find(field);
    return found != values.end() && found->second == Value(true);
}

std::optional<PlainRow> find_row(Transaction& transaction, const PlainRecord& record, std::int64_t id) {
    std::optional<PlainRow> row;
    {
        // sql: the names are those of a declared record
        auto rows = transaction.query(select_from(record) + " WHERE id = :id", id);
        if (rows.next()) row = read_row(record, rows);
    }
    if (row) read_links(transaction, record, *row);
    return row;
}

std::optional<PlainRow> find_twin(Transaction& transaction, const PlainRecord& record, const PlainValues& values) {
    PlainRow row;
    row.values = values;
    for (const auto& field : record.unique)
        if (is_empty(row.values[field]) && !may_be_nothing(record, field)) return std::nullopt;
    const auto id = twin_of(transaction, record, row);
    return id ? find_row(transaction, record, *id) : std::nullopt;
}

std::vector<PlainRow> all_rows(Transaction& transaction, const PlainRecord& record) {
    std::vector<PlainRow> all;
    {
        // sql: the names are those of a declared record
        auto rows = transaction.query(select_from(record) + " ORDER BY " + record.order);
        while (rows.next()) all.push_back(read_row(record, rows));
    }
    if (!record.links.empty())
        for (auto& row : all) read_links(transaction, record, row);
    return all;
}

PlainPage page_of(Transaction& transaction, const Actor& actor, const PlainRecord& record, std::string_view typed,
                  std::int64_t offset, std::int64_t limit) {
    if (record.access || !record.links.empty()) return small_page_of(transaction, actor, record, typed, offset, limit);
    PlainPage page;
    const auto folded = fold(typed);
    // sql: the names are those of a declared record
    auto rows = transaction.stream(select_from(record) + " ORDER BY " + record.order);
    while (rows.next()) {
        auto row = read_row(record, rows);
        if (!folded.empty() && !holds(record, row, folded)) continue;
        if (page.count++ >= offset && static_cast<std::int64_t>(page.rows.size()) < limit)
            page.rows.push_back(std::move(row));
    }
    return page;
}

void create_row(Transaction& transaction, Change& change, const PlainRecord& record, PlainRow& row) {
    row.id = take_ids(transaction, record.name);
    insert(transaction, record, row);
    change.created(record.name, row.id);
}

bool change_row(Transaction& transaction, Change& change, const PlainRecord& record, const PlainRow& before,
                const PlainRow& after) {
    if (before.values == after.values) return true;
    if (!update(transaction, record, before, after)) return false;
    for (const auto& field : record.fields) {
        const auto &old = before.values.find(field.name)->second, &now = after.values.find(field.name)->second;
        if (old != now) change.changed(record.name, before.id, field, old, now, 0);
    }
    return true;
}

void remove_row(Transaction& transaction, Change& change, const PlainRecord& record, const PlainRow& row) {
    drop_links(transaction, record, row.id);
    // sql: the names are those of a declared record
    transaction.execute("DELETE FROM " + record.table + " WHERE id = :id", row.id);
    change.deleted(record.name, row.id, json_of(record, row).dump(), 0);
}

std::vector<Issue> apply_values(Transaction& transaction, const PlainRecord& record, PlainRow& row,
                                const PlainValues& values) {
    std::vector<Issue> issues;
    for (const auto& field : record.fields) {
        auto& kept = row.values[std::string(field.name)];
        if (field.kind == FieldKind::yes_no && is_empty(kept)) kept = false;
    }
    for (const auto& [name, value] : values) {
        const auto* field = field_named(record, name);
        auto checked = field ? check_value(*field, value) : Result<Value>(refuse_field(name, "error.unknown_field"));
        if (!checked)
            issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
        else if (field->kind == FieldKind::yes_no && is_empty(*checked)) row.values[name] = false;
        else row.values[name] = std::move(*checked);
    }
    for (auto& issue : check_names(transaction, record, row)) add_unless_named(issues, std::move(issue));
    if (record.complete)
        for (auto& issue : record.complete(transaction, row)) add_unless_named(issues, std::move(issue));
    for (const auto& field : record.fields)
        if (field.has(required) && is_empty(row.values.find(field.name)->second))
            add_unless_named(issues, {std::string(field.name), "error.required", {}});
    if (issues.empty() && twin_of(transaction, record, row).value_or(row.id) != row.id)
        issues.push_back({record.unique.back(), "error.exists_already", {}});
    return issues;
}

Result<SavedRow> create(House& house, Transaction& transaction, const Actor& actor, const PlainRecord& record,
                        const PlainValues& values) {
    hold_house(transaction);
    PlainRow row;
    if (auto issues = apply_values(transaction, record, row, values); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    if (!may(transaction, actor, record, row, true)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    Change event(house, transaction, actor, record.name + "_created");
    create_row(transaction, event, record, row);
    event.seal();
    return SavedRow{std::move(row), event.event()};
}

Result<SavedRow> change(House& house, Transaction& transaction, const Actor& actor, const PlainRecord& record,
                        std::int64_t id, std::int64_t version, const PlainValues& values) {
    hold_house(transaction);  // who names the row by its code has done so, or finds it as it becomes
    const auto before = TRY(row_to_change(transaction, actor, record, id));
    PlainRow after = before;
    if (auto issues = apply_values(transaction, record, after, values); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    if (before.version != version) return refuse(RefusalKind::stale, "error.stale");
    if (before.text(record.key) != after.text(record.key) && key_is_used(transaction, record, before))
        return refuse_field(record.key, "error.in_use");
    if (!may(transaction, actor, record, after, true)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    if (before.values == after.values) return SavedRow{before, 0};
    Change event(house, transaction, actor, record.name + "_changed");
    if (!change_row(transaction, event, record, before, after)) return refuse(RefusalKind::stale, "error.stale");
    event.seal();
    after.version += 1;
    return SavedRow{std::move(after), event.event()};
}

Result<std::int64_t> remove(House& house, Transaction& transaction, const Actor& actor, const PlainRecord& record,
                            std::int64_t id, std::int64_t version) {
    hold_house(transaction);  // who names the row by its code has done so, or finds it gone
    const auto row = TRY(row_to_change(transaction, actor, record, id));
    if (row.version != version) return refuse(RefusalKind::stale, "error.stale");
    if (record.users)
        if (auto users = record.users(transaction, row); !users.empty())
            return Refusal{RefusalKind::conflict, std::move(users)};
    if (is_used(transaction, record, row)) return refuse(RefusalKind::conflict, "error.in_use");
    Change event(house, transaction, actor, record.name + "_deleted");
    remove_row(transaction, event, record, row);
    event.seal();
    return event.event();
}

audit::Reversible reversible(const PlainRecord& record) {
    audit::Reversible how;
    how.record = record.name;
    how.change = [record](House& house, Transaction& transaction, Change& event, std::int64_t id,
                          const std::vector<audit::FieldChange>& changes, bool check_only) {
        return change_back(house, transaction, event, record, id, changes, check_only);
    };
    how.creation = [record](House&, Transaction& transaction, Change& event, std::int64_t first, std::int64_t last,
                            std::int64_t created, bool check_only) {
        return creation_back(transaction, event, record, first, last, created, check_only);
    };
    how.deletion = [record](House&, Transaction& transaction, Change& event, std::int64_t id, const std::string& row,
                            bool check_only) { return deletion_back(transaction, event, record, id, row, check_only); };
    return how;
}

}  // namespace kartei::parameters
