#include "modules/merges/moving.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/keys.hpp"
#include "base/module.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/profile/list.hpp"
#include "modules/profile/row_terms.hpp"

namespace kartei::merges {
namespace {

using nlohmann::json;
using sql::Transaction;

/// Whether a row is the same, whoever's it is and wherever it stands in his list.
std::string fingerprint(const TableShape& shape, const RawRow& row) {
    std::string text;
    for (const auto& column : shape.columns)
        if (column != shape.column && column != "position")
            text += row.at(column).is_null() ? "-;" : row.at(column).get<std::string>() + ";";
    return audit::sha256(text).substr(0, 16);
}

std::string text_of(const RawRow& row, const char* column) {
    const auto found = row.find(column);
    return found == row.end() || found->is_null() ? "" : found->get<std::string>();
}

/// Of two consents that cannot both stand. A label: the one that lasts longer. A permission: what holds.
bool takes_precedence(const TableShape& shape, const RawRow& mine, const RawRow& other) {
    if (shape.table == "customer_label") {
        const auto end = [](const RawRow& row) { return text_of(row, "expires_at"); };
        return !end(other).empty() && (end(mine).empty() || end(mine) > end(other));
    }
    if (shape.table != "customer_permission") return false;
    const auto declared = [](const RawRow& row) {
        return consents::CustomerPermission{0, 0, text_of(row, "state"), "", text_of(row, "at"), ""};
    };
    return consents::holds_over(declared(mine), declared(other));
}

/// The values of a unique key beside the customer; none when one is NULL: that is unique by itself.
std::optional<std::string> unique_text(const std::vector<std::string>& columns, const RawRow& row) {
    std::string text;
    for (const auto& column : columns) {
        if (row.at(column).is_null()) return std::nullopt;
        const auto value = row.at(column).get<std::string>();
        text += std::to_string(value.size()) + ":" + value;
    }
    return text;
}

/// The row of `theirs` that stands in the way of `row`.
const RawRow* in_the_way(const TableShape& shape, const std::vector<RawRow>& theirs, const RawRow& row) {
    for (const auto& columns : shape.uniques) {
        const auto mine = unique_text(columns, row);
        if (!mine) continue;
        for (const auto& other : theirs)
            if (unique_text(columns, other) == mine) return &other;
    }
    return nullptr;
}

std::int64_t last_position(const TableShape& shape, const std::vector<RawRow>& rows) {
    std::int64_t last = 0;
    if (shape.has("position"))
        for (const auto& row : rows) last = std::max<std::int64_t>(last, std::stoll(text_of(row, "position")));
    return last;
}

json note_of(const TableShape& shape, const RawRow& row) {
    json note{{"key", key_of(shape, row)}, {"fingerprint", fingerprint(shape, row)}};
    if (shape.has("position")) note["position"] = row.at("position");
    if (shape.key_holds_customer()) note["row"] = row;
    return note;
}

/// One row goes over to another customer, behind those he has.
void hand_over(Transaction& transaction, const TableShape& shape, const RawRow& row, std::int64_t to,
               std::int64_t behind) {
    RawRow values{{shape.column, std::to_string(to)}};
    if (shape.has("position")) values["position"] = std::to_string(behind + std::stoll(text_of(row, "position")));
    update_row(transaction, shape, key_of(shape, row), values);
}

json move_table(Transaction& transaction, const TableShape& shape, std::int64_t from, std::int64_t to) {
    json moved = json::array(), displaced = json::array(), replaced = json::array();
    const auto rows = rows_of(transaction, shape, from);
    const auto theirs = rows.empty() ? std::vector<RawRow>() : rows_of(transaction, shape, to);
    const auto behind = last_position(shape, theirs);
    for (const auto& row : rows) {
        if (const auto* other = shape.uniques.empty() ? nullptr : in_the_way(shape, theirs, row)) {
            const bool mine_stays = takes_precedence(shape, row, *other);
            (mine_stays ? replaced : displaced).push_back(mine_stays ? *other : row);
            delete_row(transaction, shape, key_of(shape, mine_stays ? *other : row));
            if (!mine_stays) continue;
        }
        hand_over(transaction, shape, row, to, behind);
        moved.push_back(note_of(shape, row));
    }
    return {{"table", shape.table}, {"column", shape.column}, {"moved", std::move(moved)},
            {"displaced", std::move(displaced)}, {"replaced", std::move(replaced)}};
}

/// The key a moved row has now: where the customer is part of it, his who had it.
RawRow key_now(const TableShape& shape, const json& note, std::int64_t to) {
    auto key = note.at("key");
    if (shape.key_holds_customer()) key[shape.column] = std::to_string(to);
    return key;
}

enum class Now { same, changed, elsewhere, gone };

Now state_of(const TableShape& shape, const RawRow& row, const json& note, std::int64_t to) {
    if (row.is_null()) return Now::gone;
    if (row.at(shape.column) != std::to_string(to)) return Now::elsewhere;
    return fingerprint(shape, row) == note.at("fingerprint") ? Now::same : Now::changed;
}

void move_row_back(Transaction& transaction, const TableShape& shape, const json& note, std::int64_t from,
                   std::int64_t to) {
    const auto key = key_now(shape, note, to);
    const auto now = state_of(shape, find_row(transaction, shape, key), note, to);
    if (now == Now::gone || now == Now::elsewhere) return;
    if (now == Now::changed && shape.key_holds_customer()) {
        insert_row(transaction, shape, note.at("row"));  // what was said since was said by him who had both
        return;
    }
    RawRow values{{shape.column, std::to_string(from)}};
    if (note.contains("position")) values["position"] = note.at("position");
    update_row(transaction, shape, key, values);
}

void put_back(Transaction& transaction, const TableShape& shape, const json& rows, std::int64_t owner) {
    const auto theirs = rows.empty() ? std::vector<RawRow>() : rows_of(transaction, shape, owner);
    for (const auto& row : rows)
        if (!in_the_way(shape, theirs, row) && find_row(transaction, shape, key_of(shape, row)).is_null())
            insert_row(transaction, shape, row);
}

std::string name_key_of(Transaction& transaction, std::int64_t customer) {
    return orders::name_key_of_customer(transaction, customer);
}

/// The shape of a table, and what it does not say itself: an agency has one row of agency data.
TableShape followed(Transaction& transaction, const std::string& table, const std::string& column) {
    auto shape = shape_of(transaction, table, column);
    if (table == "agency") shape.uniques.emplace_back();
    for (const auto& reference : handed_in<customers::Reference>())
        if (reference.table == table && reference.column == column) shape.found_by = reference.found_by;
    return shape;
}

/// What is derived from moved rows: whose orders they are, lines of the lists, terms that a customer is found by.
void refresh(Transaction& transaction, const TableShape& shape, const json& moved, const std::string& old_key,
             std::int64_t from, std::int64_t to) {
    for (const auto& note : moved) {
        if (shape.table == "orders") {
            const auto order = std::stoll(note.at("key").at("id").get<std::string>());
            orders::follow_customer(transaction, order, from, to);
            orders::refresh_lines(transaction, order, old_key);
        }
        if (shape.table == "booking" && shape.column == "customer_id")
            for (const auto customer : {from, to})
                bookings::follow_turnover(transaction, customer, std::stoll(note.at("key").at("id").get<std::string>()));
        if (profile::makes_terms(shape.table)) {
            const auto row = find_row(transaction, shape, note.at("key"));
            for (const auto customer : {from, to})
                profile::follow_row(transaction, shape.table, customer,
                                    [&](std::string_view column) { return text_of(row, std::string(column).c_str()); });
        }
    }
}

}  // namespace

std::vector<TableShape> followed_tables(Transaction& transaction) {
    std::set<std::pair<std::string, std::string>> tables{{"former_number", "customer_id"}};
    for (const auto& reference : handed_in<customers::Reference>()) tables.emplace(reference.table, reference.column);
    std::vector<TableShape> shapes;
    for (const auto& [table, column] : tables) shapes.push_back(followed(transaction, table, column));
    return shapes;
}

json move_rows(Transaction& transaction, std::int64_t from, std::int64_t to) {
    const auto old_key = name_key_of(transaction, from);
    json moves = json::array();
    for (const auto& shape : followed_tables(transaction)) {
        auto table = move_table(transaction, shape, from, to);
        refresh(transaction, shape, table.at("moved"), old_key, from, to);
        if (!table["moved"].empty() || !table["displaced"].empty() || !table["replaced"].empty())
            moves.push_back(std::move(table));
    }
    consents::refresh_consents(transaction, to);
    return moves;
}

void move_back(Transaction& transaction, const json& moves, std::int64_t from, std::int64_t to) {
    const auto old_key = name_key_of(transaction, to);
    for (const auto& table : moves) {
        const auto shape = followed(transaction, table.at("table"), table.at("column"));
        json came_back = json::array();
        for (const auto& note : table.at("moved")) {
            const auto before = find_row(transaction, shape, key_now(shape, note, to));
            if (state_of(shape, before, note, to) == Now::same || state_of(shape, before, note, to) == Now::changed)
                came_back.push_back(note);
            move_row_back(transaction, shape, note, from, to);
        }
        refresh(transaction, shape, came_back, old_key, to, from);
        put_back(transaction, shape, table.at("displaced"), from);
        put_back(transaction, shape, table.at("replaced"), to);
    }
    consents::refresh_consents(transaction, from);
    consents::refresh_consents(transaction, to);
}

std::vector<Since> happened_since(Transaction& transaction, const json& moves, std::int64_t from, std::int64_t to) {
    std::vector<Since> list;
    for (const auto& table : moves) {
        const auto shape = followed(transaction, table.at("table"), table.at("column"));
        for (const auto& note : table.at("moved")) {
            const auto row = find_row(transaction, shape, key_now(shape, note, to));
            const auto now = state_of(shape, row, note, to);
            const auto sample = row.is_null() ? "" : sample_of(shape, row);
            if (now == Now::gone) list.push_back({shape.table, "gone", sample, 0});
            if (now == Now::elsewhere) list.push_back({shape.table, "elsewhere", sample, 0});
            if (now == Now::changed)
                list.push_back({shape.table, "changed", sample, shape.key_holds_customer() ? to : from});
        }
    }
    return list;
}

std::vector<Since> created_since(Transaction& transaction, std::int64_t customer, std::int64_t event) {
    std::vector<Since> list;
    for (const auto& shape : followed_tables(transaction)) {
        if (!shape.has("created_event")) continue;
        for (const auto& row : rows_of(transaction, shape, customer))
            if (std::stoll(text_of(row, "created_event")) > event)
                list.push_back({shape.table, "created", sample_of(shape, row), customer});
    }
    return list;
}

std::string sample_of(const TableShape& shape, const RawRow& row) {
    // Tables that are no list of the profile; those say it themselves.
    static const std::map<std::string, const char*, std::less<>> told_by{{"orders", "number"},
                                                                         {"former_number", "number"},
                                                                         {"customer_source", "source_key"},
                                                                         {"imported_booking", "booking_number"}};
    const auto column = told_by.find(shape.table);
    if (column != told_by.end()) return text_of(row, column->second);
    const auto* list = profile::find_list(shape.table);
    const auto* field = list ? list->telling_field() : nullptr;
    return field ? text_of(row, std::string(field->name).c_str()) : "";
}

}  // namespace kartei::merges
