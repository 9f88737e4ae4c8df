#include "modules/merges/agency_joining.hpp"

#include <algorithm>

#include "audit/house.hpp"
#include "modules/profile/records.hpp"

namespace kartei::merges {
namespace {

using nlohmann::json;
using sql::Transaction;

TableShape agency_shape(Transaction& transaction) { return shape_of(transaction, "agency", "customer_id"); }

Value value_in(const Field& field, const RawRow& row) {
    const auto& raw = row.at(std::string(field.name));
    if (raw.is_null()) return {};
    const auto& text = raw.get_ref<const std::string&>();
    if (field.kind == FieldKind::integer || field.kind == FieldKind::money)
        return static_cast<std::int64_t>(std::stoll(text));
    if (field.kind != FieldKind::text_list) return text;
    auto read = read_value(field, text);
    return read ? *read : Value();
}

FieldProposal proposal_of(const Field& field, const AgencyRows& rows, const std::vector<std::int64_t>& order,
                          const Choices& chosen) {
    FieldProposal proposal{&field, agency_prefix + std::string(field.name), {}, order.front(), {}};
    for (const auto id : order) {
        const auto row = rows.find(id);
        proposal.values.emplace_back(id, row == rows.end() ? Value() : value_in(field, row->second));
    }
    const auto choice = chosen.find(proposal.name);
    const auto source = std::find_if(proposal.values.begin(), proposal.values.end(), [&](const auto& one) {
        return choice == chosen.end() ? !is_empty(one.second) : one.first == choice->second;
    });
    if (source == proposal.values.end()) return proposal;
    proposal.proposed = source->first;
    proposal.value = source->second;
    return proposal;
}

/// The survivor's row as it shall be, from the rows whose values hold.
RawRow joined_row(RawRow row, const AgencyRows& rows, const std::vector<FieldProposal>& proposals) {
    for (const auto& proposal : proposals) {
        const std::string column(proposal.field->name);
        const auto source = rows.find(proposal.proposed);
        row[column] = source == rows.end() ? RawRow(nullptr) : source->second.at(column);
    }
    return row;
}

RawRow empty_row(Transaction& transaction, const TableShape& shape, std::int64_t event, std::int64_t customer) {
    RawRow row = RawRow::object();
    for (const auto& column : shape.columns) row[column] = nullptr;
    row["id"] = std::to_string(take_ids(transaction, "agency"));
    row["version"] = "2";  // what there is not reads as version 1 (profile/row_store.cpp)
    row["created_event"] = std::to_string(event);
    row["customer_id"] = std::to_string(customer);
    row["position"] = "1";
    return row;
}

std::string next_version(const RawRow& row) {
    return std::to_string(std::stoll(row.at("version").get_ref<const std::string&>()) + 1);
}

/// The row of an image as it stands now; null when it is gone.
RawRow row_now(Transaction& transaction, const json& image) {
    const auto shape = agency_shape(transaction);
    return find_row(transaction, shape, key_of(shape, image.at("after")));
}

}  // namespace

AgencyRows agency_rows(Transaction& transaction, const std::vector<std::int64_t>& customers) {
    AgencyRows rows;
    const auto shape = agency_shape(transaction);
    for (const auto id : customers)
        for (auto& row : rows_of(transaction, shape, id)) rows.try_emplace(id, std::move(row));
    return rows;
}

std::vector<FieldProposal> agency_proposals(const AgencyRows& rows, const std::vector<std::int64_t>& order,
                                            const Choices& chosen) {
    std::vector<FieldProposal> list;
    if (rows.empty()) return list;
    for (const auto& member : profile::agency_fields())
        if (auto proposal = proposal_of(member.field, rows, order, chosen); is_filled(proposal))
            list.push_back(std::move(proposal));
    return list;
}

json join_agencies(Transaction& transaction, std::int64_t event, const std::vector<std::int64_t>& order,
                   const Choices& chosen) {
    const auto rows = agency_rows(transaction, order);
    const auto survivor = order.front();
    const auto own = rows.find(survivor);
    if (rows.size() == (own == rows.end() ? 0u : 1u)) return nullptr;
    const auto shape = agency_shape(transaction);
    const auto list = agency_proposals(rows, order, chosen);
    if (own == rows.end()) {
        auto row = joined_row(empty_row(transaction, shape, event, survivor), rows, list);
        insert_row(transaction, shape, row);
        return {{"role", "agency"}, {"before", nullptr}, {"after", std::move(row)}};
    }
    auto row = joined_row(own->second, rows, list);
    if (row == own->second) return nullptr;
    row["version"] = next_version(own->second);
    update_row(transaction, shape, key_of(shape, row), row);
    return {{"role", "agency"}, {"before", own->second}, {"after", std::move(row)}};
}

void part_agencies(Transaction& transaction, const json& image) {
    const auto shape = agency_shape(transaction);
    const auto now = row_now(transaction, image);
    const auto &before = image.at("before"), &after = image.at("after");
    if (now.is_null()) return;
    if (before.is_null()) {
        // Its version says nothing: another merge may have come and gone.
        auto same = now;
        same["version"] = after.at("version");
        if (same == after) delete_row(transaction, shape, key_of(shape, now));
        return;
    }
    RawRow values{{"version", next_version(now)}};
    for (const auto& member : profile::agency_fields())
        if (const std::string column(member.field.name); now.at(column) == after.at(column))
            values[column] = before.at(column);
    update_row(transaction, shape, key_of(shape, now), values);
}

std::vector<std::string> agency_fields_changed_since(Transaction& transaction, const json& image) {
    std::vector<std::string> names;
    const auto now = row_now(transaction, image);
    for (const auto& member : profile::agency_fields())
        if (const std::string column(member.field.name);
            !now.is_null() && now.at(column) != image.at("after").at(column))
            names.push_back(agency_prefix + column);
    return names;
}

}  // namespace kartei::merges
