#include "modules/profile/row_store.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "audit/house_key.hpp"
#include "audit/kept_row.hpp"
#include "base/iban.hpp"
#include "base/module.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/profile/declared_lists.hpp"
#include "modules/profile/row_terms.hpp"
#include "sql/field_columns.hpp"

namespace kartei::profile {
namespace {

using audit::Change;
using nlohmann::json;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr int kept_count = 5;  ///< columns that the program keeps, ahead of the fields
constexpr Field position_field{"position", FieldKind::integer};

sql::Columns columns_of(const List& list) {
    return sql::columns_of({"id", "version", "created_event", "customer_id", "position"}, list.fields);
}

/// One key for all sealed columns, derived from the house's key: rows move between customers when those are merged.
audit::Key sealing_key(const House& house) { return audit::derived_key(house.keys, "profile|sealing key"); }

std::string place_of(const List& list, std::int64_t id, const Field& field) {
    return std::string(list.record) + "|" + std::to_string(id) + "|" + std::string(field.name);
}

Row read_row(House& house, const List& list, const Rows& rows) {
    Row row{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), {}};
    int column = kept_count;
    for (const auto& field : list.fields) {
        auto value = sql::value_of(field, rows, column++);
        if (field.is_sensitive() && !is_empty(value)) {
            auto opened =
                audit::unseal(sealing_key(house), std::get<std::string>(value), place_of(list, row.id, field));
            if (!opened) throw std::runtime_error("a sealed value does not open: " + place_of(list, row.id, field));
            value = std::move(*opened);
        }
        row.values.push_back(std::move(value));
    }
    return row;
}

std::string purpose_of(const List& list, std::string_view field) {
    return std::string(list.record) + "." + std::string(field);
}

/// NAME_index is the hash of NAME, however it was spaced.
std::string index_of(House& house, const List& list, const Row& row, std::string_view index_field) {
    const auto name = index_field.substr(0, index_field.size() - std::string_view("_index").size());
    const auto value = list.text(row, name);
    return value.empty() ? "" : house.keys.blind_index(purpose_of(list, name), compact(value));
}

/// What stands in the table for each field; `kept` owns the texts.
std::vector<Parameter> field_parameters(House& house, const List& list, const Row& row,
                                        std::vector<std::string>& kept) {
    kept.clear();
    kept.reserve(list.fields.size());
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto& field = list.fields[i];
        Value stored = row.values[i];
        if (field.kind == FieldKind::blind_index) stored = index_of(house, list, row, field.name);
        else if (field.is_sensitive() && !is_empty(stored))
            stored = audit::seal(sealing_key(house), std::get<std::string>(stored), place_of(list, row.id, field));
        parameters.push_back(sql::parameter_of(field, stored, kept));
    }
    return parameters;
}

// sql: table and columns of all statements here come from the declarations in list.cpp
std::string select(const List& list) { return sql::select_from(list.record, columns_of(list)); }

void write_row(House& house, Transaction& transaction, const List& list, const Row& row) {
    std::vector<std::string> kept;
    std::vector<Parameter> parameters{row.id, row.version, row.created_event, row.customer_id, row.position};
    for (auto& parameter : field_parameters(house, list, row, kept)) parameters.push_back(parameter);
    transaction.run_execute(sql::insert_into(list.record, columns_of(list)), parameters);
}

/// The row as the table has it, sealed values sealed.
std::string raw_row(Transaction& transaction, const List& list, std::int64_t id) {
    auto rows = transaction.query(select(list) + " WHERE id = :id", id);
    return rows.next() ? audit::kept_row(rows, columns_of(list)).dump() : "{}";
}

/// Tells the customer's history and notes the time of his last change.
void note_change(Transaction& transaction, Change& change, const List& list, std::int64_t customer,
                 const std::string& before, const std::string& after) {
    const Field field{list.name, FieldKind::text, 0, Privacy::personal};
    change.changed(history_record, customer, field, before.empty() ? Value() : Value(before),
                   after.empty() ? Value() : Value(after), customer);
    transaction.execute("UPDATE customer SET changed_at = :changed_at WHERE id = :id", change.at(), customer);
}

/// An empty label would read like nothing at all.
std::string shown_label(const List& list, const Row& row) {
    auto label = list.label(row.values);
    return label.empty() ? "\u2026" : label;
}

/// What the search finds customers by follows their phones and family.
void follow(Transaction& transaction, const List& list, const Row& row) {
    follow_row(transaction, list.record, row.customer_id,
               [&](std::string_view column) { return list.text(row, column); });
}

/// Passports and wishes of a member who goes.
void delete_held(House& house, Transaction& transaction, Change& change, const Row& member) {
    for (const auto& list : all_lists()) {
        if (!list.has_holder) continue;
        for (const auto& row : rows_of(house, transaction, list, member.customer_id))
            if (list.value(row, "holder") == Value(member.id)) delete_row(house, transaction, change, list, row);
    }
}

}  // namespace

std::optional<Row> find_row(House& house, Transaction& transaction, const List& list, std::int64_t id) {
    auto rows = transaction.query(select(list) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_row(house, list, rows);
}

std::vector<Row> rows_of(House& house, Transaction& transaction, const List& list, std::int64_t customer) {
    std::vector<Row> found;
    auto rows = transaction.query(select(list) + " WHERE customer_id = :customer ORDER BY position, id", customer);
    while (rows.next()) found.push_back(read_row(house, list, rows));
    return found;
}

void each_row(House& house, Transaction& transaction, const List& list, const std::function<bool(const Row&)>& take) {
    auto rows = transaction.stream(select(list) + " ORDER BY customer_id, position, id");
    while (rows.next() && take(read_row(house, list, rows))) {
    }
}

std::int64_t count_rows(Transaction& transaction, const List& list) {
    // sql: as above
    auto rows = transaction.query("SELECT count(*) FROM " + std::string(list.record));
    rows.next();
    return rows.integer(0);
}

std::vector<std::int64_t> ids_with(House& house, Transaction& transaction, const List& list, std::string_view field,
                                   std::string_view value) {
    const auto index = house.keys.blind_index(purpose_of(list, field), compact(value));
    std::vector<std::int64_t> ids;
    // sql: as above
    auto rows = transaction.query("SELECT id FROM " + std::string(list.record) + " WHERE " + std::string(field) +
                                      "_index = :value ORDER BY id",
                                  index);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::int64_t next_position(Transaction& transaction, const List& list, std::int64_t customer) {
    // sql: as above
    auto rows = transaction.query(
        "SELECT coalesce(max(position), 0) + 1 FROM " + std::string(list.record) + " WHERE customer_id = :customer",
        customer);
    rows.next();
    return rows.integer(0);
}

void insert_row(House& house, Transaction& transaction, Change& change, const List& list, Row& row) {
    row.id = take_ids(transaction, list.record);
    row.version = list.single ? 2 : 1;  // before it was there, it read as version 1
    row.created_event = change.event();
    if (row.position == 0) row.position = next_position(transaction, list, row.customer_id);
    note_change(transaction, change, list, row.customer_id, "", shown_label(list, row));
    change.created(list.record, row.id);
    write_row(house, transaction, list, row);
    follow(transaction, list, row);
}

bool update_row(House& house, Transaction& transaction, Change& change, const List& list, const Row& before,
                Row& after) {
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < list.fields.size(); ++i)
        if (list.fields[i].kind != FieldKind::blind_index && before.values[i] != after.values[i]) changed.push_back(i);
    if (changed.empty() && before.position == after.position) return false;
    note_change(transaction, change, list, after.customer_id, shown_label(list, before), shown_label(list, after));
    for (const auto i : changed)
        change.changed(list.record, after.id, list.fields[i], before.values[i], after.values[i], after.customer_id);
    if (before.position != after.position)
        change.changed(list.record, after.id, position_field, before.position, after.position, after.customer_id);
    std::vector<std::string> kept;
    std::vector<Parameter> parameters{after.position};
    for (auto& parameter : field_parameters(house, list, after, kept)) parameters.push_back(parameter);
    parameters.emplace_back(after.id);
    // sql: table and columns come from the declarations in list.cpp
    transaction.run_execute("UPDATE " + std::string(list.record) + " SET version = version + 1, " +
                                sql::assigned(sql::columns_of({"position"}, list.fields)) + " WHERE id = :id",
                            parameters);
    follow(transaction, list, before);
    follow(transaction, list, after);
    after.version = before.version + 1;
    return true;
}

void delete_row(House& house, Transaction& transaction, Change& change, const List& list, const Row& row) {
    note_change(transaction, change, list, row.customer_id, shown_label(list, row), "");
    change.deleted(list.record, row.id, raw_row(transaction, list, row.id), row.customer_id);
    // sql: as above
    transaction.execute("DELETE FROM " + std::string(list.record) + " WHERE id = :id", row.id);
    follow(transaction, list, row);
    if (list.record == "family_member") delete_held(house, transaction, change, row);
}

bool restore_row(House& house, Transaction& transaction, Change& change, const List& list, const std::string& text) {
    const auto row = json::parse(text);
    const auto number = [&](const char* name) {
        return std::stoll(row.at(name).get_ref<const std::string&>());
    };
    const auto customer = number("customer_id");
    if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", customer).next()) return false;
    std::vector<Parameter> parameters;
    for (const auto& name : columns_of(list)) {
        const auto& value = row.at(name);
        parameters.push_back(value.is_null() ? Parameter(nullptr) : Parameter(value.get_ref<const std::string&>()));
    }
    transaction.run_execute(sql::insert_into(list.record, columns_of(list)), parameters);
    const auto restored = find_row(house, transaction, list, number("id"));
    note_change(transaction, change, list, customer, "", shown_label(list, *restored));
    change.created(list.record, restored->id);
    follow(transaction, list, *restored);
    return true;
}

std::int64_t check_rows(House& house, Transaction& transaction) {
    std::int64_t wrong = 0;
    for (const auto& list : all_lists()) try {
            each_row(house, transaction, list, [&](const Row& row) {
                bool sound = transaction.query("SELECT 1 FROM customer WHERE id = :id", row.customer_id).next();
                for (const auto& field : list.fields)
                    if (field.kind == FieldKind::blind_index)
                        sound = sound && list.text(row, field.name) == index_of(house, list, row, field.name);
                wrong += sound ? 0 : 1;
                return true;
            });
        } catch (const std::runtime_error&) {
            ++wrong;  // one that does not open ends the look at its list
        }
    return wrong + check_row_terms(transaction);
}

std::vector<Hanging> hanging_on(Transaction& transaction, std::int64_t customer) {
    std::vector<Hanging> all;
    for (const auto& reference : handed_in<customers::Reference>()) {
        if (!reference.blocks_deletion) continue;
        // sql: table and column come from handed_in<Reference>(), which only the program fills
        auto rows = transaction.query(
            "SELECT count(*) FROM " + reference.table + " WHERE " + reference.column + " = :id", customer);
        if (rows.next() && rows.integer(0) > 0) all.push_back({reference.table, rows.integer(0)});
    }
    return all;
}

std::vector<customers::Reference> references() {
    std::vector<customers::Reference> all;
    for (const auto& list : all_lists())
        all.push_back({std::string(list.record), "customer_id", false, "", columns_of(list)});
    return all;
}

}  // namespace kartei::profile
