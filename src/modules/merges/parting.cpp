// Undoing a merge (merge_actions.hpp).
#include <algorithm>

#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/merges/agency_joining.hpp"
#include "modules/merges/links_of_others.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/orders/sales_ledger.hpp"

namespace kartei::merges {
namespace {

using audit::Change;
using audit::Conflict;
using nlohmann::json;
using sql::Transaction;

Conflict about(std::int64_t id, std::string_view reason) {
    return {std::string(merge_record), id, "", "", std::string(reason)};
}

std::string text_of(const RawRow& row, const std::string& column) {
    return row.at(column).is_null() ? std::string() : row.at(column).get<std::string>();
}

TableShape customer_shape(Transaction& transaction) { return shape_of(transaction, "customer", "id"); }

/// What forbids that a merged customer comes back: the survivor went, or was merged further (part him first), or
/// somebody stands in the way.
std::optional<Conflict> obstacle(Transaction& transaction, const json& image, std::int64_t id) {
    const auto survivor = image.at("survivor").get<std::int64_t>();
    if (!customers::find_customer(transaction, survivor)) return about(id, "error.survivor_gone");
    if (customers::find_customer(transaction, id)) return about(id, "error.changed_since");
    const auto number = std::stoll(text_of(image.at("customer"), "number"));
    if (customers::id_of_number(transaction, number) != survivor) return about(id, "error.number_taken");
    return std::nullopt;
}

/// The numbers that found the survivor are his own again who comes back.
void forget_numbers(Transaction& transaction, const json& aliases, std::int64_t survivor) {
    const auto shape = shape_of(transaction, "former_number", "customer_id");
    for (const auto& key : aliases)
        if (const auto row = find_row(transaction, shape, key);
            !row.is_null() && text_of(row, "customer_id") == std::to_string(survivor))
            delete_row(transaction, shape, key);
}

/// Sales that were noted while both were one are his whose order it is again.
void settle_orders(Transaction& transaction, const Change& change, const json& moves) {
    for (const auto& table : moves)
        if (table.at("table") == "orders")
            for (const auto& note : table.at("moved"))
                orders::settle_sales(transaction, change, std::stoll(note.at("key").at("id").get<std::string>()));
}

void bring_back(Transaction& transaction, const Change& change, const json& image, std::int64_t id) {
    const auto survivor = image.at("survivor").get<std::int64_t>();
    const auto& row = image.at("customer");
    forget_numbers(transaction, image.at("aliases"), survivor);
    insert_row(transaction, customer_shape(transaction), row);
    customers::insert_lines(transaction, *customers::find_customer(transaction, id));
    move_back(transaction, image.at("moves"), id, survivor);
    settle_orders(transaction, change, image.at("moves"));
}

/// Fields of the survivor that a later change has touched: they stay.
bool stands(const json& image, const RawRow& now, const std::string& column) {
    return now.at(column) == image.at("after").at(column);
}

bool changed_by_merge(const json& image, const std::string& column) {
    return image.at("before").at(column) != image.at("after").at(column);
}

/// Has nobody changed him since? The version alone does not say so: another merge may have come and gone.
bool is_untouched(const json& image, const RawRow& now) {
    return std::all_of(now.items().begin(), now.items().end(), [&](const auto& column) {
        return column.key() == "version" || image.at("after").at(column.key()) == column.value();
    });
}

/// The survivor gets back what the merge changed. When nothing else has changed him his row is as it was before, time
/// of change included; he is one version on in any case: what was given out while he was merged is never given out
/// again.
void restore_survivor(Transaction& transaction, Change& change, const json& image, std::int64_t id) {
    const auto shape = customer_shape(transaction);
    const auto now = find_row(transaction, shape, {{"id", std::to_string(id)}});
    const auto before = *customers::find_customer(transaction, id);
    RawRow values = RawRow::object();
    for (const auto& column : shape.columns)
        if (column != "version" && changed_by_merge(image, column) && stands(image, now, column))
            values[column] = image.at("before").at(column);
    const bool untouched = is_untouched(image, now);
    values["version"] = std::to_string(std::stoll(text_of(now, "version")) + 1);
    if (!untouched) values["changed_at"] = change.at();
    update_row(transaction, shape, {{"id", std::to_string(id)}}, values);
    const auto after = *customers::find_customer(transaction, id);
    customers::follow_change(transaction, before, after);
    if (const auto with = image.value("merged_with", std::string()); !with.empty())
        change.changed(merge_record, id, merged_with_field, with, {}, 0);
    for (const auto& difference : differences(customers::customer_fields(), before, after))
        change.changed(merge_record, id, *difference.field, difference.before, difference.after, id);
}

std::vector<Conflict> reverse_deletion(House&, Transaction& transaction, Change& change, std::int64_t id,
                                       const std::string& text, bool check_only) {
    if (text.empty()) return {about(id, "error.erased")};
    const auto image = json::parse(text);
    if (image.at("role") != "merged") {
        if (!customers::find_customer(transaction, id)) return {about(id, "error.survivor_gone")};
        if (check_only) return {};
        if (image.at("role") == "survivor") restore_survivor(transaction, change, image, id);
        if (image.at("role") == "agency") part_agencies(transaction, image);
        if (image.at("role") == "links") return_links(transaction, change, image);
        return {};
    }
    if (auto conflict = obstacle(transaction, image, id)) return {*conflict};
    if (check_only) return {};
    bring_back(transaction, change, image, id);
    if (image.contains("survivor_number"))
        change.changed(merge_record, id, merged_into_field, image.at("survivor_number").get<std::int64_t>(), {}, 0);
    change.created(merge_record, id);
    return {};
}

/// What an undone merge brought back is not taken away again by undoing the undoing: they are merged anew.
std::vector<Conflict> reverse_creation(House&, Transaction&, Change&, std::int64_t first, std::int64_t, std::int64_t,
                                       bool) {
    return {about(first, "error.merge_again")};
}

PartingPreview::Person person_of(const RawRow& row) {
    customers::Customer customer;
    customer.first_name = text_of(row, "first_name");
    customer.name_prefix = text_of(row, "name_prefix");
    customer.name = text_of(row, "name");
    return {std::stoll(text_of(row, "id")), std::stoll(text_of(row, "number")), customers::full_name(customer)};
}

void add(PartingPreview& preview, std::vector<Since> more) {
    for (auto& since : more) preview.since.push_back(std::move(since));
}

void look_at_survivor(Transaction& transaction, const json& image, std::int64_t id, std::int64_t event,
                      PartingPreview& preview) {
    preview.survivor = id;
    const auto now = find_row(transaction, customer_shape(transaction), {{"id", std::to_string(id)}});
    if (now.is_null()) return;
    for (const auto& member : customers::customer_fields())
        if (!stands(image, now, std::string(member.field.name))) preview.fields.emplace_back(member.field.name);
    add(preview, created_since(transaction, id, event));
}

void look_at(House& house, Transaction& transaction, const audit::FieldChange& row, std::int64_t event,
             PartingPreview& preview) {
    Change unused(house, transaction, event);  // never sealed
    for (auto& conflict : reverse_deletion(house, transaction, unused, row.record_id, row.before.value_or(""), true))
        preview.conflicts.push_back(std::move(conflict));
    if (!row.before) return;
    const auto image = json::parse(*row.before);
    if (image.at("role") == "merged") {
        preview.merged.insert(preview.merged.begin(), person_of(image.at("customer")));
        add(preview, happened_since(transaction, image.at("moves"), row.record_id, image.at("survivor")));
    } else if (image.at("role") == "survivor") {
        look_at_survivor(transaction, image, row.record_id, event, preview);
    } else if (image.at("role") == "links") {
        add(preview, links_changed_since(transaction, image));
    } else {
        for (auto& name : agency_fields_changed_since(transaction, image)) preview.fields.push_back(std::move(name));
    }
}

}  // namespace

Result<PartingPreview> preview_parting(House& house, Transaction& transaction, std::int64_t event_id) {
    const auto event = audit::find_event(house, transaction, event_id);
    if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
    if (event->kind != "customers_merged") return refuse(RefusalKind::invalid, "error.not_a_merge");
    PartingPreview preview;
    for (const auto& row : event->changes)
        if (row.operation == "deleted") look_at(house, transaction, row, event_id, preview);
    return preview;
}

Result<std::int64_t> part_customers(House& house, const Actor& actor, std::int64_t event) {
    TRY(house.database.read(
        [&](Transaction& transaction) { return preview_parting(house, transaction, event); }));
    const auto reversed = TRY(audit::reverse_event(house, actor, event));
    if (reversed.event > 0) return reversed.event;
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& conflict : reversed.conflicts) refusal.issues.push_back({"", conflict.found, {}});
    return refusal;
}

std::string merged_since(Transaction& transaction, std::int64_t customer) {
    const bool stands = transaction
                            .query(
                                "SELECT 1 FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id"
                                " WHERE r.record = :record AND r.record_id = :customer AND r.operation = 'deleted'"
                                " AND NOT EXISTS (SELECT 1 FROM change_event u WHERE u.reverses = n.event_id) LIMIT 1",
                                image_record, customer)
                            .next();
    return stands ? "error.part_first" : "";
}

std::vector<audit::Reversible> reversible_merges() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    return {{std::string(merge_record), nothing, reverse_creation, nothing},
            {std::string(image_record), nothing, nothing, reverse_deletion}};
}

}  // namespace kartei::merges
